use std::path::Path;
use std::process::{Command, Stdio};

use cruddur_db::error::Error;
use cruddur_db::interrupt::Interrupt;
use cruddur_db::model::Target;
use cruddur_db::postgres::{RetryTimeout, connect_client};
use cruddur_db::progress::Silent;
use cruddur_db::script::{Input, Options, load};
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor, Row};
use tokio::runtime::Runtime;

use super::judge::{elsewhere, target};
use crate::common::{Database, Postgres};

/// Two databases that are alike before each file: one for psql, the other for the loader.
pub struct Twins {
    runtime: Runtime,
    theirs: Twin,
    ours: Twin,
    /// What they hold before each file.
    before: String,
    /// So many files psql loaded.
    pub loaded: usize,
}

struct Twin {
    database: Database,
    target: Target,
    connection: PgConnection,
}

/// How a file went: the SQLSTATE where the server refused it, and what there is after it.
#[derive(PartialEq)]
struct Outcome {
    loaded: bool,
    sqlstate: Option<String>,
    contents: String,
}

impl Twins {
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let theirs = Twin::new(&runtime);
        let mut ours = Twin::new(&runtime);
        ours.ask(&runtime, "select judge.fresh()::text");
        let before = ours.ask(&runtime, "select judge.contents()");
        Self { runtime, theirs, ours, before, loaded: 0 }
    }

    /// Loads the file with both, into databases as new. Says how they differ, if they do.
    pub fn difference(&mut self, path: &Path) -> Option<String> {
        let text = std::fs::read(path).unwrap();
        for twin in [&mut self.theirs, &mut self.ours] {
            twin.ask(&self.runtime, "select judge.fresh()::text");
        }
        let (loaded, said) = psql(&self.theirs.database, path);
        let sqlstate = sqlstate_of(&said);
        let contents = self.theirs.ask(&self.runtime, "select judge.contents()");
        let theirs = Outcome { loaded, sqlstate, contents };
        let result = self.load(path);
        let contents = self.ours.ask(&self.runtime, "select judge.contents()");
        let error = result.as_ref().err();
        let sqlstate = error.and_then(|error| error.code().map(str::to_owned));
        let ours = Outcome { loaded: error.is_none(), sqlstate, contents };
        self.loaded += usize::from(theirs.loaded);
        let message = error.map(Error::message).unwrap_or_default();
        let alike = theirs == ours
            // COPY data that the file does not end is an error here, whatever psql makes of it.
            || message.contains("data that begins here has no end")
            // It is not the server that finds them.
            || message.starts_with("bytes that are not in") && !theirs.loaded
            // Where both fail, nothing at all is as good as what psql leaves half done.
            || !theirs.loaded
                && !ours.loaded
                && (theirs.sqlstate == ours.sqlstate || theirs.sqlstate.is_none())
                && [&theirs.contents, &self.before].contains(&&ours.contents);
        let elsewhere = error.and_then(|error| elsewhere(&said, error));
        (!alike || elsewhere.is_some()).then(|| {
            let name = path.file_name().unwrap().display();
            let error = error.map(ToString::to_string).unwrap_or_default();
            let contents = if theirs.contents == ours.contents {
                String::new()
            } else {
                format!("\npsql leaves\n{}\nwe leave\n{}", theirs.contents, ours.contents)
            };
            let elsewhere = elsewhere.unwrap_or_default();
            format!(
                "--- {name}: {elsewhere} {:?}\npsql loads it: {loaded} {said}\nwe load it: {} {error}{contents}",
                String::from_utf8_lossy(&text),
                ours.loaded,
            )
        })
    }

    fn load(&self, path: &Path) -> Result<(), Error> {
        let target = &self.ours.target;
        let inputs = [Input::File(path.to_owned())];
        self.runtime.block_on(async {
            let mut client =
                connect_client(target, "cruddur-db test", RetryTimeout::default()).await?;
            let interrupt = Interrupt::default();
            let options = Options::default();
            let loaded = load(&mut client, &inputs, &options, target, &Silent, &interrupt).await;
            // What is still open then is given up before anybody looks.
            client.close().await;
            loaded.map(drop)
        })
    }
}

impl Twin {
    fn new(runtime: &Runtime) -> Self {
        let database = Postgres::shared().database();
        let target = target(&database.url());
        let connection = runtime.block_on(async {
            let mut connection = PgConnection::connect(&database.url()).await.unwrap();
            connection.execute("set client_min_messages = error").await.unwrap();
            connection.execute(include_str!("twins.sql")).await.unwrap();
            connection
        });
        Self { database, target, connection }
    }

    fn ask(&mut self, runtime: &Runtime, question: &'static str) -> String {
        let row = runtime.block_on(self.connection.fetch_one(sqlx::raw_sql(question))).unwrap();
        row.try_get(0).unwrap()
    }
}

/// `psql -1`, which says no more of an error than its SQLSTATE.
fn psql(database: &Database, path: &Path) -> (bool, String) {
    let output = Command::new(crate::common::program("psql"))
        .args(["-X", "-q", "-b", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=sqlstate", "-1", "-f"])
        .arg(path)
        .arg(database.url())
        .env("PGCLIENTENCODING", "UTF8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The SQLSTATE of the last error that psql names.
fn sqlstate_of(said: &str) -> Option<String> {
    let (_, code) = said.lines().rev().find_map(|line| line.split_once("ERROR:  "))?;
    // A file may ask for more words.
    Some(code.trim().to_owned()).filter(|code| code.len() == 5)
}
