//! The results of `rds-audit`, check by check.

use std::fmt;

use console::style;
use serde::Serialize;

use super::control_characters::printable_line;
use crate::model::Severity;
use crate::model::audit::{AuditVerdict, Examined, Subject};

/// Lines are no longer where they can be broken.
const WIDTH: usize = 80;

/// An audit of an instance and its account: failures first, the worst before the others.
#[derive(Debug, Serialize)]
pub struct Audit {
    pub region: String,
    pub instance: String,
    pub arn: Option<String>,
    pub failed: usize,
    pub unknown: usize,
    pub passed: usize,
    pub checks: Vec<Examined>,
    /// Whether the text lists the checks that passed.
    #[serde(skip)]
    pub is_verbose: bool,
}

impl Audit {
    pub fn new(subject: &Subject, mut checks: Vec<Examined>) -> Self {
        let rank = |verdict| match verdict {
            AuditVerdict::Fail => 0,
            AuditVerdict::Unknown => 1,
            AuditVerdict::Pass => 2,
            AuditVerdict::NotApplicable => 3,
        };
        checks.sort_by_key(|it| (rank(it.verdict), it.severity));
        let count = |verdict| checks.iter().filter(|it| it.verdict == verdict).count();
        Self {
            region: subject.region.clone(),
            instance: subject.instance.identifier.clone(),
            arn: subject.instance.arn.clone(),
            failed: count(AuditVerdict::Fail),
            unknown: count(AuditVerdict::Unknown),
            passed: count(AuditVerdict::Pass),
            checks,
            is_verbose: false,
        }
    }

    pub(super) fn with(&self, verdict: AuditVerdict) -> impl Iterator<Item = &Examined> {
        self.checks.iter().filter(move |it| it.verdict == verdict)
    }

    /// The checks that failed, rated so or worse.
    pub fn failures(&self, at_least: Severity) -> impl Iterator<Item = &Examined> {
        self.with(AuditVerdict::Fail).filter(move |it| it.severity <= at_least)
    }
}

impl Severity {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// What was found, and the commands that repair it, a line each.
pub fn described(it: &Examined) -> String {
    let fix = it.fix.iter().map(|line| format!("\nfix: {}", printable_line(line)));
    format!("{}{}", printable_line(&it.found), fix.collect::<String>())
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for severity in [Severity::Critical, Severity::High, Severity::Medium, Severity::Low] {
            let failed = self.with(AuditVerdict::Fail).filter(|it| it.severity == severity);
            let title = style(format!("failed, {}", severity.word()));
            let title = match severity {
                Severity::Critical | Severity::High => title.red().bold(),
                Severity::Medium | Severity::Low => title.yellow(),
            };
            group(f, &title.to_string(), failed)?;
        }
        let unknown = style("unknown").yellow().to_string();
        group(f, &unknown, self.with(AuditVerdict::Unknown))?;
        if self.is_verbose {
            group(f, &style("passed").green().to_string(), self.with(AuditVerdict::Pass))?;
            group(f, "not applicable", self.with(AuditVerdict::NotApplicable))?;
        }
        let counts = [(self.failed, "failed"), (self.unknown, "unknown"), (self.passed, "passed")];
        let counts = counts.iter().filter(|(count, word)| *count > 0 || *word == "passed");
        let counts: Vec<String> = counts.map(|(count, word)| format!("{count} {word}")).collect();
        let name = printable_line(&self.instance);
        write!(f, "{name} in {}: {}", self.region, counts.join(", "))
    }
}

fn group<'a>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    checks: impl Iterator<Item = &'a Examined>,
) -> fmt::Result {
    let mut checks = checks.peekable();
    if checks.peek().is_none() {
        return Ok(());
    }
    writeln!(f, "{title}")?;
    for it in checks {
        writeln!(f, "  {}", it.id)?;
        for line in wrapped(&printable_line(&it.found), WIDTH - 4) {
            writeln!(f, "    {line}")?;
        }
        for (index, command) in it.fix.iter().enumerate() {
            let mut head = if index == 0 { "    fix: " } else { "         " };
            for line in broken(&printable_line(command), WIDTH - 9) {
                writeln!(f, "{head}{line}")?;
                head = "           ";
            }
        }
    }
    writeln!(f)
}

/// The text in lines of at most this many characters, broken at spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A command in lines of at most this many characters, as far as that is possible, which a shell
/// reads as one: broken in front of options.
fn broken(command: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_quoted = false;
    for part in command.split(" --") {
        let part = if lines.is_empty() { part.to_owned() } else { format!("--{part}") };
        match lines.last_mut() {
            // Two for the sign that the command goes on, two for the indentation.
            Some(line) if is_quoted || line.chars().count() + part.chars().count() + 5 <= width => {
                line.push(' ');
                line.push_str(&part);
            }
            _ => lines.push(part.clone()),
        }
        is_quoted ^= part.matches('\'').count() % 2 == 1;
    }
    let last = lines.len().saturating_sub(1);
    for line in lines.iter_mut().take(last) {
        line.push_str(" \\");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_broken_where_a_shell_allows_it() {
        assert_eq!(broken("aws x --a 1 --b 2", 40), ["aws x --a 1 --b 2"]);
        assert_eq!(broken("aws x --a 1 --b 2", 16), ["aws x --a 1 \\", "--b 2"]);
        assert_eq!(
            broken("aws --n 'a --b --c d' --e", 8),
            ["aws \\", "--n 'a --b --c d' \\", "--e"]
        );
    }

    #[test]
    fn text_is_broken_at_spaces() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("", 8), [""]);
    }
}
