use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn what_is_dumped_loads_again_and_dumps_alike() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["setup"]).succeeded();
    sandbox.run(["dump", "one.sql"]).succeeded();
    sandbox.run(["dump", "two.sql"]).succeeded();
    let read = |name: &str| std::fs::read_to_string(sandbox.work().join(name)).unwrap();
    assert!(read("one.sql").contains("COPY public.users"));
    assert_eq!(read("one.sql"), read("two.sql"));

    let copy = Postgres::shared().missing_database();
    let mut other = Sandbox::with(&copy);
    other.write("schema/schema.sql", read("one.sql"));
    other.run(["create"]).succeeded();
    other.run(["schema-load"]).succeeded();
    let again = other.run(["dump"]).succeeded();
    assert_eq!(again.stdout, read("one.sql"));
    other.unset("CONNECTION_URL");
}

#[test]
fn the_halves_are_halves() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["setup"]).succeeded();
    let schema = sandbox.run(["dump", "--schema-only"]).succeeded().stdout;
    assert!(schema.contains("CREATE TABLE") && !schema.contains("COPY "), "{schema}");
    let data = sandbox.run(["dump", "--data-only"]).succeeded().stdout;
    assert!(!data.contains("CREATE TABLE") && data.contains("COPY "), "{data}");
    sandbox.run(["dump", "--data-only", "--schema-only"]).ended_with(2);
}

#[test]
fn a_file_is_replaced_only_by_force_and_never_left_half() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let file = sandbox.write("kept.sql", "precious");
    sandbox.run(["dump", "kept.sql"]).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: kept.sql exists already
hint: --force replaces it

"#]]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
    sandbox.run(["dump", "kept.sql", "--force"]).succeeded();
    assert!(std::fs::read_to_string(&file).unwrap().contains("PostgreSQL database dump"));

    let role = Postgres::shared().role("login");
    database.psql("create table hidden (x int)");
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    let run = sandbox.run(["dump", "new.sql"]).ended_with(1);
    assert!(run.stderr.contains("permission denied for table hidden"), "{run:?}");
    let names: Vec<_> = std::fs::read_dir(sandbox.work())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["kept.sql"]);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let run = sandbox.run(["dump", "no/such/folder/x.sql"]).ended_with(1);
    assert!(run.stderr.contains("its folder does not exist"), "{run:?}");
}
