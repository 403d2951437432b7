use proptest::prelude::*;

use super::*;

type Part<'a> = (&'a str, bool);

/// The parts' text, and whether they are without a transaction.
fn parts(text: &str) -> Option<(Part<'_>, Option<Part<'_>>)> {
    let Halves { up, down, .. } = halves(text).unwrap()?;
    Some(((up.text, up.no_transaction), down.map(|down| (down.text, down.no_transaction))))
}

#[track_caller]
fn refused(text: &str) -> String {
    let Refusal { line, message } = halves(text).unwrap_err();
    format!("{line}: {message}")
}

#[test]
fn each_tools_markers_split_a_file() {
    for (text, up, down) in [
        (
            "-- c\n-- migrate:up\na;\n-- migrate:down\nb;\n",
            "-- migrate:up\na;\n",
            "-- migrate:down\nb;\n",
        ),
        (
            "--migrate:up\r\na;\r\n--  migrate:down\r\nb;",
            "--migrate:up\r\na;\r\n",
            "--  migrate:down\r\nb;",
        ),
        (
            "\u{feff}-- +goose Up\na;\n-- +goose Down\nb;",
            "\u{feff}-- +goose Up\na;\n",
            "-- +goose Down\nb;",
        ),
        ("-- +goose up\na;\n  -- +GOOSE DOWN\nb;", "-- +goose up\na;\n", "  -- +GOOSE DOWN\nb;"),
        (
            "ignored;\n-- +migrate Up\na;\n-- +migrate Down\nb;",
            "-- +migrate Up\na;\n",
            "-- +migrate Down\nb;",
        ),
        (
            "-- +migrate Down\nb;\n-- +migrate Up\na;",
            "-- +migrate Up\na;",
            "-- +migrate Down\nb;\n",
        ),
        (
            "-- Up Migration\na;\n-- Down Migration\nb;",
            "-- Up Migration\na;\n",
            "-- Down Migration\nb;",
        ),
        (
            "---- up  migration: x\na;\n-- down migration --\nb;",
            "---- up  migration: x\na;\n",
            "-- down migration --\nb;",
        ),
        // In a comment of another tool they are none.
        (
            "-- migrate:up\n-- Up Migration\na;\n-- migrate:down\nb;",
            "-- migrate:up\n-- Up Migration\na;\n",
            "-- migrate:down\nb;",
        ),
    ] {
        assert_eq!(parts(text), Some(((up, false), Some((down, false)))), "{text}");
    }
}

#[test]
fn other_comments_are_no_markers() {
    for text in [
        "",
        "create table t (x int);\n-- migrate:upwards\n",
        "-- up migration of x\na;",
        "-- down migration: none\na;",
        "select 1; -- migrate:down\n",
    ] {
        assert_eq!(parts(text), None, "{text}");
    }
    // Nothing goes back in either.
    let noted =
        "-- Up migration: adds q\ncreate table q();\n-- Down migration:\n-- drop table q;\n";
    assert_eq!(parts(noted), None);
    for end in ["\n", "-- drop table t;\n\n"] {
        let text = format!("-- migrate:up\na;\n-- migrate:down\n{end}");
        let halves = halves(&text).unwrap().unwrap();
        assert!(halves.down.is_some_and(|down| down.is_blank() && down.line == 3), "{text}");
    }
    let lost = "a;\n-- Up migration of x\nb;\n-- Down migration of x\nc;\n";
    assert_eq!(halves(lost).unwrap_err().line, 1);
}

#[test]
fn a_part_asks_for_no_transaction_as_the_tool_does() {
    let of = |text| parts(text).map(|((_, up), down)| (up, down.map(|(_, down)| down)));
    for (text, expected) in [
        ("-- migrate:up transaction:false\n-- migrate:down\n", (true, Some(false))),
        ("-- migrate:up\n-- migrate:down foo:bar transaction:false\n", (false, Some(true))),
        ("-- migrate:up transaction:true\n", (false, None)),
        ("-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose Down\n", (true, Some(true))),
        ("-- +migrate Up notransaction\n-- +migrate Down\n", (true, Some(false))),
    ] {
        assert_eq!(of(text), Some(expected), "{text}");
    }
    assert_eq!(down_file("-- migrate:down transaction:false\n"), Ok(true));
    assert_eq!(down_file("-- Down Migration\n"), Ok(false));
    assert_eq!(down_file("a;\n-- migrate:up\n").unwrap_err().line, 2);
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_line() {
    for (text, message) in [
        (
            "-- migrate:up\n-- migrate:down\n-- migrate:up\n",
            "3: `-- migrate:up` is there already, in line 1",
        ),
        (
            "-- migrate:up\n\n-- +goose Down\n",
            "3: `-- +goose Down` is a marker of goose, but line 1 has one of dbmate",
        ),
        (
            "a;\n-- migrate:down\n",
            "2: `-- migrate:down` begins a down part, but the file has no up part",
        ),
        (
            "-- Down Migration\n",
            "1: `-- Down Migration` begins a down part, but the file has no up part",
        ),
        (
            "-- +goose Down\n-- +goose Up\n",
            "1: `-- +goose Down` stands before the up part, which must come first",
        ),
        (
            "-- c\n\na;\n-- migrate:up\n",
            "3: this stands before `-- migrate:up`, so that it is in neither part",
        ),
        (
            "-- +goose Up\n-- +goose ENVSUB ON\n",
            "2: `-- +goose ENVSUB ON` puts variables of the environment in, which is not done here",
        ),
    ] {
        assert_eq!(refused(text), message, "{text}");
    }
}

/// A line of such a file, or almost one.
fn line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "-- migrate:up",
        "-- migrate:down transaction:false",
        "-- +goose Up",
        "-- +goose Down",
        "-- +goose StatementBegin",
        "-- +goose NO TRANSACTION",
        "-- +migrate Up",
        "-- +migrate Down notransaction",
        "-- Up Migration",
        "-- Down Migration: x",
        "create table é (x int);",
        "-- a comment",
        "",
    ])
}

proptest! {
    /// The parts are the file, and the lines that errors name are its markers.
    #[test]
    fn put_together_they_are_the_file(
        lines in prop::collection::vec(line(), 0..7),
        end in prop::sample::select(vec!["\n", "\r\n"]),
        mark in prop::sample::select(vec!["", "\u{feff}"]),
    ) {
        let text = format!("{mark}{}", lines.join(end));
        let number = |line: u64| text.lines().nth(line as usize - 1).unwrap();
        match halves(&text) {
            Ok(None) => {}
            Ok(Some(Halves { up, down, without_down })) => {
                let down_text = down.map_or("", |down| down.text);
                let place = |half: &str| half.as_ptr() as usize - text.as_ptr() as usize;
                let mut both = vec![(place(up.text), up.text)];
                both.extend(down.map(|down| (place(down.text), down.text)));
                both.sort_unstable();
                let together: String = both.iter().map(|(_, text)| *text).collect();
                prop_assert_eq!(&text[both[0].0..], together);
                prop_assert_eq!(without_down.len() + down_text.len(), text.len());
                for half in [Some(up), down].into_iter().flatten() {
                    prop_assert_eq!(number(half.line), half.text.lines().next().unwrap());
                }
            }
            Err(Refusal { line, message }) => {
                let shown = message.split('`').nth(1).unwrap();
                let named = number(line).trim_start_matches('\u{feff}');
                prop_assert!(named == shown || message.starts_with("this stands"), "{}", message);
            }
        }
    }
}
