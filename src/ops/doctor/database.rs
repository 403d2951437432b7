//! From the login to the contents of the database.

use super::finding::Finding;
use super::lifetimes::{Support, support};
use super::{collations, door};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::{Engine, Method, Target, Timestamp};
use crate::ops::tag::other_project;
use crate::postgres::health::{self, Extension};
use crate::postgres::{self, Identifier, RetryTimeout, Session, database_state, sqlstate, tables};
use crate::report::doctor::Layer;
use crate::report::tag::own_database;

pub const LAYERS: [Layer; 5] =
    [Layer::Privileges, Layer::Version, Layer::Extensions, Layer::Schema, Layer::Tag];

/// The SQLSTATEs of servers that lack what was requested.
const MISSING: [&str; 4] = [
    sqlstate::UNDEFINED_TABLE,
    sqlstate::UNDEFINED_COLUMN,
    sqlstate::UNDEFINED_FUNCTION,
    sqlstate::NOT_SUPPORTED,
];

/// The extension that Cruddur's schema needs.
const NEEDED: &str = "uuid-ossp";

/// A session, or why the database refused it after authentication.
pub type Opened = Result<Session>;

/// Logs in. The server checks the password before the database.
pub async fn login(target: &Target) -> Result<Finding<Opened>> {
    let opened = match postgres::connect(target, "cruddur-db doctor", RetryTimeout::default()).await
    {
        Err(error) if !door::is_about_database(&error) => return Err(error),
        Err(error) => Err(door::closed(error, target).await),
        opened => opened,
    };
    let by = match &target.access.method {
        Method::Password | Method::PasswordOnly => String::new(),
        Method::Iam => ", by IAM token".to_owned(),
        Method::Secret(arn) => format!(", with the password in {arn}"),
    };
    Ok(Finding::pass(format!("as {}{by}", target.user)).with(opened))
}

/// Whether the database accepted the session.
pub fn open(opened: Option<Opened>) -> Result<Finding<Session>> {
    let opened = opened.unwrap_or_else(|| Err(Error::failed("there is no session")));
    Ok(Finding::pass("open").with(opened?))
}

/// Runs one of [`LAYERS`]. `tables` makes the tables. What another engine than Postgres lacks is
/// unknown.
pub async fn look(layer: Layer, session: &mut Session, tables: &str) -> Result<Finding> {
    let engine = session.engine;
    match ask(layer, session, tables).await {
        Err(error)
            if engine != Engine::Postgres
                && error.code().is_some_and(|it| MISSING.contains(&it)) =>
        {
            let found = format!("{} gives no answer: {}", engine.name(), error.message());
            Ok(Finding::unknown(found, None))
        }
        found => found,
    }
}

async fn ask(layer: Layer, session: &mut Session, tables: &str) -> Result<Finding> {
    match layer {
        Layer::Privileges => Ok(door::writable(privileges(session).await?, session).await),
        Layer::Version => version(session).await,
        Layer::Extensions => extensions(session).await,
        Layer::Schema => schema(session, tables).await,
        _ => tag(session).await,
    }
}

async fn privileges(session: &mut Session) -> Result<Finding> {
    let held = health::privileges(session).await?;
    let user = &held.role;
    if held.superuser {
        return Ok(Finding::pass(format!("{user} is a superuser")));
    }
    let (tables, readable, writable) = (held.tables, held.readable, held.writable);
    let found = format!("may read {readable} and write {writable} of {tables} tables");
    let (user, schemas) = (Identifier(user), held.schemas.join(", "));
    let grant = format!(
        "ask their owner to run: GRANT USAGE ON SCHEMA {schemas} TO {user}; GRANT SELECT, INSERT, \
         UPDATE, DELETE ON ALL TABLES IN SCHEMA {schemas} TO {user}; GRANT USAGE, \
         SELECT ON ALL SEQUENCES IN SCHEMA {schemas} TO {user}"
    );
    if tables > 0 && readable == 0 {
        return Ok(Finding::fail(found, grant));
    }
    if writable < tables {
        return Ok(Finding::warn(found, grant));
    }
    if held.readable_sequences < held.sequences {
        let found = format!(
            "{found}, but may read {} of {} sequences, which dump and backup need",
            held.readable_sequences, held.sequences
        );
        return Ok(Finding::warn(found, grant));
    }
    if !held.creates {
        let found = format!("{found}, but may not create any in schema public");
        let fix = format!(
            "schema-load needs it; ask its owner to run: GRANT CREATE ON SCHEMA public TO {user}"
        );
        return Ok(Finding::warn(found, fix));
    }
    Ok(Finding::pass(format!("{found}, and may create tables")))
}

async fn version(session: &mut Session) -> Result<Finding> {
    let text = health::version(session).await?;
    if session.engine != Engine::Postgres {
        let name = session.engine.name();
        let found = format!("{name}, which reports Postgres {text}");
        let fix = format!("see the documentation of {name} for its end of support");
        return Ok(Finding::unknown(found, Some(fix)));
    }
    let digits = text.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let major: u32 = digits.parse().unwrap_or(0);
    if let Some((stale, fix)) = collations::look(session).await? {
        return Ok(Finding::warn(format!("Postgres {text}\n{stale}"), fix));
    }
    let today = Timestamp::now().date();
    let upgrade = "upgrade to a newer major version: pg_dump and restore, pg_upgrade, or RDS's own";
    Ok(match support(major, &today) {
        Support::Until(day) => Finding::pass(format!("Postgres {text}, supported until {day}")),
        Support::EndedOn(day) => {
            Finding::warn(format!("Postgres {text}, unsupported since {day}"), upgrade)
        }
        Support::Ended => Finding::warn(format!("Postgres {text}, unsupported"), upgrade),
        Support::NotKnown => Finding::unknown(
            format!("Postgres {text} is newer than this program"),
            Some("update cruddur-db to see how long it is supported".to_owned()),
        ),
    })
}

async fn extensions(session: &mut Session) -> Result<Finding> {
    let extensions = health::extensions(session).await?;
    if extensions.is_empty() {
        let found = "the server does not show its extensions";
        return Ok(Finding::unknown(found, None));
    }
    let outdated = |it: &&Extension| it.installed.is_some() && it.installed != it.available;
    let installed: Vec<String> = extensions
        .iter()
        .filter_map(|it| Some(format!("{} {}", it.name, it.installed.as_ref()?)))
        .collect();
    let found = format!("installed: {}", installed.join(", "));
    let needed = extensions.iter().find(|it| it.name == NEEDED);
    Ok(match needed {
        None => Finding::fail(
            format!("{found}\n{NEEDED} cannot be installed: the server does not have it"),
            "install the contrib modules (postgresql-contrib) on the server",
        ),
        Some(it) if it.installed.is_none() => {
            Finding::pass(format!("{found}; {NEEDED} can be installed"))
        }
        Some(_) => match extensions.iter().find(outdated) {
            Some(it) => Finding::warn(
                format!("{found}; the server has {} {}", it.name, text(it.available.as_ref())),
                format!("ALTER EXTENSION \"{}\" UPDATE", it.name),
            ),
            None => Finding::pass(found),
        },
    })
}

fn text(version: Option<&String>) -> &str {
    version.map_or("no longer", String::as_str)
}

async fn schema(session: &mut Session, fix: &str) -> Result<Finding> {
    Ok(match tables::count(session).await? {
        0 => Finding::warn("there are no tables", fix),
        1 => Finding::pass("1 table"),
        count => Finding::pass(format!("{count} tables")),
    })
}

async fn tag(session: &mut Session) -> Result<Finding> {
    let own = session.target.environment.to_string();
    let state = database_state::state_inside(session).await?;
    let other = other_project(&session.target, state.project.as_deref());
    Ok(match (state.tag, other) {
        (Some(tag), Some(other)) if tag == own => Finding::warn(
            format!("it is tagged as {tag}, and belongs to directory {other}, not to this one"),
            own_database(&session.target),
        ),
        (Some(tag), _) if tag == own => Finding::pass(format!("it is tagged as {tag}")),
        (Some(tag), _) => Finding::fail(
            format!("it is tagged as {tag}, but this is {own}"),
            format!("if the URL is right, tag it again with: {}", hint::command("env-set").of(own)),
        ),
        (None, _) => Finding::warn(
            "it is not tagged with an environment, which guards against mistaken URLs",
            format!(
                "tag it with: {}; create and setup tag it, too",
                hint::command("env-set").of(own)
            ),
        ),
    })
}
