//! Turns AWS's errors, and failures to reach it, into messages for users.
//!
//! Errors are distinguished by their code: EC2 has no typed errors in any SDK, and RDS's typed
//! ones do not cover the common ones. Transient errors are [`Kind::Unreachable`].

use std::error::Error as StdError;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};

use super::causes::{chain, innermost, said_by_aws};
use super::{Endpoint, clock, denied, http, new_instance};
use crate::error::{Error, Kind};

/// Error codes that decisions depend on.
pub mod code {
    pub const DUPLICATE_RULE: &str = "InvalidPermission.Duplicate";
    pub const NO_SUCH_RULE: [&str; 2] =
        ["InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"];
    pub const TOO_MANY_RULES: &str = "RulesPerSecurityGroupLimitExceeded";
    pub const NO_SUCH_INSTANCE: [&str; 2] = ["DBInstanceNotFound", "DBInstanceNotFoundFault"];
    pub const NO_SUCH_RESOURCE: &str = "ResourceNotFoundException";
    pub const RESOURCE_CONFLICT: &str = "ResourceConflictException";
    pub const NO_SUCH_SNAPSHOT: [&str; 2] = ["DBSnapshotNotFound", "DBSnapshotNotFoundFault"];
    pub const OTHER_STATE: [&str; 2] = ["InvalidDBInstanceState", "InvalidDBInstanceStateFault"];
    pub const INSTANCE_EXISTS: [&str; 2] =
        ["DBInstanceAlreadyExists", "DBInstanceAlreadyExistsFault"];
}

/// The service, for messages.
#[derive(Debug, Clone)]
pub struct Service {
    name: &'static str,
    region: String,
    endpoint: Option<String>,
}

impl Service {
    pub fn new(name: &'static str, region: &str, endpoint: Option<&Endpoint>) -> Self {
        let endpoint = endpoint.map(ToString::to_string);
        Self { name, region: region.to_owned(), endpoint }
    }

    pub fn region(&self) -> &str {
        &self.region
    }

    fn place(&self) -> String {
        match &self.endpoint {
            Some(endpoint) => format!("{} at {endpoint}", self.name),
            None => format!("{} in {}", self.name, self.region),
        }
    }

    /// The error for users. `action` is the requested one, by its name in permissions
    /// (`ec2:DescribeSecurityGroupRules`).
    pub fn explain<E>(&self, action: &str, error: SdkError<E, HttpResponse>) -> Error
    where
        E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
    {
        match &error {
            SdkError::ServiceError(service) => match service.err().code() {
                Some(code) => {
                    let message = service.err().message().unwrap_or("no reason given");
                    let off = clock::may_be_meant(code) && clock::is_off(service.raw());
                    if off { clock::wrong() } else { self.said(action, code, message) }
                }
                None => self.not_aws(service.raw().status().as_u16()),
            },
            error if http::was_too_long(error) => self.too_long(),
            SdkError::ResponseError(response) => self.not_aws(response.raw().status().as_u16()),
            SdkError::TimeoutError(_) => self.unreachable("did not answer in time"),
            SdkError::DispatchFailure(failure) if failure.is_timeout() => {
                self.unreachable("did not answer in time")
            }
            other => match credentials_error(other) {
                Some(error) => no_credentials(error),
                None if matches!(error, SdkError::DispatchFailure(_)) => self.out_of_reach(&error),
                None => Error::failed(format!("{action} could not be asked"))
                    .with_detail(DisplayErrorContext(&error).to_string()),
            },
        }
    }

    pub(super) fn unreachable(&self, how: &str) -> Error {
        let hint = match &self.endpoint {
            Some(_) => "the endpoint is configured: check AWS_ENDPOINT_URL and the profile",
            None => "check the network, the proxy and the name of the region",
        };
        Error::unreachable(format!("{} {how}", self.place())).with_hint(hint)
    }

    /// There is no connection, for this reason.
    pub(super) fn out_of_reach(&self, cause: &(dyn StdError + 'static)) -> Error {
        let why = innermost(cause);
        let error = self.unreachable("cannot be reached");
        // So the HTTP client calls every answer of a proxy but a success.
        let error = match why.contains("tunnel error") {
            true => error.with_hint(
                "the proxy of HTTPS_PROXY refuses the connection: check its address and login, or \
                 name the host in NO_PROXY",
            ),
            false => error,
        };
        error.with_detail(why)
    }

    /// A response that is not AWS's: an error page of something in between, or a truncated
    /// response.
    pub(super) fn not_aws(&self, status: u16) -> Error {
        Error::unreachable(format!("{} answered {status}, but not as AWS does", self.place()))
            .with_hint("check for a proxy or login page in between; otherwise try again later")
    }

    fn too_long(&self) -> Error {
        let most = http::LONGEST_RESPONSE >> 20;
        Error::unreachable(format!("{} answered with more than {most} MiB", self.place()))
            .with_hint("the response is too long to be from AWS: check what is at the endpoint")
    }

    /// AWS's own words, as a message with the way out. `action` as in [`Self::explain`].
    pub(super) fn said(&self, action: &str, code: &str, message: &str) -> Error {
        let text = format!("{} ({code})", message.trim().trim_end_matches('.'));
        let region = &self.region;
        let (kind, text, hint) = match code {
            "UnauthorizedOperation" | "AccessDenied" | "AccessDeniedException" => {
                return denied::error(action, region, message);
            }
            _ if clock::is_meant(code, message) => return clock::wrong(),
            "ExpiredToken" | "ExpiredTokenException" | "RequestExpired" => (
                Kind::Login,
                "the AWS session has expired".to_owned(),
                "log in again (aws sso login) or renew AWS_SESSION_TOKEN".to_owned(),
            ),
            "AuthFailure"
            | "InvalidClientTokenId"
            | "UnrecognizedClientException"
            | "InvalidAccessKeyId"
            | "MissingAuthenticationToken" => (
                Kind::Login,
                format!("AWS does not know these credentials ({code})"),
                "check AWS_ACCESS_KEY_ID or the profile; AWS_SESSION_TOKEN is valid for one key only"
                    .to_owned(),
            ),
            "SignatureDoesNotMatch" | "InvalidSignatureException" | "IncompleteSignature" => (
                Kind::Login,
                format!("AWS does not accept the secret access key ({code})"),
                "AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID".to_owned(),
            ),
            "OptInRequired" => (Kind::Login, text, format!("{region} is not enabled for the account")),
            _ if is_throttling(code) => (
                Kind::Unreachable,
                format!("{TOO_OFTEN} ({code})"),
                "wait a minute, then try again".to_owned(),
            ),
            "InternalError" | "InternalFailure" | "ServiceUnavailable" | "Unavailable" => {
                (Kind::Unreachable, text, "AWS has a problem; try again later".to_owned())
            }
            _ => return about_the_request(text, code, message, region),
        };
        Error::new(kind, text).with_hint(hint)
    }
}

/// AWS's objections to the request itself.
fn about_the_request(text: String, code: &str, message: &str, region: &str) -> Error {
    if let Some(hint) = new_instance::hint(code, message, region) {
        return Error::failed(text).with_hint(hint);
    }
    let quota = "request an increase under Service Quotas in the AWS console";
    let hint = match code {
        code::TOO_MANY_RULES => "a group has at most 60 rules by default".to_owned(),
        "InstanceQuotaExceeded" | "InstanceQuotaExceededFault" => {
            format!("delete an instance that is not needed, or {quota}")
        }
        "StorageQuotaExceeded" | "StorageQuotaExceededFault" => format!("use less, or {quota}"),
        _ if code.contains("NotFound") || code.ends_with(".Malformed") => {
            format!("searched in {region}; use --region for another region")
        }
        _ => return Error::failed(text),
    };
    Error::failed(text).with_hint(hint)
}

const TOO_OFTEN: &str = "AWS is asked too often";

/// Whether AWS refused only for now: too many requests came.
pub fn is_throttled(error: &Error) -> bool {
    error.kind() == Kind::Unreachable && error.message().starts_with(TOO_OFTEN)
}

/// Source: the error codes that the AWS SDKs retry as throttling.
pub(super) fn is_throttling(code: &str) -> bool {
    matches!(
        code,
        "Throttling"
            | "ThrottlingException"
            | "ThrottledException"
            | "RequestThrottled"
            | "RequestThrottledException"
            | "RequestLimitExceeded"
            | "TooManyRequestsException"
            | "PriorRequestNotComplete"
            | "SlowDown"
            | "EC2ThrottledException"
            | "LimitExceededException"
            | "BandwidthLimitExceeded"
            | "ProvisionedThroughputExceededException"
            | "TransactionInProgressException"
    )
}

pub(super) fn no_credentials(error: &CredentialsError) -> Error {
    // It may have been explained where the profile is known.
    if let Some(explained) = chain(error).find_map(|cause| cause.downcast_ref::<Error>()) {
        return explained.same();
    }
    if said_by_aws(error).is_some_and(|(code, message)| clock::is_meant(code, message)) {
        return clock::wrong();
    }
    let hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with the AWS CLI and \
                set AWS_PROFILE";
    match error {
        CredentialsError::CredentialsNotLoaded(_) => {
            let found_none = Error::usage("no AWS credentials were found").with_hint(hint);
            // Most only list the other sources that are empty.
            match innermost(error) {
                why if why.contains("profile") => found_none.with_detail(why),
                _ => found_none,
            }
        }
        CredentialsError::ProviderTimedOut(_) => {
            Error::unreachable("the source of the AWS credentials did not answer").with_hint(hint)
        }
        other => Error::login("the AWS credentials cannot be obtained")
            .with_detail(innermost(other))
            .with_hint("log in again (aws sso login), check the profile, or set AWS_ACCESS_KEY_ID"),
    }
}

fn credentials_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a CredentialsError> {
    chain(error).find_map(|cause| cause.downcast_ref())
}
