//! `rds-audit`: the checks, against the emulator, and against a server that says what it cannot.

mod checks;
mod command;
mod emulated;
mod hostile;
mod recorded;
mod signatures;
