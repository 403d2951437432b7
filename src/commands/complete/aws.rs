//! Candidates from AWS, when it answers at once: security group rules and RDS instances.

use clap::FromArgMatches;
use clap_complete::CompletionCandidate;

use super::line::Line;
use super::sessions::answered;
use crate::aws::Aws;
use crate::commands::Context;
use crate::commands::aws::{AwsArgs, GroupArgs};
use crate::error::Result;
use crate::ops::sg_group;

/// The inbound rules of the group, with what they allow and whose they are.
pub(super) fn rules(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let group = GroupArgs::from_arg_matches(line.leaf()).ok()?;
    let rules = ask(line, async |context, aws| {
        let group = sg_group::find(&aws, &group.group(context)?).await?;
        sg_group::rules(&aws.ec2(), &group).await
    })?;
    let described = |rule: crate::model::Rule| {
        let owner = rule.owner.map(|owner| format!(", {owner}")).unwrap_or_default();
        let help = format!("{}{owner}", rule.source);
        CompletionCandidate::new(rule.id).help(Some(help.into()))
    };
    Some(rules.into_iter().filter(|rule| rule.ingress).map(described).collect())
}

pub(super) fn instances(line: &Line) -> Option<Vec<CompletionCandidate>> {
    let instances = ask(line, async |_, aws| aws.rds().instances().await)?;
    let described = |instance: crate::model::Instance| {
        CompletionCandidate::new(instance.identifier).help(Some(instance.status.into()))
    };
    Some(instances.into_iter().map(described).collect())
}

fn ask<T>(line: &Line, question: impl AsyncFnOnce(&Context, Aws) -> Result<T>) -> Option<T> {
    let context = line.context()?;
    let args = AwsArgs::from_arg_matches(line.leaf()).ok()?;
    answered(async { question(&context, args.load(&context).await?).await })
}
