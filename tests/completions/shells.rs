//! Tab is pressed in the shells themselves, whose start files hold the line that the help gives.

use std::path::Path;

use crate::common::{Sandbox, Terminal};

/// The file below the home directory, and the line for it, as `completions --help` has them.
fn start_file(sandbox: &Sandbox, shell: &str) -> (String, String) {
    let help = sandbox.run(["completions", "--help"]).succeeded().stdout;
    let mut lines = help.lines().map(str::trim);
    let file = lines.find_map(|line| line.strip_prefix(shell)).unwrap().trim().to_owned();
    (file.strip_prefix("~/").unwrap_or(&file).to_owned(), lines.next().unwrap().to_owned())
}

/// A project with names that a shell has to quote.
fn project() -> Sandbox {
    let mut sandbox = Sandbox::new();
    let program = Path::new(env!("CARGO_BIN_EXE_cruddur-db")).parent().unwrap().to_owned();
    let path = sandbox.environment()[std::ffi::OsStr::new("PATH")].clone();
    let path = [program].into_iter().chain(std::env::split_paths(&path));
    sandbox.set("PATH", std::env::join_paths(path).unwrap());
    sandbox.write("migrations/20250101000000_users.sql", "select 1;\n");
    sandbox.write("my new template.sql", "select 'from the template';\n");
    sandbox.write("my notes.txt", "");
    sandbox.write(".env", "STAGING_CONNECTION_URL=postgresql://u@localhost/stage\n");
    sandbox
}

/// The shell under a terminal, with the line of the help in its start file.
fn shell(sandbox: &Sandbox, name: &str, args: &[&str]) -> Terminal {
    let (file, line) = start_file(sandbox, name);
    let file = sandbox.root().join("home").join(file);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    // The prompt is told from the line by what has been run.
    std::fs::write(file, format!("{line}\n")).unwrap();
    let mut terminal = sandbox.terminal_of(name, args);
    terminal.press("echo re''ady\r").wait_for("ready");
    terminal
}

/// What the new migration of this name holds.
fn made(sandbox: &Sandbox, name: &str) -> String {
    let migrations = std::fs::read_dir(sandbox.work().join("migrations")).unwrap();
    let mut paths = migrations.map(|entry| entry.unwrap().path());
    let end = format!("_{name}.sql");
    std::fs::read_to_string(paths.find(|it| it.to_str().unwrap().ends_with(&end)).unwrap()).unwrap()
}

/// Presses Tab in names with a space, in quotes that are still open, and below the home directory.
fn tab_completes_what_is_quoted(sandbox: &Sandbox, terminal: &mut Terminal) {
    let home = sandbox.root().join("home/templates");
    std::fs::create_dir(&home).unwrap();
    std::fs::write(home.join("second.sql"), "select 'from home';\n").unwrap();
    sandbox.write("templates of ours/the first.sql", "select 'from a directory';\n");
    for (name, keys, text) in [
        ("double", "\"my\t", "from the template"),
        ("single", "'my\t", "from the template"),
        ("escaped", "my\\ n\t", "from the template"),
        ("indouble", "\"templates of ours/\t", "from a directory"),
        ("insingle", "'templates of ours/\t", "from a directory"),
        ("inescaped", "templates\\ of\\ ours/\t", "from a directory"),
        ("stepwise", "templ\t\t", "from a directory"),
        ("home", "~/templ\t\t", "from home"),
    ] {
        terminal.press(&format!("cruddur-db migration new {name} --simple --from {keys}\r"));
        terminal.wait_for(&format!("_{name}.sql"));
        assert!(made(sandbox, name).contains(text), "{name}");
    }
    // The commands below one.
    terminal.press("cruddur-db man sessions k\t\r").wait_for(".TH cruddur-db-sessions-kill");
}

/// Presses Tab all over, and looks at what the completed lines do.
fn tab_completes(sandbox: &Sandbox, terminal: &mut Terminal) {
    // A command, and a value behind =.
    terminal.press("cruddur-db conf\t --env=stag\t --format json\r");
    terminal.wait_for(r#""environment": "staging""#);
    // A command below a command, and a directory: more may follow it, so no space does.
    terminal.press("cruddur-db migration li\t --dir migr\t --format js\t\r");
    terminal.wait_for(r#""version": 20250101000000"#);
    // A file with spaces; the one with another ending is no candidate.
    terminal.press("cruddur-db migration new bio --simple --from my\t\r").wait_for("_bio.sql");
    let text = made(sandbox, "bio");
    assert_eq!(text, "select 'from the template';\n");
    // A word in the middle of the line.
    terminal.press("cruddur-db config --env sta --format json");
    terminal.press(&"\x1b[D".repeat(" --format json".len())).press("\t\r");
    terminal.wait_for(r#""environment": "staging""#);
}

#[test]
fn tab_works_in_bash() {
    let sandbox = project();
    // The file of the distribution is passed over.
    let mut bash = shell(&sandbox, "bash", &["--rcfile", "../home/.bashrc", "-i"]);
    tab_completes(&sandbox, &mut bash);
    tab_completes_what_is_quoted(&sandbox, &mut bash);
    // Two candidates are listed.
    bash.press("cruddur-db migrat\t\t").wait_for("migrate").wait_for("migration");
}

#[test]
fn tab_works_in_zsh() {
    let sandbox = project();
    let mut zsh = shell(&sandbox, "zsh", &["-i"]);
    tab_completes(&sandbox, &mut zsh);
    tab_completes_what_is_quoted(&sandbox, &mut zsh);
    zsh.press("cruddur-db migrat\t\t").wait_for("Run pending migrations");
}

#[test]
fn tab_works_in_fish() {
    let sandbox = project();
    let mut fish = shell(&sandbox, "fish", &["-i"]);
    tab_completes(&sandbox, &mut fish);
    tab_completes_what_is_quoted(&sandbox, &mut fish);
    fish.press("cruddur-db migrat\t\t").wait_for("Run pending migrations");
}

#[test]
fn tab_works_in_elvish() {
    let sandbox = project();
    let mut elvish = shell(&sandbox, "elvish", &[]);
    // The first Enter takes what is offered.
    elvish.press("cruddur-db config --env=stag\t").wait_for("COMPLETING argument");
    elvish.press("\r --format json\r").wait_for(r#""environment": "staging""#);
}
