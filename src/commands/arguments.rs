//! Groups of arguments that several commands take.

use crate::approval::Answers;
use crate::postgres::RetryTimeout;
use std::time::Duration;

/// How long `--wait` without a number waits, in seconds.
const WAIT: u64 = 60;

/// What every command that talks to a database takes.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DatabaseArgs {
    /// Keep trying this long until the server answers [default: 60 seconds when given without]
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true,
          default_missing_value = "60")]
    pub wait: Option<u64>,

    /// Fetch Postgres without asking when the local server needs it [env: CRUDDUR_FETCH_POSTGRES=1]
    #[arg(long)]
    pub fetch_postgres: bool,
}

impl DatabaseArgs {
    pub fn retry_timeout(&self) -> RetryTimeout {
        RetryTimeout(Duration::from_secs(self.wait.unwrap_or(0)))
    }

    /// For `wait` itself, which waits even when it is not told to.
    pub fn long_retry_timeout(&self) -> RetryTimeout {
        RetryTimeout(Duration::from_secs(self.wait.unwrap_or(WAIT)))
    }
}

/// How destructive commands are agreed to.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ConsentArgs {
    /// Agree to lose this database (protected and remote ones need its name)
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,

    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

impl ConsentArgs {
    pub fn answers(&self) -> Answers {
        Answers { yes: false, confirm: self.confirm.clone() }
    }
}

/// How commands that only add rows are agreed to.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct WriteArgs {
    /// Agree to write into this database (protected environments need its name)
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,

    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

impl WriteArgs {
    pub fn answers(&self) -> Answers {
        Answers { yes: false, confirm: self.confirm.clone() }
    }
}
