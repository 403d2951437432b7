//! Filter patterns of CloudWatch Logs, as far as they decide about CloudTrail's events. Source:
//! Amazon CloudWatch Logs User Guide, "Filter pattern syntax for metric filters".

/// Calls that change an instance or take it away.
const CALLS: [&str; 6] = [
    "DeleteDBInstance",
    "DeleteDBSnapshot",
    "ModifyDBInstance",
    "ModifyDBSnapshotAttribute",
    "StopDBInstance",
    "CreateDBInstance",
];

/// What is known of an event: its source and name. It changed something, and was allowed.
struct Event(&'static str, &'static str);

/// One that is not about RDS.
const OTHER: Event = Event("ec2.amazonaws.com", "RunInstances");

/// Whether the pattern takes one of the calls that change an instance, and not simply everything.
/// `None`: that depends on more than the call, or the pattern cannot be read.
pub fn is_about_rds(pattern: &str) -> Option<bool> {
    let matches = |event: &Event| match pattern.trim().strip_prefix('{') {
        Some(rest) => Parser { rest: rest.strip_suffix('}')?, event }.all(),
        None => Some(takes_text(pattern, event)),
    };
    let Some(others) = matches(&OTHER) else {
        let words = ["rds.amazonaws.com", "DBInstance", "DBSnapshot"];
        return if words.iter().any(|word| pattern.contains(word)) { None } else { Some(false) };
    };
    let calls: Option<Vec<Truth>> =
        CALLS.iter().map(|name| matches(&Event("rds.amazonaws.com", name))).collect();
    match (calls?, others) {
        (calls, others) if calls.contains(&Truth::Yes) && others != Truth::Yes => Some(true),
        (calls, Truth::No) if calls.contains(&Truth::Depends) => None,
        _ => Some(false),
    }
}

/// In the order in which `or` prefers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Truth {
    No,
    Depends,
    Yes,
}

impl From<bool> for Truth {
    fn from(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }
}

/// Words that the event has to contain: all, or one of those with `?`, and none with `-`.
fn takes_text(pattern: &str, Event(source, name): &Event) -> Truth {
    let text = format!(r#"{{"eventSource":"{source}","eventName":"{name}","readOnly":false}}"#);
    let has = |word: &str| text.contains(word.trim_matches('"'));
    let (any, all): (Vec<&str>, Vec<&str>) =
        pattern.split_whitespace().partition(|word| word.starts_with('?'));
    let one = all.is_empty() && any.iter().any(|word| has(&word[1..]));
    let every = all.iter().all(|word| match word.strip_prefix('-') {
        Some(word) => !has(word),
        None => has(word),
    });
    (one || every && (any.is_empty() || !all.is_empty())).into()
}

/// Reads what stands between the braces; `None` where it does not understand it.
struct Parser<'a> {
    rest: &'a str,
    event: &'a Event,
}

impl<'a> Parser<'a> {
    fn all(mut self) -> Option<Truth> {
        let truth = self.any_of()?;
        self.rest.trim().is_empty().then_some(truth)
    }

    fn takes(&mut self, token: &str) -> bool {
        match self.rest.trim_start().strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn any_of(&mut self) -> Option<Truth> {
        let mut truth = self.all_of()?;
        while self.takes("||") {
            truth = truth.max(self.all_of()?);
        }
        Some(truth)
    }

    fn all_of(&mut self) -> Option<Truth> {
        let mut truth = self.one()?;
        while self.takes("&&") {
            truth = truth.min(self.one()?);
        }
        Some(truth)
    }

    fn one(&mut self) -> Option<Truth> {
        if self.takes("(") {
            let truth = self.any_of()?;
            return self.takes(")").then_some(truth);
        }
        if !self.takes("$.") {
            return None;
        }
        let ends = |c: char| !c.is_ascii_alphanumeric() && !"._[]*-'".contains(c);
        let field = self.word(ends)?;
        let value = match field {
            "eventSource" => Some(self.event.0),
            "eventName" => Some(self.event.1),
            _ => None,
        };
        let is_absent = matches!(field, "errorCode" | "errorMessage");
        for (words, expected) in [("NOT EXISTS", false), ("EXISTS", true)] {
            if self.takes(words) {
                let known = value.map(|_| expected).or(is_absent.then_some(!expected));
                return Some(known.map_or(Truth::Depends, Truth::from));
            }
        }
        for (words, expected) in [("IS TRUE", true), ("IS FALSE", false), ("IS NULL", true)] {
            if self.takes(words) {
                let is_known = field == "readOnly" && words != "IS NULL";
                return Some(if is_known { Truth::from(!expected) } else { Truth::Depends });
            }
        }
        let operator = ["!=", ">=", "<=", "=", ">", "<"].into_iter().find(|it| self.takes(it))?;
        let wanted = self.value()?;
        Some(match (value, operator) {
            _ if is_absent => Truth::No,
            _ if wanted.starts_with('%') => Truth::Depends,
            (Some(value), "=") => fits(wanted, value).into(),
            (Some(value), "!=") => (!fits(wanted, value)).into(),
            _ => Truth::Depends,
        })
    }

    fn value(&mut self) -> Option<&'a str> {
        self.rest = self.rest.trim_start();
        for quote in ['"', '%'] {
            if let Some(rest) = self.rest.strip_prefix(quote) {
                let (value, after) = rest.split_once(quote)?;
                self.rest = after;
                return Some(if quote == '%' { "%" } else { value });
            }
        }
        self.word(|c| c.is_whitespace() || "()&|".contains(c))
    }

    fn word(&mut self, ends: impl Fn(char) -> bool) -> Option<&'a str> {
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

/// Whether the value is this text, in which `*` is anything.
fn fits(wanted: &str, value: &str) -> bool {
    let Some((first, rest)) = wanted.split_once('*') else {
        return wanted == value;
    };
    let Some(mut value) = value.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match value.split_once(part) {
            Some((_, after)) => value = after,
            None => return false,
        }
    }
    value.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::is_about_rds;

    #[test]
    fn patterns_that_take_changes_of_rds() {
        for pattern in [
            "{ $.eventSource = rds.amazonaws.com }",
            "{$.eventSource=\"rds.amazonaws.com\"}",
            "{ ($.eventSource = rds.amazonaws.com) && ($.eventName = Delete*) }",
            "{ ($.eventName = DeleteDBInstance) || ($.eventName = StopDBInstance) }",
            "{ $.eventName = *DBInstance && $.errorCode NOT EXISTS }",
            "{ $.eventName = Delete* }",
            "{ $.eventSource = \"rds*\" && $.eventName != \"Describe*\" }",
            "{ $.eventSource = rds.amazonaws.com && $.readOnly IS FALSE }",
            "{ $.eventSource = rds.amazonaws.com || $.userIdentity.type = Root }",
            "DeleteDBInstance",
            "\"rds.amazonaws.com\" -Describe",
            "?DeleteDBInstance ?DeleteDBCluster",
        ] {
            assert_eq!(is_about_rds(pattern), Some(true), "{pattern}");
        }
    }

    #[test]
    fn patterns_that_do_not() {
        for pattern in [
            "{ $.eventSource != rds.amazonaws.com }",
            "{ $.eventSource = s3.amazonaws.com && $.eventName = DeleteDBInstance }",
            "{ $.eventSource = rds.amazonaws.com && $.eventName = Describe* }",
            "{ $.eventSource = rds.amazonaws.com && $.eventName = RestoreDBInstance* }",
            "{ $.eventName != DeleteDBInstance }",
            "{ $.eventSource = * }",
            "{ $.readOnly IS FALSE }",
            "{ $.userIdentity.type = Root && $.eventType != AwsServiceEvent }",
            "{ ($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = AccessDenied*) }",
            "{ $.eventSource = rds.amazonaws.com && $.errorCode = AccessDenied }",
            "ERROR",
            "-DeleteDBInstance",
            "-rds.amazonaws.com",
            "[ip, user]",
            "",
        ] {
            assert_eq!(is_about_rds(pattern), Some(false), "{pattern}");
        }
    }

    #[test]
    fn patterns_with_more_conditions_and_unreadable_ones() {
        for pattern in [
            "{ $.eventSource = rds.amazonaws.com && $.userIdentity.type = Root }",
            "{ ($.eventSource = %rds% ) && ($.eventName = Delete*) }",
            "{ $.eventSource = rds.amazonaws.com ",
            "{ $.eventSource ~ rds.amazonaws.com }",
            "{ ! $.eventName = DeleteDBInstance }",
        ] {
            assert_eq!(is_about_rds(pattern), None, "{pattern}");
        }
    }
}
