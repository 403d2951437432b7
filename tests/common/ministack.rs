use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::moto::{Emulator, SCRIPT};
use super::{Account, python_tools};

/// A new, empty account of another emulator of AWS, which answers in its own way: the place of an
/// instance is this machine, at the port that it was created with.
pub fn ministack_account() -> Account {
    static SERVER: OnceLock<Emulator> = OnceLock::new();
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    let server = SERVER.get_or_init(|| {
        let program = python_tools("tests/ministack-requirements.txt").join("bin/ministack");
        // It does not choose a port by itself.
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = free.local_addr().unwrap().port().to_string();
        drop(free);
        let mut command = Command::new("bash");
        command.args(["-c", SCRIPT, "ministack"]).arg(program);
        Emulator::start(command.env("GATEWAY_PORT", port).env("BIND_HOST", "127.0.0.1"))
    });
    // The access key is the account.
    let key = format!("{:012}", COUNT.fetch_add(1, Ordering::Relaxed));
    Account { server, key, secret: "canary-Zq7".into(), token: String::new() }
}
