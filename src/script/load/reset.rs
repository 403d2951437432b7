//! Resets a session by statements that can run in a transaction: DISCARD ALL cannot.

/// The settings are then those of the login.
pub const RESET: &str = "CLOSE ALL;\nSET SESSION AUTHORIZATION DEFAULT;\nRESET ALL;\n\
                         DEALLOCATE ALL;\nUNLISTEN *;\nDISCARD TEMP;\nDISCARD SEQUENCES;\n\
                         SELECT pg_catalog.pg_advisory_unlock_all()";
