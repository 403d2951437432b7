//! The tables in which other migration tools keep what they have applied.

use super::Literal;

/// The name of the table, and the tool.
const TOOLS: [(&str, &str); 24] = [
    ("schema_migrations", "Rails, dbmate or golang-migrate"),
    ("schema_information", "Cruddur"),
    ("flyway_schema_history", "Flyway"),
    ("_prisma_migrations", "Prisma"),
    ("alembic_version", "Alembic"),
    ("goose_db_version", "goose"),
    ("django_migrations", "Django"),
    ("knex_migrations", "Knex"),
    ("__diesel_schema_migrations", "Diesel"),
    ("migrations", "TypeORM or Laravel"),
    ("databasechangelog", "Liquibase"),
    ("atlas_schema_revisions", "Atlas"),
    ("__drizzle_migrations", "Drizzle"),
    ("SequelizeMeta", "Sequelize"),
    ("kysely_migration", "Kysely"),
    ("pgmigrations", "node-pg-migrate"),
    ("mikro_orm_migrations", "MikroORM"),
    ("seaql_migrations", "SeaORM"),
    ("refinery_schema_history", "refinery"),
    ("gorp_migrations", "sql-migrate"),
    ("phinxlog", "Phinx"),
    ("doctrine_migration_versions", "Doctrine"),
    ("_yoyo_migration", "yoyo"),
    ("__EFMigrationsHistory", "Entity Framework"),
];

/// A table of another tool, which has rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherTool {
    pub tool: &'static str,
    /// Its name as written in SQL.
    pub table: String,
    /// What `migration adopt` reads.
    pub can_adopt: bool,
}

impl OtherTool {
    pub(super) fn of(name: &str, table: String) -> Option<Self> {
        let (name, tool) = *TOOLS.iter().find(|(known, _)| *known == name)?;
        Some(Self { tool, table, can_adopt: name.starts_with("schema_") })
    }

    /// The names of all tables, as an array in SQL.
    pub(super) fn names() -> String {
        let names: Vec<&str> = TOOLS.iter().map(|(name, _)| *name).collect();
        Literal(&format!("{{{}}}", names.join(","))).to_string()
    }
}
