//! `migrate` next to sqlx's Migrator and dbmate: 300 small migrations on an empty database, on
//! this machine and behind a link of 40 ms.
//!
//! `cargo bench --no-default-features --bench migrate`; it should be at least ten times as fast at
//! 40 ms. sqlx's Migrator runs within the benchmark, so that no program has to start for it.
//! dbmate is the program that `DBMATE` names, else the one that npm installs; without npm it is
//! left out.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sqlx_core::connection::Connection;
use sqlx_core::migrate::Migrator;
use sqlx_postgres::PgConnection;

use support::{PrivateServer, SlowLink, cruddur_db, postgres, side_by_side, time};

const MIGRATIONS: usize = 300;
const DBMATE: &str = "dbmate@2.36.0";

fn main() {
    let server = PrivateServer::start();
    let directory = tempfile::tempdir().unwrap();
    let bench = Bench {
        url: server.url(server.port()),
        dbmate: dbmate(directory.path()),
        directory: directory.path().to_owned(),
    };
    time(
        postgres("psql")
            .args(["-X", "-q", "-c", "create database cruddur"])
            .arg(bench.url.replace("/cruddur", "/postgres")),
    );
    bench.write();
    bench.compare("on this machine", &bench.url, 5);
    let link = SlowLink::open(server.port(), Duration::from_millis(40));
    let url = server.url(link.port());
    bench.count(&link, &url);
    bench.compare("at 40 ms", &url, 3);
}

struct Bench {
    url: String,
    dbmate: Option<PathBuf>,
    directory: PathBuf,
}

impl Bench {
    /// The same statements in both formats.
    fn write(&self) {
        for format in ["sqlx", "dbmate"] {
            std::fs::create_dir(self.directory.join(format)).unwrap();
        }
        for version in 1..=MIGRATIONS {
            let sql = match version % 3 {
                0 => format!("insert into t{} (name) values ('x');\n", version - 2),
                1 => format!("create table t{version} (id serial primary key, name text);\n"),
                _ => format!("alter table t{} add more int not null default 0;\n", version - 1),
            };
            let name = format!("{version:04}_step.sql");
            std::fs::write(self.directory.join("sqlx").join(&name), &sql).unwrap();
            let marked = format!("-- migrate:up\n{sql}\n-- migrate:down\n");
            std::fs::write(self.directory.join("dbmate").join(&name), marked).unwrap();
        }
    }

    fn empty(&self) {
        let schema = "drop schema public cascade; create schema public";
        time(postgres("psql").args(["-X", "-q", "-c", schema]).arg(&self.url));
    }

    fn ours(&self, url: &str) -> Duration {
        time(cruddur_db(url).args(["migrate", "--dir"]).arg(self.directory.join("sqlx")))
    }

    fn theirs(&self, rival: Rival, url: &str) -> Duration {
        match (rival, &self.dbmate) {
            (Rival::Dbmate, Some(program)) => {
                let mut command = Command::new(program);
                command.arg("--url").arg(format!("{url}?sslmode=disable"));
                command.arg("--migrations-dir").arg(self.directory.join("dbmate"));
                time(command.args(["--no-dump-schema", "migrate"]))
            }
            _ => sqlx(url, &self.directory.join("sqlx")),
        }
    }

    fn compare(&self, place: &str, url: &str, times: usize) {
        for rival in self.rivals() {
            let ours = || {
                self.empty();
                self.ours(url)
            };
            let theirs = || {
                self.empty();
                self.theirs(rival, url)
            };
            let (ours, theirs) = side_by_side(times, ours, theirs);
            let (ours, theirs) = (ours.as_secs_f64(), theirs.as_secs_f64());
            let ratio = theirs / ours;
            println!(
                "{MIGRATIONS} migrations {place}: {ours:.3} s, {rival:?} {theirs:.3} s, \
                 {ratio:.1} times as fast"
            );
        }
    }

    fn rivals(&self) -> Vec<Rival> {
        let dbmate = self.dbmate.is_some().then_some(Rival::Dbmate);
        [Rival::Sqlx].into_iter().chain(dbmate).collect()
    }

    /// How often each goes to and fro.
    fn count(&self, link: &SlowLink, url: &str) {
        let count = |name: &str, run: &dyn Fn() -> Duration| {
            self.empty();
            link.take_counts();
            run();
            let (connections, turns) = link.take_counts();
            println!("{name} at 40 ms: {connections} connections, {turns} turns");
        };
        count("cruddur-db", &|| self.ours(url));
        for rival in self.rivals() {
            count(&format!("{rival:?}"), &|| self.theirs(rival, url));
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Rival {
    Sqlx,
    Dbmate,
}

fn sqlx(url: &str, directory: &Path) -> Duration {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let start = Instant::now();
        let migrator = Migrator::new(directory).await.unwrap();
        let mut connection = PgConnection::connect(url).await.unwrap();
        migrator.run_direct(None, &mut connection, false).await.unwrap();
        connection.close().await.unwrap();
        start.elapsed()
    })
}

/// The program of dbmate, if it can be had.
fn dbmate(directory: &Path) -> Option<PathBuf> {
    if let Some(program) = std::env::var_os("DBMATE") {
        return Some(program.into());
    }
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(directory).arg(DBMATE);
    let status = npm.stdout(Stdio::null()).stderr(Stdio::null()).status();
    if status.is_ok_and(|status| status.success()) {
        // The program itself: what is in `.bin` starts node first.
        let packages = std::fs::read_dir(directory.join("node_modules/@dbmate")).unwrap();
        let mut programs = packages.map(|package| package.unwrap().path().join("bin/dbmate"));
        return programs.find(|program| program.exists());
    }
    println!("dbmate is left out: npm did not install it");
    None
}
