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
schema        found by convention
seeds         found by convention
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
