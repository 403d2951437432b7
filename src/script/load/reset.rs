//! Resets a session by statements that can run in a transaction: DISCARD ALL cannot.

/// The statements. The settings are then those of the login.
pub fn statements() -> String {
    let statements = [
        "CLOSE ALL",
        "SET SESSION AUTHORIZATION DEFAULT",
        "RESET ALL",
        "DEALLOCATE ALL",
        "UNLISTEN *",
        "DISCARD TEMP",
        "DISCARD SEQUENCES",
        "SELECT pg_catalog.pg_advisory_unlock_all()",
    ];
    statements.join(";\n")
}
