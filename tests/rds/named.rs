use std::path::PathBuf;
use std::process::Command;

use clap::CommandFactory;
use snapbox::str;

use super::{at, described, setup};
use crate::common::{Account, HttpServer, Sandbox, between};

const HOST: &str = "db1.aaaaaaaaaa.ca-central-1.rds.amazonaws.com";

fn url(host: &str) -> String {
    format!("postgresql://cruddur@{host}/cruddur")
}

/// An account with two instances.
fn with_two() -> (Account, Sandbox) {
    let (account, sandbox) = setup();
    account.instance("db1", &[]);
    account.instance("db2", &[]);
    (account, sandbox)
}

#[test]
fn it_is_that_of_the_environment() {
    let (account, mut sandbox) = with_two();
    sandbox.set("PROD_CONNECTION_URL", url(&HOST.to_uppercase()));
    // Not where it is.
    sandbox.set("AWS_REGION", "eu-west-3");
    sandbox.run(["rds-url", "--user", "ann"]).check(str![[r#"
exit 0
--- stdout
postgresql://ann@db1.aaaaaaaaaa.ca-central-1.rds.amazonaws.com:5432/cruddur
--- stderr
db1 in ca-central-1, of PROD_CONNECTION_URL

"#]]);
    let status = |name| between(&account.instance_xml(name).unwrap(), "DBInstanceStatus");
    sandbox.run(["rds-stop", "--yes", "--quiet"]).succeeded();
    assert_eq!((&*status("db1"), &*status("db2")), ("stopped", "available"));
    let shown = sandbox.run(["rds-status", "--format", "json", "--quiet"]).succeeded();
    assert_eq!(shown.json()["instance"]["status"], "stopped");
    sandbox.run(["rds-start", "--quiet"]).succeeded();
    assert_eq!((&*status("db1"), &*status("db2")), ("available", "available"));
    sandbox.run(["rds-wait", "--quiet"]).succeeded();
    sandbox.run(["rds-status", "--region", "eu-west-3"]).check(str![[r#"
exit 2
--- stderr
error: the region is eu-west-3, but the instance is db1 in ca-central-1, of PROD_CONNECTION_URL
hint: leave --region out, or name the instance

"#]]);
    // A name is a name, and the URL then says nothing.
    sandbox.set("AWS_REGION", "ca-central-1");
    let run = sandbox.run(["rds-url", "db2"]).succeeded();
    assert!(run.stdout.contains("@db2.") && !run.stderr.contains("PROD"), "{run:?}");
}

#[test]
fn it_is_never_that_of_another_environment() {
    let (account, mut sandbox) = with_two();
    sandbox.set("PROD_CONNECTION_URL", url(HOST));
    sandbox.run(["rds-stop", "--yes", "--env", "staging"]).check(str![[r#"
exit 2
--- stderr
error: no instance is named: environment staging has no database: STAGING_CONNECTION_URL is not set
detail: instances in ca-central-1:
  db1 (available)
  db2 (available)
hint: name one of them

"#]]);
    sandbox.set("CRUDDUR_ENV", "staging");
    sandbox.run(["rds-stop", "--yes"]).ended_with(2);
    sandbox.set("STAGING_CONNECTION_URL", url(&HOST.replace("db1", "db2")));
    sandbox.run(["rds-stop", "--yes", "--quiet"]).succeeded();
    let status = |name| between(&account.instance_xml(name).unwrap(), "DBInstanceStatus");
    assert_eq!((&*status("db1"), &*status("db2")), ("available", "stopped"));
}

#[test]
fn the_names_are_listed_where_nothing_names_one() {
    let (_, mut sandbox) = with_two();
    sandbox.run(["rds-status"]).check(str![[r#"
exit 2
--- stderr
error: no instance is named: environment prod has no database: PROD_CONNECTION_URL is not set
detail: instances in ca-central-1:
  db1 (available)
  db2 (available)
hint: name one of them

"#]]);
    sandbox.set("PROD_CONNECTION_URL", url("c1.cluster-c9.ca-central-1.rds.amazonaws.com"));
    sandbox.run(["rds-stop", "--yes"]).check(str![[r#"
exit 2
--- stderr
error: no instance is named, and PROD_CONNECTION_URL leads to c1.cluster-c9.ca-central-1.rds.amazonaws.com, which is not the endpoint of one
detail: instances in ca-central-1:
  db1 (available)
  db2 (available)
hint: name one of them

"#]]);
    sandbox.set("PROD_CONNECTION_URL", url("127.0.0.1"));
    sandbox.run(["rds-url"]).ended_with(2);
    // The direct URL counts where the other is that of a proxy.
    sandbox.set("PROD_CONNECTION_URL", url("p1.proxy-c9.ca-central-1.rds.amazonaws.com"));
    sandbox.set("PROD_DIRECT_URL", url(HOST));
    let run = sandbox.run(["rds-url"]).succeeded();
    assert!(run.stdout.contains("@db1."), "{run:?}");
    let (_, empty) = setup();
    empty.run(["rds-start"]).check(str![[r#"
exit 2
--- stderr
error: no instance is named: environment prod has no database: PROD_CONNECTION_URL is not set
hint: there are no instances in ca-central-1; use --region for another region

"#]]);
    let nobody = HttpServer::always(crate::common::Reply::html(500));
    at(&nobody).run(["rds-status"]).check(str![[r#"
exit 2
--- stderr
error: no instance is named: environment prod has no database: PROD_CONNECTION_URL is not set
detail: the instances cannot be listed: RDS at [AWS] answered 500, but not as AWS does
hint: name the instance

"#]]);
}

#[test]
fn an_instance_that_is_gone_is_no_instance() {
    let (_, mut sandbox) = with_two();
    sandbox.set("PROD_CONNECTION_URL", url(&HOST.replace("db1", "nope")));
    for command in ["rds-status", "rds-url", "rds-start", "rds-audit"] {
        let run = sandbox.run([command]);
        assert!(run.stderr.contains("\n  db1 (available)\n  db2 (available)\n"), "{run:?}");
        run.ended_with(2);
    }
    sandbox.run(["rds-stop", "--yes"]).check(str![[r#"
exit 2
--- stderr
error: there is no instance nope in ca-central-1, as of PROD_CONNECTION_URL
detail: instances in ca-central-1:
  db1 (available)
  db2 (available)
hint: name one of them

"#]]);
    let run = sandbox.run(["sg-list"]).ended_with(2);
    assert!(run.stderr.contains("\n  db1 (available)\n  db2 (available)\n"), "{run:?}");
    sandbox.run(["rds-wait", "--for", "deleted"]).succeeded();
}

#[test]
fn another_accounts_instance_of_that_name_is_not_it() {
    let (account, mut sandbox) = with_two();
    sandbox.set("PROD_CONNECTION_URL", url(&HOST.replace("aaaaaaaaaa", "bbbbbbbbbb")));
    sandbox.run(["rds-stop", "--yes"]).check(str![[r#"
exit 2
--- stderr
error: db1.bbbbbbbbbb.ca-central-1.rds.amazonaws.com is not the host of this account's db1, but of PROD_CONNECTION_URL
hint: use --profile for the account of that instance, or name one of this

"#]]);
    assert_eq!(between(&account.instance_xml("db1").unwrap(), "DBInstanceStatus"), "available");
    // One that is not there is not replaced by one that is.
    sandbox.set("PROD_CONNECTION_URL", url(&HOST.replace("db1", "db3")));
    sandbox.run(["rds-status"]).check(str![[r#"
exit 2
--- stderr
error: there is no instance db3 in ca-central-1, as of PROD_CONNECTION_URL
detail: instances in ca-central-1:
  db1 (available)
  db2 (available)
hint: name one of them

"#]]);
}

#[test]
fn instances_are_not_modified_nor_snapshots_managed() {
    let cli = cruddur_db::cli::Cli::command();
    let names: Vec<_> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let words = ["modify", "snapshot", "restore", "reboot"];
    let rds = names.iter().filter(|name| name.starts_with("rds-"));
    let managed: Vec<_> = rds.filter(|name| words.iter().any(|it| name.contains(it))).collect();
    assert!(managed.is_empty(), "{managed:?}");
    let (_, sandbox) = with_two();
    sandbox.run(["rds-modify", "db1", "--storage", "30"]).ended_with(2);
}

/// A library that lets `db.example.com` be an alias of the host in CANONICAL_NAME.
fn resolver(sandbox: &Sandbox) -> PathBuf {
    const SOURCE: &str = r#"
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
    int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
        dlsym(RTLD_NEXT, "getaddrinfo");
    int alias = node && !strcmp(node, "db.example.com");
    int failed = next(alias ? "127.0.0.1" : node, service, hints, found);
    if (alias && !failed && hints && hints->ai_flags & AI_CANONNAME)
        (*found)->ai_canonname = strdup(getenv("CANONICAL_NAME"));
    return failed;
}
"#;
    let source = sandbox.write("resolver.c", SOURCE);
    let library = source.with_extension("so");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source);
    assert!(compiler.arg("-ldl").status().unwrap().success());
    library
}

#[test]
fn an_alias_is_followed_and_said() {
    let server = HttpServer::start(|request, _| described(&request.action(), "available"));
    let mut sandbox = at(&server);
    let library = resolver(&sandbox);
    sandbox
        .set("LD_PRELOAD", library)
        .set("CANONICAL_NAME", "db1.c9.ca-central-1.rds.amazonaws.com")
        .set("PROD_CONNECTION_URL", url("db.example.com"));
    sandbox.run(["rds-url"]).check(str![[r#"
exit 0
--- stdout
postgresql://cruddurroot@db1.c9.ca-central-1.rds.amazonaws.com:5432/cruddur
--- stderr
db1 in ca-central-1, of PROD_CONNECTION_URL, whose host db.example.com points to db1.c9.ca-central-1.rds.amazonaws.com

"#]]);
    // A token is for the endpoint's own name.
    sandbox.run(["wait", "prod", "--iam", "--wait=0"]).check(str![[r#"
exit 2
--- stderr
error: IAM authentication needs the endpoint's own name, and db.example.com points to db1.c9.ca-central-1.rds.amazonaws.com
hint: put db1.c9.ca-central-1.rds.amazonaws.com into the URL, as `cruddur-db rds-url --env prod` prints it; if it is reached by another address, add hostaddr=ADDRESS to its parameters

"#]]);
    sandbox.set("CANONICAL_NAME", "elsewhere.example.com");
    sandbox.run(["rds-url"]).check(str![[r#"
exit 2
--- stderr
error: no instance is named, and PROD_CONNECTION_URL leads to db.example.com, which is not the endpoint of one
detail: instances in ca-central-1:
  db1 (available)
hint: name one of them

"#]]);
}
