//! The examples of help texts and manual pages, run as they stand.

use std::io::Write;
use std::process::{Child, Command, Stdio};

use clap::CommandFactory;
use cruddur_db::cli::Cli;

use crate::common::{Postgres, Sandbox, program};

const EXAMPLES: &str = include_str!("../src/commands/man/examples.txt");

/// What asks AWS or another host. That these lines can be parsed is shown by `man`.
const ELSEWHERE: [&str; 5] = ["sg-", "rds-", "trigger-", "user sync", "tunnel"];

const DATABASES: [(&str, &str); 3] = [
    ("CONNECTION_URL", "cruddur_dev"),
    ("TEST_CONNECTION_URL", "cruddur_test"),
    ("PROD_CONNECTION_URL", "cruddur"),
];

/// What a command's examples need to find in the database: the beginning of their lines, and SQL.
const BEFORE: [(&str, &str); 5] = [
    ("setup test --keep", "drop schema public cascade; create schema public"),
    ("prepare", "drop schema public cascade; create schema public"),
    ("migration adopt", ADOPTABLE),
    ("migration mark prod", "drop table _sqlx_migrations"),
    ("activity show", ACTIVITY),
];

const ADOPTABLE: &str = "drop table _sqlx_migrations; \
    create table schema_migrations (version character varying not null primary key); \
    insert into schema_migrations values ('20250101000000')";

const ACTIVITY: &str = "insert into activities (uuid, user_uuid, message) \
    select '7f0a3b8e-3d5c-4c4f-9f0e-2f6d1c0b9a41', uuid, 'hello' from users limit 1";

const EVENT: &str = r#"{"version": "1", "triggerSource": "PostConfirmation_ConfirmSignUp",
    "region": "r", "userPoolId": "p", "userName": "ann",
    "callerContext": {"awsSdkVersion": "1", "clientId": "c"},
    "request": {"userAttributes": {"sub": "1", "email": "ann@example.com", "name": "Ann",
    "preferred_username": "ann"}}, "response": {}}"#;

/// The lines, without the program's name and what stands behind a pipe.
fn examples() -> Vec<&'static str> {
    let program = Cli::command();
    let lines = EXAMPLES.lines().filter_map(|line| line.strip_prefix("cruddur-db "));
    let lines = lines.map(|line| line.split(" | ").next().unwrap());
    let is_here = |line: &&str| program.find_subcommand(line.split(' ').next().unwrap()).is_some();
    lines
        .filter(is_here)
        .filter(|line| !ELSEWHERE.iter().any(|name| line.starts_with(name)))
        .collect()
}

/// The words of a line; double quotes hold one together, and ~ is the home.
fn words(line: &str, sandbox: &Sandbox) -> Vec<String> {
    let home = sandbox.root().join("home");
    let line = line.replace('~', home.to_str().unwrap());
    let pieces = line.split('"').enumerate().flat_map(|(at, piece)| match at % 2 {
        0 => piece.split_whitespace().map(str::to_owned).collect(),
        _ => vec![piece.to_owned()],
    });
    pieces.collect()
}

#[test]
fn every_example_runs() {
    let server = Postgres::private("");
    server.psql("postgres", "create role app login");
    // Its managed server is that of all lines, since making one takes longer than most of them.
    let managed = Sandbox::with_server();
    prepare_template(&server, &managed);
    let examples = examples();
    assert!(examples.len() > 60, "{examples:?}");
    let mut failed = Vec::new();
    for (_, database) in DATABASES {
        server.psql("postgres", &format!("create database {database} template template_cruddur"));
    }
    for line in examples {
        let database = renew(&server, line);
        let sandbox = sandbox(&server, &managed, line);
        let url = server.url(database);
        let mut clients = match line.contains("4711") {
            true => vec![client(&url), client(&url)],
            false => Vec::new(),
        };
        let line = with_process_ids(line, &server);
        let args = words(&line, &sandbox);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        if line.contains("--watch") || line.contains("--follow") {
            let mut terminal = sandbox.terminal(&args);
            terminal.wait_for("\n").press("\x03");
            assert!([0, 130].contains(&terminal.end()), "{line}");
        } else {
            let run = sandbox.run(args);
            if run.status != Some(0) {
                failed.push(format!("$ cruddur-db {line}\n{run:#?}"));
            }
        }
        for client in &mut clients {
            client.kill().unwrap();
            client.wait().unwrap();
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// A project, with one migration more than its databases have.
fn sandbox(server: &Postgres, managed: &Sandbox, line: &str) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("CRUDDUR_PG_HOME", managed.server_home());
    for (variable, database) in DATABASES {
        sandbox.set(variable, server.url(database));
    }
    if line.starts_with("server") {
        sandbox.run(["server", "start"]).succeeded();
    }
    sandbox.write("db/schema.sql", include_str!("../schema/schema.sql"));
    sandbox.write("db/seed.sql", include_str!("../seeds/seed.sql"));
    sandbox.write("db/roles.sql", "select :'owner';");
    sandbox.write("template.sql", "-- a table\n");
    sandbox.write("event.json", EVENT);
    sandbox.write("users.csv.gz", gzip("handle,display_name,email,cognito_user_id\nc,C,c@d.e,x\n"));
    for (version, table) in
        [("20250101000000", "a"), ("20250202000000", "b"), ("20250303000000", "c")]
    {
        let path = format!("db/migrations/{version}_{table}");
        sandbox.write(&format!("{path}.up.sql"), format!("create table {table} ();"));
        sandbox.write(&format!("{path}.down.sql"), format!("drop table {table};"));
    }
    match line {
        _ if line.starts_with("restore prod --last") => {
            sandbox.run(["schema-load", "prod", "--confirm", "cruddur"]).succeeded();
        }
        _ if line.starts_with("restore") => {
            sandbox.write("cruddur.sql.gz", gzip("create table restored ();\n"));
        }
        _ if line.contains("backend-flask") => {
            sandbox.write("backend-flask/db/migrations/20250101000000_a.sql", "");
        }
        _ if line.starts_with("doctor") => {
            for (environment, name) in [("dev", "cruddur_dev"), ("prod", "cruddur")] {
                sandbox.run(["env-set", environment, "--confirm", name]).succeeded();
            }
        }
        _ if line.contains("--fail-on pending") => {
            for end in ["up", "down"] {
                let name = format!("db/migrations/20250303000000_c.{end}.sql");
                std::fs::remove_file(sandbox.work().join(name)).unwrap();
            }
        }
        _ if line.contains("--checksum") => {
            sandbox.write("db/migrations/20250202000000_b.up.sql", "create table b (); -- edited");
        }
        _ => {}
    }
    sandbox
}

fn prepare_template(server: &Postgres, managed: &Sandbox) {
    server.psql("postgres", "create database template_cruddur");
    let mut sandbox = sandbox(server, managed, "");
    sandbox.set("CONNECTION_URL", server.url("template_cruddur"));
    sandbox.run(["schema-load"]).succeeded();
    sandbox.run(["migrate", "--steps", "2"]).succeeded();
    sandbox.run(["seed"]).succeeded();
    server.psql("template_cruddur", "comment on database template_cruddur is null");
}

/// The databases as they were. Returns the one that the line works on.
fn renew(server: &Postgres, line: &str) -> &'static str {
    let has = |word: &str| line.split(' ').any(|it| it == word);
    let database = match () {
        () if has("prod") => "cruddur",
        () if has("test") && !line.starts_with("migration test") => "cruddur_test",
        () => "cruddur_dev",
    };
    server.psql("postgres", &format!("drop database if exists {database} with (force)"));
    server.psql("postgres", &format!("create database {database} template template_cruddur"));
    for (_, sql) in BEFORE.iter().filter(|(start, _)| line.starts_with(start)) {
        server.psql(database, sql);
    }
    database
}

/// The line with sessions that there are.
fn with_process_ids(line: &str, server: &Postgres) -> String {
    let sql = "select pid from pg_stat_activity where application_name = 'an example'";
    let found = server.psql("postgres", sql);
    ["4711", "4712"]
        .iter()
        .zip(found.lines())
        .fold(line.to_owned(), |line, (number, pid)| line.replace(number, pid))
}

fn client(url: &str) -> Child {
    let psql = |application: &str| {
        let mut psql = Command::new(program("psql"));
        psql.args(["-XqAt", "-c", "select 'here'", "-c", "select pg_sleep(600)", url]);
        psql.env("PGAPPNAME", application).stdout(Stdio::piped()).stderr(Stdio::null());
        psql.spawn().unwrap()
    };
    let mut client = psql("an example");
    let _watch = crate::common::Watch::over(&client);
    let mut line = [0; 5];
    std::io::Read::read_exact(client.stdout.as_mut().unwrap(), &mut line).unwrap();
    client
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}
