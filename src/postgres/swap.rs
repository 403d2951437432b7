//! Renames one database to another's name and drops the other.

use tokio::sync::Notify;

use super::client::Client;
use super::databases::{drop_statement, replaced_name, staging_name};
use super::errors::explain_fault;
use super::identifier::fill;
use super::{Identifier, Literal, databases};
use crate::error::Result;
use crate::model::{DatabaseName, Target};

/// The SQLSTATE by which `swap_checks.sql` reports that the files have set database properties.
const DESCRIBED: &str = "CD001";

pub enum Swapped {
    /// The names were changed; the replaced database was dropped, or why not.
    Done { dropped: Result<()> },
    /// Nothing was changed: the files have set database properties, which have to be combined
    /// with the ones to be applied; or the connection broke before.
    Not,
}

/// What a swap applies to the staging database, and its preconditions.
pub struct Swap<'a> {
    pub target: &'a Target,
    pub comment: &'a str,
    /// A database with the target's name exists, and is dropped afterwards.
    pub replaces: bool,
    /// Only if the staging database has no properties of its own.
    pub undescribed: bool,
    /// A condition in SQL that is true while the command's lock is held.
    pub held: &'a str,
}

/// Gives the staging database this comment and the target's name, and renames the database that had
/// the name, if any: all in one transaction. The statements wait some seconds for sessions to end,
/// and block new ones meanwhile. `ending` terminates them until notified that the names are
/// changed: later sessions are in the new database. Then drops the replaced database.
///
/// Errors: nothing was changed, unless the connection was lost.
pub async fn change_names(
    client: &mut Client,
    swap: &Swap<'_>,
    ending: impl Future<Output = ()>,
    changed: &Notify,
) -> Result<Swapped> {
    let (target, name) = (swap.target, swap.target.database());
    let replaced = target.with_database(replaced_name(name));
    // As in `Client::run`.
    let at_once = swap.replaces && !client.has_made_up_pid();
    let sent = client.query(&swap_statements(swap)).and_then(|()| match at_once {
        true => client.query(&drop_statement(client, replaced.database())),
        false => Ok(()),
    });
    let outcome = async {
        let outcome = client.outcome().await;
        changed.notify_one();
        outcome
    };
    sent.map_err(|error| explain_fault(error.into(), target))?;
    let (outcome, ()) = tokio::join!(outcome, ending);
    let outcome = outcome.map_err(|fault| explain_fault(fault, target))?;
    let dropped = match at_once {
        true => client.outcome().await.and_then(|dropped| dropped),
        false => Ok(()),
    };
    match outcome {
        Err(fault) if fault.code() == Some(DESCRIBED) => Ok(Swapped::Not),
        Err(fault) => Err(explain_fault(fault, target)),
        Ok(()) if swap.replaces && !at_once => {
            Ok(Swapped::Done { dropped: databases::drop(client, &replaced).await })
        }
        Ok(()) => {
            Ok(Swapped::Done { dropped: databases::drop_again(client, &replaced, dropped).await })
        }
    }
}

fn swap_statements(swap: &Swap<'_>) -> String {
    let name = swap.target.database();
    let staging = staging_name(name);
    let rename = |from: &DatabaseName, to: &DatabaseName| {
        let (from, to) = (Identifier(from.as_str()), Identifier(to.as_str()));
        format!("ALTER DATABASE {from} RENAME TO {to};\n")
    };
    let literal = |name: &DatabaseName| Literal(name.as_str()).to_string();
    let names = format!("{}, {}", literal(name), literal(&staging));
    let checks = fill(
        include_str!("queries/swap_checks.sql"),
        &[
            ("undescribed", &swap.undescribed),
            ("lock", &swap.held),
            ("names", &names),
            ("staging", &literal(&staging)),
        ],
    );
    let mut sql = format!("DO {};\n", Literal(&checks));
    sql.push_str(&format!(
        "COMMENT ON DATABASE {} IS {};\n",
        Identifier(staging.as_str()),
        Literal(swap.comment)
    ));
    if swap.replaces {
        sql.push_str(&rename(name, &replaced_name(name)));
    }
    sql.push_str(&rename(&staging, name));
    sql
}
