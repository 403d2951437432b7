//! The operations: typed arguments in, a report out. Nothing here prints, prompts, reads the
//! environment or uses clap.

pub mod activities;
pub mod backup;
pub mod child;
pub mod create;
pub mod doctor;
pub mod drop;
pub mod dump;
pub mod exclusive;
pub mod files;
pub mod git;
pub mod init;
#[cfg(feature = "aws")]
pub mod instances;
pub mod load;
mod load_open;
mod load_plan;
pub mod look;
pub mod migrate;
pub mod migration_import;
pub mod migration_new;
pub mod migration_status;
pub mod migration_test;
mod outcome;
#[cfg(feature = "lambda")]
pub mod post_confirmation;
#[cfg(feature = "aws")]
pub mod rds_audit;
#[cfg(feature = "aws")]
pub mod rds_create;
#[cfg(feature = "aws")]
pub mod rds_life;
#[cfg(feature = "aws")]
mod rds_lost;
#[cfg(feature = "aws")]
pub mod rds_wait;
#[cfg(feature = "aws")]
pub mod reach;
pub mod replace;
mod replace_errors;
mod replace_outcome;
pub mod reset;
pub mod restore;
pub mod restore_last;
mod restore_plan;
mod scratch;
pub mod sessions;
pub mod setup;
mod setup_load;
pub mod setup_plan;
mod setup_steps;
#[cfg(feature = "aws")]
pub mod sg_allow;
#[cfg(feature = "aws")]
pub mod sg_group;
#[cfg(feature = "aws")]
pub mod sg_list;
#[cfg(feature = "aws")]
pub mod sg_revoke;
#[cfg(feature = "aws")]
pub mod sg_rule;
#[cfg(feature = "aws")]
pub mod sg_run;
pub mod structure;
pub mod tag;
pub mod test_databases;
pub mod text_file;
#[cfg(feature = "aws")]
pub mod trigger_deploy;
#[cfg(feature = "aws")]
pub mod trigger_status;
mod undone;
#[cfg(feature = "aws")]
pub mod user_sync;
pub mod users;
pub mod wait;
pub mod way;
