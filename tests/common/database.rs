use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Postgres;

impl Postgres {
    /// A new, empty database that is dropped with the value.
    pub fn database(&'static self) -> Database {
        let database = self.missing_database();
        // The template's files are copied, which takes half the time of writing them to the log.
        let strategy = if self.major() < 15 { "" } else { " strategy file_copy" };
        self.maintain(&format!("create database {}{strategy}", quoted(&database.name))).unwrap();
        database
    }

    /// The name of a database that is not there; if it is made, it is dropped with the value.
    pub fn missing_database(&'static self) -> Database {
        self.missing_database_named(&format!("t{}", unique()))
    }

    pub fn missing_database_named(&'static self, name: &str) -> Database {
        Database { server: self, name: name.to_owned() }
    }

    /// A new role that is dropped with the value. Its attributes are those of CREATE ROLE.
    pub fn role(&'static self, attributes: &str) -> Role {
        let name = format!("r{}", unique());
        let password = self.password();
        self.maintain(&format!("create role {name} {attributes} password '{password}'")).unwrap();
        Role { server: self, name }
    }
}

/// A name that no other test of any process uses.
fn unique() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    format!("{}x{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// See [`Postgres::database`].
pub struct Database {
    server: &'static Postgres,
    pub name: String,
}

impl Database {
    pub fn url(&self) -> String {
        self.server.url(&self.name)
    }

    #[track_caller]
    pub fn psql(&self, sql: &str) -> String {
        self.server.psql(&self.name, sql)
    }

    /// Waits until this is the answer.
    #[track_caller]
    pub fn wait_for(&self, sql: &str, answer: &str) {
        super::wait_until(sql, || self.psql(sql) == answer);
    }

    pub fn exists(&self) -> bool {
        let name = self.name.replace('\'', "''");
        self.server.psql("postgres", &format!("select 1 from pg_database where datname = '{name}'"))
            == "1"
    }

    /// psql that has run these, and holds on to what it has until its input ends.
    pub fn after(&self, statements: &[&str]) -> Child {
        let mut psql = Command::new(super::program("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]).arg(self.url());
        let mut psql = psql.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        for statement in statements.iter().chain(&["select 'here'"]) {
            writeln!(psql.stdin.as_mut().unwrap(), "{statement};").unwrap();
        }
        let _watch = super::Watch::over(&psql);
        let mut output = BufReader::new(psql.stdout.as_mut().unwrap()).lines();
        while output.next().unwrap().unwrap() != "here" {}
        psql
    }

    /// Another client, connected until it is killed or thrown out.
    pub fn hold(&self, application: &str) -> Child {
        let mut client = Command::new(crate::common::program("psql"))
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"])
            .args(["-c", "select 'here'", "-c", "select pg_sleep(600)"])
            .arg(self.url())
            .env("PGAPPNAME", application)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let _watch = super::Watch::over(&client);
        let stdout = client.stdout.as_mut().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        assert_eq!(line, "here\n");
        client
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("drop database if exists {} with (force)", quoted(&self.name));
        clear_up(self.server, &sql);
    }
}

/// See [`Postgres::role`].
pub struct Role {
    server: &'static Postgres,
    pub name: String,
}

impl Role {
    /// A URL that logs in as this role.
    pub fn url(&self, database: &str) -> String {
        self.server.url_of(&self.name, database)
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        // Shared objects may still be its own when a test fails halfway.
        let sql = format!("reassign owned by {0} to postgres; drop role {0}", self.name);
        clear_up(self.server, &sql);
    }
}

/// A test that failed already may leave something that is in the way: its own failure is the one
/// to be shown.
#[track_caller]
fn clear_up(server: &Postgres, sql: &str) {
    let result = server.maintain(sql);
    if !std::thread::panicking() {
        result.unwrap();
    }
}
