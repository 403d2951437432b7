//! The arguments that every command shares.

use std::path::PathBuf;

use crate::model::Secret;

/// Arguments that go before or after any command.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// The environment: dev, test, prod or one of your own [default: CRUDDUR_ENV, then dev]
    ///
    /// dev reads CONNECTION_URL; any other NAME reads NAME_CONNECTION_URL.
    #[arg(long, short = 'e', global = true, value_name = "NAME",
          add = Candidates::Environments)]
    pub env: Option<String>,

    /// Use this connection URL for this call (keep the password out: PGPASSWORD, ~/.pgpass)
    #[arg(long, global = true, value_name = "URL")]
    pub url: Option<Secret>,

    /// Check the server's certificate with the CA certificates in this file (verify-full)
    ///
    /// Servers of Amazon RDS are checked without it, by the CA certificates that cruddur-db
    /// carries.
    #[arg(long, global = true, value_name = "FILE",
          add = Candidates::Files(&[".pem", ".crt", ".cer"]))]
    pub ca_file: Option<PathBuf>,

    /// Log in by an IAM token, signed with the AWS credentials at hand (Amazon RDS)
    #[arg(long, global = true, conflicts_with = "secret")]
    pub iam: bool,

    /// Log in with the password in this secret of AWS Secrets Manager
    #[arg(long, global = true, value_name = "ARN")]
    pub secret: Option<String>,

    /// Read no .env file
    #[arg(long, global = true)]
    pub no_dotenv: bool,

    /// How results and errors are written
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,

    /// Print the result and errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// Say more about what is done
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// How results and errors are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON value on stdout; errors and warnings are one JSON object on stderr.
    Json,
    /// As text; an error is an annotation of GitHub Actions on stderr too.
    Github,
}

/// What a shell offers for an argument beside the values that its type lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidates {
    Environments,
    /// An environment as a bare word, or what the command takes besides.
    EnvironmentsOr(&'static Candidates),
    /// Backups, or files with one of these endings, compressed too.
    BackupsOrFiles(&'static [&'static str]),
    Files(&'static [&'static str]),
    Directories,
    /// Versions of migrations, from their files.
    Migrations,
    /// Process IDs of the database's sessions.
    Sessions,
    /// Databases of the environment that is meant.
    Databases,
    ManagedDatabases,
    /// Those that `test-db` made.
    TestDatabases,
    /// Commands of this program.
    Commands,
}

impl clap::builder::ArgExt for Candidates {}
