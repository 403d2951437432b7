use std::io::{IsTerminal, Read};

use nix::sys::termios::{LocalFlags, SetArg, Termios, tcgetattr, tcsetattr};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Keys as they are pressed, without Enter and without showing. The terminal is as before when it
/// is dropped. Without a terminal, there are none.
pub struct Keys {
    pressed: Option<UnboundedReceiver<u8>>,
    before: Option<Termios>,
}

impl Keys {
    pub fn listen() -> Self {
        let before = match std::io::stdin().is_terminal() {
            true => tcgetattr(std::io::stdin()).ok(),
            false => None,
        };
        let Some(mut settings) = before.clone() else { return Self { pressed: None, before } };
        settings.local_flags.remove(LocalFlags::ICANON | LocalFlags::ECHO);
        if tcsetattr(std::io::stdin(), SetArg::TCSANOW, &settings).is_err() {
            return Self { pressed: None, before: None };
        }
        let (sender, pressed) = unbounded_channel();
        // It ends with the process: a read cannot be given up.
        std::thread::spawn(move || {
            let mut key = [0];
            while matches!(std::io::stdin().read(&mut key), Ok(1)) && sender.send(key[0]).is_ok() {}
        });
        Self { pressed: Some(pressed), before }
    }

    /// Waits until one of these is pressed.
    pub async fn wait_for(&mut self, keys: &[u8]) {
        if let Some(pressed) = &mut self.pressed {
            while let Some(key) = pressed.recv().await {
                if keys.contains(&key) {
                    return;
                }
            }
        }
        std::future::pending::<()>().await;
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            // Nothing else can be done for a terminal that is gone.
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSANOW, before);
        }
    }
}
