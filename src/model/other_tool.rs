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
    Dbmate,
    GolangMigrate,
    Goose,
    Laravel,
    Liquibase,
    Atlas,
    Sequelize,
    Kysely,
    NodePgMigrate,
    MikroOrm,
    SeaOrm,
    Refinery,
    SqlMigrate,
    Phinx,
    Doctrine,
    Yoyo,
    EntityFramework,
}

impl OtherTool {
    pub const ALL: [Self; 27] = [
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
        Self::Dbmate,
        Self::GolangMigrate,
        Self::Goose,
        Self::Laravel,
        Self::Liquibase,
        Self::Atlas,
        Self::Sequelize,
        Self::Kysely,
        Self::NodePgMigrate,
        Self::MikroOrm,
        Self::SeaOrm,
        Self::Refinery,
        Self::SqlMigrate,
        Self::Phinx,
        Self::Doctrine,
        Self::Yoyo,
        Self::EntityFramework,
    ];

    /// What a project has that uses it, one of these; none where its files are read here, or are
    /// known only by what they contain.
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
            _ => &[],
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
            Self::Dbmate => "dbmate",
            Self::GolangMigrate => "golang-migrate",
            Self::Goose => "goose",
            Self::Laravel => "Laravel",
            Self::Liquibase => "Liquibase",
            Self::Atlas => "Atlas",
            Self::Sequelize => "Sequelize",
            Self::Kysely => "Kysely",
            Self::NodePgMigrate => "node-pg-migrate",
            Self::MikroOrm => "MikroORM",
            Self::SeaOrm => "SeaORM",
            Self::Refinery => "refinery",
            Self::SqlMigrate => "sql-migrate",
            Self::Phinx => "Phinx",
            Self::Doctrine => "Doctrine",
            Self::Yoyo => "yoyo",
            Self::EntityFramework => "Entity Framework",
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
            Self::Dbmate => "dbmate up",
            Self::GolangMigrate => "migrate up",
            Self::Goose => "goose up",
            Self::Laravel => "php artisan migrate",
            Self::Liquibase => "liquibase update",
            Self::Atlas => "atlas migrate apply",
            Self::Sequelize => "npx sequelize-cli db:migrate",
            Self::Kysely => "npx kysely migrate:latest",
            Self::NodePgMigrate => "npx node-pg-migrate up",
            Self::MikroOrm => "npx mikro-orm migration:up",
            Self::SeaOrm => "sea-orm-cli migrate up",
            Self::Refinery => "refinery migrate",
            Self::SqlMigrate => "sql-migrate up",
            Self::Phinx => "vendor/bin/phinx migrate",
            Self::Doctrine => "php bin/console doctrine:migrations:migrate",
            Self::Yoyo => "yoyo apply",
            Self::EntityFramework => "dotnet ef database update",
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
            _ => None,
        }
    }

    /// Whether it finds the database by `DATABASE_URL` in most projects, without settings of theirs.
    pub fn reads_url(self) -> bool {
        !matches!(self, Self::FlaskMigrate | Self::Alembic | Self::Flyway | Self::Django)
    }
}
