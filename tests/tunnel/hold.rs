//! Tunnels that last: the command `tunnel`, and psql at work.

use std::io::{BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use snapbox::str;

use super::sandbox;
use crate::common::{Bastion, Postgres, Sandbox, Watch, program, wait_until};

/// `tunnel` at work, and what it printed.
struct Held {
    child: Child,
    opened: serde_json::Value,
}

impl Held {
    fn open(sandbox: &Sandbox, args: &[&str]) -> Self {
        let args = [&["tunnel", "prod", "--format", "json"], args].concat();
        let mut command = sandbox.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let opened = serde_json::Deserializer::from_reader(stdout).into_iter().next();
        Self { child, opened: opened.expect("it ended").unwrap() }
    }

    fn port(&self) -> u16 {
        self.opened["port"].as_u64().unwrap().try_into().unwrap()
    }

    fn is_open(&self) -> bool {
        TcpStream::connect(("127.0.0.1", self.port())).is_ok()
    }

    /// Waits for its exit status.
    fn end(&mut self) -> Option<i32> {
        let _watch = Watch::over(&self.child);
        self.child.wait().unwrap().code()
    }

    fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id().cast_signed()), signal).unwrap();
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // It has mostly ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn other_programs_use_its_url_until_ctrl_c() {
    let (bastion, database) = (Bastion::start(""), Postgres::shared().database());
    let sandbox = sandbox(&bastion, &database);
    let mut held = Held::open(&sandbox, &[]);
    // The name is of the other machine, so that no program takes the database for a local one.
    let (port, url) = (held.port(), held.opened["url"].as_str().unwrap().to_owned());
    assert_eq!(
        url,
        format!("postgresql://postgres@bastion:{port}/{}?hostaddr=127.0.0.1", database.name)
    );
    let mut psql = Command::new(program("psql"));
    psql.args(["-XAtc", "select 7", &url]).env("PGPASSWORD", Postgres::shared().password());
    psql.env("PGCONNECT_TIMEOUT", "5");
    assert_eq!(psql.output().unwrap().stdout, b"7\n");
    let dev = ["drop", "--url", &url, "--dry-run", "--format", "json"];
    let mut own = sandbox.command(dev);
    let output = own.env("PGPASSWORD", Postgres::shared().password()).output().unwrap();
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(plan["target"]["locality"], "remote");
    held.signal(Signal::SIGINT);
    assert_eq!(held.end(), Some(0));
    // Another test may listen at its port by now.
    assert!(!psql.output().unwrap().status.success());
}

#[test]
fn it_ends_with_the_program_however_that_ends() {
    let (bastion, database) = (Bastion::start(""), Postgres::shared().database());
    let sandbox = sandbox(&bastion, &database);
    for signal in [Signal::SIGTERM, Signal::SIGKILL] {
        let mut held = Held::open(&sandbox, &[]);
        assert!(held.is_open());
        held.signal(signal);
        held.end();
        wait_until("the tunnel is closed", || !held.is_open());
        let client = Pid::from_raw(bastion.last_client());
        wait_until("ssh has ended", || kill(client, None).is_err());
    }
}

#[test]
fn one_that_is_lost_is_opened_again_at_its_port() {
    let (bastion, database) = (Bastion::start(""), Postgres::shared().database());
    let sandbox = sandbox(&bastion, &database);
    let mut held = Held::open(&sandbox, &[]);
    let first = bastion.last_client();
    kill(Pid::from_raw(first), Signal::SIGKILL).unwrap();
    wait_until("another ssh", || bastion.last_client() != first);
    wait_until("it is open again", || held.is_open());
    held.signal(Signal::SIGINT);
    let mut stderr = String::new();
    held.child.stderr.as_mut().unwrap().read_to_string(&mut stderr).unwrap();
    assert!(stderr.contains("the tunnel through ssh:bastion has closed"), "{stderr}");
    assert_eq!(held.end(), Some(0));
}

#[test]
fn a_port_is_the_one_that_was_asked_for() {
    let (bastion, database) = (Bastion::start(""), Postgres::shared().database());
    let mut sandbox = sandbox(&bastion, &database);
    // One that the system gives to nobody by itself.
    let start = 20_000 + (std::process::id() % 10_000) as u16;
    let listener = (start..).find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok()).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    sandbox.hide(&port, "[TAKEN]");
    sandbox.run(["tunnel", "prod", "--port", &port]).check(str![[r#"
exit 2
--- stderr
error: port [TAKEN] of this machine cannot be used for the tunnel: Address already in use (os error 98)
hint: choose another with --port, or leave it out for a free one

"#]]);
    // Never that one: a process that is being started holds what is open here for a moment.
    let is_closed = |port: &u16| TcpStream::connect(("127.0.0.1", *port)).is_err();
    let port = (start + 100..).find(is_closed).unwrap().to_string();
    // What an earlier one left at the port does not matter.
    for _ in 0..2 {
        let mut held = Held::open(&sandbox, &["--port", &port]);
        assert_eq!(held.port().to_string(), port);
        assert!(held.is_open());
        held.signal(Signal::SIGINT);
        assert_eq!(held.end(), Some(0));
    }
}

#[test]
fn ctrl_c_is_for_psql_and_a_lost_tunnel_is_said() {
    let (bastion, database) = (Bastion::start(""), Postgres::shared().database());
    let sandbox = sandbox(&bastion, &database);
    let mut terminal = sandbox.terminal(&["connect", "prod", "--tunnel"]);
    terminal.wait_for("=# ").press("select pg_sleep(600);\r").wait_for("600);");
    terminal.press("\x03").wait_for("canceling statement");
    terminal.press("select 40 + 2;\r").wait_for("42");
    kill(Pid::from_raw(bastion.last_client()), Signal::SIGKILL).unwrap();
    terminal.wait_for("the tunnel through ssh:bastion has closed");
    terminal.press("\\q\r");
    terminal.end();
}
