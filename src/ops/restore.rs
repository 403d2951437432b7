use std::path::{Path, PathBuf};
use std::time::Instant;

use sqlx::postgres::PgConnection;

use super::backup::{self, Keeping};
use super::{Interrupt, Progress, drop, stamp};
use crate::approval::Approved;
use crate::error::{Error, Result};
use crate::model::{DatabaseName, Target};
use crate::postgres::databases::{self, CreateOptions};
use crate::postgres::{Login, properties, stamp as mark};
use crate::report::backup::Backup;
use crate::report::restore::{RestorePlan, Restored};
use crate::script::{self, Input, Loaded, Options};

/// The newest backup of this database of this environment.
///
/// Errors (usage): there is none.
pub fn last(folder: &Path, environment: &str, database: &str) -> Result<Backup> {
    let backups = backup::list(folder)?.0.into_iter();
    let mut of_it =
        backups.filter(|it| it.label.environment == environment && it.label.database == database);
    of_it.next().ok_or_else(|| {
        Error::usage(format!(
            "there is no backup of database {database} of {environment} in {}",
            folder.display()
        ))
        .hint("restore --list shows all that there are")
    })
}

/// Looks at the file and at what it would replace.
///
/// Errors: the file is missing or no dump (usage); those of a drop.
pub async fn plan(
    login: Login<'_>,
    maintenance: Option<&DatabaseName>,
    file: PathBuf,
    keeping: Option<&Keeping>,
) -> Result<(RestorePlan, PgConnection)> {
    let mut connection = login.connect_beside(maintenance).await?;
    let state = databases::state(&mut connection, login.target).await?;
    stamp::check(login.target, state.stamp.as_deref())?;
    let drop = drop::plan_on(&mut connection, login, &state, keeping).await?;
    let label = backup::read_label(&file);
    // Without a label, the database that is there tells how it was made.
    let properties = label.as_ref().map(|label| label.properties.clone()).or(state.properties);
    Ok((RestorePlan { drop, file, label, properties }, connection))
}

/// Loads the file into a database of its own, which takes the other one's place only when
/// everything went well.
///
/// Errors: what the file or the server says. The database is then as before, unless the error
/// says otherwise.
pub async fn apply(
    login: Login<'_>,
    maintenance: Option<&DatabaseName>,
    mut beside: PgConnection,
    plan: &Approved<RestorePlan>,
    options: &Options,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Restored> {
    let start = Instant::now();
    let target = login.target;
    let kept = backup::take(plan.drop.backup.as_ref(), target, progress, interrupt).await?;
    let _hold = interrupt.hold();
    let aside = create_aside(&mut beside, plan, options.no_owner).await?;
    // It would only wait, and a long silence is cut off on the way.
    std::mem::drop(beside);
    let loaded = load(Login { target: &aside, ..login }, plan, options, progress, interrupt).await;
    let beside = login.connect_beside(maintenance).await;
    let loaded = match loaded {
        Ok(loaded) => loaded,
        Err(error) => {
            remove(beside, &aside, plan.drop.server_version, progress).await;
            return Err(error);
        }
    };
    let mut beside = beside.map_err(|error| {
        error.hint(format!("what was restored is in database {}", aside.database()))
    })?;
    progress.doing("putting it into its place");
    if let Some(properties) = &plan.properties {
        let without = (options.no_owner, options.no_acl);
        for failure in properties::apply(&mut beside, &aside, properties, without).await {
            progress.notice(&failure);
        }
    }
    swap(&mut beside, &aside, plan).await?;
    if let Err(error) = mark::set(&mut beside, target, &target.environment).await {
        progress.notice(&format!(
            "database {} could not be marked with its environment: {}",
            target.database(),
            error.message()
        ));
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

/// A new, empty database that nobody else uses.
async fn create_aside(
    beside: &mut PgConnection,
    plan: &RestorePlan,
    no_owner: bool,
) -> Result<Target> {
    let mut options = plan.properties.as_ref().map(CreateOptions::like).unwrap_or_default();
    if no_owner {
        options.owner = None;
    }
    for count in 0.. {
        let name = format!("cruddur_db_restore_{}_{count}", std::process::id());
        let aside = plan.drop.target.with_database(DatabaseName::new(name)?);
        let created = databases::create(beside, &aside, &options).await.map_err(|error| {
            let owner = options.owner.as_deref().unwrap_or_default();
            let error = error.prefixed("no database can be made to restore into");
            match options.owner {
                Some(_) => error.hint(format!(
                    "it belongs to role {owner}; --no-owner restores it as your own"
                )),
                None => error,
            }
        })?;
        if created {
            return Ok(aside);
        }
    }
    Err(Error::failed("no database can be made to restore into"))
}

async fn load(
    login: Login<'_>,
    plan: &RestorePlan,
    options: &Options,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Loaded> {
    progress.doing(&format!("loading {}", plan.file.display()));
    let mut client = login.connect_client().await?;
    let inputs = [Input::File(plan.file.clone())];
    let loaded =
        script::load(&mut client, &inputs, options, login.target, progress, interrupt).await?;
    // Nobody may be connected to a database that gets another name.
    client.close().await;
    if interrupt.is_raised() {
        return Err(Error::interrupted("interrupted; nothing was changed"));
    }
    Ok(loaded)
}

async fn remove(
    beside: Result<PgConnection>,
    aside: &Target,
    server_version: i32,
    progress: &dyn Progress,
) {
    let removed = match beside {
        Ok(mut beside) => databases::drop(&mut beside, aside, server_version).await,
        Err(error) => Err(error),
    };
    if let Err(error) = removed {
        progress.notice(&format!(
            "database {}, which was made to restore into, could not be dropped: {}",
            aside.database(),
            error.message()
        ));
    }
}

async fn swap(beside: &mut PgConnection, aside: &Target, plan: &RestorePlan) -> Result<()> {
    let (target, name) = (&plan.drop.target, aside.database());
    let hint = format!("what was restored is in database {name}");
    databases::drop(beside, target, plan.drop.server_version)
        .await
        .map_err(|error| error.hint(&hint))?;
    databases::rename(beside, aside, target.database()).await.map_err(|error| {
        error
            .prefixed(&format!("database {} was dropped, but", target.database()))
            .hint(format!("{hint}: give it the name {}", target.database()))
    })
}
