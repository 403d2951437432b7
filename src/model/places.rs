//! Where projects keep what a database is made of, below their root or one of its directories.

/// Schema files that are found without a project file, in search order.
pub const SCHEMAS: [&str; 4] =
    ["schema/schema.sql", "db/schema.sql", "db/structure.sql", "backend-flask/db/schema.sql"];

/// The same of seeds, which may be directories.
pub const SEEDS: [&str; 3] = ["seeds", "db/seed.sql", "backend-flask/db/seed.sql"];

/// The same of directories with migrations.
pub const MIGRATIONS: [&str; 3] = ["backend-flask/db/migrations", "db/migrations", "migrations"];

/// Where they are, too, in projects that `init` writes a file for.
pub const MORE_SCHEMAS: [&str; 7] = [
    "sql/schema.sql",
    "database/schema.sql",
    "schema.sql",
    "db/init.sql",
    "sql/init.sql",
    "database/init.sql",
    "init.sql",
];
pub const MORE_SEEDS: [&str; 6] =
    ["db/seeds.sql", "sql/seed.sql", "sql/seeds.sql", "database/seed.sql", "seed.sql", "seeds.sql"];
pub const MORE_MIGRATIONS: [&str; 1] = ["sql/migrations"];

/// Directories that are parts of the project above them.
pub const PARTS: [&str; 10] = [
    "backend-flask",
    "bin",
    "database",
    "db",
    "migrations",
    "prisma",
    "schema",
    "scripts",
    "seeds",
    "sql",
];

/// What other tools that make tables have.
pub const RAILS: [&str; 2] = ["db/schema.rb", "db/migrate"];
pub const PRISMA: [&str; 2] = ["prisma/schema.prisma", "prisma/migrations"];
pub const KNEX: [&str; 4] = ["knexfile.js", "knexfile.ts", "knexfile.cjs", "knexfile.mjs"];
