use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};
use crate::hint;

/// The name of a secret in AWS Secrets Manager. It is not a secret itself.
///
/// Source: AWS documentation, "Actions, resources, and condition keys for AWS Secrets Manager":
/// `arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretArn {
    text: String,
    region: String,
}

impl SecretArn {
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn region(&self) -> &str {
        &self.region
    }
}

impl FromStr for SecretArn {
    type Err = Error;

    /// Errors (usage): it is not the ARN of a secret. The text is not quoted: it may be a password
    /// entered by mistake.
    fn from_str(text: &str) -> Result<Self> {
        let parts: Vec<&str> = text.trim().splitn(7, ':').collect();
        match parts.as_slice() {
            ["arn", partition, "secretsmanager", region, account, "secret", name]
                if partition.starts_with("aws")
                    && is_region(region)
                    && account.len() == 12
                    && account.bytes().all(|byte| byte.is_ascii_digit())
                    && !name.is_empty() =>
            {
                Ok(Self { text: text.trim().to_owned(), region: (*region).to_owned() })
            }
            _ => Err(Error::usage("it is not the ARN of a secret").with_hint(format!(
                "it looks like arn:aws:secretsmanager:ca-central-1:123456789012:secret:NAME; {} \
                 shows an instance's ARN",
                hint::command("rds-status --format json")
            ))),
        }
    }
}

fn is_region(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.contains('-') && text.chars().all(fits)
}

impl fmt::Display for SecretArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for SecretArn {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_is_in_the_name() {
        let text = "arn:aws:secretsmanager:ca-central-1:123456789012:secret:rds!db-1a-b:c";
        let arn: SecretArn = text.parse().unwrap();
        assert_eq!((arn.region(), arn.as_str()), ("ca-central-1", text));
        assert!(
            "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:x"
                .parse::<SecretArn>()
                .is_ok()
        );
    }

    #[test]
    fn other_texts_are_refused_and_not_quoted() {
        for text in [
            "",
            "hunter2",
            "arn:aws:iam::123456789012:role/x",
            "arn:aws:secretsmanager::123456789012:secret:x",
            "arn:aws:secretsmanager:ca-central-1:12:secret:x",
            "arn:aws:secretsmanager:ca-central-1:210987654321:secret:",
            "arn:aws:secretsmanager:evil.example/:123456789012:secret:x",
        ] {
            let error = text.parse::<SecretArn>().unwrap_err();
            assert!(text.is_empty() || !error.to_string().contains(text), "{error}");
        }
    }
}
