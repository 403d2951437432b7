use super::binaries::Binaries;
use super::layout::Layout;
use super::server_record::ServerRecord;
use super::server_user::ServerUser;
use super::{cluster, process, repair};
use crate::error::Result;
use crate::hint;
use crate::progress::Progress;
use crate::report::server::UuidOssp;

/// Makes sure that there is data, with its password and programs on record.
pub async fn prepare(
    layout: &Layout,
    owner: &ServerUser,
    binaries: &Binaries,
    known: Option<ServerRecord>,
    progress: &dyn Progress,
) -> Result<ServerRecord> {
    let major = binaries.version.major;
    let has_data = layout.majors().contains(&major);
    let mut instance = known.clone().unwrap_or_default();
    let has_password = instance.has_password();
    if !has_password {
        instance.renew_password()?;
    }
    binaries.set_in(&mut instance, owner);
    if has_data {
        repair::data(layout, owner, major)?;
    }
    if has_data && !has_password {
        let what = if known.is_some() { "password" } else { "record" };
        progress.notice(&format!(
            "the {what} of the managed server is missing: it gets a new password, and other URLs \
             (.env) need it"
        ));
        let data = layout.data_dir(major);
        process::clear_stale(&data, &layout.run_dir())?;
        cluster::reset_password(owner, binaries, &data, &instance.password()).await?;
    }
    if known.as_ref() != Some(&instance) {
        // Before new data is created, so that data is never without its password.
        instance.write(layout)?;
    }
    if !has_data {
        create(layout, owner, binaries, &instance, progress).await?;
    }
    Ok(instance)
}

async fn create(
    layout: &Layout,
    owner: &ServerUser,
    binaries: &Binaries,
    instance: &ServerRecord,
    progress: &dyn Progress,
) -> Result<()> {
    let version = &binaries.version.text;
    if let Some(before) = layout.not_carried().first() {
        progress.warn(&format!(
            "the databases of Postgres {before} remain in {}, and an empty server of Postgres \
             {version} is created; {} upgrades them",
            layout.data_dir(*before).display(),
            hint::command("server upgrade"),
        ));
    }
    progress.doing(&format!("creating a Postgres {version} server"));
    cluster::create(layout, owner, binaries, &instance.password()).await?;
    if binaries.uuid_ossp == UuidOssp::Missing {
        progress.notice(
            "this Postgres has no UUID-ossp: install its contrib modules (postgresql-contrib)",
        );
    }
    Ok(())
}
