//! Names that a user or a database cannot have.

/// Names reserved by Amazon. Source: Amazon RDS API Reference, CreateDBInstance, and the
/// service's refusals.
const USERS: [&str; 6] =
    ["admin", "rdsadmin", "public", "postgres_admin", "rds_superuser", "rdsproxyadmin"];
const DATABASES: [&str; 4] = ["db", "rdsadmin", "template0", "template1"];

/// The words that Postgres accepts as a name only in quotes. Source: PostgreSQL documentation,
/// appendix "SQL Key Words", those marked as reserved.
const KEY_WORDS: &str = "\
    all analyse analyze and any array as asc asymmetric authorization binary both case cast \
    check collate collation column concurrently constraint create cross current_catalog \
    current_date current_role current_schema current_time current_timestamp current_user \
    default deferrable desc distinct do else end except false fetch for foreign freeze from \
    full grant group having ilike in initially inner intersect into is isnull join lateral \
    leading left like limit localtime localtimestamp natural not notnull null offset on only \
    or order outer overlaps placing primary references returning right select session_user \
    similar some symmetric system_user table tablesample then to trailing true union unique \
    user using variadic verbose when where window with";

pub fn is_user(name: &str) -> bool {
    is_reserved(name, &USERS) || name.to_ascii_lowercase().starts_with("pg_")
}

pub fn is_database(name: &str) -> bool {
    is_reserved(name, &DATABASES)
}

fn is_reserved(name: &str, more: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    more.contains(&name.as_str()) || KEY_WORDS.split_whitespace().any(|word| word == name)
}
