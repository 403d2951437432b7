//! Projects without a URL share the managed server, and none loses its database to another one.

use std::path::PathBuf;

use snapbox::str;

use crate::common::{Run, Sandbox, psql};

/// Two repositories, each with a migration that makes a table of the same name as the repository.
fn two_projects() -> Sandbox {
    let sandbox = Sandbox::new();
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
error: confirmation needed: database cruddur is that of directory [ROOT]/work/shop, not of this one, and will be dropped
hint: confirm with: `cruddur-db setup --confirm cruddur`; for a database of its own: `cruddur-db init`

"#]]);
    run(&sandbox, "blog", &["setup", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database cruddur would be replaced
it is that of directory [ROOT]/work/shop, not of this one
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
        assert!(run.stderr.contains("that of directory [ROOT]/work/shop"), "{run:?}");
    }
    // What would claim that a file was edited, or have no file, says whose database it is.
    run(&sandbox, "blog", &["migrate"]).check(str![[r#"
exit 2
--- stderr
CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
dev: cruddur on 127.0.0.1:[PORT] as postgres (managed)
error: database cruddur is that of directory [ROOT]/work/shop, not of this one; nothing was changed
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
        assert!(run.stderr.contains("that of directory [ROOT]/work/shop"), "{run:?}");
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
    sandbox.write("blog/cruddur-db.toml", "name = \"shop\"\n");
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
fn a_project_that_has_moved_goes_on() {
    let sandbox = two_projects();
    run(&sandbox, "shop", &["init"]).succeeded();
    run(&sandbox, "shop", &["setup"]).succeeded();
    let moved = |project: &str| -> PathBuf { sandbox.work().join(project) };
    std::fs::rename(moved("shop"), moved("store")).unwrap();
    run(&sandbox, "store", &["migrate"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
dev: shop on 127.0.0.1:[PORT] as postgres (managed)
database shop was that of directory [ROOT]/work/shop, which no longer exists

"#]]);
    run(&sandbox, "store", &["setup"]).succeeded();
    // And is the only one that it is now.
    std::fs::rename(moved("store"), moved("shop")).unwrap();
    std::fs::create_dir(moved("store")).unwrap();
    run(&sandbox, "shop", &["drop"]).ended_with(4);
}

/// A directory that is no project is the same place as those below it that are none either.
#[test]
fn a_directory_below_is_the_same_place() {
    let sandbox = Sandbox::new();
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
        refused.stderr.contains("that of directory [ROOT]/work/w, not of this one"),
        "{refused:?}"
    );
    std::fs::create_dir(sandbox.work().join("w/sub/.git")).unwrap();
    run(&sandbox, "w/sub", &["setup"]).ended_with(4);
}
