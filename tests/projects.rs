//! Projects without a URL share the managed server, and none loses its database to another one.

use snapbox::str;

use crate::common::{Run, Sandbox, psql};

/// Two repositories, each with a migration that makes a table of the same name as the repository.
fn two_projects() -> Sandbox {
    let sandbox = Sandbox::with_server();
    for project in ["shop", "blog"] {
        std::fs::create_dir_all(sandbox.work().join(project).join(".git")).unwrap();
        sandbox.write(&format!("{project}/requirements.txt"), "flask\n");
        let table = format!("create table {project} (id int);\n");
        sandbox.write(&format!("{project}/migrations/1_a.up.sql"), table);
        sandbox.write(
            &format!("{project}/migrations/1_a.down.sql"),
            format!("drop table {project};\n"),
        );
    }
    sandbox
}

#[track_caller]
fn run(sandbox: &Sandbox, project: &str, args: &[&str]) -> Run {
    let mut command = sandbox.command(args);
    let output = command.current_dir(sandbox.work().join(project)).output().unwrap();
    sandbox.finished(output)
}

fn url_of(sandbox: &Sandbox, database: &str) -> String {
    format!("{}{database}", sandbox.server_url().strip_suffix("postgres").unwrap())
}

/// The tables of a database of the managed server.
fn tables(sandbox: &Sandbox, database: &str) -> String {
    let url = url_of(sandbox, database);
    let sql = "select coalesce(string_agg(relname, ' ' order by relname), '') from pg_class \
               where relkind = 'r' and relnamespace = 'public'::regnamespace \
               and relname not like '\\_%'";
    psql(&url, sql)
}

#[test]
fn what_destroys_asks_before_it_takes_another_projects_database() {
    let sandbox = two_projects();
    run(&sandbox, "shop", &["setup"]).succeeded();
    run(&sandbox, "shop", &["dump", "x.sql"]).succeeded();
    std::fs::copy(sandbox.work().join("shop/x.sql"), sandbox.work().join("blog/x.sql")).unwrap();
    run(&sandbox, "blog", &["setup"]).check(str![[r#"
exit 4
--- stderr
CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
dev: cruddur on 127.0.0.1:[PORT] as postgres (managed)
error: confirmation needed: database cruddur belongs to directory [ROOT]/work/shop, not to this one, and will be dropped
hint: confirm with: `cruddur-db setup --confirm cruddur`; for a database of its own: `cruddur-db init`

"#]]);
    let warning =
        "warning: database cruddur belongs to directory [ROOT]/work/shop, not to this one\n";
    for args in [&["dump"][..], &["connect", "--builtin", "-c", "select 1"]] {
        assert!(!run(&sandbox, "shop", args).succeeded().stderr.contains(warning));
        let read = run(&sandbox, "blog", args).succeeded();
        assert!(read.stderr.contains(warning), "{read:?}");
    }
    let doctor = run(&sandbox, "blog", &["doctor"]).succeeded();
    let said = "it is tagged as dev, and belongs to directory [ROOT]/work/shop, not to this one\n";
    assert!(doctor.stdout.contains(said), "{doctor:?}");
    run(&sandbox, "blog", &["setup", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database cruddur would be replaced
it belongs to directory [ROOT]/work/shop, not to this one
no schema would be loaded: the project has none
1 migration of migrations would be run, unless the schema has them
no seeds would be loaded: the project has none
--- stderr
CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
dev: cruddur on 127.0.0.1:[PORT] as postgres (managed)

"#]]);
    sandbox.write("blog/y.sql", "drop table shop;");
    for args in [
        &["drop"][..],
        &["restore", "x.sql"],
        &["schema-load", "y.sql"],
        &["seed", "y.sql"],
        &["env-set"],
        &["setup", "--yes"],
    ] {
        let run = run(&sandbox, "blog", args).ended_with(4);
        assert!(run.stderr.contains("belongs to directory [ROOT]/work/shop"), "{run:?}");
    }
    // What would claim that a file was edited, or have no file, says whose database it is.
    run(&sandbox, "blog", &["migrate"]).check(str![[r#"
exit 2
--- stderr
CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
dev: cruddur on 127.0.0.1:[PORT] as postgres (managed)
error: database cruddur belongs to directory [ROOT]/work/shop, not to this one; nothing was changed
hint: for a database of its own: `cruddur-db init`; to make it this one's: `cruddur-db env-set --confirm cruddur`

"#]]);
    for args in [
        &["rollback"][..],
        &["migrate", "--dry-run"],
        &["migration", "mark", "1"],
        &["migration", "redo"],
        &["prepare"],
    ] {
        let run = run(&sandbox, "blog", args).ended_with(2);
        assert!(run.stderr.contains("belongs to directory [ROOT]/work/shop"), "{run:?}");
    }
    assert_eq!(tables(&sandbox, "cruddur"), "shop");
    // Its own project goes on, from any of its directories, and by a URL, too.
    std::fs::create_dir(sandbox.work().join("shop/api")).unwrap();
    run(&sandbox, "shop/api", &["migrate"]).succeeded();
    let url = url_of(&sandbox, "cruddur");
    run(&sandbox, "shop", &["setup", "--url", &url]).succeeded();
    run(&sandbox, "blog", &["setup"]).ended_with(4);
    // Who confirms gets it.
    run(&sandbox, "blog", &["setup", "--confirm", "cruddur"]).succeeded();
    assert_eq!(tables(&sandbox, "cruddur"), "blog");
    run(&sandbox, "shop", &["migrate"]).ended_with(2);
    run(&sandbox, "shop", &["env-set", "--confirm", "cruddur"]).succeeded();
    run(&sandbox, "shop", &["setup"]).succeeded();
    assert_eq!(tables(&sandbox, "cruddur"), "shop");
}

#[test]
fn a_project_with_a_file_has_databases_of_its_own() {
    let sandbox = two_projects();
    for project in ["shop", "blog"] {
        run(&sandbox, project, &["init"]).succeeded();
        run(&sandbox, project, &["setup"]).succeeded();
    }
    run(&sandbox, "blog", &["setup", "test"]).succeeded();
    for database in ["shop", "blog"] {
        assert_eq!(tables(&sandbox, database), database);
    }
    assert_eq!(tables(&sandbox, "blog_test"), "blog");
    let url = run(&sandbox, "shop", &["server", "url", "--env", "test"]).succeeded();
    assert!(url.stdout.ends_with("/shop_test\n"), "{url:?}");
    // The name goes before that of the directory.
    sandbox.write("blog/cruddur-db.toml", "name = \"shop\"\n[defaults]\nseeds = []\n");
    let shown = run(&sandbox, "blog", &["config"]).succeeded();
    assert!(shown.stdout.contains("database      shop on the managed server"), "{shown:?}");
    let refused = run(&sandbox, "blog", &["setup"]).ended_with(4);
    assert!(refused.stderr.contains("set `name` in cruddur-db.toml"), "{refused:?}");
    sandbox.write("blog/cruddur-db.toml", "\n");
    run(&sandbox, "blog", &["migrate"]).succeeded();
    sandbox.write("blog/cruddur-db.toml", "name = \"My Blog\"\n");
    run(&sandbox, "blog", &["config"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/blog/cruddur-db.toml: name: "My Blog" is not a valid name for databases
hint: use lower-case letters, digits and _, beginning with a letter, such as "my_blog"

"#]]);
}

#[test]
fn the_database_from_before_the_file_is_named() {
    let sandbox = Sandbox::with_server();
    sandbox.write("shop/.git/HEAD", "");
    sandbox.write("shop/migrations/1_a.sql", "create table a (x int);");
    sandbox.write("blog/.git/HEAD", "");
    // No server runs, and none is started for it.
    let before = run(&sandbox, "shop", &["init", "--dry-run"]).succeeded();
    assert!(!before.stderr.contains("note:"), "{before:?}");
    run(&sandbox, "shop", &["migrate"]).succeeded();
    // Another project's is its own.
    let other = run(&sandbox, "blog", &["init"]).succeeded();
    assert!(!other.stderr.contains("note:"), "{other:?}");
    for args in [&["init", "--dry-run"][..], &["init"]] {
        let init = run(&sandbox, "shop", args).succeeded();
        let said = "note: database cruddur, which this project has had so far, stays beside the \
                    new shop; to go on with it, write in cruddur-db.toml: name = \"cruddur\"\n";
        assert!(init.stderr.contains(said), "{init:?}");
    }
    let again = run(&sandbox, "shop", &["init"]).succeeded();
    assert!(!again.stderr.contains("note:"), "{again:?}");
    let toml = sandbox.work().join("shop/cruddur-db.toml");
    let text = std::fs::read_to_string(&toml).unwrap();
    std::fs::write(&toml, text.replace("name = \"shop\"", "name = \"cruddur\"")).unwrap();
    let migrate = run(&sandbox, "shop", &["migrate"]).succeeded();
    assert!(migrate.stdout.contains("no migration is pending"), "{migrate:?}");
}

/// Moved from `shop` to `store`.
fn moved_project() -> Sandbox {
    let sandbox = two_projects();
    run(&sandbox, "shop", &["init"]).succeeded();
    run(&sandbox, "shop", &["setup"]).succeeded();
    rename(&sandbox, "shop", "store");
    sandbox
}

fn rename(sandbox: &Sandbox, from: &str, to: &str) {
    std::fs::rename(sandbox.work().join(from), sandbox.work().join(to)).unwrap();
}

#[test]
fn a_project_that_has_moved_goes_on() {
    let sandbox = moved_project();
    // What changes nothing leaves the tag, too.
    for args in [&["migrate", "--dry-run"][..], &["migration", "status"], &["migrate", "--check"]] {
        let run = run(&sandbox, "store", args).succeeded();
        assert!(!run.stderr.contains("no longer exists"), "{run:?}");
    }
    run(&sandbox, "store", &["migrate"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
dev: shop on 127.0.0.1:[PORT] as postgres (managed)
database shop belonged to directory [ROOT]/work/shop, which no longer exists; it now belongs to this one

"#]]);
    // Once.
    run(&sandbox, "store", &["migrate"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
dev: shop on 127.0.0.1:[PORT] as postgres (managed)

"#]]);
    // Who comes to the place where it was gets no say.
    sandbox.write("shop/cruddur-db.toml", "");
    sandbox.write("shop/migrations/1_a.sql", "select 1;");
    for args in [&["setup"][..], &["drop"]] {
        let run = run(&sandbox, "shop", args).ended_with(4);
        assert!(run.stderr.contains("belongs to directory [ROOT]/work/store"), "{run:?}");
    }
    assert_eq!(tables(&sandbox, "shop"), "shop");
}

#[test]
fn whatever_writes_makes_it_the_moved_projects() {
    let sandbox = moved_project();
    sandbox.write("x.sql", "select 1;");
    let note = "no longer exists; it now belongs to this one\n";
    let (mut from, mut to) = ("shop", "store");
    for args in [
        &["seed", "../x.sql"][..],
        &["schema-load", "../x.sql"],
        &["rollback"],
        &["prepare"],
        &["migration", "redo"],
        &["migration", "mark", "--all"],
    ] {
        let first = run(&sandbox, to, args).succeeded();
        assert_eq!(first.stderr.matches(note).count(), 1, "{first:?}");
        std::fs::create_dir(sandbox.work().join(from)).unwrap();
        run(&sandbox, to, &["migrate"]).succeeded();
        std::fs::remove_dir(sandbox.work().join(from)).unwrap();
        rename(&sandbox, to, from);
        (from, to) = (to, from);
    }
    run(&sandbox, to, &["setup", "--yes"]).succeeded();
    let again = run(&sandbox, to, &["env-set", "--dry-run"]).succeeded();
    assert!(again.stdout.contains("nothing to do"), "{again:?}");
}

/// The names of the test databases of a managed server.
fn test_databases(sandbox: &Sandbox) -> Vec<String> {
    let sql = "select datname from pg_database where datname like 'cruddur\\_db\\_t%' order by 1";
    psql(&sandbox.server_url(), sql).lines().map(str::to_owned).collect()
}

#[test]
fn test_databases_of_another_project_stay() {
    let mut sandbox = two_projects();
    let made = |sandbox: &Sandbox, project: &str| -> (String, bool) {
        let mut command = sandbox.command(["test-db", "create", "--format", "json"]);
        let output = command.current_dir(sandbox.work().join(project)).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let made: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let name = made["databases"][0]["name"].as_str().unwrap().to_owned();
        (name, made["template_made"].as_bool().unwrap())
    };
    for project in ["shop", "blog"] {
        sandbox.write(
            &format!("{project}/cruddur-db.toml"),
            "name = \"shop\"\n[defaults]\nseeds = []\n",
        );
        std::fs::remove_dir_all(sandbox.work().join(project).join("migrations")).unwrap();
        sandbox.write(&format!("{project}/db/schema.sql"), "create table t (id int);\n");
    }
    // The same files and the same name of the database.
    let (made_today, _) = made(&sandbox, "shop");
    let theirs = format!("{}_00000001_00000001", &made_today[..made_today.len() - 18]);
    let rename = format!("alter database {made_today} rename to {theirs}");
    psql(&sandbox.server_url(), &rename);
    let their_template =
        test_databases(&sandbox).into_iter().find(|it| it.contains("_template_")).unwrap();
    // However old it is, a copy of another project stays.
    let (_, template_made) = made(&sandbox, "blog");
    assert!(template_made);
    assert!(test_databases(&sandbox).contains(&theirs));
    sandbox.hide(&theirs, "[THEIRS]").hide(&their_template, "[THEIR TEMPLATE]");
    run(&sandbox, "blog", &["test-db", "drop", "--templates", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
cruddur_db_template_[..] would be dropped
cruddur_db_test_[..] would be dropped
[THEIR TEMPLATE] belongs to directory [ROOT]/work/shop, and would stay
[THEIRS] belongs to directory [ROOT]/work/shop, and would stay
--- stderr
TEST_CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
test: shop_test on 127.0.0.1:[PORT] as postgres (managed)

"#]]);
    run(&sandbox, "blog", &["test-db", "drop", &theirs]).check(str![[r#"
exit 2
--- stderr
TEST_CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
test: shop_test on 127.0.0.1:[PORT] as postgres (managed)
error: [THEIRS] belongs to directory [ROOT]/work/shop, not to this one; nothing was dropped
hint: run it in the directory of that project

"#]]);
    let list = run(&sandbox, "blog", &["test-db", "list"]).succeeded();
    let whose = "\n[THEIRS] belongs to directory [ROOT]/work/shop\n";
    assert!(list.stdout.ends_with(whose), "{list:?}");
    run(&sandbox, "blog", &["test-db", "drop", "--templates"]).check(str![[r#"
exit 0
--- stdout
2 test databases dropped
[THEIR TEMPLATE] belongs to directory [ROOT]/work/shop, and stays
[THEIRS] belongs to directory [ROOT]/work/shop, and stays
--- stderr
TEST_CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
test: shop_test on 127.0.0.1:[PORT] as postgres (managed)

"#]]);
    assert_eq!(test_databases(&sandbox), [their_template, theirs]);
    // By the server's URL, too.
    let url = url_of(&sandbox, "shop_test");
    run(&sandbox, "blog", &["test-db", "drop", "--url", &url]).succeeded();
    assert_eq!(test_databases(&sandbox).len(), 2);
    // A project that is gone needs none.
    std::fs::remove_dir_all(sandbox.work().join("shop")).unwrap();
    run(&sandbox, "blog", &["test-db", "drop", "--templates"]).succeeded();
    assert!(test_databases(&sandbox).is_empty());
}

/// A directory that is no project is the same place as those below it that are none either.
#[test]
fn a_directory_below_is_the_same_place() {
    let sandbox = Sandbox::with_server();
    for directory in ["w/sub", "other"] {
        std::fs::create_dir_all(sandbox.work().join(directory)).unwrap();
    }
    sandbox.write("w/db/schema.sql", "create table w (id int);\n");
    sandbox.write("w/sub/db/seed.sql", "insert into w values (1);\n");
    sandbox.write("w/sub/db/schema.sql", "create table w (id int);\n");
    sandbox.write("w/db/seed.sql", "insert into w values (2);\n");
    run(&sandbox, "w", &["setup"]).succeeded();
    run(&sandbox, "w/sub", &["seed"]).succeeded();
    run(&sandbox, "w/sub", &["setup"]).succeeded();
    run(&sandbox, "w", &["setup"]).succeeded();
    // Another one is not, nor is one below that is a project.
    let refused = run(&sandbox, "other", &["drop", "--no-backup"]).ended_with(4);
    assert!(
        refused.stderr.contains("belongs to directory [ROOT]/work/w, not to this one"),
        "{refused:?}"
    );
    std::fs::create_dir(sandbox.work().join("w/sub/.git")).unwrap();
    run(&sandbox, "w/sub", &["setup"]).ended_with(4);
}
