use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

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
        format!("postgresql://postgres:{PASSWORD}@127.0.0.1:{}/{database}", self.port)
    }

    /// A new, empty database that is dropped with the value.
    pub fn database(&'static self) -> Database {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        self.psql("postgres", &format!("create database {name}"));
        Database { server: self, name }
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
}

impl Drop for Database {
    fn drop(&mut self) {
        self.server
            .psql("postgres", &format!("drop database if exists {} with (force)", self.name));
    }
}
