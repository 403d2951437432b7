//! The examples in README and the pages of docs are run, in their order, in one directory with a
//! managed server.

use std::path::Path;
use std::process::Command;

use crate::common::{Postgres, Sandbox, write_program};

/// Where the examples stand, in the order in which they are run.
const PAGES: [&str; 20] = [
    "README.md",
    "docs/install.md",
    "docs/environments.md",
    "docs/databases.md",
    "docs/sql-files.md",
    "docs/looking.md",
    "docs/server.md",
    "docs/connections.md",
    "docs/safety.md",
    "docs/security-groups.md",
    "docs/rds.md",
    "docs/iam-policies.md",
    "docs/cruddur.md",
    "docs/ci.md",
    "docs/test-databases.md",
    "docs/moving-over.md",
    "docs/reference.md",
    "docs/limits.md",
    "docs/engines.md",
    "docs/migrations.md",
];

/// A command of a `console` block and what the page says it prints.
struct Example {
    page: &'static str,
    line: usize,
    command: String,
    output: String,
}

#[test]
fn the_examples_print_what_the_readme_says() {
    let examples: Vec<_> = PAGES.iter().flat_map(|page| examples(page)).collect();
    assert!(examples.len() > 10, "{}", examples.len());
    let sandbox = on_path(Sandbox::new());
    for example in examples {
        let printed = run(&sandbox, &example.command).1;
        let (printed, expected) = (levelled(&printed), levelled(&example.output));
        assert_eq!(
            printed, expected,
            "{}:{}: {}\nit prints:\n{printed}",
            example.page, example.line, example.command
        );
    }
}

/// The sandbox with the program on its PATH, and what would install it has done so already.
fn on_path(mut sandbox: Sandbox) -> Sandbox {
    let program = Path::new(env!("CARGO_BIN_EXE_cruddur-db")).parent().unwrap();
    let stubs = sandbox.root().join("stubs");
    write_program(&stubs.join("curl"), "#!/bin/sh\necho true\n");
    write_program(&stubs.join("sudo"), "#!/bin/sh\nexec \"$@\"\n");
    write_program(&stubs.join("pip"), "#!/bin/sh\ntest \"$1\" = install\n");
    let path = std::env::var("PATH").unwrap();
    sandbox.set("PATH", format!("{}:{}:{path}", stubs.display(), program.display()));
    sandbox
}

/// Whether a shell runs this well, and what it prints.
fn run(sandbox: &Sandbox, command: &str) -> (bool, String) {
    let mut shell = Command::new("sh");
    shell.env_clear().envs(sandbox.environment()).current_dir(sandbox.work());
    let output = shell.args(["-c", &format!("{{ {command}\n}} 2>&1")]).output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

fn read(page: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap()
}

#[test]
fn every_page_and_what_it_links_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = std::fs::read_dir(root.join("docs")).unwrap();
    let pages = pages.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for page in pages.filter(|page| page.ends_with(".md")) {
        assert!(PAGES.contains(&format!("docs/{page}").as_str()), "{page} is not run");
        assert!(
            read("README.md").contains(&format!("(docs/{page})")),
            "README leads not to {page}"
        );
    }
    for page in PAGES.iter().copied().chain(["CONTRIBUTING.md", "SECURITY.md"]) {
        let directory = root.join(page).parent().unwrap().to_owned();
        for link in read(page).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            assert!(link.contains("://") || directory.join(file).exists(), "{page}: {link}");
            assert!(heading.is_empty() || !file.is_empty(), "{page}: {link}");
        }
    }
}

/// What contributors are sent to is there.
#[test]
fn every_file_and_name_of_the_guide_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = read("CONTRIBUTING.md");
    let quoted: Vec<_> = guide.split('`').skip(1).step_by(2).collect();
    let paths = quoted.iter().filter(|word| !word.contains(' ') && word.contains('/'));
    for path in paths.filter(|path| path.ends_with(".rs") || path.ends_with('/')) {
        assert!(root.join("src").join(path).exists() || root.join(path).exists(), "{path}");
    }
    let mut sources = Command::new("grep");
    let found = sources.args(["-rho", "[A-Za-z_]*", "src"]).current_dir(root).output().unwrap();
    let words = String::from_utf8(found.stdout).unwrap();
    let words: std::collections::HashSet<_> = words.lines().collect();
    let is_name = |word: &&&str| {
        word.contains(char::is_uppercase) && word.chars().all(|c| c.is_alphanumeric() || c == ':')
    };
    for name in quoted.iter().filter(is_name) {
        let last = name.rsplit("::").next().unwrap();
        assert!(words.contains(last), "{name}");
    }
}

/// The block of code that follows this line of the page about CI.
fn block_after(line: &str) -> String {
    let page = read("docs/ci.md");
    let (_, rest) = page.split_once(line).unwrap_or_else(|| panic!("not there: {line}"));
    let (_, block) = rest.split_once("\n```").unwrap();
    let (_, block) = block.split_once('\n').unwrap();
    block.split("\n```").next().unwrap().to_owned()
}

#[test]
fn the_steps_for_github_actions_run() {
    let database = Postgres::shared().missing_database();
    let mut sandbox = on_path(Sandbox::new());
    sandbox.set("TEST_CONNECTION_URL", database.url());
    let block = block_after("With the Action of this repository, and a service container:");
    let steps: Vec<_> = block.lines().filter_map(|line| line.split_once("- run: ")).collect();
    assert_eq!(steps.len(), 3, "{block}");
    for (_, step) in steps {
        let (ended_well, said) = run(&sandbox, step);
        assert!(ended_well, "{step}: {said}");
    }
    assert_eq!(database.psql("select count(*) from activities"), "2");
}

#[test]
fn the_steps_for_gitlab_run() {
    let database = Postgres::shared().missing_database();
    let mut sandbox = on_path(Sandbox::new());
    sandbox.set("TEST_CONNECTION_URL", database.url());
    let block = block_after("GitLab:");
    let (_, script) = block.split_once("  script:\n").unwrap();
    for step in script.lines().map(|line| line.trim_start_matches("    - ")) {
        let (ended_well, said) = run(&sandbox, step);
        assert!(ended_well, "{step}: {said}");
    }
    assert_eq!(database.psql("select count(*) from activities"), "2");
}

const DEVCONTAINERS: [&str; 2] =
    ["`.devcontainer/devcontainer.json` (Codespaces, Ona and others):", "copied beside its file:"];
const GITPOD: &str = "`.gitpod.yml` (Gitpod Classic";

#[test]
fn init_writes_what_the_page_shows() {
    let sandbox = Sandbox::new();
    sandbox.run(["init", "--workspace", "gitpod", "--workspace", "devcontainer"]).succeeded();
    sandbox.run(["init", "--workspace", "actions"]).succeeded();
    for (file, line) in [
        (".gitpod.yml", GITPOD),
        (".devcontainer/devcontainer.json", DEVCONTAINERS[0]),
        (
            ".github/workflows/cruddur-db.yml",
            "`.github/workflows/cruddur-db.yml` (GitHub Actions):",
        ),
    ] {
        let written = std::fs::read_to_string(sandbox.work().join(file)).unwrap();
        assert_eq!(written, block_after(line) + "\n", "{file}");
    }
}

/// Runs a script as a shell with `set -e` does, so that each line counts.
fn run_all(sandbox: &Sandbox, script: &str) {
    let (ended_well, said) = run(sandbox, &format!("set -e\n{script}"));
    assert!(ended_well, "{script}: {said}");
}

#[test]
fn the_commands_of_devcontainers_run() {
    for line in DEVCONTAINERS {
        let sandbox = on_path(Sandbox::new());
        let block = block_after(line);
        let value = |name: &str| {
            let (_, rest) = block.split_once(&format!("\"{name}\": \"")).unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        run_all(&sandbox, &value("postCreateCommand"));
        run_all(&sandbox, &value("postStartCommand"));
        sandbox.run(["server", "status"]).succeeded();
    }
}

#[test]
fn the_steps_that_init_writes_for_github_actions_run() {
    let database = Postgres::shared().missing_database();
    let mut sandbox = on_path(Sandbox::new());
    sandbox.set("TEST_CONNECTION_URL", database.url());
    let block = block_after("`.github/workflows/cruddur-db.yml` (GitHub Actions):");
    let steps: Vec<_> = block.lines().filter_map(|line| line.split_once("- run: ")).collect();
    assert_eq!(steps.len(), 2, "{block}");
    for (_, step) in steps {
        run_all(&sandbox, step);
    }
    assert_eq!(database.psql("select count(*) from activities"), "2");
}

/// Of all files only those in /workspace are there again.
#[test]
fn a_gitpod_workspace_is_started_again() {
    let mut sandbox = on_path(Sandbox::new());
    let (home, workspace) = (sandbox.root().join("home"), sandbox.root().join("workspace"));
    // Where the server is by default, except for root.
    sandbox.set("CRUDDUR_PG_HOME", home.join(".local/share/cruddur-db/postgres"));
    let block = block_after(GITPOD);
    let block = block.replace("/workspace/", &format!("{}/", workspace.display()));
    let (_, tasks) = block.split_once("    before: |\n").unwrap();
    let (before, tasks) = tasks.split_once("    init: ").unwrap();
    let (init, command) = tasks.split_once("\n    command: ").unwrap();
    for part in [before, init, command] {
        run_all(&sandbox, part);
    }
    sandbox.run(["server", "stop"]).succeeded();
    std::fs::remove_dir_all(&home).unwrap();
    std::fs::create_dir(&home).unwrap();
    run_all(&sandbox, before);
    run_all(&sandbox, command);
    let query = ["connect", "--quiet", "--format", "json", "-c", "select count(*) from activities"];
    assert_eq!(sandbox.run(query).succeeded().json()[0]["count"], 2);
    sandbox.run(["server", "destroy", "--yes"]).succeeded();
}

fn examples(page: &'static str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (index, line) in read(page).lines().enumerate() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => match line.strip_prefix("$ ") {
                Some(command) => examples.push(Example {
                    page,
                    line: index + 1,
                    command: command.to_owned(),
                    output: String::new(),
                }),
                None => {
                    let last = examples.last_mut().unwrap();
                    last.output.push_str(line);
                    last.output.push('\n');
                }
            },
        }
    }
    examples
}

/// Numbers, and what is as long as them, differ from run to run: `0.17 s`, ports, process ids.
fn levelled(text: &str) -> String {
    let mut level = String::new();
    for line in text.lines().map(str::trim_end) {
        let mut in_number = false;
        for character in line.chars() {
            let digit = character.is_ascii_digit() || in_number && character == '.';
            if digit && !in_number {
                level.push('#');
            }
            in_number = digit;
            // Columns are as wide as the numbers in them.
            if !(digit || character == ' ' && level.ends_with(' ')) {
                level.push(character);
            }
        }
        level.push('\n');
    }
    level.trim().to_owned()
}
