//! The work itself: typed in, a report out. Nothing here prints, asks, reads the environment
//! or knows clap.

pub mod create;
pub mod drop;
pub mod dump;
pub mod files;
pub mod interrupt;
pub mod load;
pub mod progress;
pub mod sessions;
pub mod setup;
pub mod wait;

pub use interrupt::Interrupt;
pub use progress::Progress;
