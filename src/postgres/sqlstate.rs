//! SQLSTATE codes that decisions depend on. Source: PostgreSQL documentation, appendix A.

pub const DUPLICATE_DATABASE: &str = "42P04";
pub const UNDEFINED_TABLE: &str = "42P01";
pub const UNDEFINED_SCHEMA: &str = "3F000";
pub const UNDEFINED_OBJECT: &str = "42704";
pub const UNDEFINED_COLUMN: &str = "42703";
pub const UNDEFINED_FUNCTION: &str = "42883";
pub const NOT_SUPPORTED: &str = "0A000";
pub const UNIQUE_VIOLATION: &str = "23505";
pub const DIVISION_BY_ZERO: &str = "22012";
pub const LOCK_NOT_AVAILABLE: &str = "55P03";
pub const NOT_NULL_VIOLATION: &str = "23502";
pub const CHECK_VIOLATION: &str = "23514";
pub const UNKNOWN_DATABASE: &str = "3D000";
pub const WRONG_PASSWORD: &str = "28P01";
pub const LOGIN_REFUSED: &str = "28000";
pub const ADMIN_SHUTDOWN: &str = "57P01";
pub const STARTING_UP: &str = "57P03";
pub const TOO_MANY_CONNECTIONS: &str = "53300";
pub const INTERNAL: &str = "XX000";
pub const OBJECT_IN_USE: &str = "55006";
pub const UNSAFE_NEW_ENUM_VALUE: &str = "55P04";
pub const NOT_ACCEPTING: &str = "55000";
pub const INSUFFICIENT_PRIVILEGE: &str = "42501";
pub const PROTOCOL_VIOLATION: &str = "08P01";
pub const OUT_OF_SHARED_MEMORY: &str = "53200";
pub const READ_ONLY: &str = "25006";
pub const INVALID_BYTES: &str = "22021";
pub const CANCELLED: &str = "57014";

/// A schema, table, column, function or other object of that name exists.
pub const ALREADY_THERE: [&str; 5] = ["42P06", "42P07", "42701", "42723", "42710"];
