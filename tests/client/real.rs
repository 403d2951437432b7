use std::process::Stdio;

use cruddur_db::postgres::client::{At, Client, Reply, Status};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::{block_on, connect, connect_to, error_of, replies, target};
use crate::common::{Encrypted, Outcome, Pgbouncer, Postgres, Sandbox, TIMEOUT, psql};

#[test]
fn everything_that_the_server_says_is_there() {
    let database = Postgres::shared().database();
    block_on(async {
        let mut client = connect(&database.url()).await.unwrap();
        assert!(client.server_version_num() >= 130_000);
        assert_eq!(client.parameter("server_encoding"), "UTF8");
        assert_eq!(client.parameter("client_encoding"), "UTF8");
        assert_eq!(client.parameter("application_name"), "cruddur-db test");
        let table = "create table t (a int, \"B c\" text); insert into t values (1, null)";
        replies(&mut client, table).await.unwrap();
        let sql = "insert into t values (2, 'é'); begin; select * from t order by a; ; \
                   do $$ begin raise notice 'n' using detail = 'd', hint = 'h'; \
                   raise info 'i'; end $$;";
        let all = replies(&mut client, sql).await.unwrap();
        let mut said = Vec::new();
        for reply in all {
            said.push(match reply {
                Reply::Columns(columns) => {
                    columns.into_iter().map(|c| c.name).collect::<Vec<_>>().join("|")
                }
                Reply::Row(row) => format!("{:?}", row.values()),
                Reply::Done(tag) => format!("{} {}", tag.0, tag.rows()),
                Reply::Notice(notice) => notice.lines(),
                Reply::Ready(status) => format!("{status:?}"),
                other => format!("{other:?}"),
            });
        }
        assert_eq!(
            said,
            [
                "INSERT 0 1 1",
                "BEGIN 0",
                "a|B c",
                "[Some(\"1\"), None]",
                "[Some(\"2\"), Some(\"é\")]",
                "SELECT 2 2",
                "notice: n\ndetail: d\nhint: h",
                "info: i",
                "DO 0",
                "Open"
            ]
        );
        let error = error_of(replies(&mut client, "select é").await.unwrap());
        assert_eq!((error.code.as_str(), error.position), ("42703", Some(At::Sent(8))));
        assert_eq!(client.status(), Status::Failed);
        replies(
            &mut client,
            "rollback; create function f() returns int language plpgsql as \
                              'declare x int; begin execute ''select nope'' into x; return x; end'",
        )
        .await
        .unwrap();
        let error = error_of(replies(&mut client, "select f()").await.unwrap());
        let inner = At::Inner { query: "select nope".to_owned(), character: 8 };
        assert_eq!(error.position, Some(inner));
        assert!(error.context.unwrap().contains("line 1 at EXECUTE"));
        // In a series, an error passes over the rest.
        client.statement("insert into t values (3)", false).unwrap();
        client.statement("insert into t values ('x')", true).unwrap();
        client.statement("insert into t values (4)", false).unwrap();
        client.sync();
        let mut tags = Vec::new();
        loop {
            match client.next().await.unwrap() {
                Reply::Done(tag) => tags.push(tag.0),
                Reply::Error(error) => tags.push(error.code),
                Reply::Ready(_) => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(tags, ["INSERT 0 1", "22P02"]);
        assert_eq!(client.ask("select count(*) from t").await.unwrap().as_deref(), Some("1"));
        client.close().await;
    });
}

#[test]
fn a_server_that_talks_while_we_send_holds_nobody_up() {
    let database = Postgres::shared().database();
    block_on(async {
        let mut client = connect(&database.url()).await.unwrap();
        let talk = "do $$ begin for i in 1..20000 loop raise notice '%', repeat('x', 300); \
                    end loop; end $$";
        client.query(talk).unwrap();
        client.query(&format!("select length('{}')", "y".repeat(30_000_000))).unwrap();
        let (mut notices, mut ready) = (0, 0);
        while ready < 2 {
            match client.next().await.unwrap() {
                Reply::Notice(_) => notices += 1,
                Reply::Ready(_) => ready += 1,
                Reply::Error(error) => panic!("{error:?}"),
                _ => {}
            }
        }
        assert_eq!(notices, 20_000);
    });
}

async fn cancels(url: &cruddur_db::model::Target) {
    let mut client = connect_to(url).await.unwrap();
    let mut other = connect_to(url).await.unwrap();
    let canceller = client.canceller();
    let mark = format!("/* {:p} */", &raw const client);
    client.query(&format!("select pg_sleep(600) {mark}")).unwrap();
    other.query("select pg_sleep(0.5)").unwrap();
    let mut watcher = connect_to(url).await.unwrap();
    let running = format!(
        "select count(*) from pg_stat_activity where wait_event = 'PgSleep' \
         and query = 'select pg_sleep(600) {mark}'"
    );
    let cancel = async {
        let deadline = std::time::Instant::now() + TIMEOUT;
        while watcher.ask(&running).await.unwrap().as_deref() != Some("1") {
            assert!(std::time::Instant::now() < deadline, "it does not run");
        }
        canceller.cancel().await.unwrap();
    };
    let cancelled = async {
        let all = until_ready(&mut client).await;
        assert_eq!(error_of(all).code, "57014");
    };
    // Nobody else is meant.
    let slept = async {
        let all = until_ready(&mut other).await;
        assert!(!all.iter().any(|reply| matches!(reply, Reply::Error(_))), "{all:?}");
    };
    tokio::join!(cancel, cancelled, slept);
}

async fn until_ready(client: &mut Client) -> Vec<Reply> {
    let mut replies = Vec::new();
    loop {
        replies.push(client.next().await.unwrap());
        if let Some(Reply::Ready(_)) = replies.last() {
            return replies;
        }
    }
}

#[test]
fn a_cancel_reaches_its_own_statement() {
    let server = Postgres::shared();
    let database = server.database();
    block_on(cancels(&target(&database.url())));
    let pooler = Pgbouncer::start(server, "transaction", &[]);
    block_on(cancels(&target(&pooler.url(&database.name))));
}

#[test]
fn a_login_over_tls_is_bound_to_it_and_cancels_over_it() {
    let encrypted = Encrypted::shared();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("ca.pem");
    std::fs::write(&file, encrypted.authority.pem()).unwrap();
    let mut target = target(&encrypted.url("tls_only", ""));
    target.access.tls.mode = cruddur_db::model::SslMode::VerifyFull;
    target.access.tls.roots = cruddur_db::model::TrustAnchors::File(file);
    block_on(async {
        let mut client = connect_to(&target).await.unwrap();
        let sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
        assert_eq!(client.ask(sql).await.unwrap().as_deref(), Some("t"));
        cancels(&target).await;
    });
}

#[test]
fn a_socket_leads_there_as_well() {
    let server = Postgres::shared();
    let database = server.database();
    let directory = server
        .psql("postgres", "select split_part(current_setting('unix_socket_directories'), ',', 1)");
    let directory = directory.trim_matches('"');
    let mut target = target(&database.url());
    target.url.host = cruddur_db::model::Host::Socket(directory.into());
    block_on(async {
        let mut client = connect_to(&target).await.unwrap();
        let sql = "select inet_server_addr() is null";
        assert_eq!(client.ask(sql).await.unwrap().as_deref(), Some("t"));
        cancels(&target).await;
    });
}

/// The settings in `options` hold, also where a pooler has no place for them.
#[test]
fn options_hold_everywhere() {
    let server = Postgres::shared();
    let database = server.database();
    let pooler = Pgbouncer::start(server, "session", &[]);
    let more = "?options=-c%20work_mem%3D3MB%20-c%20my.own%3Dx";
    for url in [database.url(), pooler.url(&database.name)] {
        block_on(async {
            let mut client = connect(&format!("{url}{more}")).await.unwrap();
            let pooled = url != database.url();
            assert_eq!(client.unasked_settings().len(), if pooled { 2 } else { 0 });
            let sql = "select concat(current_setting('work_mem'), current_setting('my.own', true))";
            let expected = if pooled { "4MB" } else { "3MBx" };
            assert_eq!(client.ask(sql).await.unwrap().as_deref(), Some(expected));
            client.close().await;
        });
        // Whoever uses the client sets them.
        let directory = tempfile::tempdir().unwrap();
        let text = "drop table if exists o; create table o as \
                    select concat(current_setting('work_mem'), current_setting('my.own')) as s;";
        let path = crate::script::judge::file(&directory, "o.sql", text);
        let inputs = [cruddur_db::script::Input::File(path)];
        let options = cruddur_db::script::Options::default();
        crate::script::judge::load_into(&format!("{url}{more}"), &inputs, &options).0.unwrap();
        assert_eq!(database.psql("select s from o"), "3MBx");
    }
    block_on(async {
        // Nothing that was not asked for.
        let mut client = connect(&database.url()).await.unwrap();
        let sql =
            "select string_agg(name, ' ' order by name) from pg_settings where source = 'client'";
        let answer = client.ask(sql).await.unwrap().unwrap();
        assert_eq!(answer, "application_name client_encoding");
    });
}

/// pgbouncer 1.18 ends when a client that cancels hangs up too early.
#[test]
fn an_interrupt_leaves_the_pooler_alive() {
    let server = Postgres::shared();
    let database = server.database();
    let pooler = Pgbouncer::start(server, "transaction", &[]);
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    let running = "select count(*) from pg_stat_activity where datname = current_database() \
                   and wait_event = 'PgSleep'";
    for _ in 0..5 {
        let mut command = sandbox.command(["connect", "--builtin", "-c", "select pg_sleep(600)"]);
        let child = command.stderr(Stdio::piped()).spawn().unwrap();
        database.wait_for(running, "1");
        kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
        sandbox.finished(child.outcome()).ended_with(130);
        assert_eq!(psql(&pooler.url(&database.name), "select 1"), "1");
    }
}
