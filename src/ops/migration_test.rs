//! Tests migrations in a temporary database (up, down and up again), and compares the structure of
//! databases.

use std::time::Instant;

use super::files::Files;
use super::load;
use super::migrate::{MigrateRequest, run_fresh};
use super::scratch::{Scratch, and_left};
use crate::error::{Kind, Result};
use crate::migrations::{Migration, MigrationFiles, Selection};
use crate::model::{Drift, Setting, Structure, Target};
use crate::postgres::client::Client;
use crate::postgres::{ConnectRequest, Session, migration_table, properties, structure};
use crate::report::migrate::Direction;
use crate::report::migration_test::{MigrationsTested, TestedMigration};
use crate::script::Options;

/// What to test, and where: in a new database on the login's server.
#[derive(Clone, Copy)]
pub struct TrialRequest<'a> {
    pub schema: &'a Files,
    /// Its login is that of the server; its files are those to be run.
    pub migrate: MigrateRequest<'a>,
}

struct Trial<'a> {
    request: TrialRequest<'a>,
    target: &'a Target,
    /// `None` only while a migration uses it.
    client: Option<Client>,
    session: Session,
    ignored: Vec<String>,
}

/// Runs each migration, rolls it back and runs it again, and compares the structure of the
/// database.
///
/// Errors: those of a file or the server.
pub async fn test(request: TrialRequest<'_>) -> Result<MigrationsTested> {
    in_scratch(request, &[], async |trial| {
        let start = Instant::now();
        let mut tested = Vec::new();
        for migration in &request.migrate.files.migrations {
            tested.push(trial.test(migration).await?);
            if tested.last().is_some_and(|tested| tested.failed_again.is_some()) {
                break;
            }
        }
        if tested.len() == request.migrate.files.migrations.len()
            && tested.iter().all(|tested| tested.failed_again.is_none())
        {
            trial.run(request.migrate.files, Direction::Up, Selection::All).await?;
        }
        Ok(MigrationsTested { tested, seconds: start.elapsed().as_secs_f64() })
    })
    .await
}

/// How the login's database differs from one that is created with its settings by the schema and
/// these migrations. The migration tables are omitted.
pub async fn drift(
    request: TrialRequest<'_>,
    login: ConnectRequest<'_>,
    books: &str,
) -> Result<Vec<Drift>> {
    let mut session = login.connect().await?;
    let settings = properties::settings(&mut session).await?;
    let ignored = ignored(books);
    let ignored: Vec<&str> = ignored.iter().map(String::as_str).collect();
    let found = structure::structure(&mut session, &ignored).await?;
    session.close().await;
    let expected = in_scratch(request, &settings, async |trial| {
        trial.run(request.migrate.files, Direction::Up, Selection::All).await?;
        trial.structure().await
    });
    Ok(expected.await?.differences(&found))
}

/// The migration tables, as quoted by the server.
fn ignored(books: &str) -> Vec<String> {
    let schema = books.rsplit_once('.').map_or("public", |(schema, _)| schema);
    vec![books.to_owned(), format!("{schema}._cruddur_repeatable")]
}

async fn in_scratch<T>(
    request: TrialRequest<'_>,
    settings: &[Setting],
    work: impl AsyncFnOnce(&mut Trial<'_>) -> Result<T>,
) -> Result<T> {
    let migrate = request.migrate;
    // The database is dropped in any case.
    let _hold = migrate.interrupt.hold();
    let scratch = Scratch::create(migrate.login, settings).await?;
    let done = async {
        let login = ConnectRequest { target: &scratch.target, ..migrate.login };
        let mut client = login.connect_client().await?;
        if !request.schema.inputs.is_empty() {
            let options = Options { disposable: true, ..migrate.options() };
            let (progress, interrupt) = (migrate.progress, migrate.interrupt);
            load::run(&mut client, &scratch.target, request.schema, &options, progress, interrupt)
                .await?;
        }
        let look =
            migration_table::look(&mut client, &scratch.target, migrate.sqlx.table()).await?;
        let ignored = ignored(look.table.name());
        let session = login.connect().await?;
        let target = &scratch.target;
        let mut trial = Trial { request, target, client: Some(client), session, ignored };
        let done = work(&mut trial).await;
        trial.session.close().await;
        if let Some(client) = trial.client {
            client.close().await;
        }
        done
    };
    let done = done.await;
    let dropped = scratch.drop(migrate.login).await;
    match done {
        Ok(done) => dropped.map(|()| done),
        Err(error) => Err(and_left(error, dropped)),
    }
}

impl Trial<'_> {
    async fn structure(&mut self) -> Result<Structure> {
        let ignored: Vec<&str> = self.ignored.iter().map(String::as_str).collect();
        structure::structure(&mut self.session, &ignored).await
    }

    async fn run(
        &mut self,
        files: &MigrationFiles,
        direction: Direction,
        selection: Selection,
    ) -> Result<()> {
        let migrate = self.request.migrate;
        let login = ConnectRequest { target: self.target, ..migrate.login };
        let client = match self.client.take() {
            Some(client) => client,
            None => login.connect_client().await?,
        };
        let request = MigrateRequest { login, files, direction, selection, ..migrate };
        let (client, _) = run_fresh(request, client, None).await?;
        self.client = Some(client);
        Ok(())
    }

    async fn test(&mut self, migration: &Migration) -> Result<TestedMigration> {
        self.request.migrate.progress.doing(&format!("testing {}", migration.file()));
        // Repeatable files run at the end, when everything exists.
        let files = self.request.migrate.files.only_up_to(migration.version);
        let before = self.structure().await?;
        self.run(&files, Direction::Up, Selection::All).await?;
        let after = self.structure().await?;
        let mut tested = TestedMigration {
            version: migration.version,
            name: migration.name.clone(),
            file: migration.file(),
            has_down: migration.down.is_some(),
            left_by_down: Vec::new(),
            differs_again: Vec::new(),
            failed_again: None,
        };
        // One that the schema includes was not run.
        if migration.down.is_some() && before != after {
            self.run(&files, Direction::Down, Selection::Steps(1)).await?;
            tested.left_by_down = before.differences(&self.structure().await?);
            match self.run(&files, Direction::Up, Selection::All).await {
                Ok(()) => tested.differs_again = after.differences(&self.structure().await?),
                Err(error) if error.kind() == Kind::Failed => {
                    tested.failed_again = Some(error.message());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(tested)
    }
}
