use std::path::{Path, PathBuf};
use std::sync::Mutex;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::session::{Failure, Session};

/// Sessions of the superuser in database `postgres`, for what each test needs: a database and
/// sometimes a role. A login for each of these statements would take longer than most tests.
pub struct Maintenance {
    socket: PathBuf,
    place: String,
    idle: Mutex<Vec<Session>>,
}

impl Maintenance {
    /// Of the server with this data directory.
    pub fn new(data_dir: &Path, port: u16) -> Self {
        let file = std::fs::read_to_string(data_dir.join("postmaster.pid")).unwrap();
        // The directory of its socket.
        let directory = file.lines().nth(4).unwrap();
        let socket = Path::new(directory).join(format!(".s.PGSQL.{port}"));
        let directory = utf8_percent_encode(directory, NON_ALPHANUMERIC);
        let place = format!("host={directory}&port={port}");
        Self { socket, place, idle: Mutex::default() }
    }

    /// The server's Unix socket, as parameters of a URL.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Runs SQL. A session that the server ended meanwhile is replaced.
    ///
    /// Errors: the server's message; it does not answer.
    pub fn run(&self, sql: &str) -> Result<(), String> {
        loop {
            let idle = self.idle.lock().unwrap().pop();
            let is_new = idle.is_none();
            let session = idle.map_or_else(|| Session::open(&self.socket, "postgres"), Ok);
            let answer = session.and_then(|mut session| {
                session.run(sql)?;
                Ok(session)
            });
            match answer {
                Ok(session) => {
                    self.idle.lock().unwrap().push(session);
                    return Ok(());
                }
                Err(Failure::Lost(_)) if !is_new => {}
                Err(Failure::Silent) => {
                    return Err(format!("no answer to {sql}; sessions:\n{}", self.sessions()));
                }
                Err(failure) => return Err(failure.to_string()),
            }
        }
    }

    /// What psql prints for this SQL, unaligned, without headers.
    ///
    /// Errors: the server's message; it does not answer.
    pub fn query(&self, database: &str, sql: &str) -> Result<String, String> {
        let answer = Session::open(&self.socket, database).and_then(|mut it| it.run(sql));
        answer.map_err(|failure| failure.to_string())
    }

    /// Who waits for whom on a server that does not answer, as far as it still says so.
    fn sessions(&self) -> String {
        let sql = "select pid, pg_blocking_pids(pid), backend_type, state, wait_event, query \
                   from pg_stat_activity";
        self.query("postgres", sql).unwrap_or_else(|error| error)
    }
}
