use std::os::unix::fs::PermissionsExt;

use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn hands_over_to_psql_with_its_arguments_and_status() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let sql = "select current_setting('application_name')";
    let run = sandbox.run(["connect", "--quiet", "--", "-X", "-A", "-t", "-c", sql]);
    run.check(str![[r#"
exit 0
--- stdout
cruddur-db connect

"#]]);
    sandbox.run(["connect", "--", "-X", "-c", "select 1/0"]).ended_with(1);
    let failing = ["connect", "--", "-X", "-v", "ON_ERROR_STOP=1", "-f", "missing.sql"];
    sandbox.run(failing).ended_with(1);
}

#[test]
fn misleading_variables_do_not_lead_elsewhere() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("PGHOSTADDR", "192.0.2.1").set("PGSERVICE", "other").set("PGPORT", "1");
    sandbox.set("PGDATABASE", "postgres").set("PGUSER", "nobody").set("PGHOST", "/nowhere");
    let sql = "select current_database()";
    let run = sandbox.run(["connect", "--", "-X", "-A", "-t", "-c", sql]).succeeded();
    assert_eq!(run.stdout, "[DB]\n");
}

#[test]
fn the_password_stands_in_no_argument() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let folder = sandbox.root().join("bin");
    std::fs::create_dir(&folder).unwrap();
    let psql = folder.join("psql");
    let script = "#!/bin/sh\ntr '\\0' ' ' < /proc/$$/cmdline\necho\necho \"$PGPASSWORD\" | wc -c\n";
    std::fs::write(&psql, script).unwrap();
    std::fs::set_permissions(&psql, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut sandbox = sandbox;
    let path = format!("{}:/usr/bin:/bin", folder.display());
    sandbox.set("PATH", path);
    let run = sandbox.run(["connect", "--", "-X"]).succeeded();
    let password = Postgres::shared().password();
    assert!(!run.stdout.contains(password), "{run:?}");
    assert!(run.stdout.ends_with(&format!("{}\n", password.len() + 1)), "{run:?}");
}
