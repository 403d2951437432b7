//! `.env` files, read by us, by python-dotenv and by the shells: fixed seeds, the same files each
//! time.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use cruddur_db::config::Environ;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};

use crate::common::{Postgres, Sandbox, python_tools};

const NAMES: [&str; 4] = ["V", "V_A", "V_AB", "V_B"];

/// What values are made of. No word is a command that a shell would find.
const PIECES: [&str; 47] = [
    "xq",
    "yq",
    "1",
    "é",
    " ",
    " ",
    "\t",
    "'",
    "'",
    "\"",
    "\"",
    "\\",
    "\\\\",
    "\\'",
    "\\\"",
    "\\n",
    "\\$",
    "#",
    " #",
    " # xq",
    "=",
    ":",
    "/",
    "@",
    "?",
    "&",
    "&&",
    "|",
    ";",
    "~",
    "$",
    "$$",
    "$1",
    "$V",
    "$V_A",
    "$V_AB",
    "${V}",
    "${V_A}",
    "${V_AB}",
    "${V_A:-}",
    "${V_B:-xq}",
    "${V_B-yq}",
    "${V",
    "{\"k\":1}",
    "\r",
    "\n",
    "\u{a0}",
];

const BEGINNINGS: [&str; 12] =
    ["", "", "", "", "", "export ", "export\t", " ", "# ", "'", "xq ", "export xq "];
const EQUALS: [&str; 9] = ["=", "=", "=", "=", "=", " = ", "= ", " =", ""];
const ENDS: [&str; 5] = ["\n", "\n", "\n", "\n\n", "\r\n"];

/// A value, and what may be around it: most are quoted properly.
fn value() -> impl Strategy<Value = String> {
    let pieces = |most| {
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..most)
            .prop_map(|pieces| pieces.concat())
    };
    let quoted = |quote: char| {
        pieces(4).prop_map(move |text| format!("{quote}{}{quote}", text.replace(quote, "")))
    };
    prop_oneof![pieces(2), pieces(5), quoted('\''), quoted('"')]
}

fn line() -> impl Strategy<Value = String> {
    let pick = |from: &'static [&'static str]| proptest::sample::select(from);
    (pick(&BEGINNINGS), pick(&NAMES), pick(&EQUALS), value(), pick(&ENDS)).prop_map(
        |(beginning, name, equals, value, end)| format!("{beginning}{name}{equals}{value}{end}"),
    )
}

/// What a judge gets for each variable of each file.
type Values = Vec<BTreeMap<String, String>>;

/// What python-dotenv gets, and for which names it passed over something.
struct Python {
    values: Values,
    doubtful: Vec<Vec<String>>,
}

const PYTHON: &str = r#"
import json, logging, sys
from dotenv.main import DotEnv
from dotenv.parser import parse_stream
from dotenv.variables import parse_variables, Variable
logging.disable()
for path in sys.stdin.read().split():
    values = {k: v for k, v in DotEnv(path, encoding='utf-8', override=False).dict().items() if v is not None}
    seen, doubtful, broken = set(), set(), ''
    for binding in parse_stream(open(path, encoding='utf-8')):
        if binding.error:
            broken += binding.original.string
        if binding.key is None:
            continue
        bad = False
        for atom in parse_variables(binding.value or ''):
            if isinstance(atom, Variable):
                known = atom.name in seen or atom.default is not None
                bad |= not known or atom.name in doubtful or atom.name in broken
        seen.discard(binding.key)
        doubtful.discard(binding.key)
        if binding.value is None:
            doubtful.add(binding.key)
        else:
            seen.add(binding.key)
        if bad:
            doubtful.add(binding.key)
    doubtful |= {name for name in ('V', 'V_A', 'V_AB', 'V_B') if name in broken}
    print(json.dumps([values, sorted(doubtful)]))
"#;

fn python(files: &[PathBuf]) -> Python {
    let python = python_tools("tests/dotenv-requirements.txt").join("bin/python");
    let list = files[0].with_file_name("list");
    let names: Vec<_> = files.iter().map(|file| file.to_str().unwrap()).collect();
    std::fs::write(&list, names.join("\n")).unwrap();
    let list = std::fs::File::open(list).unwrap();
    let output =
        Command::new(python).args(["-c", PYTHON]).env_clear().stdin(list).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let (values, doubtful) = lines.lines().map(|line| serde_json::from_str(line).unwrap()).unzip();
    Python { values, doubtful }
}

/// Each file is read by a shell of its own, which finds no commands. One that gave up halfway says
/// so with a `!`.
const SHELL: &str = r#"
one='trap "show" EXIT
show() { for n in V V_A V_AB V_B; do eval "case \${$n+x} in x) printf \"%s=%s\\0\" $n \"\$$n\";; esac"; done; printf "${end:+$end\0}\0"; }
end=!=; set -a; . "$1"; end='
for file in "$@"; do env -i PATH=/nonexistent "$SHELL_UNDER_TEST" -c "$one" sh "$file" 2>/dev/null; done
exit 0
"#;

fn shell(program: &str, files: &[PathBuf]) -> Values {
    let output = Command::new("sh")
        .args(["-c", SHELL, "sh"])
        .args(files)
        .env("SHELL_UNDER_TEST", program)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut values = vec![BTreeMap::new()];
    for entry in text.split_terminator('\0') {
        let last = values.last_mut().unwrap();
        match entry.split_once('=') {
            Some((name, value)) => _ = last.insert(name.to_owned(), value.to_owned()),
            None => values.push(BTreeMap::new()),
        }
    }
    values.pop();
    assert_eq!(values.len(), files.len(), "{program}");
    values
}

/// Returns how many values we took, and how many we refused.
fn compare(seed: u64, cases: usize) -> (usize, usize) {
    let mut runner = TestRunner::new(Config {
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    });
    let strategy = proptest::collection::vec(line(), 1..5).prop_map(|lines| lines.concat());
    let directory = tempfile::tempdir().unwrap();
    let texts: Vec<String> =
        (0..cases).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect();
    let write = |(number, text): (usize, &String)| {
        let path = directory.path().join(number.to_string());
        // The shells take a carriage return for a part of the value, which nobody means.
        std::fs::write(path.with_extension("sh"), text.replace("\r\n", "\n")).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    let files: Vec<PathBuf> = texts.iter().enumerate().map(write).collect();
    let scripts: Vec<PathBuf> = files.iter().map(|path| path.with_extension("sh")).collect();
    let Python { values: by_python, doubtful } = python(&files);
    let shells = [shell("/bin/sh", &scripts), shell("/bin/bash", &scripts)];
    let (mut taken, mut refused) = (0, 0);
    let mut wrong = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        for name in NAMES {
            let python = by_python[number].get(name);
            let whole = shells.iter().map(|values| &values[number]);
            let whole = whole.filter(|values| !values.contains_key("!"));
            let by_shells = whole.clone().filter_map(|values| values.get(name));
            let nobody = by_shells.clone().next().is_none();
            // What a shell would expand if it read the line at all.
            let dollar = nobody && python.is_some_and(|value| value.contains('$'));
            let agreed = by_shells.clone().all(|value| Some(value) == python) && !dollar;
            let doubtful = doubtful[number].iter().any(|other| other == name);
            match ours(&files[number], name) {
                Ok(value) => {
                    taken += usize::from(value.is_some());
                    if !agreed || value.as_ref() != python {
                        wrong.push(format!("{name} of {text:?}: {value:?}"));
                    }
                }
                Err(message) => {
                    refused += 1;
                    // Nothing is refused without a reason.
                    let fine = agreed && !doubtful && whole.count() == shells.len();
                    if fine && !only_a_shell_could_tell(text) {
                        wrong.push(format!("{name} of {text:?}: {message}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    (taken, refused)
}

fn ours(file: &Path, name: &str) -> Result<Option<String>, String> {
    let mut environ = Environ::of_process();
    environ.overlay(file).unwrap();
    let value = environ.get_even_empty(name).map_err(|error| error.to_string())?;
    Ok(value.map(|value| value.text))
}

/// Here the shells got the same by chance, or none at all.
fn only_a_shell_could_tell(text: &str) -> bool {
    ["$$", "$1", "~", "$'", "$\"", "&&", "||", "${V", " :", "\t:"]
        .iter()
        .any(|piece| text.contains(piece))
}

#[test]
fn values_are_what_python_and_the_shells_take_them_for() {
    // More by hand: DOTENV_CASES=20000 cargo test dotenv::
    let cases = std::env::var("DOTENV_CASES").map_or(400, |cases| cases.parse().unwrap());
    let (taken, refused) = compare(1, cases);
    assert!(taken > 100 && refused > 100, "{taken} taken, {refused} refused");
    writeln!(std::io::stdout(), "{cases} files: {taken} values taken, {refused} refused").unwrap();
}

/// Password managers mount one, and write into it whenever it is opened.
#[test]
fn a_pipe_is_read() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.unset("CONNECTION_URL");
    let pipe = sandbox.work().join(".env");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let line = format!("CONNECTION_URL={}\n", database.url());
    let writer = std::thread::spawn(move || std::fs::write(pipe, line).unwrap());
    let run = sandbox.run(["connect", "-c", "select current_database()"]).succeeded();
    writer.join().unwrap();
    assert!(run.stdout.contains("[DB]"), "{run:?}");
}
