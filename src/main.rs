//! The program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    cruddur_db::run(std::env::args_os())
}
