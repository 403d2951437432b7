use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;

/// What Python itself makes of the file: the values of the strings that the two functions return.
const JUDGE: &str = r#"
import ast, json, sys
out = []
for text in json.load(sys.stdin):
    tree = ast.parse(text)
    values = {}
    for cls in [n for n in tree.body if isinstance(n, ast.ClassDef)]:
        for f in [n for n in cls.body if isinstance(n, ast.FunctionDef)]:
            names = {}
            for s in f.body:
                if isinstance(s, ast.Assign) and isinstance(s.value, ast.Constant):
                    names[s.targets[0].id] = s.value
                if isinstance(s, ast.Return):
                    c = names[s.value.id] if isinstance(s.value, ast.Name) else s.value
                    values[f.name] = [c.value.replace("%%", "%"), c.lineno]
    out.append([values["migrate_sql"], values["rollback_sql"]])
print(json.dumps(out))
"#;

fn file(up: &str, down: &str) -> String {
    format!(
        "from lib.db import db\n\nclass AddBioMigration:\n  def migrate_sql():\n    data = {up}\n    \
         return data\n  def rollback_sql():\n    data = {down}\n    return data\n\n  def migrate():\n    \
         db.query_commit(AddBioMigration.migrate_sql(),{{\n    }})\n\n  def rollback():\n    \
         db.query_commit(AddBioMigration.rollback_sql(),{{\n    }})\n\nmigration = AddBioMigration\n"
    )
}

#[test]
fn the_generators_file_is_read() {
    let read = read(&file("\"\"\"\n    ALTER TABLE users ADD bio text;\n    \"\"\"", "'''drop'''"));
    let PythonMigration { up, down } = read.unwrap();
    assert_eq!(up.text, "\n    ALTER TABLE users ADD bio text;\n    ");
    assert_eq!((up.start, up.verbatim), (Position { line: 5, column: 15 }, true));
    assert_eq!((down.text.as_str(), down.start.line), ("drop", 10));
}

#[test]
fn what_would_have_to_run_is_refused() {
    let whole = file("'''x'''", "'''y'''");
    let refused = |text: &str| read(text).expect_err(text);
    for (up, line, words) in [
        ("f'''x'''", 5, "f-string"),
        ("b'''x'''", 5, "bytes"),
        ("'''\n a % b'''", 6, "a single %"),
        ("'''\n\n a LIKE '%%x' and %s'''", 7, "a single %"),
        ("open('x').read()", 5, "not in the form"),
        ("'''x''' + y", 5, "not in the form"),
        ("'''a''' '''b'''", 5, "not in the form"),
        ("'''x'''.format(1)", 5, "not in the form"),
        ("data", 5, "not in the form"),
    ] {
        let error = refused(&file(up, "'''y'''"));
        assert_eq!(error.line, line, "{up}: {error:?}");
        assert!(error.message.contains(words), "{up}: {error:?}");
    }
    let long = format!("print({})", "a, bb, ccc, ".repeat(9));
    let error = refused(&whole.replacen("migration = AddBioMigration", &long, 1));
    let shown = "`print(a, bb, ccc, a, bb, ccc, a, bb, ccc, a, bb, ccc, a, ...` is not";
    assert!(error.message.starts_with(shown), "{error:?}");
    for (old, new) in [
        ("migration = AddBioMigration", "print(1)"),
        ("migrate_sql(),{\n    })", "migrate_sql(),{\n    })\n    print(1)"),
        ("db.query_commit(AddBioMigration.migrate_sql", "db.query_commit(Other.rollback_sql"),
        ("  def migrate():", "  x = 1\n  def migrate():"),
        ("def migrate():", "def other():"),
        ("  def rollback_sql", "  def migrate_sql"),
        ("class AddBioMigration:", "class A:\n  pass\nclass AddBioMigration:"),
        ("return data", "pass"),
    ] {
        refused(&whole.replacen(old, new, 1));
    }
    for text in ["", "migration = x", "class A:\n  pass\n"] {
        assert!(refused(text).message.contains("no migrate_sql()"), "{text}");
    }
}

#[test]
fn annotations_mean_nothing() {
    let plain = file("'''x'''", "'''y'''");
    for (old, new) in [
        ("def migrate_sql():", "def migrate_sql() -> str:"),
        ("def rollback_sql():", "def rollback_sql(self) -> 'str | None':"),
        ("def migrate():", "def migrate() -> None:"),
        ("data =", "data: str ="),
    ] {
        assert!(plain.contains(old), "{plain}");
        let read = |text: &str| read(text).map(|it| (it.up.text, it.down.text));
        assert_eq!(read(&plain.replace(old, new)), read(&plain), "{new}");
    }
    let error = read("class A:\n  def migrate_sql() - str:\n    pass\n").unwrap_err();
    assert!(error.message.starts_with("`def migrate_sql() - str:` is not"), "{error:?}");
}

/// Pieces that a text may be made of, in all ways of Python's to write them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 ,;()éß]{1,8}",
        Just("\n    ".to_owned()),
        Just("%%".to_owned()),
        Just("\\n".to_owned()),
        Just("\\\\".to_owned()),
        Just("\\'".to_owned()),
        Just("\\\"".to_owned()),
        Just("\\d".to_owned()),
        // In full, so that digits behind it do not make it a lone %, which is refused.
        Just("\\x41\\u00e9\\U0001F600\\000".to_owned()),
        Just("\\\n".to_owned()),
        Just("# no comment".to_owned()),
        Just("'' ".to_owned()),
        Just("\"\" ".to_owned()),
    ]
}

fn literal() -> impl Strategy<Value = String> {
    let quotes = prop_oneof![Just("\"\"\""), Just("'''")];
    let prefix = prop_oneof![Just(""), Just("r"), Just("u"), Just("R")];
    (quotes, prefix, prop::collection::vec(piece(), 0..8)).prop_map(|(quotes, prefix, pieces)| {
        // A quote at the end would be one of those that close it.
        format!("{prefix}{quotes}{} {quotes}", pieces.concat())
    })
}

#[test]
fn it_reads_what_python_reads() {
    // One run of Python for all of them.
    let mut runner = TestRunner::default();
    let one = (literal(), literal(), any::<bool>());
    let texts: Vec<String> = (0..500)
        .map(|_| {
            let (up, down, windows) = one.new_tree(&mut runner).unwrap().current();
            let text = file(&up, &down);
            if windows { text.replace('\n', "\r\n") } else { text }
        })
        .collect();
    for (text, expected) in texts.iter().zip(judged(&texts)) {
        let ours = read(text).expect(text);
        let ours = [ours.up, ours.down].map(|sql| (sql.text, sql.start.line));
        assert_eq!(ours, expected, "{text}");
    }
}

fn judged(texts: &[String]) -> Vec<[(String, u64); 2]> {
    let mut python = Command::new("python3")
        .args(["-W", "ignore", "-c", JUDGE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input = serde_json::to_vec(texts).unwrap();
    python.stdin.take().unwrap().write_all(&input).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[\\PC\n\r\t'\"\\\\]{0,80}") {
        let _ = read(&text);
    }
}
