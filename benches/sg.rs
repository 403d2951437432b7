//! The time of a whole process that changes one rule: `sg-allow-my-ip` beside the AWS CLI's
//! `modify-security-group-rules`, against the same emulator, turn by turn.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    dead_code,
    unused_imports,
    reason = "a measurement that cannot go on should stop; the tests' tools are used in part"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use common::{Account, Emulator, HttpServer, Reply, Sandbox, python_tools};

const ROUNDS: usize = 15;

/// What the ratio of the medians must reach, and the requests that may be sent.
const LEAST_RATIO: f64 = 8.0;
const MOST_REQUESTS: usize = 3;

fn main() {
    let account = Emulator::moto().account();
    let group = account.group("bench");
    let rule = account.rule(&group, "8.8.4.4/32", 5432, None);
    let aws = python_tools("benches/requirements.txt").join("bin/aws");

    let upstream = account.endpoint();
    let upstream = upstream.trim_start_matches("http://").to_owned();
    let counted = HttpServer::start(move |request, _| forward(&upstream, request));
    let mut sandbox = account.sandbox();
    sandbox.set("DB_SG_ID", &group).set("DB_SG_RULE_ID", &rule);

    sandbox.set("GITPOD_IP", "1.0.0.1").set("AWS_ENDPOINT_URL", counted.url());
    sandbox.run(["sg-allow-my-ip"]).succeeded();
    let requests = counted.requests().len();
    sandbox.set("AWS_ENDPOINT_URL", account.endpoint());

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first round warms the file cache and is not counted.
    for round in 0..=ROUNDS {
        let mine = format!("1.1.1.{}", round + 1);
        sandbox.set("GITPOD_IP", &mine);
        let one = timed(&mut sandbox.command(["sg-allow-my-ip"]));
        let made = account.rules(&group);
        let yours = format!("1.1.2.{}", round + 1);
        let other = timed(&mut cli(&sandbox, &aws, &group, &rule, &yours));
        let same = made.iter().map(|rule| rule.replace(&mine, &yours)).collect::<Vec<_>>();
        assert_eq!(account.rules(&group), same, "both make the same rule");
        if round > 0 {
            ours.push(one);
            theirs.push(other);
        }
    }
    assert!(account.rules(&group)[0].contains("1.1.2.16/32"), "and change it");
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("sg-allow-my-ip                      {ours:>9.1?}  (median of {ROUNDS})");
    println!("aws ec2 modify-security-group-rules {theirs:>9.1?}");
    println!(
        "ratio {ratio:.1} (at least {LEAST_RATIO}); requests {requests} (at most {MOST_REQUESTS})"
    );
    assert!(ratio >= LEAST_RATIO && requests <= MOST_REQUESTS);
}

/// The old script's command.
fn cli(sandbox: &Sandbox, aws: &std::path::Path, group: &str, rule: &str, ip: &str) -> Command {
    let ours = sandbox.command([""; 0]);
    let update = format!(
        "SecurityGroupRuleId={rule},SecurityGroupRule={{Description=GITPOD,IpProtocol=tcp,\
         FromPort=5432,ToPort=5432,CidrIpv4={ip}/32}}"
    );
    let mut command = Command::new(aws);
    command.args(["ec2", "modify-security-group-rules", "--group-id", group]);
    command.args(["--security-group-rules", &update, "--region", Account::REGION]).env_clear();
    command.envs(ours.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    let output = command.output().unwrap();
    let time = start.elapsed();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Passes a request on and returns the answer, so that requests can be counted on the way.
fn forward(upstream: &str, request: &common::Request) -> Reply {
    let mut stream = TcpStream::connect(upstream).unwrap();
    let text = format!("{}Connection: close\r\n\r\n{}", request.head, request.body);
    stream.write_all(text.as_bytes()).unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    Reply::Body(head[9..12].parse().unwrap(), "text/xml", body.to_owned())
}
