use std::io::{IsTerminal, Read};

use nix::sys::termios::{LocalFlags, SetArg, tcsetattr};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::prompt::Settings;

/// Keys as they are pressed, without Enter and without showing. The terminal is as before when it
/// is dropped. Without a terminal, there are none.
pub struct Keys {
    pressed: Option<UnboundedReceiver<u8>>,
    _before: Settings,
}

impl Keys {
    pub fn listen() -> Self {
        let before = if std::io::stdin().is_terminal() { Settings::keep() } else { Settings(None) };
        let without_echo = before.0.clone().is_some_and(|mut settings| {
            settings.local_flags.remove(LocalFlags::ICANON | LocalFlags::ECHO);
            tcsetattr(std::io::stdin(), SetArg::TCSANOW, &settings).is_ok()
        });
        if !without_echo {
            return Self { pressed: None, _before: Settings(None) };
        }
        let (sender, pressed) = unbounded_channel();
        // It ends with the process: a read cannot be given up.
        std::thread::spawn(move || {
            let mut key = [0];
            while matches!(std::io::stdin().read(&mut key), Ok(1)) && sender.send(key[0]).is_ok() {}
        });
        Self { pressed: Some(pressed), _before: before }
    }

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
