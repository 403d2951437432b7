//! The commands in groups.

use clap::Command;

use super::heading;

/// Commands, and what the line says of them.
type Row = (&'static [&'static str], &'static str);

/// Groups of lines; commands that share a line share its text. Without a text the line says what
/// its command says of itself, or lists the commands below it.
const GROUPS: [(&str, &[Row]); 7] = [
    (
        "Database",
        &[
            (&["init"], "Begin in a project: cruddur-db.toml, .env"),
            (&["setup"], "Recreate with schema, migrations and seeds"),
            (&["prepare"], "Create, fill or migrate as needed"),
            (&["create", "drop"], "Create; drop and end its sessions"),
            (&["dump", "restore"], "Write as SQL; restore a backup or dump"),
            (&["schema-load", "seed"], "Load SQL and CSV files in one transaction"),
            (&["env-set"], ""),
            (&["test-db"], ""),
        ],
    ),
    (
        "Migrations",
        &[
            (&["migrate", "rollback"], "Run pending ones; undo the newest"),
            (&["migration"], "new, list, status, test, mark, redo, ..."),
        ],
    ),
    (
        "Look",
        &[
            (&["connect", "tunnel"], "Open psql; forward a port to a private RDS"),
            (&["sessions"], "List sessions; cancel, kill"),
            (&["doctor"], ""),
            (&["wait", "config"], "Wait for the server; show the configuration"),
        ],
    ),
    ("Server", &[(&["server"], "start, stop, status, logs, url, upgrade ...")]),
    (
        "AWS",
        &[
            (&["sg-allow-my-ip"], "Let this machine reach the database"),
            (&["sg-list", "sg-revoke", "sg-run"], "List, remove; allow for one command"),
            (&["rds-create", "rds-delete"], "Create or delete an RDS instance"),
            (&["rds-start", "rds-stop", "rds-wait"], "Start, stop; wait until available"),
            (&["rds-status", "rds-url", "rds-audit"], "Show; print the URL; check its security"),
        ],
    ),
    (
        "Cruddur",
        &[
            (&["activity", "user"], "Read and write activities and users"),
            (&["post-confirmation"], "Handle a sign-up as the Lambda does"),
            (&["trigger-deploy", "trigger-status"], "Deploy the Cognito trigger; show it"),
        ],
    ),
    ("More", &[(&["completions", "man", "version"], "Shell completion; manual pages")]),
];

/// The commands on one screen.
pub(super) fn short(program: &Command) -> String {
    let mut lines = Vec::new();
    for (group, rows) in GROUPS {
        let rows = rows.iter().filter_map(|(names, text)| row(program, names, text));
        for (at, (names, text)) in rows.enumerate() {
            let group = if at == 0 { group } else { "" };
            lines.push(format!("{group:<10} {names:<25} {text}"));
        }
    }
    lines.push(String::new());
    lines.push(
        "A command's options: cruddur-db COMMAND -h. Everything, with examples: --help".to_owned(),
    );
    lines.join("\n")
}

/// What a line shows. None where the commands are not in this program.
fn row(program: &Command, names: &[&str], text: &str) -> Option<(String, String)> {
    let found: Vec<_> = names.iter().filter_map(|name| program.find_subcommand(name)).collect();
    let [first, others @ ..] = found.as_slice() else { return None };
    let text = match text {
        "" if first.is_subcommand_required_set() => {
            first.get_subcommands().map(Command::get_name).collect::<Vec<_>>().join(", ")
        }
        "" => about(first),
        text => text.to_owned(),
    };
    // rds-start, -stop
    let (name, prefix) = (first.get_name(), first.get_name().split('-').next());
    let shortened = others.iter().map(|other| {
        let name = other.get_name();
        let rest = prefix.and_then(|prefix| name.strip_prefix(prefix));
        rest.filter(|rest| rest.starts_with('-')).unwrap_or(name)
    });
    Some((std::iter::once(name).chain(shortened).collect::<Vec<_>>().join(", "), text))
}

/// A line a command, with longer texts wrapped beside the names.
pub(super) fn long(program: &Command) -> String {
    let list = program.clone().help_template("{subcommands}").render_long_help().to_string();
    let groups = grouped(program).into_iter().map(|(group, commands)| {
        let lines = commands.iter().filter_map(|command| entry(&list, command.get_name()));
        format!("{}\n{}", heading(group), lines.collect::<Vec<_>>().join("\n"))
    });
    groups.collect::<Vec<_>>().join("\n\n")
}

/// The commands of this program by their groups.
pub fn grouped(program: &Command) -> Vec<(&'static str, Vec<&Command>)> {
    let groups = GROUPS.iter().map(|(group, rows)| {
        let names = rows.iter().flat_map(|(names, _)| *names);
        (*group, names.filter_map(|name| program.find_subcommand(name)).collect::<Vec<_>>())
    });
    groups.filter(|(_, commands)| !commands.is_empty()).collect()
}

/// The lines of a command in clap's list, in which names are two columns from the margin.
fn entry(list: &str, name: &str) -> Option<String> {
    let is_name = |line: &str| line.starts_with("  ") && !line.starts_with("   ");
    let mut lines = list.lines().skip_while(|line| {
        !(is_name(line) && line.split_whitespace().next().is_some_and(|word| word == name))
    });
    let first = lines.next()?;
    let rest = lines.take_while(|line| !line.is_empty() && !is_name(line));
    Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n"))
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}
