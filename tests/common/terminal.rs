use std::ffi::OsStr;
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::Sandbox;

/// How long a screen may take to show what is waited for.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The program under a pseudo-terminal of 100 columns, which util-linux's `script` makes.
pub struct Terminal {
    child: Child,
    keys: Option<ChildStdin>,
    screen: Arc<Mutex<Vec<u8>>>,
    /// What of the screen has been waited for.
    seen: usize,
}

impl Sandbox {
    /// Runs the program with these arguments under a terminal. What `script` and its shell need
    /// of PATH, the program does not get.
    pub fn terminal(&self, args: &[&str]) -> Terminal {
        self.terminal_of(env!("CARGO_BIN_EXE_cruddur-db"), args)
    }

    /// The same with another program, in the program's environment.
    pub fn terminal_of(&self, program: &str, args: &[&str]) -> Terminal {
        self.terminal_sized(100, program, args)
    }

    /// The same, so many columns wide.
    pub fn terminal_sized(&self, columns: u16, program: &str, args: &[&str]) -> Terminal {
        let quoted = |arg: &str| format!("'{}'", arg.replace('\'', "'\\''"));
        let path = self.environment()[OsStr::new("PATH")].to_str().unwrap();
        let words: Vec<String> = args.iter().map(|arg| quoted(arg)).collect();
        let line = format!(
            "stty cols {columns} rows 40; PATH={}; export PATH; exec {} {}",
            quoted(path),
            quoted(program),
            words.join(" ")
        );
        let mut child = Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .env_clear()
            .envs(self.environment())
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("TERM", "xterm")
            .env("SHELL", "/bin/sh")
            .current_dir(self.work())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let screen = Arc::new(Mutex::new(Vec::new()));
        let (mut output, shown) = (child.stdout.take().unwrap(), Arc::clone(&screen));
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = output.read(&mut piece) {
                shown.lock().unwrap().extend_from_slice(&piece[..length]);
            }
        });
        Terminal { keys: child.stdin.take(), child, screen, seen: 0 }
    }
}

impl Terminal {
    /// Presses keys. `\r` is Enter, `\x03` Ctrl-C, `\x04` Ctrl-D.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let stdin = self.keys.as_mut().unwrap();
        stdin.write_all(keys.as_bytes()).and_then(|()| stdin.flush()).unwrap();
        self
    }

    /// Waits until the text is shown, behind what was waited for before.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let screen = self.everything();
            if let Some(at) = screen.get(self.seen..).and_then(|rest| rest.find(text)) {
                self.seen += at + text.len();
                return self;
            }
            assert!(Instant::now() < deadline, "{text:?} is not shown; the screen:\n{screen}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The program's process id.
    pub fn program(&self) -> i32 {
        let script = self.child.id();
        let children = std::fs::read_to_string(format!("/proc/{script}/task/{script}/children"));
        children.unwrap().trim().parse().unwrap()
    }

    /// All that was ever written, escapes included.
    pub fn everything(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().unwrap()).into_owned()
    }

    /// The program's exit status.
    #[track_caller]
    pub fn end(&mut self) -> i32 {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap();
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.everything());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
