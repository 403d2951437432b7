use snapbox::str;

use crate::common::Sandbox;

#[test]
fn nothing_set_means_the_managed_server() {
    Sandbox::new().run(["config"]).check(str![[r#"
exit 0
--- stdout
environment   dev
database      cruddur on the managed server (CONNECTION_URL is not set)
protected     no
schema        Cruddur's built-in schema.sql (there is no project here)
seeds         Cruddur's built-in seed.sql (there is no project here)
project file  none
env files     none

"#]]);
}

#[test]
fn a_missing_environment_is_named_and_never_replaced() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u:canary@h/d");
    sandbox.run(["config", "prod"]).check(str![[r#"
exit 2
--- stderr
error: environment prod has no database: PROD_CONNECTION_URL is not set
hint: set PROD_CONNECTION_URL to postgresql://USER@HOST:5432/DATABASE

"#]]);
}

#[test]
fn the_files_that_would_be_loaded_are_shown() {
    let mut sandbox = Sandbox::new();
    sandbox.set("PROD_CONNECTION_URL", "postgresql://root@db.example.com/cruddur");
    sandbox.write("db/schema.sql", "");
    let toml = "[environments.dev]\nseeds = 'missing'\n";
    sandbox.write("cruddur-db.toml", toml);
    let run = sandbox.run(["config"]).succeeded();
    assert!(run.stdout.contains("schema        db/schema.sql (found by convention)\n"), "{run:?}");
    assert!(run.stdout.contains("seeds         missing does not exist\n"), "{run:?}");
    let prod = sandbox.run(["config", "prod", "--format", "json"]).succeeded().json();
    assert_eq!(prod["schema"]["from"], "convention");
    assert_eq!(prod["seeds"]["from"], "nowhere");
    assert_eq!(prod["seeds"]["problem"], "there is no seed file for prod");
}
