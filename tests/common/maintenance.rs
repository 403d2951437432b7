use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use tokio::runtime::Handle;

use super::{Outcome, TIMEOUT};

/// Where the connections live: each test ends with its own thread.
static RUNTIME: LazyLock<Handle> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let handle = runtime.handle().clone();
    std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
    handle
});

/// Connections of the superuser to database `postgres`, for what each test needs: a database and
/// sometimes a role. A login for each of these statements would take longer than most tests.
pub struct Maintenance {
    options: PgConnectOptions,
    place: String,
    idle: Mutex<Vec<PgConnection>>,
}

impl Maintenance {
    /// Of the server with this data directory.
    pub fn new(data_dir: &Path, port: u16) -> Self {
        let file = std::fs::read_to_string(data_dir.join("postmaster.pid")).unwrap();
        // The directory of its socket.
        let directory = file.lines().nth(4).unwrap();
        let options = PgConnectOptions::new_without_pgpass()
            .host(directory)
            .port(port)
            .username("postgres")
            .database("postgres");
        let directory = utf8_percent_encode(directory, NON_ALPHANUMERIC);
        let place = format!("host={directory}&port={port}");
        Self { options, place, idle: Mutex::default() }
    }

    /// The server's Unix socket, as parameters of a URL.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Runs SQL. A connection that the server closed meanwhile is replaced.
    ///
    /// Errors: the server's message; it does not answer.
    pub fn run(&self, sql: &str) -> Result<(), String> {
        loop {
            let idle = self.idle.lock().unwrap().pop();
            let is_new = idle.is_none();
            let options = self.options.clone();
            let statement = sql.to_owned();
            // The caller may be inside a runtime of its own.
            let (sender, receiver) = std::sync::mpsc::channel();
            RUNTIME.spawn(async move { sender.send(execute(idle, &options, statement).await) });
            let Ok(result) = receiver.recv_timeout(TIMEOUT) else {
                return Err(format!("no answer to {sql}; sessions:\n{}", self.sessions()));
            };
            match result {
                Ok(connection) => {
                    self.idle.lock().unwrap().push(connection);
                    return Ok(());
                }
                Err(sqlx::Error::Io(_)) if !is_new => {}
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// Who waits for whom on a server that does not answer, as far as it says so to psql.
    fn sessions(&self) -> String {
        let url = format!("postgresql://postgres@/postgres?connect_timeout=10&{}", self.place);
        let sql = "select pid, pg_blocking_pids(pid), backend_type, state, wait_event, query \
                   from pg_stat_activity";
        let mut psql = Command::new(super::program("psql"));
        psql.args(["-X", "-A", "-t", "-c", sql]).arg(url);
        let psql = psql.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        format!("{:?}", psql.outcome())
    }
}

async fn execute(
    idle: Option<PgConnection>,
    options: &PgConnectOptions,
    sql: String,
) -> sqlx::Result<PgConnection> {
    let mut connection = match idle {
        Some(connection) => connection,
        None => PgConnection::connect_with(options).await?,
    };
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await?;
    Ok(connection)
}
