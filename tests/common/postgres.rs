use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A real server of the tests' own, shared by all of them.
pub struct Postgres {
    port: u16,
    // Its stdin closes when the tests end, however they end; it then stops the server.
    _reaper: Child,
}

const PASSWORD: &str = "canary-Zq7";

impl Postgres {
    pub fn shared() -> &'static Self {
        static SERVER: OnceLock<Postgres> = OnceLock::new();
        SERVER.get_or_init(Self::start)
    }

    fn start() -> Self {
        let script = r#"
            set -e
            dir=$(mktemp -d /tmp/cdbpg.XXXXXX); echo "$PW" > "$dir/pw"; chmod 777 "$dir"; chmod 644 "$dir/pw"
            run() { if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi; }
            run initdb -D "$dir/data" -U postgres -A scram-sha-256 --pwfile "$dir/pw" -N --no-instructions >/dev/null 2>&1
            run pg_ctl -D "$dir/data" -w -o "-p $PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir -c fsync=off" -l "$dir/log" start >/dev/null
            echo ready
            read -r _ || true
            run pg_ctl -D "$dir/data" -m immediate stop >/dev/null 2>&1
            rm -rf "$dir"
        "#;
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut reaper = Command::new("bash")
            .args(["-c", script])
            .env("PORT", port.to_string())
            .env("PW", PASSWORD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = reaper.stdout.as_mut().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut line).unwrap();
        assert_eq!(line, "ready\n", "the test server did not start");
        Self { port, _reaper: reaper }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn password(&self) -> &'static str {
        PASSWORD
    }

    /// A URL with the password for a database of this name, which need not exist.
    pub fn url(&self, database: &str) -> String {
        self.url_of("postgres", PASSWORD, database)
    }

    fn url_of(&self, user: &str, password: &str, database: &str) -> String {
        let database = utf8_percent_encode(database, NON_ALPHANUMERIC);
        format!("postgresql://{user}:{password}@127.0.0.1:{}/{database}", self.port)
    }

    /// A new, empty database that is dropped with the value.
    pub fn database(&'static self) -> Database {
        let database = self.missing_database();
        self.psql("postgres", &format!("create database {}", quoted(&database.name)));
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
        self.psql("postgres", &format!("create role {name} {attributes} password '{PASSWORD}'"));
        Role { server: self, name }
    }

    /// What psql prints for this SQL, unaligned, without headers.
    #[track_caller]
    pub fn psql(&self, database: &str, sql: &str) -> String {
        let output = Command::new("psql")
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql])
            .arg(self.url(database))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
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

    pub fn exists(&self) -> bool {
        let name = self.name.replace('\'', "''");
        self.server.psql("postgres", &format!("select 1 from pg_database where datname = '{name}'"))
            == "1"
    }

    /// Another client, connected until it is killed or thrown out.
    pub fn hold(&self, application: &str) -> Child {
        let mut client = Command::new("psql")
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"])
            .args(["-c", "select 'here'", "-c", "select pg_sleep(600)"])
            .arg(self.url())
            .env("PGAPPNAME", application)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = client.stdout.as_mut().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut line).unwrap();
        assert_eq!(line, "here\n");
        client
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("drop database if exists {} with (force)", quoted(&self.name));
        self.server.psql("postgres", &sql);
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
        self.server.url_of(&self.name, PASSWORD, database)
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        // Shared objects may still be its own when a test fails halfway.
        let sql = format!("reassign owned by {0} to postgres; drop role {0}", self.name);
        self.server.psql("postgres", &sql);
    }
}
