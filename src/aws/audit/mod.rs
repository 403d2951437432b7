//! Reads the facts that `rds-audit` decides by. All calls only read; what AWS does not say is
//! [`Unknown`].

mod ec2;
mod kms;
mod organization;
mod rds;
mod trails;
mod watch;

use crate::aws::signed::Failure;
use crate::error::Error;
use crate::model::audit::{Fact, Unknown};

/// More pages than a listing can have, unless it goes in a circle.
const MOST_PAGES: usize = 50;

impl From<Error> for Unknown {
    fn from(error: Error) -> Self {
        Self(error.message())
    }
}

impl From<Failure> for Unknown {
    fn from(failure: Failure) -> Self {
        failure.error.into()
    }
}

/// The pages of a listing are more than [`MOST_PAGES`].
fn endless<T>(call: &str) -> Fact<T> {
    Err(Unknown(format!("{call} does not come to an end")))
}
