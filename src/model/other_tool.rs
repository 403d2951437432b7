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
    /// What a project has that uses it, one of these; the files of the others are read here, or are
    /// known only by what they contain.
    pub const MARKS: [(Self, &'static [&'static str]); 10] = [
        (Self::Rails, &places::RAILS),
        (Self::Prisma, &places::PRISMA),
        (Self::Knex, &places::KNEX),
        (Self::Diesel, &["diesel.toml"]),
        (Self::FlaskMigrate, &["migrations/alembic.ini"]),
        (Self::Alembic, &["alembic.ini"]),
        (Self::Flyway, &["flyway.conf", "flyway.toml", "src/main/resources/db/migration"]),
        (Self::TypeOrm, &["src/data-source.ts"]),
        (Self::Drizzle, &["drizzle.config.ts", "drizzle.config.js"]),
        (Self::Django, &["manage.py"]),
    ];

    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// What makes the tables.
    pub fn migrate(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Rails => ("Rails", "bin/rails db:migrate"),
            Self::Prisma => ("Prisma", "npx prisma migrate deploy"),
            Self::Knex => ("Knex", "npx knex migrate:latest"),
            Self::Diesel => ("Diesel", "diesel migration run"),
            Self::FlaskMigrate => ("Flask-Migrate", "flask db upgrade"),
            Self::Alembic => ("Alembic", "alembic upgrade head"),
            Self::Flyway => ("Flyway", "flyway migrate"),
            Self::TypeOrm => {
                ("TypeORM", "npx typeorm-ts-node-commonjs migration:run -d src/data-source.ts")
            }
            Self::Drizzle => ("Drizzle", "npx drizzle-kit migrate"),
            Self::Django => ("Django", "python manage.py migrate"),
            Self::Dbmate => ("dbmate", "dbmate up"),
            Self::GolangMigrate => ("golang-migrate", "migrate up"),
            Self::Goose => ("goose", "goose up"),
            Self::Laravel => ("Laravel", "php artisan migrate"),
            Self::Liquibase => ("Liquibase", "liquibase update"),
            Self::Atlas => ("Atlas", "atlas migrate apply"),
            Self::Sequelize => ("Sequelize", "npx sequelize-cli db:migrate"),
            Self::Kysely => ("Kysely", "npx kysely migrate:latest"),
            Self::NodePgMigrate => ("node-pg-migrate", "npx node-pg-migrate up"),
            Self::MikroOrm => ("MikroORM", "npx mikro-orm migration:up"),
            Self::SeaOrm => ("SeaORM", "sea-orm-cli migrate up"),
            Self::Refinery => ("refinery", "refinery migrate"),
            Self::SqlMigrate => ("sql-migrate", "sql-migrate up"),
            Self::Phinx => ("Phinx", "vendor/bin/phinx migrate"),
            Self::Doctrine => ("Doctrine", "php bin/console doctrine:migrations:migrate"),
            Self::Yoyo => ("yoyo", "yoyo apply"),
            Self::EntityFramework => ("Entity Framework", "dotnet ef database update"),
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
