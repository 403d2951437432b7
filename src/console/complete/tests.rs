use super::*;

fn names() -> Names {
    let relation = |schema: &str, name: &str, visible, columns: &[&str]| Relation {
        schema: schema.to_owned(),
        name: name.to_owned(),
        visible,
        columns: columns.iter().map(|it| (*it).to_owned()).collect(),
    };
    let relations = vec![
        relation("public", "users", true, &["uuid", "handle", "Full Name", "order"]),
        relation("public", "activities", true, &["uuid", "message"]),
        relation("audit", "log", false, &["at"]),
    ];
    Names { relations, databases: vec!["cruddur".to_owned(), "Other".to_owned()] }
}

/// The cursor is at the bar.
fn completed(line: &str) -> Vec<String> {
    let position = line.find('|').unwrap();
    complete(&names(), &line.replace('|', ""), position).1
}

#[test]
fn tables_follow_where_tables_stand() {
    assert_eq!(completed("select * from us|"), ["users"]);
    assert_eq!(completed("update AC|"), ["activities"]);
    assert_eq!(completed("select * from au|"), ["audit."]);
    assert_eq!(completed("select * from audit.|"), ["audit.log"]);
}

#[test]
fn columns_are_those_of_the_tables_that_are_named() {
    assert_eq!(completed("select ha| from users"), ["handle", "having"]);
    assert_eq!(completed("select mess| from users"), [""; 0]);
    assert_eq!(completed("select u.u| from users u"), ["u.uuid"]);
    assert_eq!(completed("select a.m| from users u join activities as a on true"), ["a.message"]);
    assert_eq!(completed("select users.\"F|"), ["users.\"Full Name\""]);
    assert_eq!(completed("select users.or|"), ["users.\"order\""]);
}

#[test]
fn keywords_keep_the_case_and_commands_are_known() {
    assert_eq!(completed("SEL|"), ["SELECT"]);
    assert_eq!(completed("sel|"), ["select"]);
    assert!(completed("\\d|").contains(&"dt".to_owned()));
    assert_eq!(completed("é|"), [""; 0]);
}

#[test]
fn commands_complete_their_arguments() {
    assert_eq!(completed("\\d us|"), ["users"]);
    assert_eq!(completed("\\dt a|"), ["activities", "audit."]);
    assert_eq!(completed("\\d audit.|"), ["audit.log"]);
    assert_eq!(completed("\\c |"), ["cruddur", "\"Other\""]);
    assert_eq!(completed("\\x a|"), ["auto"]);
    assert_eq!(completed("\\copy us|"), ["users"]);
    assert_eq!(completed("\\timing s|"), [""; 0]);
    for (line, path) in [
        ("\\i db/se", Some("db/se")),
        ("\\ir ", Some("")),
        ("\\copy users from us", Some("us")),
        ("\\copy (select 1) TO '/tmp/a", Some("/tmp/a")),
        ("\\copy users fr", None),
        ("\\d us", None),
        ("select 1 from us", None),
    ] {
        assert_eq!(path_argument(line), path, "{line}");
    }
}
