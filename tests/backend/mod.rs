//! A back end of the later weeks' shape, with its own migrations, on databases that the scripts'
//! steps and ours made.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{Postgres, Sandbox, program, python_tools};

/// Where the back end and its project stand.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/backend")
}

fn database_files() -> PathBuf {
    folder().join("project/backend-flask/db")
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

fn python(script: &str) -> Command {
    let mut python = Command::new(python_tools("tests/requirements.txt").join("bin/python"));
    python.env("PYTHONDONTWRITEBYTECODE", "1").arg(folder().join(script));
    python
}

/// What the back end answers to each of its requests.
fn answers(url: &str) -> String {
    let answers = output(python("app.py").arg(url));
    assert!(answers.lines().count() > 10, "{answers}");
    answers
}

/// What it answers after the scripts' steps.
fn answers_after_scripts() -> String {
    let database = Postgres::shared().database();
    for file in ["schema.sql", "seed.sql"] {
        let mut psql = Command::new(program("psql"));
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &database.url(), "-f"]);
        output(psql.arg(database_files().join(file)));
    }
    let migrations = database_files().join("migrations");
    output(python("migrate.py").arg(database.url()).arg(migrations));
    answers(&database.url())
}

#[test]
fn the_built_in_schema_serves_it() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load"]).succeeded();
    let seeds = database_files().join("seed.sql");
    sandbox.run(["seed".as_ref(), seeds.as_os_str()]).succeeded();
    assert_eq!(answers(&database.url()), answers_after_scripts());
}
