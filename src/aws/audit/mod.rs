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
use crate::model::audit::Unknown;

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
