use std::collections::BTreeMap;

use cruddur_db::model::{DatabaseUrl, Host};
use serde_json::{Map, Value, json};

use super::generator::{self, Random};
use super::judge;
use crate::common::Sandbox;

/// What is compared beside servers, role and database.
const COMPARED: [&str; 6] =
    ["application_name", "client_encoding", "connect_timeout", "options", "passfile", "sslmode"];

/// What libpq fills in where nobody says anything.
const DEFAULTS: [&str; 3] = ["", "prefer", "/nonexistent/.pgpass"];

/// What is stricter here than in libpq, and says so.
const STRICTER: [&str; 5] = [
    "which is not allowed in a URL",
    // A role's name is no reason to lose the database of that name.
    "it names no database",
    "is not UTF-8",
    "has both a socket directory and a hostaddr",
    "its IPv6 address",
];

const SERVICES: &str = "\
# Comment
[first]
host=127.0.0.1
port=7
user = spaced
[plain]
host=127.0.0.1
port=7
dbname=served
sslmode=require
application_name=from the file

[other]
host=127.0.0.2
user=osric
";

/// Variables of the one who calls, some of them.
fn environment(random: &mut Random, services: &str) -> BTreeMap<&'static str, String> {
    let mut environment = BTreeMap::from([("PGSERVICEFILE", services.to_owned())]);
    for (name, values) in [
        ("PGHOST", &["127.0.0.1", "/nowhere", "127.0.0.2"][..]),
        ("PGPORT", &["9", "10"]),
        ("PGDATABASE", &["given"]),
        ("PGUSER", &["ursula"]),
        ("PGSERVICE", &["plain", "other", "missing"]),
        ("PGSSLMODE", &["prefer", "wrong"]),
        ("PGCONNECT_TIMEOUT", &["5"]),
        ("PGREQUIRESSL", &["1", "0"]),
    ] {
        if random.one_in(3) {
            environment.insert(name, random.pick(values).to_owned());
        }
    }
    environment
}

#[test]
fn strings_mean_what_they_mean_to_libpq() {
    let mut random = Random(2);
    let mut sandbox = Sandbox::new();
    let services = sandbox.write("services.conf", SERVICES);
    let mut cases = Vec::new();
    while cases.len() < 150 {
        let mut text = generator::text(&mut random);
        // Bare, so that the variables have something to say.
        if random.one_in(3) {
            let texts = ["postgresql:///d", "dbname=d", "postgresql://", "service=plain", "user=u"];
            text = random.pick(&texts).to_owned();
        }
        let environment = environment(&mut random, services.to_str().unwrap());
        cases.push(json!({ "text": text, "environment": environment }));
    }
    let mut differ = Vec::new();
    for (case, theirs) in cases.iter().zip(judge(&cases)) {
        for (name, value) in case["environment"].as_object().unwrap() {
            sandbox.set(name, value.as_str().unwrap());
        }
        let run =
            sandbox.run(["config", "--format", "json", "--url", case["text"].as_str().unwrap()]);
        for name in case["environment"].as_object().unwrap().keys() {
            sandbox.unset(name);
        }
        let agrees = match run.status {
            Some(0) => ours(&run.json()) == essential(&theirs),
            _ => theirs.contains_key("error") || STRICTER.iter().any(|it| run.stderr.contains(it)),
        };
        if !agrees {
            let ours = if run.status == Some(0) { ours(&run.json()) } else { Map::new() };
            differ.push(format!(
                "{case}\n  ours   {}{}\n  libpq  {}",
                json!(ours),
                run.stderr,
                json!(essential(&theirs))
            ));
        }
    }
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ.join("\n"));
}

/// What `config` says, in libpq's terms.
fn ours(config: &Value) -> Map<String, Value> {
    let url = DatabaseUrl::parse(config["url"].as_str().unwrap()).unwrap();
    let servers = url.servers();
    let mut found = Map::new();
    found.insert(
        "servers".to_owned(),
        json!(servers.iter().map(|it| shown(&it.host, it.port)).collect::<Vec<_>>()),
    );
    found.insert("user".to_owned(), config["role"].clone());
    found.insert("dbname".to_owned(), url.database.as_str().into());
    for key in COMPARED {
        if let Some(value) = url.parameter(key).filter(|value| !DEFAULTS.contains(value)) {
            found.insert(key.to_owned(), value.into());
        }
    }
    found
}

fn shown(host: &Host, port: u16) -> String {
    match host {
        Host::Tcp(name) => format!("{name} {port}"),
        Host::Socket(directory) => format!("{} {port}", directory.display()),
    }
}

/// libpq's, with the servers made one list.
fn essential(theirs: &Map<String, Value>) -> Map<String, Value> {
    if theirs.contains_key("error") {
        return theirs.clone();
    }
    let text = |key: &str| theirs.get(key).and_then(Value::as_str).unwrap_or_default();
    let list = |key: &str| -> Vec<String> { text(key).split(',').map(str::to_owned).collect() };
    let (hosts, addresses, ports) = (list("host"), list("hostaddr"), list("port"));
    let count = hosts.len().max(addresses.len());
    let socket = cruddur_db::model::default_socket_directory();
    let servers: Vec<String> = (0..count)
        .map(|index| {
            let port = ports.get(index).unwrap_or(&ports[0]).trim();
            let port = if port.is_empty() { "5432" } else { port };
            let address = addresses.get(index).map_or("", String::as_str);
            match (hosts.get(index).map_or("", String::as_str), address) {
                ("", "") => format!("{} {port}", socket.display()),
                ("", address) => format!("{address} {port}"),
                (host, _) => format!("{host} {port}"),
            }
        })
        .collect();
    let mut found = Map::new();
    found.insert("servers".to_owned(), json!(servers));
    for key in ["user", "dbname"].iter().chain(&COMPARED) {
        if !DEFAULTS.contains(&text(key)) {
            found.insert((*key).to_owned(), text(key).into());
        }
    }
    found
}
