use super::backup::{self, BackupRequest};
use super::exclusive::{Exclusive, Look};
use super::replace_errors::cannot;
use super::{outcome, replace, tag};
use crate::approval::Approved;
use crate::error::{Error, Kind, Result};
use crate::postgres::databases;
use crate::report::database::{DropPlan, Dropped};
use crate::report::sessions::Sessions;

/// Determines what a drop would affect: whether the database exists, who is connected, and its
/// contents if protected. `backup_request` requests a backup.
///
/// Errors: those of [`Exclusive::open`]; no backup can be taken.
pub async fn plan(
    look: Look<'_>,
    backup_request: Option<&BackupRequest>,
) -> Result<(DropPlan, Exclusive)> {
    let mut exclusive = Exclusive::open(look).await?;
    let tagged = exclusive.state.project.as_deref();
    tag::tell_of_gone_project(look.login.target, tagged, look.progress);
    let mut plan = plan_on(look, &mut exclusive, backup_request).await?;
    plan.is_final = plan.present && !exclusive.state.may_create;
    replace::check(look.login.target, &exclusive, "drop")?;
    Ok((plan, exclusive))
}

/// See [`plan`]; for a database that was already inspected.
pub(super) async fn plan_on(
    look: Look<'_>,
    exclusive: &mut Exclusive,
    backup_request: Option<&BackupRequest>,
) -> Result<DropPlan> {
    let target = look.login.target;
    Ok(DropPlan {
        target: target.clone(),
        present: exclusive.state.present,
        is_final: false,
        distribution: exclusive.distribution().cloned(),
        contents: exclusive.inside.as_mut().and_then(|inside| inside.contents.take()),
        other_project: tag::other_project(target, exclusive.state.project.as_deref()),
        sessions: Sessions(std::mem::take(&mut exclusive.sessions)),
        backup: backup::plan(
            look.login,
            &exclusive.state,
            exclusive.distribution(),
            backup_request,
        )
        .await?,
    })
}

/// Takes the plan's backup, then drops the database. An interrupt waits for the server's reply
/// to the drop, so that the outcome can be reported.
pub async fn apply(
    look: Look<'_>,
    mut exclusive: Exclusive,
    plan: &Approved<DropPlan>,
) -> Result<Dropped> {
    let Look { progress, interrupt, .. } = look;
    let kept = backup::take(plan.backup.as_ref(), &plan.target, progress, interrupt).await?;
    let _hold = interrupt.hold();
    exclusive.refresh(look).await?;
    // The database itself can be dropped nevertheless.
    if let Err(error) = replace::remove_leftovers(look, &mut exclusive).await {
        progress.notice(&error.message());
    }
    let database = plan.target.database().to_string();
    progress.doing("dropping the database");
    if plan.present {
        let connection = exclusive.maintenance()?;
        if let Err(failed) = databases::drop(connection, &plan.target).await {
            let failed = match failed.kind() {
                Kind::Unreachable => failed,
                _ => cannot(failed, &plan.target, "dropped"),
            };
            outcome::after(look, failed, false).await?.close().await;
        }
        let nodes = plan.distribution.as_ref().map_or(&[][..], |it| &it.nodes);
        if !nodes.is_empty() {
            let nodes = nodes.join(", ");
            progress.notice(&format!("the nodes of Citus keep their {database}: {nodes}"));
        }
    }
    exclusive.release().await;
    if interrupt.is_raised() {
        return Err(Error::interrupted(match plan.present {
            true => format!("interrupted; database {database} was dropped"),
            false => "interrupted; nothing was changed".to_owned(),
        }));
    }
    Ok(Dropped {
        database,
        dropped: plan.present,
        sessions_ended: plan.sessions.0.len(),
        backup: kept.map(|kept| kept.file),
    })
}
