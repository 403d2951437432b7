//! Citus, of which a database here has what is asked for. Everything was done by hand with a
//! real one, too.

use crate::common::{Database, Postgres, Sandbox};

fn distributed() -> (Database, Sandbox) {
    let database = Postgres::shared().database();
    database.psql(include_str!("citus.sql"));
    let mut sandbox = Sandbox::with(&database);
    let options = "?options=-c%20citus.version%3D12.1.12";
    sandbox.set("CONNECTION_URL", format!("{}{options}", database.url()));
    (database, sandbox)
}

#[test]
fn who_waits_on_another_node_is_seen() {
    let (database, sandbox) = distributed();
    let mut sessions = [database.after(&["begin"]), database.after(&["begin"])];
    let pids = database.psql(
        "select string_agg(pid::text, ' ' order by backend_start) from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'",
    );
    let (first, second) = pids.split_once(' ').unwrap();
    database.psql(&format!(
        "insert into citus_lock_waits values
             (10000000000 + {second}, 10000000000 + {first}), (20000000000 + {first}, 1)"
    ));
    let run = sandbox.run(["sessions", "--blocking", "--format", "json"]).succeeded();
    let json = run.json();
    assert_eq!(json[0]["process_id"].to_string(), first);
    assert_eq!(json[0]["blocks"][0]["process_id"].to_string(), second);
    assert_eq!(json[0]["blocked_by"].as_array().map(Vec::len), Some(0));
    for session in &mut sessions {
        session.kill().unwrap();
        session.wait().unwrap();
    }
}
