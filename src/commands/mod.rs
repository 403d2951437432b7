//! A file a subcommand: its arguments, whose doc comments are the help text, and `run`.

pub mod activity;
mod arguments;
#[cfg(feature = "aws")]
mod aws;
#[cfg(feature = "aws")]
mod aws_trigger;
mod backup;
pub mod complete;
pub mod completions;
pub mod config;
pub mod connect;
pub mod create;
pub mod doctor;
pub mod drop;
pub mod dump;
pub mod env_set;
mod execute;
mod files;
pub mod help;
pub mod init;
pub mod man;
pub mod migrate;
pub mod migration;
mod migration_files;
mod migration_run;
mod open;
#[cfg(feature = "lambda")]
pub mod post_confirmation;
pub mod prepare;
#[cfg(feature = "aws")]
pub mod rds_audit;
#[cfg(feature = "aws")]
pub mod rds_create;
#[cfg(feature = "aws")]
pub mod rds_delete;
#[cfg(feature = "aws")]
pub mod rds_start;
#[cfg(feature = "aws")]
pub mod rds_status;
#[cfg(feature = "aws")]
pub mod rds_stop;
#[cfg(feature = "aws")]
pub mod rds_url;
#[cfg(feature = "aws")]
pub mod rds_wait;
pub mod restore;
pub mod rollback;
pub mod schema_json;
pub mod schema_load;
pub mod seed;
pub mod server;
pub mod sessions;
pub mod setup;
#[cfg(feature = "aws")]
pub mod sg_allow_my_ip;
#[cfg(feature = "aws")]
pub mod sg_list;
#[cfg(feature = "aws")]
pub mod sg_revoke;
#[cfg(feature = "aws")]
pub mod sg_run;
mod structure;
mod target;
pub mod test_db;
#[cfg(feature = "aws")]
pub mod trigger_deploy;
#[cfg(feature = "aws")]
pub mod trigger_status;
pub mod tunnel;
pub mod typos;
pub mod user;
pub mod version;
pub mod wait;
mod words;

use crate::args::GlobalArgs;
use crate::config::Config;
use crate::error::Result;
use crate::interrupt::Interrupt;
use crate::tunnel::Tunnels;
use crate::ui::Ui;

/// What every command gets.
pub struct Context {
    pub config: Config,
    pub ui: Ui,
    pub interrupt: Interrupt,
    pub tunnels: Tunnels,
    pub yes: bool,
    /// All commands and their arguments, for help in other forms.
    pub program: fn() -> clap::Command,
}

impl Context {
    pub fn new(global: GlobalArgs, mut ui: Ui, program: fn() -> clap::Command) -> Result<Self> {
        let yes = global.yes;
        let config = Config::load(global)?;
        ui.log_interval = config.log_interval()?.unwrap_or(ui.log_interval);
        for name in config.only_of_environment() {
            ui.warn(&format!("{name} in .env does not count: set it in the environment"));
        }
        let (interrupt, tunnels) = (Interrupt::default(), Tunnels::default());
        Ok(Self { config, ui, interrupt, tunnels, yes, program })
    }
}
