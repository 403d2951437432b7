use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use cruddur_db::approval::{Answers, Asker, approve};
use cruddur_db::error::{Error, Result};
use cruddur_db::progress::Silent;
use cruddur_db::server::{Running, Server, Settings};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::TempDir;

use super::maintenance::Maintenance;
use super::reaper::Reaper;
use super::{Outcome, directory};

/// A real server of the tests' own, run by the same code that runs the managed server.
pub struct Postgres {
    bindir: PathBuf,
    major: u32,
    port: u16,
    password: &'static str,
    data_dir: PathBuf,
    maintenance: Maintenance,
    _reaper: Reaper,
    directory: TempDir,
}

impl Postgres {
    /// One for all tests. It ends with the test process, however that ends. It is the Postgres
    /// that `TEST_PG_BINDIR` names, else the machine's. Where the machine has none, its programs
    /// are fetched, and serve the other servers too.
    pub fn shared() -> &'static Self {
        static SERVER: OnceLock<Postgres> = OnceLock::new();
        SERVER.get_or_init(|| {
            let named = named();
            let server = Self::create("", named.as_deref(), None);
            // Where the directory has none, another would be fetched.
            assert!(named.is_none_or(|named| named == server.bindir), "see TEST_PG_BINDIR");
            server
        })
    }

    /// One for a single test, with these lines in its configuration (`timezone = 'Asia/Tokyo'`).
    /// It ends when dropped.
    pub fn private(configuration: &str) -> Self {
        let shared = Self::shared();
        Self::create(configuration, shared.chosen(), Some(shared))
    }

    /// With the data that the other one had when it was new: making it takes ten times as long as
    /// copying it.
    fn create(configuration: &str, bindir: Option<&Path>, other: Option<&Self>) -> Self {
        let directory = directory("cdbpg");
        let reaper = Reaper::new(directory.path());
        let home = directory.path().join("pg");
        let server = Server::new(Settings {
            home: home.clone(),
            bindir: bindir.map(Path::to_owned),
            path: std::env::var_os("PATH"),
            sudo_uid: None,
            fetch: true,
            wheel: None,
            program: None,
        });
        let data_dir = match other {
            Some(other) => {
                other.copy_new(&home);
                home.join(other.major.to_string()).join("data")
            }
            None => {
                let data_dir = start(&server).data_dir;
                block_on(server.stop()).unwrap();
                copy(&home, &directory.path().join(NEW));
                data_dir
            }
        };
        append(&data_dir, &format!("fsync = off\nfull_page_writes = off\n{configuration}"));
        trust_the_socket(&data_dir);
        let running = start(&server);
        let maintenance = Maintenance::new(&running.data_dir, running.port);
        Self {
            bindir: running.bindir,
            major: running.major,
            port: running.port,
            password: running.password.expose().to_owned().leak(),
            data_dir: running.data_dir,
            maintenance,
            _reaper: reaper,
            directory,
        }
    }

    /// Copies what a managed server that has run once and stopped has in its home: with it, the
    /// next one is not new.
    pub fn copy_new(&self, home: &Path) {
        copy(&self.directory.path().join(NEW), home);
        // Each finds a port of its own, or they would take it from each other.
        let record = home.join("instance.json");
        let text = std::fs::read_to_string(&record).unwrap();
        let mut text: serde_json::Value = serde_json::from_str(&text).unwrap();
        text.as_object_mut().unwrap().remove("port").unwrap();
        std::fs::write(record, text.to_string()).unwrap();
    }

    /// Where its programs are.
    pub fn bindir(&self) -> &Path {
        &self.bindir
    }

    /// Where its programs are, if they are not those that the machine gives by itself.
    pub fn chosen(&self) -> Option<&Path> {
        let fetched = self.bindir.starts_with(self.directory.path());
        Some(self.bindir()).filter(|_| fetched || named().is_some())
    }

    /// Its major version.
    pub fn major(&self) -> u32 {
        self.major
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn password(&self) -> &'static str {
        self.password
    }

    /// Where its data is.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// A URL with the password for a database of this name, which need not exist.
    pub fn url(&self, database: &str) -> String {
        self.url_of("postgres", database)
    }

    /// The same for another role, whose password is the server's too.
    pub fn url_of(&self, user: &str, database: &str) -> String {
        let database = utf8_percent_encode(database, NON_ALPHANUMERIC);
        format!("postgresql://{user}:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }

    /// What psql prints for this SQL, unaligned, without headers.
    #[track_caller]
    pub fn psql(&self, database: &str, sql: &str) -> String {
        if sql.starts_with('\\') {
            let database = utf8_percent_encode(database, NON_ALPHANUMERIC);
            let place = self.maintenance.place();
            return psql(&format!("postgresql://postgres@/{database}?{place}"), sql);
        }
        match self.maintenance.query(database, sql) {
            Ok(printed) => printed.trim_end().to_owned(),
            Err(error) => panic!("{sql}: {error}"),
        }
    }

    /// Runs a statement in database `postgres`, on a connection that stays open.
    pub fn maintain(&self, sql: &str) -> Result<(), String> {
        self.maintenance.run(sql)
    }

    /// Waits until this is the answer.
    #[track_caller]
    pub fn wait_for(&self, sql: &str, answer: &str) {
        super::wait_until(sql, || self.psql("postgres", sql) == answer);
    }
}

/// The directory with what [`Postgres::copy_new`] copies.
const NEW: &str = "new";

/// Copies a home, without the programs in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    let entries = std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path());
    let entries = entries.filter(|path| !path.ends_with("bin"));
    let copied = Command::new("cp").arg("-a").args(entries).arg(to).status();
    assert!(copied.unwrap().success());
}

/// The Postgres that the tests are to run on, instead of the machine's.
fn named() -> Option<PathBuf> {
    let initdb = PathBuf::from(std::env::var_os("TEST_PG_BINDIR")?).join("initdb");
    let initdb = initdb.canonicalize().expect("TEST_PG_BINDIR has no initdb");
    initdb.parent().map(Path::to_owned)
}

/// A program of Postgres, such as psql.
pub fn program(name: &str) -> PathBuf {
    Postgres::shared().bindir().join(name)
}

/// What psql prints for this SQL at this URL, unaligned, without headers.
#[track_caller]
pub fn psql(url: &str, sql: &str) -> String {
    let output = Command::new(crate::common::program("psql"))
        .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql])
        .arg(url)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .outcome();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// Sends a signal to the server of a data directory.
pub fn signal(data_dir: &Path, signal: nix::sys::signal::Signal) {
    let file = std::fs::read_to_string(data_dir.join("postmaster.pid")).unwrap();
    let pid = file.lines().next().unwrap().parse().unwrap();
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), signal).unwrap();
}

fn append(data_dir: &Path, lines: &str) {
    let path = data_dir.join("postgresql.conf");
    let mut file = std::fs::OpenOptions::new().append(true).open(path).unwrap();
    writeln!(file, "{lines}").unwrap();
}

/// The superuser needs no password at the server's Unix socket.
fn trust_the_socket(data_dir: &Path) {
    let path = data_dir.join("pg_hba.conf");
    let lines = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, format!("local all postgres trust\n{lines}")).unwrap();
}

fn start(server: &Server) -> Running {
    let answers = Answers::default();
    block_on(async {
        let plan = approve(server.plan_start()?, &answers, &Nobody).await?;
        server.start(plan, &Silent).await
    })
    .unwrap_or_else(|error| panic!("the server of the tests does not start: {error}"))
}

/// On a thread of its own, since the caller may be inside a runtime.
fn block_on<T: Send>(future: impl Future<Output = T> + Send) -> T {
    std::thread::scope(|scope| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        scope.spawn(move || runtime.block_on(future)).join().unwrap()
    })
}

struct Nobody;

impl Asker for Nobody {
    fn can_ask(&self) -> bool {
        false
    }

    async fn ask_line(&self, _: &str) -> Result<String> {
        Err(Error::declined("nobody is there"))
    }
}
