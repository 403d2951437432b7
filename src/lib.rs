//! `cruddur-db`: one command for a Postgres database at home, in CI and on Amazon RDS.
//!
//! This page is the map of the crate.
//!
//! # The flow
//!
//! ```text
//!        args (typed)            Plan (what would happen)          Report (what happened)
//! cli ───────────► command ───────────► operation ─► postgres | script | server | aws ──► command ──► ui::report
//!                    │  ▲                    ▲                                               stdout: text | json
//!                    ▼  │ Approved<Plan>     │ &dyn Progress, Interrupt                      stderr: status, prompt, error
//!                   approval ────────────────┘
//! ```
//!
//! A command is always resolve, plan, approve, apply, report (`commands/open.rs` does the first,
//! `commands/execute.rs` the last three); a read-only one resolves, queries and reports. Values flow
//! right; nothing on the right knows who called it.
//!
//! # The modules
//!
//! | module | holds | may use | never |
//! |---|---|---|---|
//! | [`cli`] | the match over the commands, and how the program ends | clap, commands | sqlx, AWS, I/O |
//! | [`args`] | the arguments that every command shares | clap, model | |
//! | [`config`] | arguments, environment, `.env` and `cruddur-db.toml` made one; the only reader of the environment (the AWS SDK's own variables apart) | args, model | sqlx, AWS |
//! | [`commands`] | a file a subcommand: `Args`, whose doc comments are the help text, and `run` | ops, approval, config, ui, report, model; constructors of the modules below | SQL, SDK calls, printing, another command |
//! | [`ops`] | the work, typed in, a report out | postgres, script, server, aws, report, approval, model | clap, ui, config, environment, the driver's types |
//! | [`postgres`] | everything that knows the server: typed queries by sqlx, a `.sql` file a query, and a client for conversations | sqlx, postgres-protocol, model | aws, ops, report |
//! | [`script`] | psql-format SQL files: what they say (`syntax`), where their bytes come from (`input`), sending them and the places of errors (`load`) | postgres, model | sqlx, aws, ops, report |
//! | [`migrations`] | migrations on disk (sqlx's files, Cruddur's Python files, which are parsed and never run), and what is pending | script, model | postgres, ops, clap, config, environment |
//! | [`console`] | the built-in SQL console: line editor, completion, commands with a backslash | postgres, script, report, model, rustyline | sqlx, clap, config, environment |
//! | [`server`] | the managed local Postgres: finding binaries, the cluster, the process | model, approval, report | sqlx, aws, ops |
//! | [`tunnel`] | ports of this machine that lead through another host, by ssh or the AWS CLI | model | postgres, ops, clap, config, environment |
//! | `aws` (feature `aws`) | the SDK: configuration, RDS, EC2, Cognito, Lambda, secrets and tokens; my public address | SDK, reqwest, model | postgres, ops |
//! | `trigger` (feature `lambda`) | the Lambda function: the Runtime API and its log | ops, config, report | clap, ui, SQL |
//! | [`model`] | values with meaning | error | I/O |
//! | [`report`] | one struct an outcome, `Display` and `Serialize` | model, comfy-table | async, I/O |
//! | [`ui`] | stdout, stderr, prompts, progress bars | report, approval, indicatif, dialoguer | sqlx, AWS, ops |
//!
//! At the bottom, for everything: [`error`] (one error type: kinds, hints, places, exit statuses),
//! [`hint`] (commands that messages suggest), [`approval`] (confirmation: destructive work takes an
//! `Approved` plan), [`progress`] (where work reports what it is doing), [`interrupt`] and
//! [`signals`] (Ctrl-C, for operations), [`unzip`], [`partial`] (files that appear only when complete),
//! [`random`], [`regular_file`] (reading files of the project, and no pipes or devices).
//!
//! Nothing imports in a circle. `tests/layers.rs` holds these lines.

pub mod approval;
pub mod args;
#[cfg(feature = "aws")]
pub mod aws;
pub mod cli;
pub mod commands;
pub mod config;
pub mod console;
pub mod error;
pub mod hint;
pub mod interrupt;
pub mod migrations;
pub mod model;
pub mod ops;
pub mod partial;
pub mod postgres;
pub mod progress;
pub mod random;
pub mod regular_file;
pub mod report;
pub mod script;
pub mod server;
pub mod signals;
#[cfg(feature = "lambda")]
pub mod trigger;
pub mod tunnel;
pub mod ui;
pub mod unzip;

pub use cli::run;
