//! What is said of commands that this console does not have.

use crate::error::Error;
use crate::hint;
use crate::script::reading::is_command_of_psql;

/// psql's other commands that describe, up to version 18. Those with `S`, `x` and `+` at the end go
/// with them.
const DESCRIBE: [&str; 37] = [
    "dA", "dAc", "dAf", "dAo", "dAp", "dC", "dD", "dF", "dFd", "dFp", "dFt", "dL", "dO", "dP",
    "dPi", "dPt", "dPn", "dRp", "dRs", "dT", "dX", "da", "db", "dc", "dconfig", "dd", "ddp", "des",
    "det", "deu", "dew", "dl", "do", "dp", "drds", "drg", "dy",
];

/// Whether psql has a command of this name that this console has not.
fn is_psqls(name: &str) -> bool {
    let base = name.trim_end_matches(['S', 'x', '+']);
    if name.starts_with('d') {
        return DESCRIBE.contains(&name) || DESCRIBE.contains(&base);
    }
    matches!(name, "sf+" | "sv+")
        || matches!(base, "lo_list" | "z")
        || name == base && is_command_of_psql(name)
}

/// `psql`: it is installed.
pub fn unknown(name: &str, psql: bool) -> Error {
    if matches!(name, "exit" | "quit;" | "bye") {
        return Error::failed(format!("invalid command \\{name}")).with_hint("\\q leaves");
    }
    if !is_psqls(name) {
        return Error::failed(format!("invalid command \\{name}"))
            .with_hint("\\? lists the commands");
    }
    Error::failed(format!("this console has no command \\{name}")).with_hint(in_psql(psql))
}

/// Where it is to be had.
pub fn in_psql(psql: bool) -> String {
    let command = hint::command("connect");
    match psql {
        true => format!("psql has it: {command} opens it"),
        false => format!("psql has it: where it is installed, {command} opens it"),
    }
}
