//! The parameters of a connection, by libpq's names.
//!
//! Source: PostgreSQL 17 documentation, chapters "Parameter Key Words" and "Environment Variables"
//! of libpq.

use std::collections::BTreeMap;

use crate::error::{Error, Result};

/// Values as text, by keyword, before parsing.
pub type Parameters = BTreeMap<String, String>;

/// Every parameter of libpq 17, and its environment variable.
pub const PARAMETERS: [(&str, Option<&str>); 41] = [
    ("application_name", Some("PGAPPNAME")),
    ("channel_binding", Some("PGCHANNELBINDING")),
    ("client_encoding", Some("PGCLIENTENCODING")),
    ("connect_timeout", Some("PGCONNECT_TIMEOUT")),
    ("dbname", Some("PGDATABASE")),
    ("fallback_application_name", None),
    ("gssdelegation", Some("PGGSSDELEGATION")),
    ("gssencmode", Some("PGGSSENCMODE")),
    ("gsslib", Some("PGGSSLIB")),
    ("host", Some("PGHOST")),
    ("hostaddr", Some("PGHOSTADDR")),
    ("keepalives", None),
    ("keepalives_count", None),
    ("keepalives_idle", None),
    ("keepalives_interval", None),
    ("krbsrvname", Some("PGKRBSRVNAME")),
    ("load_balance_hosts", Some("PGLOADBALANCEHOSTS")),
    ("options", Some("PGOPTIONS")),
    ("passfile", Some("PGPASSFILE")),
    ("password", Some("PGPASSWORD")),
    ("port", Some("PGPORT")),
    ("replication", None),
    ("require_auth", Some("PGREQUIREAUTH")),
    ("requirepeer", Some("PGREQUIREPEER")),
    ("service", Some("PGSERVICE")),
    ("ssl_max_protocol_version", Some("PGSSLMAXPROTOCOLVERSION")),
    ("ssl_min_protocol_version", Some("PGSSLMINPROTOCOLVERSION")),
    ("sslcert", Some("PGSSLCERT")),
    ("sslcertmode", Some("PGSSLCERTMODE")),
    ("sslcompression", Some("PGSSLCOMPRESSION")),
    ("sslcrl", Some("PGSSLCRL")),
    ("sslcrldir", Some("PGSSLCRLDIR")),
    ("sslkey", Some("PGSSLKEY")),
    ("sslmode", Some("PGSSLMODE")),
    ("sslnegotiation", Some("PGSSLNEGOTIATION")),
    ("sslpassword", None),
    ("sslrootcert", Some("PGSSLROOTCERT")),
    ("sslsni", Some("PGSSLSNI")),
    ("target_session_attrs", Some("PGTARGETSESSIONATTRS")),
    ("tcp_user_timeout", None),
    ("user", Some("PGUSER")),
];

/// Parameters newer than libpq 17.
const NEWER: [&str; 11] = [
    "max_protocol_version",
    "min_protocol_version",
    "oauth_client_id",
    "oauth_client_secret",
    "oauth_issuer",
    "oauth_scope",
    "scram_client_key",
    "scram_server_key",
    "servicefile",
    "sslkeylogfile",
    "oauth_ca_file",
];

/// URL parameters of other programs, and their replacements.
const FOREIGN: [(&str, &str); 8] = [
    ("schema", "it is a Prisma parameter: use options=-csearch_path%3DNAME"),
    ("currentSchema", "it is a JDBC parameter: use options=-csearch_path%3DNAME"),
    ("ssl", "libpq accepts only ssl=true; use sslmode=require or sslmode=disable"),
    ("pgbouncer", "it is a Prisma parameter; remove it"),
    ("connection_limit", "it is a Prisma parameter; remove it"),
    ("pool_timeout", "it is a Prisma parameter; remove it"),
    ("sslaccept", "it is a Prisma parameter; use sslmode"),
    ("uselibpqcompat", "it is a Node parameter; remove it"),
];

/// Those that are whole numbers.
const NUMBERS: [&str; 6] = [
    "connect_timeout",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "tcp_user_timeout",
];

/// Whether URLs of another program have a parameter of this name, which tells libpq nothing that
/// it lacks. `ssl` and `sslaccept` are none: they say how to connect.
pub fn is_foreign(name: &str) -> bool {
    !name.starts_with("ssl") && FOREIGN.iter().any(|(foreign, _)| *foreign == name)
}

/// Errors (usage): a parameter unknown to libpq 17.
pub fn check_name(name: &str) -> Result<()> {
    if PARAMETERS.iter().any(|(known, _)| *known == name) {
        return Ok(());
    }
    if NEWER.contains(&name) {
        return Err(Error::usage(format!("its parameter {name:?} is newer than libpq 17"))
            .with_hint("remove it: it is not supported here"));
    }
    let error = Error::usage(format!("its parameter {name:?} is not known to Postgres"));
    match FOREIGN.iter().find(|(foreign, _)| *foreign == name) {
        Some((_, hint)) => Err(error.with_hint(*hint)),
        None => Err(error),
    }
}

/// Errors (usage): an invalid value. Secrets are not quoted.
pub fn check_value(parameter: &str, value: &str) -> Result<()> {
    let (fits, what) = match parameter {
        "hostaddr" => (
            value.split(',').all(|it| it.is_empty() || it.parse::<std::net::IpAddr>().is_ok()),
            "an IP address",
        ),
        _ if NUMBERS.contains(&parameter) => {
            (value.trim().parse::<i32>().is_ok(), "a whole number")
        }
        _ => return Ok(()),
    };
    if fits { Ok(()) } else { Err(Error::usage(format!("{parameter} is not {what}: {value:?}"))) }
}
