use super::places;

/// Another tool that makes a project's tables, from files that are no migrations of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherTool {
    Rails,
    Prisma,
    Knex,
    Diesel,
    FlaskMigrate,
    Alembic,
    Flyway,
    TypeOrm,
    Drizzle,
    Django,
}

impl OtherTool {
    pub const ALL: [Self; 10] = [
        Self::Rails,
        Self::Prisma,
        Self::Knex,
        Self::Diesel,
        Self::FlaskMigrate,
        Self::Alembic,
        Self::Flyway,
        Self::TypeOrm,
        Self::Drizzle,
        Self::Django,
    ];

    /// What a project has that uses it, one of these.
    pub fn marks(self) -> &'static [&'static str] {
        match self {
            Self::Rails => &places::RAILS,
            Self::Prisma => &places::PRISMA,
            Self::Knex => &places::KNEX,
            Self::Diesel => &["diesel.toml"],
            Self::FlaskMigrate => &["migrations/alembic.ini"],
            Self::Alembic => &["alembic.ini"],
            Self::Flyway => &["flyway.conf", "flyway.toml", "src/main/resources/db/migration"],
            Self::TypeOrm => &["src/data-source.ts"],
            Self::Drizzle => &["drizzle.config.ts", "drizzle.config.js"],
            Self::Django => &["manage.py"],
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Rails => "Rails",
            Self::Prisma => "Prisma",
            Self::Knex => "Knex",
            Self::Diesel => "Diesel",
            Self::FlaskMigrate => "Flask-Migrate",
            Self::Alembic => "Alembic",
            Self::Flyway => "Flyway",
            Self::TypeOrm => "TypeORM",
            Self::Drizzle => "Drizzle",
            Self::Django => "Django",
        }
    }

    /// What makes the tables.
    pub fn migrate(self) -> &'static str {
        match self {
            Self::Rails => "bin/rails db:migrate",
            Self::Prisma => "npx prisma migrate deploy",
            Self::Knex => "npx knex migrate:latest",
            Self::Diesel => "diesel migration run",
            Self::FlaskMigrate => "flask db upgrade",
            Self::Alembic => "alembic upgrade head",
            Self::Flyway => "flyway migrate",
            Self::TypeOrm => "npx typeorm-ts-node-commonjs migration:run -d src/data-source.ts",
            Self::Drizzle => "npx drizzle-kit migrate",
            Self::Django => "python manage.py migrate",
        }
    }

    /// What the tool itself comes with, where that is one command.
    pub fn install(self) -> Option<&'static str> {
        match self {
            Self::Rails => Some("bundle install"),
            Self::Prisma | Self::Knex | Self::TypeOrm | Self::Drizzle => Some("npm install"),
            Self::Diesel => {
                Some("cargo install diesel_cli --no-default-features --features postgres")
            }
            Self::FlaskMigrate | Self::Alembic | Self::Django => {
                Some("pip install -r requirements.txt")
            }
            Self::Flyway => None,
        }
    }

    /// Whether it finds the database by `DATABASE_URL` in most projects, without settings of theirs.
    pub fn reads_url(self) -> bool {
        !matches!(self, Self::FlaskMigrate | Self::Alembic | Self::Flyway | Self::Django)
    }
}
