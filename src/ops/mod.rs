//! The work itself: typed in, a report out. Nothing here prints, asks, reads the environment
//! or knows clap.

pub mod interrupt;
pub mod progress;

pub use interrupt::Interrupt;
pub use progress::Progress;
