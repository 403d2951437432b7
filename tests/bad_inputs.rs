//! What people type by mistake: every one is refused with its exit status and a word about it,
//! nothing panics, no password shows, and nothing changes.

use std::os::unix::ffi::OsStrExt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::common::{Database, Postgres, Sandbox};

/// `{live}` in these texts stands for the URL of the witness, which is `dev`'s database unless
/// the case says otherwise; `{wrong}` for the same with a wrong password; `{role}` for one of a
/// role that may do nothing. Nobody listens at `{dead}`. No output may show `canary`.
struct Case {
    args: Vec<&'static str>,
    set: Vec<(&'static str, &'static str)>,
    files: Vec<(&'static str, &'static [u8])>,
    exit: i32,
    message: &'static str,
}

fn case(exit: i32, args: &[&'static str], message: &'static str) -> Case {
    Case { args: args.to_vec(), set: Vec::new(), files: Vec::new(), exit, message }
}

impl Case {
    fn set(mut self, name: &'static str, value: &'static str) -> Self {
        self.set.push((name, value));
        self
    }

    fn file(mut self, name: &'static str, contents: &'static [u8]) -> Self {
        self.files.push((name, contents));
        self
    }
}

const NO_START: &str = "it does not begin with postgresql:// or postgres://";
const NO_NAME: &str = "it names no database: add /NAME after the host";
const NO_PORT: &str = "its port is not a number from 1 to 65535";
const PERCENT: &str = "its password contains a percent sign (character 1)";
const TOO_LONG: &str = "has 64 bytes; Postgres would truncate it to 63";
const X64: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

const URLS: [(&str, &str); 66] = [
    ("", "CONNECTION_URL is empty"),
    ("postgres", NO_START),
    ("postgresql", NO_START),
    ("//", NO_START),
    ("canary", NO_START),
    ("postgresql:", NO_START),
    ("postgresql:/u@h/d", NO_START),
    ("postgresql//u@h/d", NO_START),
    ("http://u@h/d", NO_START),
    ("mysql://u:canary@h/d", NO_START),
    ("POSTGRESQL://u:canary@h/d", NO_START),
    (" postgresql://u@h/d", NO_START),
    ("'postgresql://u:canary@h/d'", NO_START),
    ("jdbc:postgresql://h/d", NO_START),
    ("postgresql+psycopg2://u:canary@h/d", NO_START),
    ("$DATABASE_URL", NO_START),
    ("${CONNECTION_URL}", NO_START),
    ("<your url>", NO_START),
    ("host=h user=u password=canary", NO_NAME),
    ("postgresql://", NO_NAME),
    ("postgresql:///", NO_NAME),
    ("postgresql://u:canary@h", NO_NAME),
    ("postgresql://u@h/", NO_NAME),
    ("postgresql://h?dbname=", NO_NAME),
    ("postgresql://u@h:port/d", NO_PORT),
    ("postgresql://u:canary@h:0/d", NO_PORT),
    ("postgresql://u@h:65536/d", NO_PORT),
    ("postgresql://u@h:-1/d", NO_PORT),
    ("postgresql://u@h:5432x/d", NO_PORT),
    ("postgresql://u@h:99999999999999999999/d", NO_PORT),
    ("postgresql://u@::1/d", NO_PORT),
    ("postgresql://\u{fc}@h:x/d", NO_PORT),
    ("postgresql://u@h/d?port=x", NO_PORT),
    ("postgresql://u@h/d?port=70000", NO_PORT),
    ("postgresql://u@h1,h2/d?port=1,2,3", "it has 3 ports for 2 hosts"),
    ("postgresql://u:canary@h1,h2/d?hostaddr=::1", "it has 2 hosts and 1 hostaddr"),
    ("postgresql://u@[::1/d", "its IPv6 address has no closing bracket"),
    ("postgresql://u:can#ary@h/d", "its password contains a hash sign (character 4)"),
    ("postgresql://u:can?ary@h/d", "its password contains a question mark (character 4)"),
    ("postgresql://u:can/ary@h/d", "its password contains a slash (character 4)"),
    ("postgresql://u:can@ary@h/d", "its password contains an at sign (character 4)"),
    ("postgresql://u:x@canary/canary@h/d", "its password contains an at sign (character 2)"),
    ("postgresql://u:x@canary/y?canary=z@h/d", "its password contains an at sign (character 2)"),
    ("postgresql://u:x@canary?canary=z@h/d", "its password contains an at sign (character 2)"),
    ("postgresql://can/ary:canary@h/d", "its database name contains an at sign"),
    ("postgresql://u@h:5432/canary@b", "its database name contains an at sign"),
    ("postgresql://u:can ary@h:x/d", "its password contains a space (character 4)"),
    ("postgresql://u:%zzcanary@h/d", PERCENT),
    ("postgresql://u:%@h/d", PERCENT),
    ("postgresql://u:%4@h/d", PERCENT),
    ("postgresql://u:canary%ff@h/d", "its password is not UTF-8 when decoded"),
    ("postgresql://u:canary%00@h/d", "its password contains a NUL character"),
    ("postgresql://%00@h/d", "its user name contains a NUL character"),
    ("postgresql://%ff@h/d", "its user name is not UTF-8 when decoded"),
    ("postgresql://u@h%00/d", "its host contains a NUL character"),
    ("postgresql://u@h/%zz", "its database name contains a percent sign that is not followed by"),
    ("postgresql://u@h/%00", "its database name contains a NUL character"),
    ("postgresql://u@h/a%00b", "its database name contains a NUL character"),
    ("postgresql://u@h/%ff", "its database name is not UTF-8 when decoded"),
    (
        "postgresql://u@h/\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\
         \u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\u{fc}\
         \u{fc}\u{fc}\u{fc}\u{fc}\u{fc}",
        TOO_LONG,
    ),
    ("postgresql://u@h/d?nonsense=1", "its parameter \"nonsense\" is not known to Postgres"),
    ("postgresql://u@h/d?=1", "its parameter \"\" is not known to Postgres"),
    ("postgresql://u@h/d?sslmode", "a query parameter has no value: use name=value"),
    ("postgresql://u@h/d?schema=canary", "use options=-csearch_path%3DNAME"),
    ("postgresql://u@h/d?oauth_issuer=canary", "is newer than libpq 17"),
    ("host=h dbname=d password=can ary", "the name of its parameter 4 has no = after it"),
];

fn urls() -> Vec<Case> {
    let drop = |(url, message): (&'static str, _)| {
        case(2, &["drop", "--no-backup"], message).set("CONNECTION_URL", url)
    };
    let mut cases: Vec<Case> = URLS.into_iter().map(drop).collect();
    for (url, message) in [
        ("{dead}", "nothing listens on 127.0.0.1:1"),
        ("postgresql://u:canary@localhost:1/d", "nothing listens on localhost:1"),
        ("postgresql://u:canary@[::1]:1/d", "[::1]:1"),
        ("postgresql://u@/d?host=/nowhere", "no server socket at /nowhere:5432"),
        ("postgresql://u@/d?host=/tmp&port=1", "no server socket at /tmp:1"),
        ("{wrong}", "password authentication failed for user"),
    ] {
        cases.push(case(3, &["setup"], message).set("CONNECTION_URL", url));
    }
    for (url, message) in [
        ("", NO_START),
        ("canary", NO_START),
        ("postgresql://u:canary@h:x/d", NO_PORT),
        ("postgresql://u:canary@h", NO_NAME),
    ] {
        cases.push(case(2, &["drop", "--url", url], message));
    }
    cases
}

const NO_ENV: &str = "is not a valid environment name: use letters, digits, - and _";
const NO_VALUE: &str = "a value is required for";
const UNEXPECTED: &str = "unexpected argument";
const UNEXPECTED_VALUE: &str = "unexpected value";
const BOTH: &str = "cannot be used with";
const INVALID: &str = "invalid value";
const NOT_SET: &str = "PROD_CONNECTION_URL is not set";
const NOT_THERE: &str = "does not exist";

fn words() -> Vec<Case> {
    let cases: [(&[&str], &str); 136] = [
        (&[], "Usage: cruddur-db"),
        (&["nonsense"], "unrecognized subcommand 'nonsense'"),
        (&["shema-load"], "some similar subcommands exist: 'schema-load', 'schema-json'"),
        (&["Drop"], "did you mean: cruddur-db drop"),
        (&["drop", "now"], "NOW_CONNECTION_URL is not set"),
        (&["drop", "prod"], NOT_SET),
        (&["--"], "Usage: cruddur-db"),
        (&["--quiet"], "requires a subcommand"),
        (&["--env"], NO_VALUE),
        (&["-e"], NO_VALUE),
        (&["drop", "--env", ""], NO_ENV),
        (&["drop", "--env", "1st"], NO_ENV),
        (&["drop", "--env", "a b"], NO_ENV),
        (&["drop", "--env", "../prod"], NO_ENV),
        (&["drop", "--env", "PROD;"], NO_ENV),
        (&["drop", "--env", "\u{e9}"], NO_ENV),
        (&["drop", "--env", "--env"], NO_VALUE),
        (&["drop", "-e", "-x"], UNEXPECTED),
        (&["drop", "--env", "prod"], NOT_SET),
        (&["drop", "--env", "stage"], "STAGE_CONNECTION_URL is not set"),
        (&["setup", "prod"], NOT_SET),
        (&["setup", "prod", "--env", "dev"], "two environments are named: prod and dev"),
        (&["setup", "no such env"], NO_ENV),
        (&["setup", "dev", "prod"], UNEXPECTED),
        (&["setup", "--keep=1"], UNEXPECTED_VALUE),
        (&["setup", "--backup", "--no-backup"], BOTH),
        (&["setup", "--maintenance-db", X64], TOO_LONG),
        (&["setup", "--wait=soon"], INVALID),
        (&["config", "prod"], NOT_SET),
        (&["config", "dev", "extra"], UNEXPECTED),
        (&["config", "--nonsense"], UNEXPECTED),
        (&["drop", "--url"], NO_VALUE),
        (&["drop", "--format"], NO_VALUE),
        (&["drop", "--format", "xml"], INVALID),
        (&["drop", "--format", "JSON"], INVALID),
        (&["drop", "--format="], NO_VALUE),
        (&["drop", "--quiet", "--verbose"], BOTH),
        (&["drop", "--quiet=1"], UNEXPECTED_VALUE),
        (&["drop", "--no-dotenv=no"], UNEXPECTED_VALUE),
        (&["drop", "--wait=soon"], INVALID),
        (&["drop", "--confirm"], NO_VALUE),
        (&["drop", "--force"], UNEXPECTED),
        (&["drop", "--dry-run=no"], UNEXPECTED_VALUE),
        (&["drop", "--backup", "--no-backup"], BOTH),
        (&["drop", "--maintenance-db"], NO_VALUE),
        (&["drop", "--maintenance-db", ""], "the database name is empty"),
        (&["drop", "--maintenance-db", X64], TOO_LONG),
        (&["create", "x"], "X_CONNECTION_URL is not set"),
        (&["create", "--owner"], NO_VALUE),
        (&["create", "--owner="], NO_VALUE),
        (&["create", "--locale="], NO_VALUE),
        (&["create", "--encoding"], NO_VALUE),
        (&["create", "--dry-run=yes"], UNEXPECTED_VALUE),
        (&["create", "--maintenance-db", ""], "the database name is empty"),
        (&["create", "--wait=soon"], INVALID),
        (&["connect", "--wait=soon"], INVALID),
        (&["connect", "prod"], NOT_SET),
        (&["wait", "--wait=-1"], INVALID),
        (&["wait", "--wait=1.5"], INVALID),
        (&["wait", "--wait=99999999999999999999"], INVALID),
        (&["wait", "--wait="], INVALID),
        (&["schema-load", "no.sql"], NOT_THERE),
        (&["schema-load", "no.sql", "prod"], NOT_SET),
        (&["schema-load", ""], NO_ENV),
        (&["schema-load", "."], "there are no files to load in ."),
        (&["schema-load", "prod"], NOT_SET),
        (&["schema-load", "--env", "prod"], NOT_SET),
        (&["schema-load", "--set"], NO_VALUE),
        (&["schema-load", "--set", "x"], "use NAME=VALUE"),
        (&["schema-load", "--check", "--nonsense"], UNEXPECTED),
        (&["schema-load", "--backup", "--no-backup"], BOTH),
        (&["schema-load", "--wait=soon"], INVALID),
        (&["seed", "no.csv"], NOT_THERE),
        (&["seed", "no.sql.gz"], NOT_THERE),
        (&["seed", "no/"], NOT_THERE),
        (&["seed", "x\ny"], NOT_THERE),
        (&["seed", "\u{1f980}.sql"], NOT_THERE),
        (&["seed", "prod"], NOT_SET),
        (&["seed", "--set", "a"], "use NAME=VALUE"),
        (&["seed", "--backup", "--no-backup"], BOTH),
        (&["seed", "--wait=soon"], INVALID),
        (&["dump", "--schema-only", "--data-only"], BOTH),
        (&["dump", "a", "b"], "there is no environment a"),
        (&["dump", "a.sql", "b.sql"], "only one file can be given"),
        (&["dump", "--force=1"], UNEXPECTED_VALUE),
        (&["dump", "--env", "prod"], NOT_SET),
        (&["dump", "--wait=soon"], INVALID),
        (&["restore"], "restore needs a backup"),
        (&["restore", "no.sql"], NOT_THERE),
        (&["restore", "."], ". is not a file"),
        (&["restore", "t.csv"], "t.csv is the data of one table, not a backup"),
        (&["restore", "t.csv.gz"], "t.csv.gz is the data of one table, not a backup"),
        (&["restore", "--last"], "there is no backup of database"),
        (&["restore", "--last", "--list"], BOTH),
        (&["restore", "f.sql", "--last"], "a file cannot be combined with"),
        (&["restore", "--last", "--env", "prod"], NOT_SET),
        (&["restore", "--list", "--env", "1"], NO_ENV),
        (&["restore", "no.sql", "--env", "stage"], "STAGE_CONNECTION_URL is not set"),
        (&["restore", "a.sql", "b.sql"], "only one backup can be given"),
        (&["restore", "--list", "--backup", "--no-backup"], BOTH),
        (&["restore", "--maintenance-db", "", "f.sql"], "the database name is empty"),
        (&["env-set", "a b"], NO_ENV),
        (&["env-set", "prod"], NOT_SET),
        (&["env-set", "dev", "prod"], UNEXPECTED),
        (&["sessions", "a b"], NO_ENV),
        (&["sessions", "prod", "stage"], UNEXPECTED),
        (&["sessions", "--watch"], "--watch needs a terminal to draw on"),
        (&["sessions", "--watch=0"], INVALID),
        (&["sessions", "--watch=3601"], INVALID),
        (&["sessions", "--watch", "--csv"], BOTH),
        (&["sessions", "--csv", "--blocking"], BOTH),
        (&["sessions", "--csv", "--format", "json"], "exclude each other"),
        (&["sessions", "--all", "--db", "x"], BOTH),
        (&["sessions", "--db", ""], "the database name is empty"),
        (&["sessions", "--db", X64], TOO_LONG),
        (&["sessions", "--state", "asleep"], INVALID),
        (&["sessions", "--min-duration", "10"], "is not a duration"),
        (&["sessions", "--min-duration", "0s"], "is zero"),
        (&["sessions", "--min-duration", "-1s"], UNEXPECTED),
        (&["sessions", "--min-duration", "9999999d"], "is longer than ten years"),
        (&["sessions", "kill"], "kill needs process IDs"),
        (&["sessions", "kill", "1x"], "neither an environment nor a process ID"),
        (&["sessions", "kill", "0"], "neither an environment nor a process ID"),
        (&["sessions", "kill", "-1"], UNEXPECTED),
        (&["sessions", "kill", "4294967296"], "neither an environment nor"),
        (&["sessions", "kill", "1", "--all"], "process IDs cannot be combined with --all"),
        (&["sessions", "kill", "--all", "--idle", "1m"], BOTH),
        (&["sessions", "kill", "--idle"], NO_VALUE),
        (&["sessions", "kill", "--idle", "soon"], "is not a duration"),
        (&["sessions", "--all", "kill", "1"], "after cancel or kill"),
        (&["sessions", "--user", "x", "kill", "--all"], "after cancel or kill"),
        (&["sessions", "cancel"], "cancel needs process IDs"),
        (&["sessions", "cancel", "--all"], UNEXPECTED),
        (&["completions", "tcsh"], INVALID),
        (&["man", "nonsense"], "there is no command \"nonsense\""),
        (&["server", "url", "--database", ""], "the database name is empty"),
    ];
    cases.into_iter().map(|(args, message)| case(2, args, message)).collect()
}

const SHARED: &str = "both point to database";

fn environment() -> Vec<Case> {
    vec![
        case(2, &["drop"], NO_ENV).set("CRUDDUR_ENV", "1"),
        case(2, &["drop"], NO_ENV).set("CRUDDUR_ENV", "a b"),
        case(2, &["drop"], NOT_SET).set("CRUDDUR_ENV", "prod"),
        case(2, &["setup", "dev"], "two environments are named").set("CRUDDUR_ENV", "prod"),
        case(2, &["setup", "prod"], "is empty").set("PROD_CONNECTION_URL", ""),
        case(2, &["setup", "prod"], NO_START).set("PROD_CONNECTION_URL", "canary"),
        case(2, &["setup", "my-stage"], NO_START).set("MY_STAGE_CONNECTION_URL", "canary"),
        case(2, &["drop"], SHARED).set("PROD_CONNECTION_URL", "{live}"),
        case(2, &["setup"], SHARED).set("TEST_CONNECTION_URL", "{live}"),
        case(2, &["env-set"], SHARED).set("PROD_CONNECTION_URL", "{live}"),
        case(2, &["seed", "f.sql"], SHARED)
            .set("PROD_CONNECTION_URL", "{live}")
            .file("f.sql", b"drop table precious"),
        case(2, &["schema-load", "f.sql"], SHARED)
            .set("PROD_CONNECTION_URL", "{live}")
            .file("f.sql", b"drop table precious"),
        case(2, &["restore", "f.sql"], SHARED)
            .set("PROD_CONNECTION_URL", "{live}")
            .file("f.sql", b"select 1"),
        case(2, &["drop", "--backup"], "is neither 1 nor 0").set("CRUDDUR_FETCH_POSTGRES", "may"),
        case(2, &["server", "status"], "is neither 1 nor 0").set("CRUDDUR_FETCH_POSTGRES", "may"),
        case(2, &["setup", "stage"], "there is no schema file for stage")
            .set("STAGE_CONNECTION_URL", "{dead}"),
        case(2, &["seed", "stage"], "there is no seed file for stage")
            .set("STAGE_CONNECTION_URL", "{dead}"),
    ]
}

fn configuration() -> Vec<Case> {
    let toml: [(&[u8], &str); 24] = [
        (b"x", "cruddur-db.toml:1:2: key with no value"),
        (b"[", "cruddur-db.toml:1:2"),
        (b"[environments", "unclosed table"),
        (b"[environments.dev", "unclosed table"),
        (b"[environments.dev]\nprotekted = true\n", "did you mean protected?"),
        (b"[environments.dev]\nprotected = 1\n", ":2:13: invalid type: integer `1`"),
        (b"[environments.dev]\nprotected = 'yes'\n", "expected a boolean"),
        (b"[environments.dev]\nurl_var = 5\n", "expected a string"),
        (b"[environments.dev]\nurl_var = ''\n", "url_var of dev is empty"),
        (b"[environments.dev]\nschema = 5\n", "a path or a list of paths"),
        (b"[environments.dev]\nschema = [5]\n", "a path or a list of paths"),
        (b"[environments.dev]\nseeds = {}\n", "a path or a list of paths"),
        (b"[environments.'a b']\n", "cruddur-db.toml: \"a b\" is not a valid environment name"),
        (b"[environments.'']\n", NO_ENV),
        (b"[environments.1]\n", NO_ENV),
        (b"environments = 5\n", "expected a map"),
        (b"[enviroments.dev]\n", "did you mean environments?"),
        (b"[environments.dev]\n[environments.dev]\n", ":2:15: duplicate key"),
        (b"[environments.dev]\nschema = 'a'\nschema = 'b'\n", ":3:1: duplicate key"),
        (b"[environments.dev]\nx = 'canary\n", ":2:12: invalid literal string"),
        (b"\0", "cruddur-db.toml:1:2"),
        (b"\xff\xfe", "cruddur-db.toml cannot be read"),
        (b"{\"environments\": {}}", "cruddur-db.toml:1:1"),
        (b"environments:\n  dev:\n", "key with no value"),
    ];
    const BROKEN: &str = "the line of CRUDDUR_ENV is not NAME=value";
    const DIFFERS: &str = "python-dotenv and the shell read the value of CRUDDUR_ENV differently";
    const UNDEFINED: &str = "the value of CRUDDUR_ENV refers to a variable that is not set";
    let env: [(&[u8], &str); 13] = [
        (b"A='canary\nCRUDDUR_ENV='canary", BROKEN),
        (b"\nCRUDDUR_ENV='canary\n", ".env:2: the line of CRUDDUR_ENV"),
        (b"CRUDDUR_ENV=\"canary", BROKEN),
        (b"CRUDDUR_ENV='a'canary", BROKEN),
        (b"A=canary\nCRUDDUR_ENV=$A", DIFFERS),
        (b"A=b\nCRUDDUR_ENV=$A_canary", DIFFERS),
        (b"CRUDDUR_ENV=`canary`", DIFFERS),
        (b"CRUDDUR_ENV=can\\ary", DIFFERS),
        (b"CRUDDUR_ENV=${canary}", UNDEFINED),
        (b"CRUDDUR_ENV=${A:-${canary}}", DIFFERS),
        (b"CRUDDUR_ENV=\xe9canary", "the value of CRUDDUR_ENV is not UTF-8"),
        (b"CRUDDUR_ENV=a b", NO_ENV),
        (b"CRUDDUR_ENV='a b'", NO_ENV),
    ];
    let toml = toml
        .into_iter()
        .map(|(text, message)| case(2, &["drop"], message).file("cruddur-db.toml", text));
    let env = env.into_iter().map(|(text, message)| case(2, &["drop"], message).file(".env", text));
    toml.chain(env).collect()
}

/// Here the server has a say.
fn contents() -> Vec<Case> {
    let load = |exit, name: &'static str, text: &'static [u8], message| {
        case(exit, &["schema-load", name], message).file(name, text)
    };
    let prod = |exit, args: &[&'static str], message| {
        case(exit, args, message)
            .set("CONNECTION_URL", "{dead}")
            .set("PROD_CONNECTION_URL", "{live}")
    };
    const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x2b\x4e";
    const PACKED: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01\x0b\x00\xf4\xff\
        PGDMP\x01\x0e\x00\x04\x08\x01\x17c\xd7\xb1\x0b\x00\x00\x00";
    vec![
        load(1, "f.sql", b"drop table precious; selec 1;", "f.sql:1:22: syntax error"),
        load(1, "f.sql", b"drop table precious; select 1/0;", "division by zero"),
        load(1, "f.sql", b"drop table precious; select 'unclosed;", "f.sql:1:29"),
        load(1, "f.sql", b"drop table precious; select $x$ unclosed;", "f.sql:1:29"),
        load(1, "f.sql", b"drop table precious; /* unclosed", "f.sql:1:22"),
        load(1, "f.sql", b"drop table precious; select '\xe9';", "the byte 0xe9 is not UTF-8"),
        load(1, "f.sql", b"drop table precious;\n\\i no.sql\n", "f.sql:2"),
        load(
            1,
            "f.sql",
            b"set search_path to nowhere; create table t ()",
            "hint: no schema of the",
        ),
        load(1, "f.sql", b"drop table precious;\n\\nonsense\n", "f.sql:2"),
        load(1, "f.sql", b"copy precious from stdin;\nnot a number\n\\.\n", "invalid input syntax"),
        load(1, "f.sql.gz", GZIP, "f.sql.gz"),
        load(1, "precious.csv", b"no_such_column\n1\n", "no_such_column"),
        load(1, "no_table.csv", b"x\n1\n", "no_table"),
        case(1, &["restore", "f.sql"], "f.sql:1:1: syntax error").file("f.sql", b"selec 1;"),
        case(1, &["restore", "f.sql.gz"], "f.sql.gz").file("f.sql.gz", GZIP),
        case(2, &["restore", "f.bin"], "pg_dump's custom format")
            .file("f.bin", b"PGDMP\x01\x0e\x00\x04\x08\x01"),
        case(2, &["restore", "f.gz"], "SQL of it: gunzip < f.gz | pg_restore -f f.sql\n")
            .file("f.gz", PACKED),
        case(2, &["restore", "f.sql.gz"], "gunzip < f.sql.gz | pg_restore -f f.sql\n")
            .file("f.sql.gz", PACKED),
        case(2, &["restore", "f.sql.gz"], "gunzip < f.sql.gz | pg_restore -f f.sql.sql\n")
            .file("f.sql.gz", PACKED)
            .file("f.sql", b"precious"),
        case(1, &["sessions", "kill", "2147483647"], "there is no other session 2147483647"),
        case(1, &["sessions", "cancel", "2147483647"], "there is no other session 2147483647"),
        case(2, &["dump", "no/such/x.sql"], "its directory does not exist"),
        case(2, &["dump", "x.sql"], "x.sql already exists").file("x.sql", b"precious"),
        case(3, &["drop", "--maintenance-db", "no such"], "database \"no such\" does not exist"),
        case(1, &["drop"], "may not drop it; nothing was changed").set("CONNECTION_URL", "{role}"),
        case(1, &["setup"], "belongs to role postgres, so").set("CONNECTION_URL", "{role}"),
        case(1, &["env-set"], "must be owner of database").set("CONNECTION_URL", "{role}"),
        case(1, &["setup", "--keep"], "already has 1 table"),
        prod(4, &["drop", "--env", "prod"], "confirm with: `cruddur-db "),
        prod(4, &["drop", "--env", "prod", "--confirm", "prod"], "--confirm is \"prod\""),
        prod(4, &["drop", "--env", "prod", "--confirm", ""], "--confirm is \"\""),
        prod(4, &["drop", "--env", "prod", "--format", "json"], "confirmation needed"),
        prod(4, &["env-set", "prod"], "confirm with: `cruddur-db "),
        prod(4, &["sessions", "prod", "kill", "--all"], "confirm with: `cruddur-db "),
        prod(4, &["restore", "f.sql", "--env", "prod"], "confirm with: `cruddur-db ")
            .file("f.sql", b"select 1"),
        prod(4, &["schema-load", "f.sql", "--env", "prod"], "confirm with: `cruddur-db ")
            .file("f.sql", b"drop table precious"),
        prod(4, &["seed", "f.sql", "--env", "prod"], "confirm with: `cruddur-db ")
            .file("f.sql", b"drop table precious"),
    ]
}

#[test]
fn two_hundred_bad_inputs_change_nothing() {
    let cases: Vec<Case> = [urls(), words(), environment(), configuration(), contents()]
        .into_iter()
        .flatten()
        .collect();
    assert!(cases.len() >= 200, "{}", cases.len());
    let witness = Postgres::shared().database();
    witness.psql("create table precious as select 1 as x");
    let role = Postgres::shared().role("login createdb");
    let role = role.url(&witness.name);
    // Somebody is connected, for those who would end him.
    let mut client = witness.hold("innocent bystander");
    let before = state(&witness);
    let next = AtomicUsize::new(0);
    let faults: Vec<String> = thread::scope(|scope| {
        let work = || {
            let mut faults = Vec::new();
            while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                faults.extend(fault(case, &witness, &role));
            }
            faults
        };
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
    assert_eq!(state(&witness), before);
    assert!(client.try_wait().unwrap().is_none());
    client.kill().unwrap();
    client.wait().unwrap();
}

/// All that the witness is.
fn state(witness: &Database) -> String {
    let dump = Sandbox::with(witness).run(["dump"]).succeeded().stdout;
    let mark = "select count(*) from pg_db_role_setting s join pg_database d \
                on d.oid = setdatabase where datname = current_database()";
    let mark = witness.psql(mark);
    crate::backup::no_database_is_left_aside();
    format!("{mark}\n{dump}")
}

/// What is wrong with how the program took this input.
fn fault(case: &Case, witness: &Database, role: &str) -> Option<String> {
    let mut sandbox = Sandbox::new();
    let wrong = witness.url().replace(Postgres::shared().password(), "canary");
    sandbox.set("CONNECTION_URL", witness.url());
    for (name, value) in &case.set {
        let value = value
            .replace("{live}", &witness.url())
            .replace("{wrong}", &wrong)
            .replace("{role}", role)
            .replace("{dead}", "postgresql://u:canary@127.0.0.1:1/d");
        sandbox.set(name, value);
    }
    for (name, contents) in &case.files {
        sandbox.write(name, contents);
    }
    let run = sandbox.run(case.args.clone());
    let mut made: Vec<_> = std::fs::read_dir(sandbox.work())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().as_bytes().to_owned())
        .collect();
    made.retain(|name| !case.files.iter().any(|(file, _)| file.as_bytes() == name));
    let output = format!("{}{}", run.stdout, run.stderr);
    let wrong = match () {
        () if run.status != Some(case.exit) => "ends otherwise",
        () if !run.stderr.contains(case.message) => "says something else",
        () if run.stderr.contains("panicked") => "panics",
        () if output.contains("canary") => "shows a password",
        () if output.contains(Postgres::shared().password()) => "shows the password",
        () if !run.stdout.is_empty() => "has a result",
        () if !made.is_empty() || sandbox.backups().exists() => "leaves files",
        () if sandbox.server_home().exists() => "makes a server",
        () => return None,
    };
    Some(format!("{:?} {:?} {wrong}: {run:?}", case.args, case.set))
}
