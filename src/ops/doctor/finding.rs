use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::hint;
use crate::report::doctor::{Checked, Health, Layer};

/// The result of a check, and what the next one needs from it.
pub struct Finding<T = ()> {
    pub health: Health,
    pub found: String,
    pub fix: Option<String>,
    pub value: T,
}

impl Finding {
    pub fn pass(found: impl Into<String>) -> Self {
        Self { health: Health::Pass, found: found.into(), fix: None, value: () }
    }

    pub fn warn(found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { health: Health::Warn, found: found.into(), fix: Some(fix.into()), value: () }
    }

    pub fn fail(found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { health: Health::Fail, found: found.into(), fix: Some(fix.into()), value: () }
    }

    pub fn unknown(found: impl Into<String>, fix: Option<String>) -> Self {
        Self { health: Health::Unknown, found: found.into(), fix, value: () }
    }

    pub fn with<T>(self, value: T) -> Finding<T> {
        Finding { health: self.health, found: self.found, fix: self.fix, value }
    }
}

pub struct Checks {
    pub layers: Vec<Checked>,
    pub limit: Duration,
    pub blocked: Option<String>,
}

impl Checks {
    /// Runs a check, unless an earlier one failed. Errors are failures of the check.
    pub async fn check<T>(
        &mut self,
        layer: Layer,
        work: impl Future<Output = Result<Finding<T>>>,
    ) -> Option<T> {
        if self.blocked.is_some() {
            self.skip(layer);
            return None;
        }
        let start = Instant::now();
        let result = tokio::time::timeout(self.limit, work).await;
        let seconds = start.elapsed().as_secs_f64();
        let (health, found, fix, value) = match result {
            Ok(Ok(Finding { health, found, fix, value })) => (health, found, fix, Some(value)),
            Ok(Err(error)) => (Health::Fail, described(&error), fix_of(&error), None),
            Err(_) => {
                let found = format!("no answer within {:?}", self.limit);
                let (health, fix) = late(layer);
                (health, found, Some(fix), None)
            }
        };
        if value.is_none() {
            self.blocked = Some(format!("{layer} failed"));
        }
        self.layers.push(Checked { layer, health, found, fix, seconds: Some(seconds) });
        value
    }

    /// Gives a port that does not answer the fix that AWS's view of it suggests.
    #[cfg(feature = "aws")]
    pub fn explain_silence(&mut self, fix: Option<String>) {
        let tcp = self.layers.iter_mut().find(|it| it.layer == Layer::Tcp);
        if let Some(tcp) = tcp.filter(|it| it.health == Health::Fail && fix.is_some()) {
            tcp.fix = fix;
        }
    }

    pub fn skip(&mut self, layer: Layer) {
        let found = format!("skipped: {}", self.blocked.as_deref().unwrap_or("not checked"));
        self.layers.push(Checked {
            layer,
            health: Health::Unknown,
            found,
            fix: None,
            seconds: None,
        });
    }
}

fn late(layer: Layer) -> (Health, String) {
    match layer {
        Layer::Tcp => (
            Health::Fail,
            format!(
                "a firewall or security group may block it, or the host is not reachable from \
                 here; for RDS: {}",
                hint::command("sg-allow-my-ip")
            ),
        ),
        Layer::Pooler => {
            (Health::Unknown, "a pooler may have no free session: try a longer --timeout".into())
        }
        // A slow AWS is not a failure of the database.
        Layer::AwsCredentials | Layer::RdsInstance | Layer::SecurityGroup | Layer::RdsSecurity => {
            (Health::Unknown, "try again, or with a longer --timeout".into())
        }
        _ => {
            let fix = "the network may be slow or the server busy: try a longer --timeout";
            (Health::Fail, fix.into())
        }
    }
}

pub fn described(error: &Error) -> String {
    let code = error.code().map(|code| format!(" (SQLSTATE {code})")).unwrap_or_default();
    let detail = error.detail().map(|detail| format!("\n{detail}"));
    format!("{}{code}{}", error.message(), detail.unwrap_or_default())
}

pub fn fix_of(error: &Error) -> Option<String> {
    Some(error.to_json()["error"]["hint"].as_str()?.to_owned())
}
