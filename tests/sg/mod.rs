//! The security group commands, against the emulator and against servers that misbehave.

mod address;
mod allow;
mod failures;
mod list;
mod run;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::{Account, Moto, Sandbox};

/// An account with a group, and a sandbox in it. Rules get names as they are made.
struct Setup {
    account: &'static Account,
    group: String,
    sandbox: Sandbox,
}

impl Setup {
    fn new() -> Self {
        // One account is enough: what these tests see is a group, and each has its own.
        static ACCOUNT: LazyLock<Account> = LazyLock::new(|| Moto::shared().account());
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let account = &*ACCOUNT;
        let group = account.group(&format!("db{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        let mut sandbox = account.sandbox();
        sandbox.hide(&group, "[GROUP]").set("DB_SG_ID", &group);
        Self { account, group, sandbox }
    }

    fn rule(&mut self, name: &str, cidr: &str, port: u16, owner: Option<&str>) -> String {
        let rule = self.account.rule(&self.group, cidr, port, owner);
        self.sandbox.hide(&rule, format!("[{name}]"));
        rule
    }

    /// The group's inbound rules, without their ids.
    fn rules(&self) -> Vec<String> {
        let rules = self.account.rules(&self.group);
        rules.iter().map(|rule| rule.split_once(' ').unwrap().1.to_owned()).collect()
    }
}
