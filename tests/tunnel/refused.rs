//! Tunnels that do not open, or lead nowhere.

use snapbox::str;

use super::sandbox;
use crate::common::{Bastion, Postgres, Sandbox};

const CONNECT: [&str; 5] = ["connect", "prod", "--tunnel", "-c", "select 1"];

#[test]
fn what_ssh_says_is_named_with_what_to_do() {
    let (bastion, database) = (Bastion::start(""), Postgres::shared().database());
    let mut sandbox = sandbox(&bastion, &database);
    sandbox.set("PROD_TUNNEL", "ssh:stranger");
    sandbox.run(CONNECT).check(str![[r#"
exit 3
--- stderr
error: the host key of ssh:stranger is not known
detail: Host key verification failed.
hint: log in once, and compare the key: `ssh stranger`

"#]]);
    sandbox.set("PROD_TUNNEL", "ssh:me@intruder");
    sandbox.run(CONNECT).check(str![[r#"
exit 3
--- stderr
error: ssh:me@intruder does not accept the key
detail: me@127.0.0.1: Permission denied (publickey).
hint: `ssh me@intruder` has to work without prompting; add a key with a passphrase to the agent: ssh-add

"#]]);
    sandbox.set("PROD_TUNNEL", "ssh://me@127.0.0.1:1");
    sandbox.run(CONNECT).check(str![[r#"
exit 3
--- stderr
error: ssh://me@127.0.0.1:1 cannot be reached by ssh
detail: ssh: connect to host 127.0.0.1 port 1: Connection refused
hint: check that the host runs, and that its firewall or security group admits port 22

"#]]);
    sandbox.set("PROD_TUNNEL", "ssh:bastion").set("PATH", "/nowhere");
    sandbox.run(CONNECT).check(str![[r#"
exit 2
--- stderr
error: ssh was not found
detail: no program ssh
hint: install it: apt-get install openssh-client, or dnf install openssh-clients

"#]]);
}

#[test]
fn a_host_that_forwards_nothing_is_named() {
    let bastion = Bastion::start("AllowTcpForwarding no");
    let sandbox = sandbox(&bastion, &Postgres::shared().database());
    sandbox.run(CONNECT).check(str![[r#"
exit 3
--- stderr
prod: [DB] on localhost:[PORT] as postgres (remote, protected, through ssh:bastion)
error: localhost:[PORT] closed the connection
detail: ssh:bastion forwards no ports
hint: its sshd needs AllowTcpForwarding yes, and a PermitOpen that names localhost:[PORT]

"#]]);
}

#[test]
fn a_server_that_the_host_does_not_reach_is_named() {
    let bastion = Bastion::start("");
    let mut sandbox = Sandbox::new();
    bastion.lend(&mut sandbox);
    let args = ["--url", "postgresql://a:b@db.invalid/d", "--tunnel=ssh:bastion", "-c", "select 1"];
    let args = [&["connect"], &args[..]].concat();
    sandbox.run(args.clone()).check(str![[r#"
exit 3
--- stderr
dev: d on db.invalid:5432 as a (remote, through ssh:bastion)
error: db.invalid:5432 closed the connection
detail: db.invalid:5432 does not resolve on ssh:bastion
hint: check the name in the URL, and that the host is in the database's VPC

"#]]);
    let args = args.iter().map(|it| it.replace("@db.invalid", "@127.0.0.1:1"));
    sandbox.run(args).check(str![[r#"
exit 3
--- stderr
dev: d on 127.0.0.1:1 as a (remote, through ssh:bastion)
error: 127.0.0.1:1 closed the connection
detail: ssh:bastion reaches the host of 127.0.0.1:1, and nothing listens there
hint: check the port in the URL, and that the server runs

"#]]);
}

#[test]
fn without_a_way_nothing_is_opened() {
    let mut sandbox = Sandbox::new();
    sandbox.set("PROD_CONNECTION_URL", "postgresql://a:b@127.0.0.2:1/d");
    sandbox.run(CONNECT).check(str![[r#"
exit 2
--- stderr
error: no tunnel is configured for prod
hint: name one with --tunnel=ssh:USER@HOST or --tunnel=ssm:INSTANCE; to keep it, set PROD_TUNNEL, or tunnel under [environments.prod] in cruddur-db.toml

"#]]);
    sandbox.write("cruddur-db.toml", "[environments.prod]\ntunnel = \"ssh:-oProxyCommand=x\"\n");
    sandbox.run(CONNECT).check(str![[r#"
exit 2
--- stderr
error: tunnel of prod: "ssh:-oProxyCommand=x" is not a tunnel
hint: write ssh:USER@HOST, or ssm:INSTANCE-ID for AWS Systems Manager

"#]]);
    sandbox.set("PROD_TUNNEL", "ssh:bastion");
    // It is offered where it would help.
    sandbox.set("PROD_CONNECTION_URL", "postgresql://a:b@db.invalid/d");
    let run = sandbox.run(["connect", "prod", "-c", "select 1"]).ended_with(3);
    assert!(
        run.stderr.ends_with(
            "hint: to go through ssh:bastion: `cruddur-db connect prod -c 'select 1' --tunnel`\n"
        ),
        "{run:?}"
    );
    sandbox.set("PROD_CONNECTION_URL", "postgresql://a@/d?host=/tmp");
    sandbox.run(CONNECT).check(str![[r#"
exit 2
--- stderr
error: PROD_CONNECTION_URL names a socket of this machine
hint: a tunnel needs the server's name, as bastion sees it

"#]]);
    let managed = ["connect", "--tunnel=ssh:bastion", "-c", "select 1"];
    let run = sandbox.run(managed).ended_with(2);
    assert!(run.stderr.contains("a tunnel is for a server at a URL"), "{run:?}");
    assert!(!sandbox.server_home().exists());
}
