//! Where the parts of a connection come from that a string leaves out.

use snapbox::str;

use crate::common::{Postgres, Sandbox};

/// A sandbox with a new database, and the string's text for it in `set`.
fn logs_in(prepare: impl FnOnce(&mut Sandbox, &str, u16, &str)) {
    let server = Postgres::shared();
    let database = server.database();
    let mut sandbox = Sandbox::with(&database);
    prepare(&mut sandbox, &database.name, server.port(), server.password());
    let run = sandbox.run(["sessions", "--format", "json"]).succeeded();
    assert!(run.stderr.contains("dev: [DB] on 127.0.0.1:[PORT] as postgres"), "{run:?}");
}

#[test]
fn keywords_do_as_well_as_a_url() {
    logs_in(|sandbox, database, port, password| {
        let text = format!(
            "host=127.0.0.1 port = {port} dbname='{database}'\n user=postgres password='{password}'"
        );
        sandbox.set("CONNECTION_URL", text);
    });
}

#[test]
fn user_and_password_may_stand_in_the_query() {
    logs_in(|sandbox, database, port, password| {
        let url =
            format!("postgresql://127.0.0.1:{port}/{database}?user=postgres&password={password}");
        sandbox.set("CONNECTION_URL", url);
    });
}

#[test]
fn variables_say_what_the_url_leaves_out() {
    logs_in(|sandbox, database, port, password| {
        sandbox.set("CONNECTION_URL", "postgresql://");
        sandbox.set("PGHOST", "127.0.0.1").set("PGPORT", port.to_string());
        sandbox.set("PGUSER", "postgres").set("PGPASSWORD", password);
        sandbox.set("PGDATABASE", database);
    });
}

#[test]
fn a_service_says_what_the_string_leaves_out() {
    logs_in(|sandbox, database, port, password| {
        let file = format!(
            "[mine]\nhost=127.0.0.1\nport={port}\ndbname=nowhere\nuser=postgres\n\
             password={password}\n"
        );
        sandbox.write("../home/.pg_service.conf", file);
        sandbox.set("CONNECTION_URL", format!("service=mine dbname={database}"));
        // The file counts for more than variables.
        sandbox.set("PGPORT", "1");
    });
}

#[test]
fn a_service_file_is_read_as_libpq_reads_it() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://h/d").set("PGSERVICE", "mine");
    sandbox.run(["config"]).check(str![[r#"
exit 2
--- stderr
error: the service "mine" is in no service file
hint: services are read from PGSERVICEFILE, else ~/.pg_service.conf, and PGSYSCONFDIR

"#]]);
    sandbox.write("services", "[other]\nx\n[mine]\n# canary\n  canary\n");
    sandbox.set("PGSERVICEFILE", "services");
    sandbox.run(["config"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/services:5: a line of the service file is not NAME=value

"#]]);
    sandbox.write("services", "[mine]\nservice=other\n");
    let run = sandbox.run(["config"]).ended_with(2);
    assert!(run.stderr.contains("a service cannot refer to another service"), "{run:?}");
    sandbox.set("PGSERVICEFILE", "missing");
    let run = sandbox.run(["config"]).ended_with(2);
    assert!(run.stderr.contains("work/missing cannot be read"), "{run:?}");
}

#[test]
fn a_variable_leads_nobody_away_from_the_named_host() {
    let mut sandbox = Sandbox::new();
    sandbox.set("PGHOST", "canary").set("PGHOSTADDR", "10.0.0.1").set("PGUSER", "ann");
    let config = |sandbox: &mut Sandbox, text: &str| {
        sandbox.set("CONNECTION_URL", text);
        sandbox.run(["config", "--format", "json"]).succeeded().json()["url"].clone()
    };
    assert_eq!(config(&mut sandbox, "postgresql://h/d"), "postgresql://h:5432/d");
    let both = config(&mut sandbox, "postgresql:///d");
    assert_eq!(both, "postgresql://canary:5432/d?hostaddr=10.0.0.1");
    sandbox.set("PGPORT", "x");
    let run = sandbox.run(["config"]).ended_with(2);
    assert!(run.stderr.contains("error: PGPORT: its port is not a number"), "{run:?}");
}

#[test]
fn secrets_of_any_string_stay_hidden() {
    let mut sandbox = Sandbox::new();
    for text in [
        "host=h dbname=d password=can ary",
        "host=h dbname=d password='canary",
        "host=h dbname=d password=x canary=1",
        "postgresql://h/d?password=canary",
        "postgresql://h:1/d?user=u&password=canary&nonsense=1",
    ] {
        sandbox.set("CONNECTION_URL", text);
        let run = sandbox.run(["config"]);
        assert!(!format!("{run:?}").contains("canary"), "{run:?}");
        assert!(!format!("{run:?}").contains("\"ary"), "{run:?}");
    }
}
