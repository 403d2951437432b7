use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Stops all servers whose data is below a directory and removes the directory: when dropped, and
/// also when the test process is killed, since a child waits for its own stdin to close.
pub struct Reaper {
    child: Child,
    directory: PathBuf,
}

const SCRIPT: &str = r#"
    trap '' INT TERM HUP
    read -r _
    lives() {
        if [ -d /proc/self ]; then grep -qF "$2" "/proc/$1/cmdline" 2>/dev/null
        else ps -ww -o command= -p "$1" | grep -qF "$2"; fi
    }
    tries=0
    while [ -e "$1" ] && [ $tries -lt 500 ]; do
        find "$1" -name postmaster.pid 2>/dev/null | while read -r file; do
            pid=$(head -n 1 "$file" 2>/dev/null)
            if [ -n "$pid" ] && lives "$pid" "$1"; then
                # Tests that a shell has put into the background ignore QUIT, and pgbouncer inherits it.
                kill -QUIT "$pid"
                kill -TERM "$pid"
                waited=0
                while lives "$pid" "$1"; do
                    [ $waited -lt 1000 ] || kill -KILL "$pid"
                    sleep 0.01
                    waited=$((waited + 1))
                done
            fi
        done
        # A server that has just begun may still write its process ID, and an initdb that lost its
        # parent anything.
        if [ $tries -lt 50 ] && [ -n "$(find "$1" -name postmaster.pid -size 0 2>/dev/null)" ]; then
            sleep 0.01
        else
            rm -rf "$1" 2>/dev/null || sleep 0.01
        fi
        tries=$((tries + 1))
    done
"#;

impl Reaper {
    pub fn new(directory: &Path) -> Self {
        use std::os::unix::process::CommandExt;
        let child = Command::new("/bin/sh")
            .args(["-c", SCRIPT, "reaper"])
            .arg(directory)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C ends the tests; this has to come after.
            .process_group(0)
            .spawn()
            .unwrap();
        Self { child, directory: directory.to_owned() }
    }
}

impl Drop for Reaper {
    fn drop(&mut self) {
        // Most directories have no server, and need no other programs to be removed.
        if !has_server(&self.directory) {
            let _ = std::fs::remove_dir_all(&self.directory);
        }
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn has_server(directory: &Path) -> bool {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let is_directory = entry.file_type().is_ok_and(|kind| kind.is_dir());
        entry.file_name() == "postmaster.pid" || is_directory && has_server(&entry.path())
    })
}
