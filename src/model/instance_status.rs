use crate::hint;

/// The goal of waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// It can be connected to.
    Available,
    Stopped,
    /// It is gone.
    Deleted,
}

/// The meaning of a status for a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Good,
    /// It is temporary.
    Passing,
    /// It needs action: see [`advice`].
    Bad,
}

/// States in which the instance accepts connections.
const USABLE: [&str; 4] =
    ["available", "storage-optimization", "storage-config-upgrade", "storage-initialization"];

/// States that need action. Source: Amazon RDS User Guide, "Viewing Amazon RDS DB instance status".
const BAD: [(&str, &str); 11] = [
    ("failed", "AWS could not recover it: delete it and restore a snapshot"),
    ("inaccessible-encryption-credentials", "its KMS key is disabled or not accessible"),
    (
        "inaccessible-encryption-credentials-recoverable",
        "its KMS key is disabled: enable it within 7 days, then start the instance",
    ),
    ("incompatible-create", "it cannot be created as requested: delete it and check its events"),
    ("incompatible-network", "its subnets have no free address, or its VPC has changed"),
    ("incompatible-option-group", "its option group is incompatible"),
    ("incompatible-parameters", "a parameter of its group is incompatible: reset it, then reboot"),
    ("incompatible-restore", "it cannot be restored to that point"),
    ("insufficient-capacity", "AWS has no room for its class there: take another class or zone"),
    ("restore-error", "the snapshot cannot be restored"),
    ("storage-full", "its disk is full: increase its storage"),
];

/// Classifies a status as written by AWS; an unknown one counts as temporary, since AWS adds new
/// ones.
pub fn classify(status: &str, goal: Goal) -> Verdict {
    if BAD.iter().any(|(name, _)| *name == status) {
        // An instance being deleted need not be healthy.
        return if goal == Goal::Deleted { Verdict::Passing } else { Verdict::Bad };
    }
    match (goal, status) {
        (Goal::Available, status) if USABLE.contains(&status) => Verdict::Good,
        (Goal::Available, "stopped" | "stopping") | (Goal::Stopped, "starting") => Verdict::Bad,
        (Goal::Available | Goal::Stopped, "delete-precheck" | "deleting" | "deleted") => {
            Verdict::Bad
        }
        (Goal::Stopped, "stopped") | (Goal::Deleted, "deleted") => Verdict::Good,
        _ => Verdict::Passing,
    }
}

/// What can be done about an instance in a state that does not lead to the goal.
pub fn advice(identifier: &str, status: &str, goal: Goal) -> String {
    let start = hint::command(format!("rds-start {identifier}"));
    match (goal, status) {
        (Goal::Available, "stopped") => format!("start it: {start}"),
        (Goal::Available, "stopping") => {
            let wait = hint::command(format!("rds-wait {identifier} --for stopped"));
            format!("start it once it is stopped: {wait}, then {start}")
        }
        (Goal::Stopped, "starting") => "it is being started".to_owned(),
        (_, status) => match BAD.iter().find(|(name, _)| *name == status) {
            Some((_, advice)) => (*advice).to_owned(),
            None => "it is being deleted".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_passing_and_bad() {
        use Goal::{Available, Deleted, Stopped};
        let is = |status, goal| match classify(status, goal) {
            Verdict::Good => "good",
            Verdict::Passing => "passing",
            Verdict::Bad => "bad",
        };
        for (status, available, stopped, deleted) in [
            ("available", "good", "passing", "passing"),
            ("storage-optimization", "good", "passing", "passing"),
            ("creating", "passing", "passing", "passing"),
            ("backing-up", "passing", "passing", "passing"),
            ("modifying", "passing", "passing", "passing"),
            ("configuring-enhanced-monitoring", "passing", "passing", "passing"),
            ("something-new", "passing", "passing", "passing"),
            ("starting", "passing", "bad", "passing"),
            ("stopping", "bad", "passing", "passing"),
            ("stopped", "bad", "good", "passing"),
            ("deleting", "bad", "bad", "passing"),
            ("delete-precheck", "bad", "bad", "passing"),
            ("storage-initialization", "good", "passing", "passing"),
            ("maintenance", "passing", "passing", "passing"),
            ("failed", "bad", "bad", "passing"),
            ("incompatible-network", "bad", "bad", "passing"),
            ("storage-full", "bad", "bad", "passing"),
        ] {
            assert_eq!(is(status, Available), available, "{status}");
            assert_eq!(is(status, Stopped), stopped, "{status}");
            assert_eq!(is(status, Deleted), deleted, "{status}");
        }
    }
}
