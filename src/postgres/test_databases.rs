//! Test databases: copies of a template, which both tell by name and comment what they are.

use serde::Deserialize;

use super::client::{Client, Fault};
use super::databases::{self, CreateOptions};
use super::errors::explain_fault;
use super::identifier::fill;
use super::sqlstate;
use super::{Identifier, Literal};
use crate::error::{Error, Result};
use crate::model::{
    DatabaseName, PART, TaggedComment, Target, TestDatabase, TestDatabaseKind, TestDatabaseNames,
    Timestamp,
};

/// What is known of the test databases of a target's database.
pub struct Found {
    /// Those that the role may drop.
    pub databases: Vec<TestDatabase>,
    /// What the encoding and locale of a new one are to be, as text that differs where they do.
    pub locale: String,
}

#[derive(Deserialize)]
struct Answer {
    like: String,
    found: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    comment: Option<String>,
    owned: bool,
    sessions: u32,
    bytes: Option<u64>,
    described: bool,
}

/// Looks for the test databases of the target's database, with their sizes if `sized`.
pub async fn find(client: &mut Client, target: &Target, sized: bool) -> Result<Found> {
    let names = TestDatabaseNames::of(target.database());
    let (copies, templates) =
        (names.prefix(TestDatabaseKind::Copy), names.prefix(TestDatabaseKind::Template));
    let query = fill(
        include_str!("queries/test_databases.sql"),
        &[
            ("name", &Literal(target.database().as_str())),
            ("sized", &sized),
            ("copies", &Literal(&copies)),
            ("templates", &Literal(&templates)),
        ],
    );
    let answer = client.ask(&query).await.map_err(|fault| explain_fault(fault, target))?;
    let answer: Answer = serde_json::from_str(&answer.unwrap_or_default())
        .map_err(|error| Error::failed("the server's answer cannot be read").because(error))?;
    let read = |row: Row| {
        // A copy may have been loaded in part since.
        let comment = row.comment.as_deref().map(|it| it.strip_prefix(PART).unwrap_or(it));
        let (kind, used) = names.read(&row.name, comment)?;
        let name = DatabaseName::new(row.name).ok().filter(|_| row.owned)?;
        let Row { comment, sessions, bytes, described, .. } = row;
        let project = comment.and_then(|it| TaggedComment::parse(&it).project);
        Some(TestDatabase { name, kind, used, sessions, bytes, project, is_described: described })
    };
    let databases = answer.found.into_iter().filter_map(read).collect();
    Ok(Found { databases, locale: answer.like })
}

/// How the making of a copy ended.
pub enum Copied {
    Done,
    /// Somebody has that name already.
    NameIsTaken,
    /// Somebody is connected to the template.
    TemplateIsInUse(Error),
    /// Somebody dropped the template.
    TemplateIsGone(Error),
}

/// Copies the template to the database of `copy`.
///
/// Errors: those of the server, such as that the role may create no databases.
pub async fn copy(
    client: &mut Client,
    copy: &Target,
    template: &DatabaseName,
    of: &DatabaseName,
) -> Result<Copied> {
    let name = Identifier(copy.database().as_str());
    let create = format!("CREATE DATABASE {name} TEMPLATE {}", Identifier(template.as_str()));
    let comment = comment_statement(copy, TestDatabaseNames::copy_comment(of));
    let mut done = run(client, copy, &[create, comment]).await?.into_iter();
    let created = done.next().unwrap_or(Ok(()));
    let Err(fault) = created else {
        done.next().unwrap_or(Ok(())).map_err(|fault| explain_fault(fault, copy))?;
        return Ok(Copied::Done);
    };
    let code = fault.code().unwrap_or_default().to_owned();
    let error = explain_fault(fault, copy);
    match code.as_str() {
        sqlstate::DUPLICATE_DATABASE | sqlstate::UNIQUE_VIOLATION => Ok(Copied::NameIsTaken),
        sqlstate::OBJECT_IN_USE => Ok(Copied::TemplateIsInUse(error)),
        sqlstate::UNKNOWN_DATABASE => Ok(Copied::TemplateIsGone(error)),
        _ => Err(error),
    }
}

/// Makes an empty database that becomes a template when it is loaded, and until then counts as a
/// copy that somebody left. Returns false where the name is taken.
pub async fn create_empty(
    client: &mut Client,
    staging: &Target,
    of: &DatabaseName,
    options: &CreateOptions,
) -> Result<bool> {
    if !databases::create(client, staging, options).await? {
        return Ok(false);
    }
    let comment = comment_statement(staging, TestDatabaseNames::copy_comment(of));
    execute(client, staging, comment).await.map(|()| true)
}

/// Makes a template of a database that is loaded: nobody connects to it any more.
pub async fn seal(
    client: &mut Client,
    staging: &Target,
    template: &DatabaseName,
    of: &DatabaseName,
    now: Timestamp,
) -> Result<()> {
    let name = Identifier(staging.database().as_str());
    execute(client, staging, format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await?;
    end_sessions(client, staging, staging.database()).await?;
    let comment = comment_statement(staging, TestDatabaseNames::template_comment(of, now));
    let rename =
        format!("{comment};\nALTER DATABASE {name} RENAME TO {}", Identifier(template.as_str()));
    execute(client, staging, rename).await
}

/// Notes when the template was used.
pub async fn touch(client: &mut Client, template: &Target, of: &DatabaseName, now: Timestamp) {
    let comment = comment_statement(template, TestDatabaseNames::template_comment(of, now));
    // Another one may do the same at the same time.
    let _ = client.execute(comment).await;
}

/// Ends the sessions of the database, as far as the role may: a pooler keeps some open.
pub async fn end_sessions(
    client: &mut Client,
    target: &Target,
    database: &DatabaseName,
) -> Result<()> {
    let name = Literal(database.as_str());
    let sql = fill(include_str!("queries/sessions_end.sql"), &[("names", &name)]);
    execute(client, target, sql).await
}

/// Drops the databases; with `force`, their sessions end, else those that are in use stay. Returns
/// what became of each.
pub async fn drop(
    client: &mut Client,
    target: &Target,
    names: &[DatabaseName],
    force: bool,
) -> Result<Vec<Result<()>>> {
    let statement = |name: &DatabaseName| match force {
        true => databases::drop_statement(client, name),
        false => databases::plain_drop_statement(name),
    };
    let statements: Vec<String> = names.iter().map(statement).collect();
    let first = run(client, target, &statements).await?;
    let mut done = Vec::new();
    for (name, dropped) in names.iter().zip(first) {
        done.push(match force {
            true => {
                databases::drop_again(client, &target.with_database(name.clone()), dropped).await
            }
            false => dropped.map_err(|fault| explain_fault(fault, target)),
        });
    }
    Ok(done)
}

/// The comment, with the environment's tag.
fn comment_statement(target: &Target, comment: String) -> String {
    let text = TaggedComment::of(target, Some(comment)).text().unwrap_or_default();
    let name = Identifier(target.database().as_str());
    format!("COMMENT ON DATABASE {name} IS {}", Literal(&text))
}

async fn execute(client: &mut Client, target: &Target, sql: String) -> Result<()> {
    client.execute(sql).await.map_err(|fault| explain_fault(fault, target))
}

async fn run(
    client: &mut Client,
    target: &Target,
    messages: &[String],
) -> Result<Vec<std::result::Result<(), Fault>>> {
    client.run(messages).await.map_err(|fault| explain_fault(fault, target))
}
