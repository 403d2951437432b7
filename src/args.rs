//! The arguments that every command shares.

use std::path::PathBuf;

use crate::model::Secret;

/// Arguments that go before or after any command.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// Environment: dev, test, prod or your own [default: CRUDDUR_ENV, then dev]
    ///
    /// dev reads CONNECTION_URL; any other NAME reads NAME_CONNECTION_URL.
    #[arg(long, short = 'e', global = true, hide_short_help = true, value_name = "NAME",
          add = Candidates::Environments)]
    pub env: Option<String>,

    /// Connection URL (passwords are better kept in PGPASSWORD or ~/.pgpass)
    #[arg(long, global = true, hide_short_help = true, value_name = "URL")]
    pub url: Option<Secret>,

    /// Verify the server's certificate with these CA certificates (verify-full)
    ///
    /// Servers of Amazon RDS are verified without it, with the CA certificates in cruddur-db.
    #[arg(long, global = true, hide_short_help = true, value_name = "FILE",
          add = Candidates::Files(&[".pem", ".crt", ".cer"]))]
    pub ca_file: Option<PathBuf>,

    /// Log in with an IAM token (Amazon RDS)
    #[arg(long, global = true, hide_short_help = true, conflicts_with = "secret")]
    pub iam: bool,

    /// Log in with the password from AWS Secrets Manager
    #[arg(long, global = true, hide_short_help = true, value_name = "ARN")]
    pub secret: Option<String>,

    /// Answer yes to questions; commands that ask a yes-or-no question show it
    #[arg(long, short = 'y', global = true, hide = true)]
    pub yes: bool,

    /// Do not read .env files
    #[arg(long, global = true, hide_short_help = true)]
    pub no_dotenv: bool,

    /// Output format
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_enum,
        default_value_t,
        value_name = "FORMAT"
    )]
    pub format: Format,

    /// Print only results and errors
    #[arg(long, short, global = true, hide_short_help = true)]
    pub quiet: bool,

    /// Print more details
    #[arg(long, short, global = true, hide_short_help = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// How results and errors are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON value on stdout; errors and warnings are one JSON object on stderr
    Json,
    /// Text, with errors as GitHub Actions annotations on stderr
    Github,
    /// SARIF 2.1.0, for code scanning
    #[cfg(feature = "aws")]
    #[value(hide = true)]
    Sarif,
}

/// What a shell offers for an argument besides the values that its type lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidates {
    Environments,
    /// An environment as a bare word, or what the command takes besides.
    EnvironmentsOr(&'static Candidates),
    /// Backups, or files with one of these endings, compressed too.
    BackupsOrFiles(&'static [&'static str]),
    Files(&'static [&'static str]),
    Directories,
    Migrations,
    Sessions,
    Databases,
    /// Environments that may be on the managed server.
    ManagedEnvironments,
    ManagedDatabases,
    TestDatabases,
    #[cfg(feature = "aws")]
    Rules,
    #[cfg(feature = "aws")]
    Instances,
    Commands,
    CommandsWithSchema,
}

impl clap::builder::ArgExt for Candidates {}
