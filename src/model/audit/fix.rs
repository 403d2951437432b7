//! Commands that repair what a check found.

use std::fmt::Display;

pub use crate::hint::quoted;

use super::Subject;
use crate::hint;

/// A command of the AWS CLI, in the region of the instance.
pub fn aws(subject: &Subject, line: impl Display) -> String {
    aws_in(subject, &subject.region, line)
}

/// The same in another region.
pub fn aws_in(subject: &Subject, region: &str, line: impl Display) -> String {
    let profile = subject.profile.iter().map(|it| format!(" --profile {}", quoted(it)));
    format!("aws {line} --region {}{}", quoted(region), profile.collect::<String>())
}

/// Changes the instance now, instead of in its next maintenance window.
pub fn modify(subject: &Subject, options: &str) -> String {
    let name = quoted(&subject.instance.identifier);
    let call = "rds modify-db-instance --db-instance-identifier";
    aws(subject, format!("{call} {name} {options} --apply-immediately"))
}

/// A command of this program.
pub fn own(line: impl Into<String>) -> String {
    hint::command(line).to_string().replace('`', "")
}
