//! The tests that run the program: a module a command, one binary.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

mod common;

mod activity;
mod answers;
#[cfg(feature = "aws")]
mod aws_dotenv;
mod backend;
mod backup;
mod bad_inputs;
mod client;
#[cfg(feature = "aws")]
mod cognito;
mod completions;
mod config;
mod connect;
mod connection_strings;
mod console;
mod console_psql;
mod create;
#[cfg(feature = "aws")]
mod credentials;
mod csv_seeds;
mod cut_short;
mod direct_url;
mod discovery;
mod doctor;
mod dotenv;
mod drop;
mod dry_run;
mod dump;
mod engines;
mod env_file;
mod environments;
mod examples;
mod exit_codes;
mod faults;
mod first_steps;
mod harness;
mod help;
mod hints;
#[cfg(feature = "aws")]
mod iam;
mod init;
mod init_places;
mod interrupt;
mod json;
mod layers;
mod lost_commit;
mod man;
#[cfg(feature = "aws")]
mod managed_secret;
mod messages;
mod migrate;
#[cfg(feature = "aws")]
mod ministack;
#[cfg(feature = "lambda")]
mod other_tables;
mod packaging;
#[cfg(feature = "aws")]
mod policies;
mod pooler;
mod pooler_state;
#[cfg(feature = "lambda")]
mod post_confirmation;
mod prepare;
mod progress;
mod projects;
mod promises;
#[cfg(feature = "aws")]
mod rds;
#[cfg(feature = "aws")]
mod rds_audit;
mod readme;
mod replace;
mod schema_load;
mod script;
mod secrets;
mod seed;
mod server;
mod server_damage;
mod server_fetch;
mod server_home;
mod server_lock;
mod server_programs;
mod server_recovery;
mod server_upgrade;
mod sessions;
mod setup;
#[cfg(feature = "aws")]
mod sg;
mod structure;
mod surroundings;
mod tag;
mod test_db;
mod tls;
#[cfg(feature = "aws")]
mod trigger;
mod tunnel;
mod typos;
mod user;
mod version;
mod wait;
mod words;
