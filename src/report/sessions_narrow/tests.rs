use super::*;
use crate::report::blocking::Blocking;

fn session(process_id: i32, user: &str, app: &str) -> ClientSession {
    ClientSession {
        process_id,
        user: Some(user.to_owned()),
        db: Some("cruddur".to_owned()),
        client_addr: Some("10.0.0.7".to_owned()),
        app: Some(app.to_owned()),
        state: Some("active".to_owned()),
        seconds: Some(3.0),
        query: Some("select 1".to_owned()),
        ..ClientSession::default()
    }
}

fn shown(sessions: Vec<ClientSession>, width: usize) -> String {
    Narrow::new(&Sessions(sessions), width).to_string()
}

#[test]
fn what_is_the_same_is_said_once() {
    let own = ClientSession { own: true, query: None, ..session(9, "app", "cruddur-db sessions") };
    let list = || vec![session(4711, "app", "web"), session(4712, "app", "web"), own.clone()];
    assert_eq!(
        shown(list(), 80),
        "user: app, app: web, client_addr: 10.0.0.7, db: cruddur\n\
         pid   state   for  query\n\
         4711  active  3 s  select 1\n\
         4712  active  3 s  select 1\n\
         9*    active  3 s\n\
         * this command's own session\n"
    );
}

#[test]
fn what_differs_stays_as_long_as_there_is_room() {
    let mut waits = session(4712, "me", "an application with quite a long name");
    waits.wait = Some("Lock/transactionid".to_owned());
    waits.blocked_by = vec![4711, 4713, 4714];
    let list = vec![session(4711, "app", "web"), waits];
    assert_eq!(
        shown(list, 80),
        "client_addr: 10.0.0.7, db: cruddur\n\
         pid   user  state   for  wait                blocked_by  query\n\
         4711  app   active  3 s                                  select 1\n\
         4712  me    active  3 s  Lock/transactionid  4711 +2     select 1\n\
         no room for app: use a wider terminal, or --csv\n"
    );
}

#[test]
fn hidden_sessions_tell_nothing_of_the_others() {
    let hidden = ClientSession {
        app: None,
        client_addr: None,
        state: None,
        seconds: None,
        query: None,
        hidden: true,
        ..session(7, "other", "")
    };
    let text = shown(vec![session(4711, "app", "web"), hidden], 80);
    assert!(text.starts_with("app: web, client_addr: 10.0.0.7, db: cruddur\n"), "{text}");
    assert!(text.contains("\n7     other  (hidden)\n"), "{text}");
}

#[test]
fn queries_of_others_cannot_steer_the_terminal() {
    let mut evil = session(1, "a\x1b[31m\nb", "x");
    (evil.query, evil.blocked_by) = (Some("a\x1b[2J\u{9b}".to_owned()), vec![2]);
    let text = Sessions(vec![evil.clone()]).to_string() + &Blocking::of(vec![evil]).to_string();
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    assert_eq!(text.matches("a\\x1B[31m\\nb").count(), 2, "{text}");
    assert_eq!(text.matches("a\\x1B[2J\\x9B").count(), 2, "{text}");
}
