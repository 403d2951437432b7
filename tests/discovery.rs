//! What the project around says about the database: `DATABASE_URL`, compose files, local hosts.

use snapbox::str;

use crate::common::{Postgres, Sandbox};

const COMPOSE: &str = "services:
  db:
    image: postgres:13-alpine
    environment:
      - POSTGRES_USER=ann
      - POSTGRES_PASSWORD=${DB_PASSWORD:-canary}
    ports:
      - '127.0.0.1:${DB_PORT:-1}:5432'
  web:
    build: .
";

#[test]
fn a_compose_file_gets_a_hint_with_the_line() {
    let mut sandbox = Sandbox::new();
    sandbox.write(".git/HEAD", "");
    sandbox.write("backend-flask/db/schema.sql", "");
    sandbox.write("docker-compose.yml", COMPOSE);
    // An unreachable server is never replaced, and a missing URL is not guessed.
    sandbox.set("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
error: CONNECTION_URL is not set, and there is no managed server yet
hint: docker-compose.yml has Postgres as service db; to use it, add CONNECTION_URL=postgresql://ann:***@127.0.0.1:1/cruddur to .env, which this does: `cruddur-db init`

"#]]);
    sandbox.run(["config"]).check(str![[r#"
exit 0
--- stdout
environment   dev
database      cruddur on the managed server (CONNECTION_URL is not set)
protected     no
schema        backend-flask/db/schema.sql (found by convention)
seeds         this project has no seed file
compose file  docker-compose.yml
project file  none
env files     none
--- stderr
hint: docker-compose.yml has Postgres as service db; to use it, add CONNECTION_URL=postgresql://ann:***@127.0.0.1:1/cruddur to .env, which this does: `cruddur-db init`

"#]]);
    sandbox.write(".env", "DB_PORT=5433\n");
    let run = sandbox.run(["config", "--env", "test"]).succeeded();
    let line = "add TEST_CONNECTION_URL=postgresql://ann:***@127.0.0.1:5433/cruddur_test to .env";
    assert!(run.stderr.contains(line) && !run.stdout.contains("canary"), "{run:?}");
    // Production has a URL of its own, or none.
    let run = sandbox.run(["config", "prod"]).ended_with(2);
    assert!(!run.stderr.contains("docker-compose.yml"), "{run:?}");
    // A URL that is set is enough.
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    let run = sandbox.run(["config"]).succeeded();
    assert!(!run.stderr.contains("hint"), "{run:?}");
}

#[test]
fn compose_files_are_found_as_docker_finds_them() {
    let sandbox = Sandbox::new();
    sandbox.write(".git/HEAD", "");
    let line = |directory: &str| {
        let command = sandbox.work().join(directory);
        let output = sandbox.command(["config"]).current_dir(command).output().unwrap();
        let run = sandbox.finished(output).succeeded();
        let hint = run.stderr.lines().find(|line| line.starts_with("hint: ")).unwrap_or_default();
        hint.split(" to use it").next().unwrap().trim_start_matches("hint: ").to_owned()
    };
    for name in ["docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"] {
        sandbox.write(name, COMPOSE);
        sandbox.write("app/src/x", "");
        assert_eq!(line(""), format!("{name} has Postgres as service db;"));
        // From below, the file is named as a whole.
        assert_eq!(line("app/src"), format!("[ROOT]/work/{name} has Postgres as service db;"));
    }
    sandbox.write("app/compose.yaml", "services: {}");
    assert_eq!(line("app/src"), "");
    sandbox.write("app/compose.override.yaml", COMPOSE);
    assert_eq!(line("app"), "compose.yaml has Postgres as service db;");
    // A file that is broken is docker's to complain about.
    sandbox.write("app/compose.yaml", "services: [");
    assert_eq!(line("app"), "");
}

#[test]
fn database_url_gets_a_hint_with_the_line() {
    let mut sandbox = Sandbox::new();
    sandbox.set("DATABASE_URL", "postgresql://u:canary@127.0.0.1:1/other");
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
error: CONNECTION_URL is not set, and there is no managed server yet
hint: DATABASE_URL is set, and is not used; to use it, add CONNECTION_URL=${DATABASE_URL} to .env, which this does: `cruddur-db init`

"#]]);
    // The line says what it should.
    sandbox.write(".env", "CONNECTION_URL=${DATABASE_URL}\n");
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.starts_with("dev: other on 127.0.0.1:1 as u (local)\n"), "{run:?}");
    std::fs::remove_file(sandbox.work().join(".env")).unwrap();
    // What is no Postgres is not ours.
    for other in ["sqlite:db.sqlite3", "mysql://u@127.0.0.1/d", ""] {
        sandbox.set("DATABASE_URL", other);
        let run = sandbox.run(["config"]).succeeded();
        assert_eq!(run.stderr, "", "{other}");
    }
}

#[test]
fn a_service_that_does_not_run_is_named_with_its_command() {
    let mut sandbox = Sandbox::new();
    sandbox.write(".git/HEAD", "");
    sandbox.write("docker-compose.yml", COMPOSE);
    sandbox.set("CONNECTION_URL", "postgresql://ann@127.0.0.1:1/cruddur");
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: cruddur on 127.0.0.1:1 as ann (local)
error: nothing listens on 127.0.0.1:1
hint: start it with: docker compose up -d db

"#]]);
    let run = sandbox.run(["doctor"]).ended_with(1);
    assert!(run.stdout.contains("docker compose up -d db"), "{run:?}");
    // Another port is another server.
    sandbox.write("docker-compose.yml", COMPOSE.replace(":-1}", ":-2}"));
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(!run.stderr.contains("docker"), "{run:?}");
    // So is production.
    sandbox.set("PROD_CONNECTION_URL", "postgresql://ann@127.0.0.1:1/cruddur");
    sandbox.write("docker-compose.yml", COMPOSE);
    let run = sandbox.run(["sessions", "prod"]).ended_with(3);
    assert!(!run.stderr.contains("docker"), "{run:?}");
    std::fs::remove_file(sandbox.work().join("docker-compose.yml")).unwrap();
    sandbox.write(".devcontainer/docker-compose.yml", COMPOSE);
    let run = sandbox.run(["sessions"]).ended_with(3);
    let command = "docker compose -f .devcontainer/docker-compose.yml up -d db\n";
    assert!(run.stderr.ends_with(command), "{run:?}");
}

#[test]
fn the_name_of_a_service_is_known_to_containers_only() {
    let mut sandbox = Sandbox::new();
    sandbox.write(".git/HEAD", "");
    let name = "cruddur-no-such-service";
    sandbox.set("CONNECTION_URL", format!("postgresql://ann@{name}:5432/cruddur"));
    sandbox.set("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: cruddur on cruddur-no-such-service:5432 as ann (remote)
error: cruddur-no-such-service does not resolve: [..]
hint: if cruddur-no-such-service is a service of docker compose, only containers know the name: write 127.0.0.1 and the port that it publishes

"#]]);
    let compose = COMPOSE.replace("  db:", &format!("  {name}:"));
    sandbox.write("docker-compose.yml", compose.replace(":-1}", ":-5433}"));
    sandbox.run(["sessions"]).check(str![[r#"
exit 3
--- stderr
dev: cruddur on cruddur-no-such-service:5432 as ann (remote)
error: cruddur-no-such-service does not resolve: [..]
hint: cruddur-no-such-service is a service of docker-compose.yml, a name that only containers know: write 127.0.0.1:5433 in CONNECTION_URL

"#]]);
    let run = sandbox.run(["doctor"]).ended_with(1);
    assert!(run.stdout.contains("write 127.0.0.1:5433 in CONNECTION_URL"), "{run:?}");
    sandbox.write("docker-compose.yml", compose.replace("ports:", "expose:"));
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.contains("publish its port there (ports: [\"5432:5432\"])"), "{run:?}");
}

/// In the containers of a development environment, the second `setup` once asked for the name.
#[test]
fn a_service_is_local_in_a_container_and_only_for_dev_and_test() {
    let mut sandbox = Sandbox::new();
    sandbox.write(".git/HEAD", "");
    sandbox.write(".devcontainer/compose.yaml", "services: {no-such-db: {image: postgres}}");
    sandbox.set("REMOTE_CONTAINERS", "true");
    let url = "postgresql://ann@no-such-db/cruddur";
    for name in ["CONNECTION_URL", "TEST_CONNECTION_URL", "PROD_CONNECTION_URL"] {
        sandbox.set(name, url);
    }
    let locality = |sandbox: &Sandbox, args: &[&str]| {
        let run = sandbox.run([&["sessions"], args].concat()).ended_with(3);
        let line = run.stderr.lines().next().unwrap();
        line.split_once('(').unwrap().1.trim_end_matches(')').to_owned()
    };
    assert_eq!(locality(&sandbox, &[]), "local");
    assert_eq!(locality(&sandbox, &["--env", "test"]), "local");
    assert_eq!(locality(&sandbox, &["prod"]), "remote, protected");
    assert_eq!(locality(&sandbox, &["--url", url]), "remote");
    for other in ["no-such-db.example.com", "other", "no-such-db,other", "no-such-db.lan"] {
        sandbox.set("CONNECTION_URL", format!("postgresql://ann@{other}/cruddur"));
        assert_eq!(locality(&sandbox, &[]), "remote", "{other}");
    }
    // An address stands in for the name.
    sandbox.set("CONNECTION_URL", format!("{url}?hostaddr=192.0.2.1&connect_timeout=1"));
    assert_eq!(locality(&sandbox, &[]), "remote");
    sandbox.set("CONNECTION_URL", url);
    // In a cluster the same name may be production.
    sandbox.set("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    assert_eq!(locality(&sandbox, &[]), "remote");
}

#[test]
fn a_local_host_lets_setup_run_twice() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let url = database.url().replace("127.0.0.1", "0.0.0.0");
    sandbox.set("CONNECTION_URL", &url).set("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    sandbox.write("cruddur-db.toml", "local_hosts = ['0.0.0.0']\n");
    sandbox.write("db/schema.sql", "create table t (x int);");
    sandbox.write("db/seed.sql", "insert into t values (1);");
    for _ in 0..2 {
        sandbox.run(["setup"]).succeeded();
    }
    let run = sandbox.run(["config"]).succeeded();
    assert!(run.stdout.contains("local hosts   0.0.0.0\n"), "{run:?}");
    // Not by another word for it, and not without its word.
    sandbox.run(["setup", "--url", &url]).ended_with(4);
    sandbox.write("cruddur-db.toml", "");
    sandbox.run(["setup"]).ended_with(4);
    sandbox.set("CRUDDUR_LOCAL_HOSTS", "db, 0.0.0.0");
    sandbox.run(["setup"]).succeeded();
    sandbox.write("cruddur-db.toml", "[environments.dev]\nprotected = true\n");
    sandbox.run(["setup"]).ended_with(4);
    let other = Postgres::shared().database();
    other.psql("create table precious (x int)");
    for environment in ["stage", "prod"] {
        let variable = format!("{}_CONNECTION_URL", environment.to_uppercase());
        let toml = format!("[environments.{environment}]\nprotected = false\n");
        sandbox.write("cruddur-db.toml", toml);
        sandbox.set(variable, other.url().replace("127.0.0.1", "0.0.0.0"));
        sandbox.run(["drop", "--env", environment]).ended_with(4);
        sandbox.unset("STAGE_CONNECTION_URL");
    }
    assert_eq!(database.psql("select x from t"), "1");
}

#[test]
fn hosts_that_cannot_be_local_are_refused() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://ann@db/cruddur");
    sandbox.write("cruddur-db.toml", "local_hosts = ['x.c1.eu-west-1.rds.amazonaws.com']\n");
    sandbox.run(["config"]).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work/cruddur-db.toml: local_hosts: x.c1.eu-west-1.rds.amazonaws.com is a server of RDS, and never local

"#]]);
    sandbox.write("cruddur-db.toml", "");
    for bad in ["*.example.com", "db:5432", "10.0.0.0/8", "a b"] {
        sandbox.set("CRUDDUR_LOCAL_HOSTS", bad);
        let run = sandbox.run(["config"]).ended_with(2);
        assert!(run.stderr.contains("is not the name of one host"), "{bad}: {run:?}");
    }
}
