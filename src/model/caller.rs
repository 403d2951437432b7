use std::fmt;

/// Who makes the requests to AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub account: String,
    /// Of the user or the role's session: `arn:aws:sts::111122223333:assumed-role/dev/ann`.
    pub arn: String,
}

impl fmt::Display for Caller {
    /// "role dev (ann) of account 111122223333"
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let resource = self.arn.splitn(6, ':').nth(5).unwrap_or_default();
        match resource.split_once('/') {
            Some(("assumed-role", rest)) => match rest.split_once('/') {
                Some((role, session)) => write!(f, "role {role} ({session})")?,
                None => write!(f, "role {rest}")?,
            },
            // A user's name comes after its path.
            Some((kind, rest)) => {
                write!(f, "{kind} {}", rest.rsplit('/').next().unwrap_or_default())?;
            }
            None if resource == "root" => f.write_str("the root user")?,
            None => f.write_str("someone")?,
        }
        write!(f, " of account {}", self.account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arn_says_who() {
        let shown = |resource: &str| {
            let arn = format!("arn:aws-cn:iam::1:{resource}");
            Caller { account: "1".to_owned(), arn }.to_string()
        };
        assert_eq!(shown("assumed-role/dev/ann@x"), "role dev (ann@x) of account 1");
        assert_eq!(shown("user/team/ann"), "user ann of account 1");
        assert_eq!(shown("federated-user/ann"), "federated-user ann of account 1");
        assert_eq!(shown("root"), "the root user of account 1");
        assert_eq!(shown(""), "someone of account 1");
    }
}
