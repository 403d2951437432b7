//! The work itself: typed in, a report out. Nothing here prints, asks, reads the environment
//! or knows clap.

#[cfg(feature = "aws")]
pub mod child;
pub mod create;
pub mod doctor;
pub mod drop;
pub mod dump;
pub mod files;
pub mod interrupt;
pub mod load;
pub mod progress;
#[cfg(feature = "aws")]
pub mod rds_create;
#[cfg(feature = "aws")]
pub mod rds_life;
#[cfg(feature = "aws")]
pub mod rds_wait;
#[cfg(feature = "aws")]
pub mod reach;
pub mod sessions;
pub mod setup;
#[cfg(feature = "aws")]
pub mod sg_allow;
#[cfg(feature = "aws")]
pub mod sg_group;
#[cfg(feature = "aws")]
pub mod sg_list;
#[cfg(feature = "aws")]
pub mod sg_revoke;
pub mod wait;

pub use interrupt::Interrupt;
pub use progress::Progress;
