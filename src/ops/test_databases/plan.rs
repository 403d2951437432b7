use std::fmt;
use std::time::Duration;

use serde::Serialize;

use super::fingerprint::fingerprint;
use crate::approval::{Confirmable, Confirmation};
use crate::error::Result;
use crate::model::{
    DatabaseName, DatabaseUrl, Method, Target, TestDatabase, TestDatabaseNames, Timestamp,
};
use crate::ops::exclusive::Look;
use crate::ops::setup_plan::SetupFiles;
use crate::ops::tag;
use crate::postgres::client::Client;
use crate::postgres::test_databases;
use crate::random;
use crate::report::counted;

pub struct CopyRequest {
    pub files: SetupFiles,
    /// How many; one where nobody said.
    pub count: Option<usize>,
    /// What the lines for a `.env` file begin with, if such are wanted.
    pub variable: Option<String>,
    /// How long those stay that nobody uses.
    pub keep: Duration,
}

/// What `test-db create` would do.
#[derive(Debug, Serialize)]
pub struct CopyPlan {
    pub target: Target,
    pub count: usize,
    pub template: DatabaseName,
    /// The template is there.
    pub template_present: bool,
    #[serde(flatten)]
    pub files: SetupFiles,
    /// Test databases that nobody has used for long, which would be dropped.
    pub left: Vec<DatabaseName>,
    #[serde(skip)]
    pub(super) names: TestDatabaseNames,
    /// What the encoding and locale are to be.
    #[serde(skip)]
    pub(super) locale: String,
    #[serde(skip)]
    pub(super) variable: Option<String>,
    #[serde(skip)]
    pub(super) is_numbered: bool,
}

impl CopyPlan {
    /// The URL of a copy. A password that AWS gave stays out: it is good for a while only, or is
    /// to be fetched each time.
    pub(super) fn url_of(&self, name: DatabaseName) -> DatabaseUrl {
        let Target { mut url, user, access, .. } = self.target.with_database(name);
        url.user = Some(user);
        if matches!(access.method, Method::Iam | Method::Secret(_)) {
            url.set_password(None);
        }
        url
    }

    /// A name for a copy, different for each call of each process on each machine.
    pub(super) fn name_copy(&self) -> DatabaseName {
        self.names.copy(Timestamp::now(), (random::number() >> 32) as u32)
    }

    pub(super) async fn fingerprint(&self) -> Result<String> {
        fingerprint_of(&self.files, &self.target, &self.locale).await
    }
}

async fn fingerprint_of(files: &SetupFiles, target: &Target, locale: &str) -> Result<String> {
    // The environment's tag and name may be in what the files say.
    let mut others = vec![target.environment.as_str(), target.database().as_str(), locale];
    // Only its owner may copy it.
    others.push(&target.user);
    // On the managed server each project has templates of its own.
    others.extend(target.project_directory());
    fingerprint(files, &others).await
}

/// Looks at what is there. The connection is for [`super::create`].
///
/// Errors: those of the login; a file that cannot be read (usage).
pub async fn plan(look: Look<'_>, request: CopyRequest) -> Result<(CopyPlan, Client)> {
    let CopyRequest { files, count, variable, keep } = request;
    let target = look.login.target;
    let mut client = look.login.connect_client_maintenance(look.maintenance).await?;
    let found = test_databases::find(&mut client, target, false).await?;
    let names = TestDatabaseNames::of(target.database());
    let template = names.template(&fingerprint_of(&files, target, &found.locale).await?);
    let plan = CopyPlan {
        target: target.clone(),
        count: count.unwrap_or(1),
        template_present: found.databases.iter().any(|it| it.name == template),
        files,
        left: left_behind(found.databases, target, &template, keep),
        template,
        names,
        locale: found.locale,
        variable,
        is_numbered: count.is_some(),
    };
    Ok((plan, client))
}

/// Nothing of the user's is lost, but a server that is not for tests should not get any by mistake.
impl Confirmable for CopyPlan {
    fn question(&self) -> Confirmation {
        question(&self.target, &format!("{} would be made", test_databases_counted(self.count)))
    }
}

/// Asks for the name of the environment's database where that is protected or remote.
pub(super) fn question(target: &Target, what: &str) -> Confirmation {
    if !target.needs_typed_name() {
        return Confirmation::None;
    }
    let (environment, host) = (&target.environment, target.server().host);
    let name = target.database().to_string();
    let ask = format!("{what} on {host}, the server of {environment}'s database {name}");
    Confirmation::TypeName { ask, name }
}

pub(super) fn test_databases_counted(count: usize) -> String {
    counted(count, "test database")
}

impl fmt::Display for CopyPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = &self.template;
        if self.template_present {
            writeln!(f, "the template {template} is up to date")?;
        } else {
            let SetupFiles { schema, migrations, seeds, .. } = &self.files;
            let mut names = schema.names();
            if let Some(migrations) = migrations {
                let directory = migrations.files.directory.display();
                let count = counted(migrations.files.migrations.len(), "migration");
                names.push(format!("{count} of {directory}"));
            }
            names.extend(seeds.names());
            writeln!(f, "the template {template} would be made from {}", names.join(", "))?;
        }
        write!(f, "{} would be made from it", test_databases_counted(self.count))?;
        for name in &self.left {
            write!(f, "\n{name} would be dropped: not used recently")?;
        }
        Ok(())
    }
}

/// The directory of the other project whose database this is. One that no longer exists does not
/// count: the project has moved, or is gone.
pub(super) fn other_project(target: &Target, database: &TestDatabase) -> Option<String> {
    tag::existing_other(target.project.as_ref(), database.project.as_deref())
}

/// What of this project's databases nobody has used for this long: copies, and templates but for
/// this one.
fn left_behind(
    databases: Vec<TestDatabase>,
    target: &Target,
    template: &DatabaseName,
    keep: Duration,
) -> Vec<DatabaseName> {
    let now = Timestamp::now();
    let is_old = |it: &TestDatabase| {
        it.sessions == 0 && it.used.after(keep) < now && other_project(target, it).is_none()
    };
    let others = databases.into_iter().filter(|it| it.name != *template);
    others.filter(is_old).map(|it| it.name).collect()
}
