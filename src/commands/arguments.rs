//! Groups of arguments that several commands take.

use std::time::Duration;

use crate::approval::Answers;
use crate::args::Candidates;
use crate::config::{Resolved, Source};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{DatabaseName, TunnelWay};
use crate::postgres::RetryTimeout;

/// The default of `--wait` without a value, in seconds.
const WAIT: u64 = 60;

/// Options of every command that connects to a database.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DatabaseArgs {
    /// Retry until the server answers [default: 60 seconds without a value]
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true,
          default_missing_value = "60")]
    pub wait: Option<u64>,

    /// Fetch Postgres without asking if needed [env: CRUDDUR_FETCH_POSTGRES=1]
    #[arg(long)]
    pub fetch_postgres: bool,

    #[command(flatten)]
    pub tunnel: TunnelArg,
}

/// Through which host the server is reached.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct TunnelArg {
    /// Connect through the environment's tunnel, or this one (ssh:USER@HOST, ssm:INSTANCE)
    #[arg(long, value_name = "WAY", num_args = 0..=1, require_equals = true)]
    tunnel: Option<Option<TunnelWay>>,
}

impl TunnelArg {
    /// The same for a command that is about the tunnel.
    pub fn or_default(self) -> Self {
        Self { tunnel: Some(self.tunnel.flatten()) }
    }

    /// The tunnel to take, if one was asked for: the given one, else that of the environment.
    ///
    /// Errors (usage): it has none, or is on the managed server.
    pub fn way(&self, resolved: &Resolved) -> Result<Option<TunnelWay>> {
        let Some(given) = &self.tunnel else { return Ok(None) };
        if let Source::Managed(_) = resolved.source {
            let environment = &resolved.environment;
            return Err(Error::usage(format!(
                "a tunnel is for a server at a URL, but {environment} is on the managed server"
            )));
        }
        let way = given.clone().or_else(|| resolved.tunnel.clone());
        way.map(Some).ok_or_else(|| {
            let environment = &resolved.environment;
            let variable = environment.tunnel_variable();
            Error::usage(format!("no tunnel is configured for {environment}")).with_hint(format!(
                "name one with --tunnel=ssh:USER@HOST or --tunnel=ssm:INSTANCE; to keep it, set \
                 {variable}, or tunnel under [environments.{environment}] in cruddur-db.toml"
            ))
        })
    }
}

impl DatabaseArgs {
    pub fn retry_timeout(&self) -> RetryTimeout {
        RetryTimeout(self.wait.map(Duration::from_secs))
    }

    /// For the command `wait`, which waits by default.
    pub fn long_retry_timeout(&self) -> RetryTimeout {
        RetryTimeout(Some(Duration::from_secs(self.wait.unwrap_or(WAIT))))
    }
}

/// Whether to apply a plan or only show it, and the answers given in advance.
#[derive(Debug, Clone, Default)]
pub struct Consent {
    pub dry_run: bool,
    pub answers: Answers,
}

/// For plans that are confirmed with the database name.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ConsentArgs {
    /// Confirm with the database name (protected and remote databases)
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,

    #[command(flatten)]
    dry: DryRunArg,
}

impl ConsentArgs {
    /// The name given to confirm with.
    pub fn name(&self) -> Option<&str> {
        self.confirm.as_deref()
    }

    pub fn dry_run(&self) -> bool {
        self.dry.dry_run
    }
}

impl From<&ConsentArgs> for Consent {
    fn from(args: &ConsentArgs) -> Self {
        let answers = Answers { yes: false, confirm: args.confirm.clone() };
        Self { dry_run: args.dry.dry_run, answers }
    }
}

impl From<&ChangeArgs> for Consent {
    fn from(args: &ChangeArgs) -> Self {
        (&args.consent).into()
    }
}

/// For what is agreed to by a yes.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct YesArgs {
    /// Answer yes to the question
    #[arg(long, short)]
    yes: bool,

    #[command(flatten)]
    dry: DryRunArg,
}

impl YesArgs {
    pub fn dry_run(&self) -> bool {
        self.dry.dry_run
    }
}

impl From<&YesArgs> for Consent {
    fn from(args: &YesArgs) -> Self {
        let answers = Answers { yes: args.yes, confirm: None };
        Self { dry_run: args.dry.dry_run, answers }
    }
}

/// For what asks nothing.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct DryRunArg {
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

impl From<DryRunArg> for Consent {
    fn from(args: DryRunArg) -> Self {
        Self { dry_run: args.dry_run, answers: Answers::default() }
    }
}

/// The environment as a bare word.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct EnvironmentArg {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::Environments)]
    word: Option<String>,
}

impl EnvironmentArg {
    pub fn word(&self) -> Option<&str> {
        self.word.as_deref()
    }

    /// Refuses a number. `options` are those that it may be meant for.
    pub fn refuse_number(&self, options: impl FnOnce(&str) -> Vec<String>) -> Result<()> {
        let Some(word) = self.word() else { return Ok(()) };
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(());
        }
        let lines: Vec<String> = match hint::as_value_of("--wait", word) {
            Some(line) => vec![line],
            None => options(word).iter().map(|option| hint::with_instead(word, option)).collect(),
        };
        Err(Error::usage(format!("{word:?} is not an environment"))
            .with_hint(format!("did you mean: {}", lines.join(", or "))))
    }
}

/// An environment's database.
#[derive(Debug, Clone, clap::Args)]
pub struct TargetArgs {
    #[command(flatten)]
    pub environment: EnvironmentArg,

    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// An environment's database, and the consent to change it.
#[derive(Debug, Clone, clap::Args)]
pub struct ChangeArgs {
    #[command(flatten)]
    pub consent: ConsentArgs,

    #[command(flatten)]
    pub target: TargetArgs,
}

/// Where statements about the database itself are run.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct MaintenanceArg {
    /// Maintenance database [default: postgres, then template1]
    #[arg(long, value_name = "NAME", add = Candidates::Databases)]
    maintenance_db: Option<String>,
}

impl MaintenanceArg {
    pub fn name(&self) -> Result<Option<DatabaseName>> {
        self.maintenance_db.as_deref().map(DatabaseName::new).transpose()
    }
}
