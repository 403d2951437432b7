//! Who logs in where, and with which password: what listening sockets hear of libpq, and of us.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::json;

use super::generator::{Random, keywords, url};
use super::judge;
use crate::common::Sandbox;

/// Where it was, the startup parameters, and the password.
type Login = (&'static str, BTreeMap<String, String>, String);

type Logins = Arc<Mutex<Vec<Login>>>;

fn field(connection: &mut impl Read) -> Option<Vec<u8>> {
    let mut length = [0; 4];
    connection.read_exact(&mut length).ok()?;
    let mut body = vec![0; usize::try_from(u32::from_be_bytes(length)).ok()?.checked_sub(4)?];
    connection.read_exact(&mut body).ok().map(|()| body)
}

/// A server without encryption that asks for the password, and refuses it.
fn refuse(mut connection: impl Read + Write, place: &'static str, logins: &Logins) -> Option<()> {
    const REQUESTS: [&[u8]; 2] = [&80_877_103_u32.to_be_bytes(), &80_877_104_u32.to_be_bytes()];
    let mut startup = field(&mut connection)?;
    while REQUESTS.contains(&&startup[..]) {
        connection.write_all(b"N").ok()?;
        startup = field(&mut connection)?;
    }
    let texts = String::from_utf8(startup.split_off(4)).ok()?;
    let texts: Vec<_> = texts.split('\0').map(str::to_owned).collect();
    let parameters = texts.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
    // Before the answers: who gets them may go on. There is one client at a time.
    logins.lock().unwrap().push((place, parameters, String::new()));
    connection.write_all(b"R\0\0\0\x08\0\0\0\x03").ok()?;
    connection.read_exact(&mut [0]).ok()?;
    let password = String::from_utf8(field(&mut connection)?).ok()?;
    password.trim_end_matches('\0').clone_into(&mut logins.lock().unwrap().last_mut()?.2);
    let message = b"SFATAL\0C28P01\0Mno\0\0";
    connection.write_all(b"E").ok()?;
    let length = u32::try_from(message.len() + 4).ok()?;
    connection.write_all(&length.to_be_bytes()).ok()?;
    connection.write_all(message).ok()
}

/// Listens on two addresses and a socket, with one port.
fn listen(directory: &Path) -> (u16, Logins) {
    let logins = Logins::default();
    let first = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = first.local_addr().unwrap().port();
    let second = TcpListener::bind(("127.0.0.2", port)).unwrap();
    let socket = UnixListener::bind(directory.join(format!(".s.PGSQL.{port}"))).unwrap();
    for (listener, place) in [(first, "first"), (second, "second")] {
        let logins = Arc::clone(&logins);
        thread::spawn(move || {
            listener.incoming().flatten().for_each(|it| _ = refuse(it, place, &logins));
        });
    }
    let heard = Arc::clone(&logins);
    thread::spawn(move || {
        socket.incoming().flatten().for_each(|it| _ = refuse(it, "socket", &heard));
    });
    (port, logins)
}

const NAMES: [&str; 9] =
    ["ann", "a b", "it's", r"b\s", "100%", "\u{e9}t\u{e9}", "a=b", "a:b", "p&q"];

/// A text with the port's number for PORT and the socket's directory for SOCKET.
struct Maker {
    random: Random,
    port: u16,
    socket: String,
}

impl Maker {
    fn pick(&mut self, from: &[&str]) -> String {
        let text = self.random.pick(from).replace("PORT", &self.port.to_string());
        text.replace("SOCKET", &self.socket)
    }

    fn host(&mut self) -> String {
        self.pick(&["127.0.0.1", "127.0.0.2", "SOCKET", "127.0.0.2,127.0.0.1", "SOCKET,127.0.0.1"])
    }

    fn port(&mut self) -> String {
        self.pick(&["PORT", "PORT", "PORT", "1,PORT", "PORT,1"])
    }

    fn name(&mut self) -> String {
        self.pick(&NAMES)
    }

    fn any(&mut self, key: &str) -> String {
        match key {
            "host" => self.host(),
            "port" => self.port(),
            "options" => self.pick(&["-c geqo=off", r"-c a.b=x\ y"]),
            "sslmode" => self.pick(&["prefer", "allow", "disable", "require"]),
            "require_auth" => self.pick(&["password", "scram-sha-256", "!password"]),
            _ => self.name(),
        }
    }

    fn text(&mut self) -> String {
        let mut all = Vec::new();
        for (key, one_in) in [
            ("host", 6),
            ("port", 6),
            ("user", 2),
            ("password", 2),
            ("options", 1),
            ("sslmode", 1),
            ("require_auth", 1),
        ] {
            if self.random.below(7) < one_in {
                all.push((key, self.any(key)));
            }
        }
        all.push(("dbname", self.name()));
        match self.random.one_in(2) {
            true => keywords(&mut self.random, &all),
            false => url(&mut self.random, &all),
        }
    }

    fn service(&mut self) -> String {
        let mut text = "[mine]\n".to_owned();
        for key in ["host", "port", "user", "password", "dbname", "options"] {
            if self.random.one_in(2) {
                text.push_str(&format!("{key}={}\n", self.any(key)));
            }
        }
        text
    }

    fn passwords(&mut self) -> String {
        let escaped = |text: String| text.replace('\\', r"\\").replace(':', r"\:");
        let mut text = String::new();
        for line in 0..5 {
            let host = self.pick(&["*", "127.0.0.1", "127.0.0.2", "SOCKET", "localhost"]);
            let port = self.pick(&["*", "PORT", "1"]);
            let mut name = || match self.random.one_in(2) {
                true => "*".to_owned(),
                false => escaped(self.random.pick(&NAMES).to_owned()),
            };
            let (database, user) = (name(), name());
            text.push_str(&format!("{host}:{port}:{database}:{user}:p\\:w{line}\n"));
        }
        text
    }
}

#[test]
fn logins_are_those_of_libpq() {
    let mut sandbox = Sandbox::new();
    let directory = tempfile::Builder::new().prefix("cdb lo").tempdir_in("/tmp").unwrap();
    let (port, logins) = listen(directory.path());
    let socket = directory.path().to_str().unwrap().to_owned();
    let mut maker = Maker { random: Random(3), port, socket };
    let (mut cases, mut environments) = (Vec::new(), Vec::new());
    let rounds = std::env::var("CRUDDUR_TEST_ROUNDS").map_or(30, |text| text.parse().unwrap());
    for round in 0..rounds {
        let mut environment = BTreeMap::new();
        for (name, key) in [
            ("PGHOST", "host"),
            ("PGPORT", "port"),
            ("PGUSER", "user"),
            ("PGPASSWORD", "password"),
            ("PGOPTIONS", "options"),
        ] {
            if maker.random.one_in(4) {
                environment.insert(name, maker.any(key));
            }
        }
        let file = |name: &str, text: String| {
            let file = sandbox.write(&format!("{name}{round}"), text);
            std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
            file.to_str().unwrap().to_owned()
        };
        environment.insert("PGPASSFILE", file("passwords", maker.passwords()));
        environment.insert("PGSERVICEFILE", file("services", maker.service()));
        if maker.random.one_in(3) {
            environment.insert("PGSERVICE", "mine".to_owned());
        }
        let text = maker.text();
        // Ours is the same whatever this says.
        environment.insert("PGAPPNAME", format!("case {round}"));
        cases.push(json!({ "text": text, "environment": environment, "login": true }));
        environments.push((text, environment));
    }
    judge(&cases);
    let theirs = std::mem::take(&mut *logins.lock().unwrap());
    let (mut differ, mut same) = (Vec::new(), 0);
    for (text, environment) in environments {
        for (name, value) in &environment {
            sandbox.set(name, value);
        }
        let run = sandbox.run(["wait", "--wait=0", "--url", &text]);
        environment.keys().for_each(|name| _ = sandbox.unset(name));
        let heard = std::mem::take(&mut *logins.lock().unwrap());
        let is_case = |login: &&Login| login.1["application_name"] == environment["PGAPPNAME"];
        let essential = |login: &Login| {
            let of = |key: &str| login.1.get(key).cloned();
            (login.0, of("user"), of("database"), of("options"), login.2.clone())
        };
        let libpq = theirs.iter().find(is_case).map(essential);
        let ours = heard.first().map(essential);
        same += usize::from(ours == libpq && ours.is_some());
        if ours != libpq {
            let files = ["PGSERVICEFILE", "PGPASSFILE"]
                .map(|name| std::fs::read_to_string(&environment[name]).unwrap());
            differ
                .push(format!("{text:?} {environment:?} {files:?}\n{ours:?}\n{libpq:?}\n{run:?}"));
        }
    }
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
    assert!(same * 2 > rounds, "only {same} came through");
}
