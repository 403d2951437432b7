//! The kinds of servers that speak Postgres's protocol.

/// The engine of the server. Citus is an extension in one database, and is detected where it
/// matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Postgres itself, also with extensions and under other names (RDS, Neon, Supabase).
    Postgres,
    CockroachDb,
    Yugabyte,
}

impl Engine {
    /// By what a server reports at login: `server_version`, and `crdb_version`, which only
    /// CockroachDB has. Source: CockroachDB's `pgwire/conn.go`; YugabyteDB's documentation, which
    /// has `15.2-YB-2025.1.0.0-b0`.
    pub fn of(server_version: &str, crdb_version: &str) -> Self {
        if !crdb_version.is_empty() {
            Self::CockroachDb
        } else if server_version.contains("-YB-") {
            Self::Yugabyte
        } else {
            Self::Postgres
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Postgres => "Postgres",
            Self::CockroachDb => "CockroachDB",
            Self::Yugabyte => "YugabyteDB",
        }
    }

    /// Whether CREATE, ALTER and DROP are rolled back with their transaction, whatever the server's
    /// settings are.
    pub fn undoes_ddl(self) -> bool {
        self == Self::Postgres
    }

    /// Whether the status of a transaction can be queried by its ID on another connection.
    pub fn numbers_transactions(self) -> bool {
        self == Self::Postgres
    }

    /// Whether it supports `DROP DATABASE ... WITH (FORCE)`.
    pub fn drops_with_force(self) -> bool {
        self == Self::Postgres
    }

    /// Whether a session sees those of the whole server, not only of one node.
    pub fn shows_all_sessions(self) -> bool {
        self == Self::Postgres
    }

    /// Whether `SET CONSTRAINTS` and `pg_settings` work as in Postgres.
    pub fn has_catalog(self) -> bool {
        self != Self::CockroachDb
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_tell_what_they_are() {
        assert_eq!(Engine::of("15.18 (Debian 15.18-0+deb12u1)", ""), Engine::Postgres);
        assert_eq!(Engine::of("13.0.0", "CockroachDB CCL v25.2.1 (x86_64)"), Engine::CockroachDb);
        assert_eq!(Engine::of("11.2-YB-2.20.1.0-b0", ""), Engine::Yugabyte);
        assert_eq!(Engine::of("15.12-YB-2025.1.0.1-b0", ""), Engine::Yugabyte);
    }
}
