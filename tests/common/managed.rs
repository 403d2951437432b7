use std::path::PathBuf;

use nix::sys::signal::Signal;

use super::{Sandbox, await_death, signal};

/// The sandbox's managed server.
impl Sandbox {
    /// A URL of it with the password, for the database `postgres`. Starts it when it does not
    /// run.
    #[track_caller]
    pub fn server_url(&self) -> String {
        let run = self.command(["server", "url", "--database", "postgres"]).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap().trim().to_owned()
    }

    /// Kills the server, and waits until it is gone: until then it counts as running.
    #[track_caller]
    pub fn kill_server(&self) {
        let file = std::fs::read_to_string(self.data_dir().join("postmaster.pid")).unwrap();
        signal(&self.data_dir(), Signal::SIGKILL);
        await_death(file.lines().next().unwrap());
    }

    /// What `server status` says, made stable like all output.
    #[track_caller]
    pub fn server_status(&self) -> serde_json::Value {
        self.run(["server", "status", "--format", "json"]).succeeded().json()
    }

    /// Where its data is.
    #[track_caller]
    pub fn data_dir(&self) -> PathBuf {
        let output = self.command(["server", "status", "--format", "json"]).output().unwrap();
        let status: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        status["data_dir"].as_str().unwrap().into()
    }
}
