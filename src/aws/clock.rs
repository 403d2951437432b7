//! Wrong clocks: AWS refuses requests by their time, often without mentioning it.

use std::time::SystemTime;

use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::primitives::{DateTime, DateTimeFormat};

use crate::error::Error;

pub fn wrong() -> Error {
    Error::login("AWS refuses the request's time: the clock of this machine is wrong")
        .with_hint("set the clock (timedatectl set-ntp true), then try again")
}

/// Error codes that a wrong clock can cause, often without mentioning time.
pub fn may_be_meant(code: &str) -> bool {
    matches!(
        code,
        "AuthFailure"
            | "RequestExpired"
            | "RequestTimeTooSkewed"
            | "SignatureDoesNotMatch"
            | "InvalidSignatureException"
    )
}

/// Whether the service's clock and ours differ by more than it tolerates, which is 5 minutes
/// for the strictest services. Source: AWS General Reference, "Elements of an AWS API request
/// signature".
pub fn is_off(response: &HttpResponse) -> bool {
    is_off_by_header(response.headers().get("date"))
}

/// See [`is_off`]; `date` is the header of this name.
pub fn is_off_by_header(date: Option<&str>) -> bool {
    const TOLERANCE: u64 = 5 * 60;
    let theirs = date.and_then(|text| DateTime::from_str(text, DateTimeFormat::HttpDate).ok());
    let ours = DateTime::from(SystemTime::now());
    theirs.is_some_and(|theirs| theirs.secs().abs_diff(ours.secs()) > TOLERANCE)
}

/// Whether AWS's message says so.
pub fn is_meant(code: &str, message: &str) -> bool {
    code == "RequestTimeTooSkewed"
        || matches!(code, "SignatureDoesNotMatch" | "InvalidSignatureException" | "RequestExpired")
            && (message.contains("Signature expired") || message.contains("not yet current"))
}
