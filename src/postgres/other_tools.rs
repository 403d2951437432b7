//! The tables in which other migration tools keep what they have applied.

use super::Literal;
use crate::model::OtherTool;

/// The name of the table, and whose it may be.
const TABLES: [(&str, &[OtherTool]); 24] = [
    ("schema_migrations", &[OtherTool::Rails, OtherTool::Dbmate, OtherTool::GolangMigrate]),
    (CRUDDUR, &[]),
    (FLYWAY, &[OtherTool::Flyway]),
    ("_prisma_migrations", &[OtherTool::Prisma]),
    ("alembic_version", &[OtherTool::Alembic]),
    ("goose_db_version", &[OtherTool::Goose]),
    ("django_migrations", &[OtherTool::Django]),
    ("knex_migrations", &[OtherTool::Knex]),
    ("__diesel_schema_migrations", &[OtherTool::Diesel]),
    ("migrations", &[OtherTool::TypeOrm, OtherTool::Laravel]),
    ("databasechangelog", &[OtherTool::Liquibase]),
    ("atlas_schema_revisions", &[OtherTool::Atlas]),
    ("__drizzle_migrations", &[OtherTool::Drizzle]),
    ("SequelizeMeta", &[OtherTool::Sequelize]),
    ("kysely_migration", &[OtherTool::Kysely]),
    ("pgmigrations", &[OtherTool::NodePgMigrate]),
    ("mikro_orm_migrations", &[OtherTool::MikroOrm]),
    ("seaql_migrations", &[OtherTool::SeaOrm]),
    ("refinery_schema_history", &[OtherTool::Refinery]),
    ("gorp_migrations", &[OtherTool::SqlMigrate]),
    ("phinxlog", &[OtherTool::Phinx]),
    ("doctrine_migration_versions", &[OtherTool::Doctrine]),
    ("_yoyo_migration", &[OtherTool::Yoyo]),
    ("__EFMigrationsHistory", &[OtherTool::EntityFramework]),
];

/// The table of Cruddur's scripts.
const CRUDDUR: &str = "schema_information";

const FLYWAY: &str = "flyway_schema_history";

/// A table of another tool, which has rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherTable {
    tools: &'static [OtherTool],
    /// Its name as written in SQL.
    pub name: String,
    /// What `migration adopt` reads.
    pub can_adopt: bool,
}

impl OtherTable {
    pub(super) fn of(name: &str, sql_name: String) -> Option<Self> {
        let (name, tools) = *TABLES.iter().find(|(known, _)| *known == name)?;
        let can_adopt = ["schema_migrations", CRUDDUR, FLYWAY].contains(&name);
        Some(Self { tools, name: sql_name, can_adopt })
    }

    /// `TypeORM or Laravel`
    pub fn tool(&self) -> String {
        let names: Vec<&str> = self.tools.iter().map(|tool| tool.name()).collect();
        match names.split_last() {
            None => "Cruddur".to_owned(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, first)) => format!("{} or {last}", first.join(", ")),
        }
    }

    /// What runs the tool's own migrations.
    pub fn migrate(&self) -> String {
        let commands: Vec<&str> = self.tools.iter().map(|tool| tool.migrate()).collect();
        commands.join(" or ")
    }

    /// The names of all tables, as an array in SQL.
    pub(super) fn names() -> String {
        let names: Vec<&str> = TABLES.iter().map(|(name, _)| *name).collect();
        Literal(&format!("{{{}}}", names.join(","))).to_string()
    }
}
