use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::reaper::Reaper;
use super::{Sandbox, program_in, write_program};

/// A host that ssh leads to: a real sshd, and the configuration of a client that knows it as
/// `bastion`.
pub struct Bastion {
    // First: sshd ends before its directory goes.
    _reaper: Reaper,
    directory: TempDir,
    port: u16,
}

impl Bastion {
    /// One with these lines in its configuration besides.
    pub fn start(lines: &str) -> Self {
        let directory = tempfile::Builder::new().prefix("cdbssh").tempdir_in("/tmp").unwrap();
        let reaper = Reaper::new(directory.path());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        configure(directory.path(), port, lines);
        if nix::unistd::geteuid().is_root() {
            // Debian's service makes it.
            std::fs::create_dir_all("/run/sshd").unwrap();
        }
        let sshd = program_in("sshd", &["/usr/sbin"]);
        let mut child = Command::new(sshd)
            .arg("-D")
            .arg("-f")
            .arg(directory.path().join("sshd_config"))
            .arg("-E")
            .arg(directory.path().join("log"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let bastion = Self { _reaper: reaper, directory, port };
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(child.try_wait().unwrap().is_none(), "sshd ended: {}", bastion.log());
            assert!(Instant::now() < deadline, "sshd does not listen: {}", bastion.log());
            std::thread::sleep(Duration::from_millis(5));
        }
        // Nobody waits for it by hand: the reaper ends it.
        std::thread::spawn(move || child.wait());
        bastion
    }

    /// The sandbox's `ssh` knows the host from now on.
    pub fn lend(&self, sandbox: &mut Sandbox) {
        sandbox.prepend_path(&self.directory.path().join("bin"));
    }

    /// The port of sshd.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What sshd has written, among it where it was asked to lead.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("log")).unwrap_or_default()
    }

    /// The process of the ssh that began last.
    pub fn last_client(&self) -> i32 {
        let pids = std::fs::read_to_string(self.directory.path().join("pids")).unwrap();
        pids.lines().last().unwrap().parse().unwrap()
    }
}

/// Makes the keys, the configurations of both sides, and a program `ssh` that takes ours.
fn configure(directory: &Path, port: u16, lines: &str) {
    let path = directory.display();
    for name in ["host", "key", "other"] {
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(directory.join(name));
        assert!(keygen.status().unwrap().success());
    }
    let put = |name: &str, text: String| {
        std::fs::write(directory.join(name), text).unwrap();
    };
    let host_key = std::fs::read_to_string(directory.join("host.pub")).unwrap();
    put("known_hosts", format!("[127.0.0.1]:{port} {host_key}"));
    // The reaper looks for this name.
    put(
        "sshd_config",
        format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {path}/host\nLogLevel DEBUG1\n\
             AuthorizedKeysFile {path}/key.pub\nPidFile {path}/postmaster.pid\n\
             StrictModes no\nUsePAM no\nPasswordAuthentication no\n\
             KbdInteractiveAuthentication no\n{lines}\n"
        ),
    );
    put(
        "ssh_config",
        format!(
            "Host bastion stranger intruder\n HostName 127.0.0.1\n Port {port}\n\
             Host stranger\n UserKnownHostsFile /dev/null\n\
             Host intruder\n IdentityFile {path}/other\n\
             Host *\n IdentityFile {path}/key\n IdentitiesOnly yes\n IdentityAgent none\n\
             UserKnownHostsFile {path}/known_hosts\n GlobalKnownHostsFile /dev/null\n"
        ),
    );
    // Its own process ID, for a test that ends it.
    let ssh = program_in("ssh", &["/usr/bin"]);
    write_program(
        &directory.join("bin/ssh"),
        &format!(
            "#!/bin/sh\necho $$ >> {path}/pids\nexec {} -F {path}/ssh_config \"$@\"\n",
            ssh.display()
        ),
    );
}

impl Sandbox {
    /// Programs of this directory are found before all others.
    pub fn prepend_path(&mut self, directory: &Path) {
        let path = &self.environment()[std::ffi::OsStr::new("PATH")];
        let all: Vec<PathBuf> =
            [directory.to_owned()].into_iter().chain(std::env::split_paths(path)).collect();
        self.set("PATH", std::env::join_paths(all).unwrap());
    }
}
