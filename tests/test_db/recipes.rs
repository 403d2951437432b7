//! The recipes of docs/test-databases.md.

use std::path::Path;
use std::process::Command;

use clap::Parser;
use cruddur_db::cli::Cli;

use super::{Project, psql};
use crate::common::python_tools;

/// The first block of this language on the page that has this text.
fn block(language: &str, text: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/test-databases.md");
    let page = std::fs::read_to_string(page).unwrap();
    let fence = format!("```{language}\n");
    let blocks = page.split(&fence).skip(1);
    let mut blocks = blocks.map(|block| block.split("```").next().unwrap());
    blocks.find(|block| block.contains(text)).unwrap().to_owned()
}

/// Runs a command in the project, with the program on its PATH.
fn run(project: &Project, command: &mut Command, variables: &[(&str, &Path)]) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_cruddur-db")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let sandbox = &project.sandbox;
    command.env_clear().envs(sandbox.environment()).env("PATH", path).current_dir(sandbox.work());
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text.into_owned()
}

#[test]
fn each_worker_of_pytest_has_a_database() {
    let project = Project::new();
    project.sandbox.write("conftest.py", block("python", "def database_url"));
    project.sandbox.write(
        "test_users.py",
        "import psycopg\nimport pytest\n\n\n@pytest.mark.parametrize('number', range(6))\n\
         def test_user(database_url, number):\n    with psycopg.connect(database_url) as connection:\n        \
         rows = connection.execute('select handle from users').fetchall()\n        \
         assert rows == [('ann',)]\n        \
         connection.execute(\"delete from users\")\n        connection.rollback()\n",
    );
    let python = python_tools("tests/test_db/requirements.txt").join("bin/python");
    let mut pytest = Command::new(python);
    let said = run(
        &project,
        pytest.args(["-m", "pytest", "-q", "-n", "3", "-p", "no:cacheprovider"]),
        &[],
    );
    assert!(said.contains("6 passed"), "{said}");
    // The fixture drops what it made.
    assert_eq!(project.names().into_iter().collect::<Vec<_>>(), project.templates());
}

#[test]
fn the_setup_script_of_nextest_names_a_database_for_each_slot() {
    let project = Project::new();
    let config: toml::Table = block("toml", "setup-scripts").parse().unwrap();
    let command = config["scripts"]["setup"]["databases"]["command"].as_array().unwrap();
    let words: Vec<&str> = command.iter().map(|word| word.as_str().unwrap()).collect();
    let file = project.sandbox.work().join("env");
    run(&project, Command::new(words[0]).args(&words[1..]), &[("NEXTEST_ENV", &file)]);
    let lines = std::fs::read_to_string(file).unwrap();
    assert_eq!(lines.lines().count(), 8, "{lines}");
    let url = lines.lines().find_map(|line| line.strip_prefix("TEST_DATABASE_URL_8=")).unwrap();
    assert_eq!(psql(url, "select handle from users"), "ann");
}

/// Node is not there for tests; that the arguments are right can be seen without it.
#[test]
fn the_files_for_jest_call_the_program_as_it_is() {
    for (file, text) in [("setup", "const create = "), ("teardown", "\"cruddur-db\", ")] {
        let block = block("js", &format!("// database-{file}.js"));
        let list = block.split(text).nth(1).unwrap().split(']').next().unwrap();
        let list = list.replace("count", "\"8\"").replace("...names", "\"a\", \"b\"");
        let list = list.replace("--\"8\"", "--count");
        let words: Vec<String> = serde_json::from_str(&format!("{list}]")).unwrap();
        let all = std::iter::once("cruddur-db".to_owned()).chain(words);
        Cli::try_parse_from(all).unwrap_or_else(|error| panic!("{list}: {error}"));
    }
}
