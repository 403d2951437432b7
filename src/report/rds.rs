use std::fmt;

use serde::Serialize;

use crate::hint;
use crate::model::{DatabaseUrl, Finding, Instance, InstanceSpec};

/// What `rds-create` would create.
#[derive(Debug, Serialize)]
pub struct InstancePlanned {
    pub dry_run: bool,
    pub region: String,
    pub spec: InstanceSpec,
    pub changes: Vec<String>,
    pub costs: Vec<String>,
    pub findings: Vec<Finding>,
}

impl fmt::Display for InstancePlanned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spec = &self.spec;
        writeln!(f, "instance     {} in {}", spec.identifier, self.region)?;
        writeln!(f, "engine       postgres {}, {}", spec.engine_version, spec.class)?;
        let encrypted = if spec.storage_encrypted { "encrypted" } else { "not encrypted" };
        let key = spec.kms_key.as_ref().map(|key| format!(" with {key}")).unwrap_or_default();
        let size = storage(&spec.storage_type, Some(spec.storage), spec.iops, spec.max_storage);
        writeln!(f, "storage      {size}, {encrypted}{key}")?;
        let zone = match (&spec.availability_zone, spec.multi_az) {
            (_, true) => "two",
            (Some(zone), false) => zone,
            (None, false) => "one, chosen by AWS",
        };
        writeln!(f, "zone         {zone}")?;
        let access = if spec.publicly_accessible { "public address" } else { "private" };
        let ipv6 = ipv6(spec.network_type.as_deref());
        let groups = groups(&spec.security_groups);
        writeln!(f, "network      {access}{ipv6}, port {}{groups}", spec.port)?;
        writeln!(f, "database     {}", spec.db_name)?;
        let iam = if spec.iam_auth { ", IAM authentication" } else { "" };
        writeln!(f, "login        {}, password {}{iam}", spec.master_username, spec.password)?;
        if let Some(days) = spec.performance_insights {
            writeln!(f, "insights     Performance Insights, kept {days} days")?;
        }
        let protection = if spec.deletion_protection { "on" } else { "off" };
        let backups = backups(Some(spec.backup_retention), spec.backup_window.as_deref());
        writeln!(f, "protection   {backups}; deletion protection {protection}")?;
        let minor = Some(spec.auto_minor_version_upgrade);
        writeln!(f, "maintenance  {}", maintenance(minor, spec.maintenance_window.as_deref()))?;
        write!(f, "monitoring   {}", monitoring(&spec.cloudwatch_logs, spec.monitoring_interval))?;
        let findings: Vec<String> = self
            .findings
            .iter()
            .map(|it| format!("{} ({}, {:?})", it.text, it.id, it.severity))
            .collect();
        list(f, "changed from the original:", &self.changes)?;
        list(f, "costs money:", &self.costs)?;
        list(f, "failed security checks:", &findings)
    }
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, lines: &[String]) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    write!(f, "\n{title}")?;
    lines.iter().try_for_each(|line| write!(f, "\n  {line}"))
}

fn describe_flag(
    said: Option<bool>,
    yes: &'static str,
    no: &'static str,
    unknown: &'static str,
) -> &'static str {
    said.map_or(unknown, |said| if said { yes } else { no })
}

fn groups(groups: &[String]) -> String {
    if groups.is_empty() { String::new() } else { format!(", {}", groups.join(", ")) }
}

/// `20 GiB gp3`, with its IOPS where it has its own, and how far it grows.
fn storage(kind: &str, size: Option<i32>, iops: Option<i32>, most: Option<i32>) -> String {
    let size = size.map_or("?".to_owned(), |size| size.to_string());
    let iops = iops.map(|iops| format!(", {iops} IOPS")).unwrap_or_default();
    let growth = most.map(|most| format!(", growing to {most} GiB")).unwrap_or_default();
    format!("{size} GiB {kind}{iops}{growth}")
}

fn ipv6(network_type: Option<&str>) -> &'static str {
    if network_type == Some("DUAL") { ", IPv6 too" } else { "" }
}

fn backups(days: Option<i32>, window: Option<&str>) -> String {
    let at = window.map(|window| format!(", at {window} UTC")).unwrap_or_default();
    match days {
        Some(0) => "no backups".to_owned(),
        Some(days) => format!("{days} days of backups{at}"),
        None => "backups unknown".to_owned(),
    }
}

fn maintenance(minor: Option<bool>, window: Option<&str>) -> String {
    let at = window.map(|window| format!(", {window} UTC")).unwrap_or_default();
    let minor = describe_flag(
        minor,
        "automatic minor version upgrades",
        "no automatic minor version upgrades",
        "minor version upgrades unknown",
    );
    format!("{minor}{at}")
}

fn monitoring(logs: &[String], interval: Option<i32>) -> String {
    let logs = match logs {
        [] => "no logs in CloudWatch".to_owned(),
        logs => format!("logs in CloudWatch: {}", logs.join(", ")),
    };
    match interval {
        Some(seconds @ 1..) => format!("{logs}; Enhanced Monitoring every {seconds} s"),
        _ => logs,
    }
}

/// An instance, and how to connect: what `rds-status`, `rds-wait`, `rds-start` and `rds-create`
/// report.
#[derive(Debug, Serialize)]
pub struct InstanceShown {
    pub region: String,
    pub instance: Instance,
    /// Without the password.
    pub url: Option<DatabaseUrl>,
    pub next: Vec<String>,
}

impl InstanceShown {
    pub fn new(region: &str, instance: Instance) -> Self {
        let url = instance.url(None, None);
        let next = next_steps(&instance, url.as_ref());
        Self { region: region.to_owned(), instance, url, next }
    }
}

fn next_steps(instance: &Instance, url: Option<&DatabaseUrl>) -> Vec<String> {
    let name = &instance.identifier;
    let Some(url) = url.filter(|_| instance.status != "stopped") else { return Vec::new() };
    let mut steps = vec![format!("export PROD_CONNECTION_URL='{url}'")];
    if let Some(secret) = &instance.secret_arn {
        let connect = hint::command(format!("connect --secret '{secret}'")).of("prod");
        steps.push(format!("log in with its password: {connect}"));
    }
    match instance.publicly_accessible {
        Some(true) => {
            let allow = hint::command(format!("sg-allow-my-ip --instance {name}"));
            steps.push(format!("allow your address: {allow}"));
        }
        Some(false) => steps.push(format!("it is private: {}", ways_in())),
        None => {}
    }
    steps
}

/// How a private instance is reached.
pub fn ways_in() -> String {
    let tunnel = |way: &str| hint::command(format!("connect --tunnel={way}")).of("prod");
    format!(
        "connect from inside its VPC, or through a host there: {} or {}",
        tunnel("ssm:INSTANCE-ID"),
        tunnel("ssh:USER@HOST")
    )
}

impl fmt::Display for InstanceShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let it = &self.instance;
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".to_owned());
        writeln!(f, "instance     {} in {}", it.identifier, self.region)?;
        writeln!(f, "status       {}", it.status)?;
        if let Some(restarts) = it.restarts {
            writeln!(f, "restarts automatically {restarts}")?;
        }
        writeln!(
            f,
            "engine       {} {}, {}",
            text(&it.engine),
            text(&it.engine_version),
            text(&it.class)
        )?;
        let encrypted =
            describe_flag(it.storage_encrypted, "encrypted", "not encrypted", "encryption unknown");
        let storage = storage(&text(&it.storage_type), it.storage, it.iops, it.max_storage);
        writeln!(f, "storage      {storage}, {encrypted}")?;
        let zones = if it.multi_az == Some(true) { " and another" } else { "" };
        writeln!(f, "zone         {}{zones}", text(&it.availability_zone))?;
        let secret = if it.secret_arn.is_some() { ", password in Secrets Manager" } else { "" };
        let iam = if it.iam_auth == Some(true) { ", IAM authentication" } else { "" };
        writeln!(f, "login        {}{secret}{iam}", text(&it.master_username))?;
        let access =
            describe_flag(it.publicly_accessible, "public address", "private", "access unknown");
        let ipv6 = ipv6(it.network_type.as_deref());
        writeln!(f, "network      {access}{ipv6}{}", groups(&it.security_groups))?;
        let protection = describe_flag(it.deletion_protection, "on", "off", "unknown");
        let days = backups(it.backup_retention, it.backup_window.as_deref());
        writeln!(f, "protection   {days}; deletion protection {protection}")?;
        let window = it.maintenance_window.as_deref();
        writeln!(f, "maintenance  {}", maintenance(it.auto_minor_version_upgrade, window))?;
        write!(f, "monitoring   {}", monitoring(&it.cloudwatch_logs, it.monitoring_interval))?;
        match &self.url {
            Some(url) => write!(f, "\nurl          {url}")?,
            None if !it.is_postgres() => write!(f, "\nurl          none: it is not Postgres")?,
            None => write!(f, "\nurl          not yet known")?,
        }
        list(f, "to connect:", &self.next)
    }
}

/// What `rds-stop` and `rds-delete` did, or a command that changes an instance would do.
#[derive(Debug, Serialize)]
pub struct InstanceChanged {
    pub dry_run: bool,
    pub region: String,
    pub identifier: String,
    pub action: Change,
    /// Its status when the command ended; `None` if it is gone.
    pub status: Option<String>,
    /// The final snapshot of a deleted instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<String>,
    pub notes: Vec<String>,
}

impl InstanceChanged {
    pub fn planned(region: &str, instance: &Instance, action: Change) -> Self {
        Self {
            dry_run: true,
            region: region.to_owned(),
            identifier: instance.identifier.clone(),
            action,
            status: Some(instance.status.clone()),
            snapshot: None,
            notes: Vec::new(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Start,
    Stop,
    Delete,
    /// It was as requested.
    None,
}

impl fmt::Display for InstanceChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.identifier;
        let verb = match self.action {
            Change::Start => "start",
            Change::Stop => "stop",
            Change::Delete => "delete",
            Change::None => "leave as it is",
        };
        match (&self.status, self.dry_run) {
            (_, true) => write!(f, "would {verb}: {name} in {}", self.region)?,
            (Some(status), false) => write!(f, "{name} in {} is {status}", self.region)?,
            (None, false) => write!(f, "{name} in {} is deleted", self.region)?,
        }
        if let Some(snapshot) = &self.snapshot {
            write!(f, "\nlast snapshot: {snapshot}")?;
        }
        self.notes.iter().try_for_each(|note| write!(f, "\nnote: {note}"))
    }
}

/// A connection URL, for `$(cruddur-db rds-url)`.
#[derive(Debug, Serialize)]
pub struct UrlShown {
    pub url: DatabaseUrl,
}

impl fmt::Display for UrlShown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.url.fmt(f)
    }
}
