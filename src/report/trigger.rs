use std::fmt;

use serde::Serialize;

use crate::hint;

/// A difference in the function or the pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TriggerChange {
    pub what: &'static str,
    /// `None` for something new.
    pub before: Option<String>,
    pub after: String,
}

impl fmt::Display for TriggerChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, before, after } = self;
        match before {
            Some(before) => write!(f, "{what}: {after}, in place of {before}"),
            None => write!(f, "{what}: {after}"),
        }
    }
}

/// What `trigger-deploy` did.
#[derive(Debug, Serialize)]
pub struct Deployed {
    pub region: String,
    /// The function's ARN.
    pub function: String,
    pub pool: String,
    pub changes: Vec<TriggerChange>,
    /// Whether the function was called, and added a user and rolled that back.
    pub tested: bool,
}

impl fmt::Display for Deployed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            writeln!(f, "set {change}")?;
        }
        if self.tested {
            writeln!(f, "tested: it added a user and rolled that back")?;
        }
        write!(f, "pool {} calls {} after each confirmed sign-up", self.pool, self.function)
    }
}

/// The status of the trigger.
#[derive(Debug, Serialize)]
pub struct TriggerStatus {
    pub region: String,
    pub name: String,
    pub pool: String,
    pub function: Option<FunctionShown>,
    /// Whether the pool may call the function.
    pub permission: bool,
    /// The ARN of the function that the pool calls.
    pub trigger: Option<String>,
    /// Whether that is the function, and the pool may call it.
    pub connected: bool,
}

#[derive(Debug, Serialize)]
pub struct FunctionShown {
    pub arn: String,
    pub runtime: String,
    pub architecture: String,
    /// MiB.
    pub memory: i32,
    /// Seconds.
    pub timeout: i32,
    /// `ready`, `busy`, or why the last update failed.
    pub state: String,
    /// Of the zip, in base64.
    pub code_sha256: String,
    pub changed: Option<String>,
    /// Its connection URL, without the password.
    pub database: Option<String>,
    pub subnets: Vec<String>,
}

impl fmt::Display for TriggerStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.function {
            None => writeln!(f, "function     there is no {} in {}", self.name, self.region)?,
            Some(function) => {
                writeln!(f, "function     {}", function.arn)?;
                writeln!(f, "state        {}", function.state)?;
                let FunctionShown { runtime, architecture, memory, timeout, .. } = function;
                writeln!(f, "runs on      {runtime}, {architecture}, {memory} MiB, {timeout} s")?;
                let changed = function.changed.as_deref().unwrap_or("?");
                writeln!(f, "code         {} of {changed}", function.code_sha256)?;
                writeln!(f, "database     {}", function.database.as_deref().unwrap_or("none"))?;
                let subnets = match function.subnets.is_empty() {
                    true => "outside every VPC".to_owned(),
                    false => function.subnets.join(", "),
                };
                writeln!(f, "network      {subnets}")?;
            }
        }
        let allowed = if self.permission { "may call it" } else { "may not call it" };
        writeln!(f, "pool         {}, which {allowed}", self.pool)?;
        writeln!(f, "trigger      {}", self.trigger.as_deref().unwrap_or("none"))?;
        if self.connected {
            return f.write_str("connected");
        }
        let deploy = format!("trigger-deploy ZIP --function {} --pool-id {}", self.name, self.pool);
        write!(f, "not connected: {} does that", hint::command(deploy))
    }
}
