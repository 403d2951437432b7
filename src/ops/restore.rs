use std::path::{Path, PathBuf};
use std::time::Instant;

use super::backup::{self, BackupRequest};
use super::exclusive::{Exclusive, Look};
use super::replace::{self, Without};
use super::restore_plan::RestorePlan;
use super::{drop, reset, tag};
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::{BackupLabel, Target};
use crate::postgres::databases::CreateOptions;
use crate::report::restore::Restored;
use crate::script::{self, Input, Loaded, Options};

/// Errors (usage): the file is empty, or cut short within its first bytes.
pub fn check_file(file: &Path) -> Result<()> {
    match script::size(&Input::File(file.to_owned()))? {
        Some(0) => Err(Error::usage(format!("{} is empty", file.display()))),
        _ => Ok(()),
    }
}

/// Inspects the file and what it would replace.
///
/// Errors: the file is missing or not a dump (usage); those of a drop; the database cannot be
/// replaced.
pub async fn plan(
    look: Look<'_>,
    file: PathBuf,
    options: Options,
    backup_request: Option<&BackupRequest>,
) -> Result<(RestorePlan, Exclusive)> {
    let target = look.login.target;
    let mut exclusive = Exclusive::open(look).await?;
    let drop = drop::plan_on(look, &mut exclusive, backup_request).await?;
    let reset = reset::reason(&exclusive, &target.user);
    match reset {
        None => replace::check(target, &exclusive, "replace")?,
        Some(_) => reset::check(look).await?,
    }
    let label = backup::read_label(&file);
    // Without a label, the existing database determines the options.
    let present = exclusive.state.properties.clone();
    let properties = label.as_ref().map(|label| label.properties.clone()).or(present);
    let label = label.map(BackupLabel::masked);
    Ok((RestorePlan { file, label, drop, properties, reset, options }, exclusive))
}

/// Loads the file into a separate database, which replaces the other one only if
/// everything succeeded.
///
/// Errors: those of the file or the server. The database is then unchanged, unless the error
/// says otherwise.
pub async fn apply(
    look: Look<'_>,
    mut exclusive: Exclusive,
    plan: &Approved<RestorePlan>,
) -> Result<Restored> {
    let start = Instant::now();
    let target = look.login.target;
    let kept =
        backup::take(plan.drop.backup.as_ref(), target, look.progress, look.interrupt).await?;
    let _hold = look.interrupt.hold();
    let loaded = match &plan.reset {
        Some(reason) => {
            look.progress.notice(&format!("{reason}: the database is emptied and loaded in place"));
            let inputs = [Input::File(plan.file.clone())];
            let options = Options { dump: true, ..plan.options.clone() };
            let loaded = reset::run(look, &mut exclusive, &inputs, &options).await?;
            tag::count_as_whole(look.login, &exclusive.state, look.progress).await;
            loaded
        }
        None => replace(look, &mut exclusive, plan).await?,
    };
    exclusive.release().await;
    if look.interrupt.is_raised() {
        return Err(Error::interrupted(format!(
            "interrupted after completion: database {} is restored",
            target.database()
        )));
    }
    Ok(Restored {
        database: target.database().to_string(),
        file: plan.file.clone(),
        replaced: plan.drop.present,
        statements: loaded.statements,
        rows: loaded.rows.iter().map(|(_, rows)| rows).sum(),
        backup: kept.map(|kept| kept.file),
        seconds: start.elapsed().as_secs_f64(),
    })
}

async fn replace(look: Look<'_>, exclusive: &mut Exclusive, plan: &RestorePlan) -> Result<Loaded> {
    let options = &plan.options;
    let mut create = plan.properties.as_ref().map(CreateOptions::like).unwrap_or_default();
    if options.no_owner {
        create.owner = None;
    }
    let mut settings = plan.properties.as_ref().map_or(Vec::new(), |it| it.settings.clone());
    settings.retain(|setting| !options.no_owner || setting.role.is_none());
    let staging = replace::create_staging(look, exclusive, create, &settings).await?;
    let without = Without { owner: options.no_owner, grants: options.no_acl };
    let placed = async {
        let loaded = load(look, &staging, plan).await?;
        look.progress.doing("replacing the database");
        let properties = plan.properties.as_ref();
        replace::put_in_place(look, exclusive, &staging, properties, without).await?;
        Ok(loaded)
    };
    match placed.await {
        Ok(loaded) => Ok(loaded),
        Err(error) => {
            replace::abandon(look, exclusive, &staging).await;
            Err(error)
        }
    }
}

async fn load(look: Look<'_>, staging: &Target, plan: &RestorePlan) -> Result<Loaded> {
    look.progress.doing(&format!("loading {}", plan.file.display()));
    let mut client = replace::connect_staging(look.login, staging).await?;
    let inputs = [Input::File(plan.file.clone())];
    // The database is not in use yet, so that it may be filled in pieces.
    let known_as = Some(look.login.target.database().clone());
    let options =
        Options { dump: true, pieces: true, disposable: true, known_as, ..plan.options.clone() };
    let (progress, interrupt) = (look.progress, look.interrupt);
    let loaded = script::load(&mut client, &inputs, &options, staging, progress, interrupt).await?;
    // A database with connections cannot be renamed.
    client.close().await;
    if interrupt.is_raised() {
        return Err(Error::interrupted("interrupted; nothing was changed"));
    }
    Ok(loaded)
}
