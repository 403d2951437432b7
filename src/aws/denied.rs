//! Calls that a policy does not allow.

use crate::error::Error;

/// One call may need several permissions: a rule with tags needs `ec2:CreateTags`, too. AWS
/// names the one that is missing.
fn missing(message: &str) -> Option<&str> {
    let (_, action) = message.split_once("not authorized to perform: ")?;
    let is_end = |c: char| !c.is_ascii_alphanumeric() && c != ':' && c != '-';
    let action = action.split(is_end).next()?;
    action.contains(':').then_some(action)
}

/// `action` is the requested one; AWS's message may name another.
pub fn error(action: &str, region: &str, message: &str) -> Error {
    let action = missing(message).unwrap_or(action);
    let hint = match message.contains("explicit deny") {
        true => format!("a policy denies {action} explicitly; allowing it elsewhere does not help"),
        false => format!("ask the account's administrator to allow {action} in an IAM policy"),
    };
    Error::failed(format!("AWS does not allow this user {action} in {region}")).with_hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_missing_permission_is_the_one_that_aws_names() {
        let message = "You are not authorized to perform this operation. User: arn:aws:iam::1:user/a \
                       is not authorized to perform: ec2:CreateTags on resource: \
                       arn:aws:ec2:ca-central-1:1:security-group-rule/* because no identity-based \
                       policy allows the ec2:CreateTags action";
        assert_eq!(missing(message), Some("ec2:CreateTags"));
        assert_eq!(
            missing("not authorized to perform: rds-db:connect, sorry"),
            Some("rds-db:connect")
        );
        for silent in ["", "You are not authorized", "not authorized to perform: it"] {
            assert_eq!(missing(silent), None);
        }
        assert!(error("a:B", "r", "with an explicit deny").to_string().contains("explicitly"));
    }
}
