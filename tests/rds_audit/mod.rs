//! `rds-audit`: the checks, against the emulator, and against a server that says what it cannot.

mod checks;
