//! Comparing a database's environment tag with the command's environment.

use std::path::Path;

use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{DatabaseName, Origin, Project, Target};
use crate::postgres::database_state::{self, DatabaseState};
use crate::postgres::{ConnectRequest, Session, explain_fault, tag};
use crate::progress::Progress;
use crate::report::tag::{TagPlan, Tagged, own_database};

/// Refuses work on a database that is tagged with another environment. An untagged one is accepted.
pub fn check(target: &Target, tag: Option<&str>) -> Result<()> {
    let environment = &target.environment;
    match tag {
        Some(tag) if tag != environment.as_str() => Err(Error::usage(format!(
            "database {} is tagged as {tag}, but this is {environment}; nothing was changed",
            target.database()
        ))
        .with_hint(format!(
            "check {}; if the tag is wrong: {}",
            target.origin,
            hint::command("env-set").of(environment)
        ))),
        _ => Ok(()),
    }
}

/// Whose a database of the managed server is, if it is another project's: its directory. One that
/// is gone does not count: whatever writes takes the database over.
pub fn other_project(target: &Target, tagged: Option<&str>) -> Option<String> {
    let own = target.project.as_ref().filter(|_| target.origin == Origin::Managed)?;
    existing_other(Some(own), tagged)
}

/// Warns before the database of another project is read. With a project file, its databases have
/// names of their own, and nothing is asked.
pub async fn warn_of_other_project(login: ConnectRequest<'_>, progress: &dyn Progress) {
    let target = login.target;
    let shares = target.project.as_ref().is_some_and(|project| !project.has_file);
    if !shares || target.origin != Origin::Managed {
        return;
    }
    let Ok(mut session) = login.connect().await else { return };
    let state = database_state::state_inside(&mut session).await;
    session.close().await;
    if let Ok(state) = state
        && let Some(other) = other_project(target, state.project.as_deref())
    {
        progress.warn(&format!(
            "database {} belongs to directory {other}, not to this one",
            target.database()
        ));
    }
}

/// The directory that was tagged, if it exists and is not `own`.
pub fn existing_other(own: Option<&Project>, tagged: Option<&str>) -> Option<String> {
    let is_own = |tagged: &str| own.is_some_and(|own| is_same(own, tagged));
    tagged.filter(|tagged| !is_own(tagged) && !is_gone(tagged)).map(str::to_owned)
}

/// The directory of the other project whose database it was, if it no longer exists.
fn gone_project<'a>(target: &Target, tagged: Option<&'a str>) -> Option<&'a str> {
    let own = target.project.as_ref().filter(|_| target.origin == Origin::Managed)?;
    tagged.filter(|other| !is_same(own, other) && is_gone(other))
}

fn is_gone(directory: &str) -> bool {
    matches!(Path::new(directory).try_exists(), Ok(false))
}

/// Reports that the project whose database it was is gone.
pub fn tell_of_gone_project(target: &Target, tagged: Option<&str>, progress: &dyn Progress) {
    if let Some(gone) = gone_project(target, tagged) {
        progress.notice(&format!(
            "database {} belonged to directory {gone}, which no longer exists",
            target.database()
        ));
    }
}

/// Whether a directory is the project's, or both are no projects and one is below the other.
fn is_same(own: &Project, other: &str) -> bool {
    let (here, there) = (Path::new(&own.directory), Path::new(other));
    let is_nested = here.starts_with(there) || there.starts_with(here);
    let is_project = || [".git", "cruddur-db.toml"].iter().any(|it| there.join(it).exists());
    here == there || own.is_plain && is_nested && !is_project()
}

pub fn refuse_other_project(target: &Target, tagged: Option<&str>) -> Result<()> {
    let Some(other) = other_project(target, tagged) else { return Ok(()) };
    let name = target.database();
    Err(Error::usage(format!(
        "database {name} belongs to directory {other}, not to this one; nothing was changed"
    ))
    .with_hint(format!(
        "{}; to make it this one's: {}",
        own_database(target),
        hint::command(format!("env-set --confirm {}", hint::quoted(name.as_str())))
    )))
}

/// Logs in to write.
///
/// Errors: those of the login; the database is tagged with another environment (usage).
pub async fn connect_to_write(login: ConnectRequest<'_>) -> Result<Session> {
    let mut session = login.connect().await?;
    let state = database_state::state_inside(&mut session).await?;
    check(login.target, state.tag.as_deref())?;
    Ok(session)
}

pub async fn plan(
    login: ConnectRequest<'_>,
    progress: &dyn Progress,
) -> Result<(TagPlan, Session)> {
    let mut session = login.connect().await?;
    let state = database_state::state_inside(&mut session).await?;
    tell_of_gone_project(login.target, state.project.as_deref(), progress);
    let plan = TagPlan {
        target: login.target.clone(),
        before: state.tag,
        other_project: other_project(login.target, state.project.as_deref()),
        is_of_project: state.project.as_deref() == login.target.project_directory(),
        is_old: state.has_old_tag,
        is_part: state.is_part,
        name: DatabaseName::new(state.name)?,
        comment: state.properties.and_then(|it| it.comment),
    };
    Ok((plan, session))
}

/// Whether the database is there and tagged as this project's.
pub async fn is_own(login: ConnectRequest<'_>) -> bool {
    let Ok(mut session) = login.connect().await else { return false };
    let state = database_state::state_inside(&mut session).await;
    session.close().await;
    let own = login.target.project_directory();
    own.is_some() && state.is_ok_and(|state| state.project.as_deref() == own)
}

/// Removes the mark of a load that did not end, from a database that was just filled in place.
pub(super) async fn count_as_whole(
    login: ConnectRequest<'_>,
    state: &DatabaseState,
    progress: &dyn Progress,
) {
    if !state.is_part {
        return;
    }
    let still = format!("database {} still counts as loaded in part", login.target.database());
    if !state.owned {
        progress.warn(&format!("{still}: only its owner can say that it is whole"));
        return;
    }
    let whole = async {
        let mut client = login.connect_client().await?;
        let explain = |fault| explain_fault(fault, login.target);
        if let Some(comment) = client.ask(&tag::part_mark(false)).await.map_err(explain)? {
            client.execute(comment).await.map_err(explain)?;
        }
        client.close().await;
        Ok::<_, Error>(())
    };
    if let Err(error) = whole.await {
        progress.warn(&format!("{still}: {error}"));
    }
}

/// Tags a database that was just filled and has no tag, if the role may.
pub(super) async fn tag_untagged(
    login: ConnectRequest<'_>,
    state: &DatabaseState,
    progress: &dyn Progress,
) {
    if state.tag.is_some() || !state.owned {
        return;
    }
    let tagged = async {
        let mut session = login.connect().await?;
        let tagged = tag_again(&mut session, state, false).await;
        session.close().await;
        tagged
    };
    if let Err(error) = tagged.await {
        let message = format!("it could not be tagged with its environment: {error}");
        progress.warn(&message);
    }
}

/// Makes a database this project's that is tagged with one whose directory is gone: the project has
/// moved, and another one may come to stand in its place. Whoever writes does so, and says it.
pub(super) async fn take_over(
    login: ConnectRequest<'_>,
    tagged: Option<&str>,
    progress: &dyn Progress,
) {
    let Some(gone) = gone_project(login.target, tagged) else { return };
    let name = login.target.database();
    let was = format!("database {name} belonged to directory {gone}, which no longer exists");
    let taken = async {
        let mut session = login.connect().await?;
        let state = database_state::state_inside(&mut session).await?;
        // Another command may have been first.
        if state.project.as_deref() == tagged {
            tag_again(&mut session, &state, state.is_part).await?;
        }
        session.close().await;
        Ok::<_, Error>(())
    };
    match taken.await {
        Ok(()) => progress.notice(&format!("{was}; it now belongs to this one")),
        Err(error) => progress.warn(&format!("{was}; it cannot be tagged with this one: {error}")),
    }
}

async fn tag_again(session: &mut Session, state: &DatabaseState, is_part: bool) -> Result<()> {
    let name = DatabaseName::new(&state.name)?;
    let comment = state.properties.as_ref().and_then(|it| it.comment.clone());
    tag::set(session, &name, comment, is_part).await
}

pub async fn apply(session: &mut Session, plan: &Approved<TagPlan>) -> Result<Tagged> {
    let TagPlan { target, name, .. } = &**plan;
    if !plan.is_done() {
        let comment = plan.comment.clone();
        tag::set(session, name, comment, false)
            .await
            .map_err(|error| error.prefixed(&format!("database {name} cannot be tagged")))?;
        if plan.is_old {
            // The comment takes precedence, so that it may stay if the role cannot remove it.
            let _ = tag::remove_old(session, name).await;
        }
    }
    Ok(Tagged {
        database: name.to_string(),
        environment: target.environment.clone(),
        before: plan.before.clone(),
    })
}
