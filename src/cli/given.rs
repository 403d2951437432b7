//! What of the command line goes on into the commands that messages hint at.

use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory};

use super::Cli;
use crate::hint::{self, Given};
use crate::model::{DatabaseUrl, SecretArn, connection_string, names_secret};

/// The options, by clap's ids.
const CARRIED: [&str; 13] = [
    "env",
    "url",
    "ca_file",
    "iam",
    "secret",
    "no_dotenv",
    "tunnel",
    "dir",
    "region",
    "profile",
    "sg_id",
    "instance",
    "port",
];

/// Those that mean the same in all commands of a family only, and the family.
const OF_GROUPS: [&str; 3] = ["sg_id", "instance", "port"];
const ON_GROUPS: &str = "sg-";

/// Those that every command takes, and what has no use for them.
const GLOBAL: [&str; 6] = ["env", "url", "ca_file", "iam", "secret", "no_dotenv"];
const WITHOUT_DATABASE: [&str; 4] = ["server", "completions", "man", "help"];

/// Those about a login, and commands that log in nowhere.
const OF_LOGINS: [&str; 3] = ["ca_file", "iam", "secret"];
const WITHOUT_LOGIN: [&str; 2] = ["rds-", "sg-"];

/// The words of the command line as a shell takes them, without the program's name. Secrets are left
/// out: their words are empty.
pub fn line(args: &[OsString]) -> Vec<String> {
    let mut option = "";
    let words: Vec<String> =
        args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut shown: Vec<String> = Vec::new();
    for word in &words {
        let (name, value) = match option {
            "" => word.split_once('=').unwrap_or((word, "")),
            name => (name, word.as_str()),
        };
        let open = open_value(name, value);
        match (option, open) {
            ("", None) => shown.push(String::new()),
            ("", Some(value)) if value.is_empty() => shown.push(hint::quoted(word)),
            ("", Some(value)) => shown.push(hint::quoted(&format!("{name}={value}"))),
            (_, Some(value)) => shown.push(hint::quoted(&value)),
            (_, None) => {
                shown.pop();
                shown.extend([String::new(), String::new()]);
            }
        }
        let takes_next = option.is_empty() && WITH_SECRETS.contains(&word.as_str());
        option = if takes_next { word } else { "" };
    }
    shown
}

const WITH_SECRETS: [&str; 5] = ["--url", "--secret", "--set", "-c", "--command"];

/// The value of the option without what is secret; None where nothing is left.
fn open_value(option: &str, value: &str) -> Option<String> {
    match option {
        _ if value.is_empty() => Some(String::new()),
        "--url" => without_password(value).map(|(url, _)| url),
        // Somebody may have given the password itself.
        "--secret" => value.parse::<SecretArn>().ok().map(|_| value.to_owned()),
        "--set" => {
            let name = value.split('=').next().unwrap_or_default();
            (!names_secret(name)).then(|| value.to_owned())
        }
        // SQL that sets a password.
        "-c" | "--command" if names_secret(value) => None,
        // A variable of the command that is run.
        _ if !option.starts_with('-') && names_secret(option) => None,
        _ => Some(value.to_owned()),
    }
}

/// Reads them off what clap has understood, and off the arguments themselves.
pub fn given(args: &[OsString], matches: &ArgMatches) -> Given {
    let mut leaf = matches;
    let is_on_groups = matches.subcommand_name().is_some_and(|name| name.starts_with(ON_GROUPS));
    while let Some((_, inner)) = leaf.subcommand() {
        leaf = inner;
    }
    let (mut options, mut password) = (Vec::new(), false);
    for id in CARRIED {
        let is_known = leaf.try_contains_id(id).is_ok();
        let is_other = OF_GROUPS.contains(&id) && !is_on_groups;
        if !is_known || is_other || leaf.value_source(id) != Some(ValueSource::CommandLine) {
            continue;
        }
        if id == "tunnel" {
            let way = leaf.get_raw(id).and_then(|mut values| values.next());
            let way = way.map(|way| format!("={}", hint::quoted(&way.to_string_lossy())));
            options.push((id.to_owned(), format!("--tunnel{}", way.unwrap_or_default())));
            continue;
        }
        let Some(value) = leaf.get_raw(id).and_then(|mut values| values.next()) else { continue };
        let value = value.to_string_lossy();
        let name = id.replace('_', "-");
        let option = match id {
            "iam" | "no_dotenv" => format!("--{name}"),
            "url" => {
                let Some((url, had_password)) = without_password(&value) else { continue };
                password = had_password;
                format!("--url {}", hint::quoted(&url))
            }
            "secret" if open_value("--secret", &value).is_none() => continue,
            _ => format!("--{name} {}", hint::quoted(&value)),
        };
        options.push((id.to_owned(), option));
    }
    let waits = leaf.try_contains_id("wait").is_ok();
    Given { options, password, line: line(args), waits, takes: Some(takes) }
}

/// The connection string as it may be shown, and whether it had a password. None if it cannot be
/// read: then nothing came of it.
fn without_password(text: &str) -> Option<(String, bool)> {
    let parameters = connection_string::parse(text).ok()?;
    if !["password", "sslpassword"].iter().any(|key| parameters.contains_key(*key)) {
        return Some((text.to_owned(), false));
    }
    Some((DatabaseUrl::parse(text).ok()?.without_password(), true))
}

fn takes(words: &[&str], id: &str) -> bool {
    let first = words.first().copied().unwrap_or_default();
    if OF_LOGINS.contains(&id) && WITHOUT_LOGIN.iter().any(|start| first.starts_with(start)) {
        return false;
    }
    if OF_GROUPS.contains(&id) && !first.starts_with(ON_GROUPS) {
        return false;
    }
    if GLOBAL.contains(&id) {
        return !WITHOUT_DATABASE.contains(&first);
    }
    let program = Cli::command();
    let mut command = &program;
    for word in words {
        match command.find_subcommand(word) {
            Some(inner) => command = inner,
            None => break,
        }
    }
    command.get_arguments().any(|arg| arg.get_id() == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(args: &[&str]) -> String {
        let matches = Cli::command().try_get_matches_from(args).unwrap();
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        let given = given(&args, &matches);
        let texts: Vec<String> = given.options.into_iter().map(|(_, text)| text).collect();
        format!("{} {}", texts.join(" "), given.password)
    }

    #[test]
    fn passwords_stay_behind() {
        let own = "migrate --dir it's --url postgres://me:secret@h/d?sslmode=require -e stage";
        let args: Vec<&str> = ["cruddur-db"].into_iter().chain(own.split(' ')).collect();
        assert_eq!(
            options(&args),
            "--env stage --url 'postgresql://me@h:5432/d?sslmode=require' --dir 'it'\\''s' true"
        );
        let args = ["cruddur-db", "sessions", "--url", "host=h dbname=d password=secret"];
        assert_eq!(options(&args), "--url postgresql://h:5432/d true");
        let args = ["cruddur-db", "sessions", "--url", "postgres://h/d", "--iam"];
        assert_eq!(options(&args), "--url postgres://h/d --iam false");
        assert_eq!(options(&["cruddur-db", "sessions", "--url", "nonsense"]), " false");
        assert_eq!(options(&["cruddur-db", "server", "logs"]), " false");
        let args = ["cruddur-db", "sg-list", "--sg-id", "sg-1", "--port", "6432"];
        assert_eq!(options(&args), "--sg-id sg-1 --port 6432 false");
        // Here it is no option, and here another port.
        assert_eq!(options(&["cruddur-db", "rds-status", "db1"]), " false");
        assert_eq!(options(&["cruddur-db", "tunnel", "prod", "--port", "6432"]), " false");
        assert_eq!(options(&["cruddur-db", "sessions", "--secret", "password"]), " false");
    }

    #[test]
    fn the_line_is_repeated_without_secrets() {
        for (args, expected) in [
            (
                &["drop", "it's", "--url", "postgres://me:pw@h/d", "-y"][..],
                "drop 'it'\\''s' --url postgresql://me@h:5432/d -y",
            ),
            (&["drop", "--url=postgres://me:pw@h/d"], "drop --url=postgresql://me@h:5432/d"),
            (&["drop", "--url", "nonsense pw", "dev"], "drop   dev"),
            (&["drop", "--url=nonsense"], "drop "),
            (&["drop", "--secret", "pw", "--secret=pw"], "drop   "),
            (
                &["seed", "--set", "a=1", "--set", "db_password=pw", "--set=api_key=pw"],
                "seed --set a=1   ",
            ),
            (&["seed", "", "--url"], "seed '' --url"),
            (&["connect", "-c", "select 1"], "connect -c 'select 1'"),
            (&["connect", "-c", "alter role a password 'x'"], "connect  "),
            (&["sg-run", "--", "env", "PGPASSWORD=pw", "psql"], "sg-run -- env  psql"),
        ] {
            let args = ["cruddur-db"].iter().chain(args);
            let args: Vec<OsString> = args.map(OsString::from).collect();
            assert_eq!(line(&args).join(" "), expected);
        }
    }

    #[test]
    fn only_what_a_command_takes_is_carried() {
        for (words, id, expected) in [
            (&["migrate"][..], "dir", true),
            (&["migration", "list"], "dir", true),
            (&["create"], "dir", false),
            (&["create"], "url", true),
            (&["server", "logs"], "url", false),
            (&["sg-list"], "url", true),
            (&["rds-status"], "secret", false),
            (&["rds-status"], "instance", false),
            (&["sg-revoke"], "instance", true),
            (&["sg-revoke"], "port", true),
            (&["tunnel"], "port", false),
        ] {
            assert_eq!(takes(words, id), expected, "{words:?} {id}");
        }
    }
}
