//! The security group commands, against the emulator and against servers that misbehave.

mod address;
mod allow;
mod bad_days;
mod failures;
mod interrupted;
mod lease;
mod list;
mod meanwhile;
mod run;
mod same_rule;
mod settings;
mod throttled;
mod weeks;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use run::signal;

use crate::common::{Account, Emulator, HttpServer, Reply, Request, Sandbox};

/// An account with a group, and a sandbox in it. Rules get names as they are made.
struct Setup {
    account: &'static Account,
    group: String,
    sandbox: Sandbox,
}

impl Setup {
    fn new() -> Self {
        // One account is enough: what these tests see is a group, and each has its own.
        static ACCOUNT: LazyLock<Account> = LazyLock::new(|| Emulator::moto().account());
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

    /// Another machine of the same user, who gave it the same name, behind the same address.
    fn other_machine(&self) -> Self {
        let mut sandbox = self.account.sandbox();
        sandbox.forget_machine();
        sandbox
            .hide(&self.group, "[GROUP]")
            .set("DB_SG_ID", &self.group)
            .set("GITPOD_IP", "8.8.8.8");
        Self { account: self.account, group: self.group.clone(), sandbox }
    }

    /// Sets a tag of a rule.
    fn tag(&self, rule: &str, key: &str, value: &str) {
        let tag = [
            ("Action", "CreateTags"),
            ("ResourceId.1", rule),
            ("Tag.1.Key", key),
            ("Tag.1.Value", value),
        ];
        self.account.ask("ec2", &tag);
    }

    /// Lets the time of all leases be over.
    fn end_leases(&self) {
        let xml = self.account.rules_xml(&self.group);
        let rules = self.account.rules(&self.group);
        let (id, _) = rules[0].split_once(' ').unwrap();
        for part in xml.split("<key>cruddur-db:run:").skip(1) {
            let run = part.split('<').next().unwrap();
            self.tag(id, &format!("cruddur-db:run:{run}"), "2020-01-01T00:00:00Z m-1");
        }
    }

    /// The group's inbound rules, without their ids.
    fn rules(&self) -> Vec<String> {
        let rules = self.account.rules(&self.group);
        rules.iter().map(|rule| rule.split_once(' ').unwrap().1.to_owned()).collect()
    }
}

/// A sandbox whose AWS is this server; the group is `sg-1`.
fn at(server: &HttpServer) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox
        .without_aws()
        .set("AWS_ENDPOINT_URL", server.url())
        .set("AWS_ACCESS_KEY_ID", "test")
        .set("AWS_SECRET_ACCESS_KEY", "canary-Zq7")
        .set("DB_SG_ID", "sg-1")
        .set("GITPOD_IP", "8.8.8.8")
        .hide(server.url(), "[AWS]");
    sandbox
}

/// A rule as EC2 writes it, for `sg-1` and port 5432. One with an owner is of this machine unless its
/// tags say otherwise.
fn item(id: &str, cidr: &str, tags: &[(&str, &str)]) -> String {
    let tag = |(key, value): &(&str, &str)| {
        format!("<item><key>{key}</key><value>{value}</value></item>")
    };
    let names_machine = tags.iter().any(|(key, _)| *key == "cruddur-db:machine");
    let machine = ("cruddur-db:machine", Sandbox::MACHINE);
    let machine = Some(&machine).filter(|_| !names_machine && !tags.is_empty());
    format!(
        "<item><securityGroupRuleId>{id}</securityGroupRuleId><groupId>sg-1</groupId>\
         <isEgress>false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>5432</fromPort>\
         <toPort>5432</toPort><cidrIpv4>{cidr}</cidrIpv4><tagSet>{}</tagSet></item>",
        tags.iter().chain(machine).map(tag).collect::<String>()
    )
}

/// EC2's answer to a call, with these rules.
fn rule_set(action: &str, items: &str) -> Reply {
    Reply::xml(format!(
        "<{action}Response><return>true</return><securityGroupRuleSet>{items}\
         </securityGroupRuleSet></{action}Response>"
    ))
}

fn no_such_rule() -> Reply {
    Reply::ec2_error(400, "InvalidSecurityGroupRuleId.NotFound", "The rule does not exist")
}

/// The rule that a request adds, with its tags, as EC2 describes it.
fn tagged(request: &Request) -> String {
    let field = |number, part| request.field(&format!("TagSpecification.1.Tag.{number}.{part}"));
    let tags: Vec<(String, String)> = (1..)
        .map(|number| (field(number, "Key"), field(number, "Value")))
        .take_while(|(key, _)| !key.is_empty())
        .collect();
    let tags: Vec<(&str, &str)> = tags.iter().map(|(key, value)| (&**key, &**value)).collect();
    item("sgr-1", "8.8.8.8/32", &tags)
}
