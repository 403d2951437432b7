//! The Lambda function that Cognito calls after a sign-up was confirmed.

use std::process::ExitCode;

fn main() -> ExitCode {
    cruddur_db::trigger::run()
}
