//! Whether a pooler is in between, and whether there is a direct URL.

use super::Access;
use super::finding::{Finding, described, fix_of};
use crate::error::Result;
use crate::model::{Host, Origin, Target, is_rds_host};
use crate::ops::way;
use crate::postgres::database_state::{self, Identity};
use crate::postgres::pooling::{self, Pooling};
use crate::postgres::{ConnectRequest, Session};

/// The direct URL of the target, or the variable to set it.
pub struct Direct<'a> {
    pub target: Option<Access<'a>>,
    /// The variable that could contain the URL.
    pub variable: Option<String>,
    pub is_same: bool,
}

pub async fn look(session: &mut Session, direct: Direct<'_>) -> Result<Finding> {
    let Direct { target: past, variable, is_same } = direct;
    let past = match past {
        Some(access) => Some(access.await),
        None => None,
    };
    let target = session.target.clone();
    let login = login(&target);
    let name = known_pooler(&target.url.host);
    let pooling = match pooling::look(login).await {
        Ok(Pooling::None) if name.is_some() => Pooling::Unknown,
        Ok(pooling) => pooling,
        Err(error) => {
            let found = format!("unknown: {}", described(&error));
            return Ok(Finding::unknown(found, fix_of(&error)));
        }
    };
    let by_name = name.map(|name| format!(", {name} by its name")).unwrap_or_default();
    let found = match pooling {
        Pooling::None => "none: a direct connection".to_owned(),
        Pooling::Sessions => format!("a session pooler{by_name}"),
        Pooling::Transactions => format!("a transaction pooler{by_name}"),
        Pooling::Statements => format!("a statement pooler{by_name}"),
        Pooling::Unknown => format!("a pooler{by_name} of unknown mode"),
        Pooling::NoPostgres => "unknown, since the server is not Postgres".into(),
    };
    let Some(past) = past else {
        return Ok(without_direct(pooling, found, (&target.origin, variable, is_same)));
    };
    let own = database_state::identity(session).await?;
    Ok(with_direct(pooling, found, &target, past, &own).await)
}

fn login(target: &Target) -> ConnectRequest<'_> {
    ConnectRequest::new(target, "cruddur-db doctor")
}

const DIRECT: &str = "migrations, create, drop, setup, restore and dump";

const STATEMENTS: &str = "commands that need a transaction fail, loads included: set its \
                          pool_mode to transaction or session";

fn without_direct(
    pooling: Pooling,
    found: String,
    (origin, variable, is_same): (&Origin, Option<String>, bool),
) -> Finding {
    let past = match (origin, variable) {
        (Origin::Variable(origin), Some(variable)) if is_same => Some(format!(
            "{variable} is the same URL as {origin}: set it to the server itself, for {DIRECT}"
        )),
        (Origin::Variable(_), Some(variable)) => {
            Some(format!("set {variable} to the server's direct URL, for {DIRECT}"))
        }
        _ => None,
    };
    match pooling {
        Pooling::None | Pooling::Sessions => Finding::pass(found),
        Pooling::Transactions => {
            let fix = past.unwrap_or_else(|| {
                format!(
                    "{DIRECT} need the server's direct URL: pass that with --url, or set \
                     CONNECTION_URL to this URL and DIRECT_URL to that"
                )
            });
            Finding::warn(found, fix)
        }
        Pooling::Statements => Finding::warn(found, STATEMENTS),
        Pooling::Unknown => Finding::unknown(found, past),
        Pooling::NoPostgres => Finding::unknown(found, None),
    }
}

async fn with_direct(
    pooling: Pooling,
    found: String,
    target: &Target,
    past: Result<Target>,
    own: &Identity,
) -> Finding {
    let past = match past {
        Ok(past) => past,
        Err(error) => {
            let fix = fix_of(&error).unwrap_or_else(|| "check the direct URL".to_owned());
            return Finding::fail(format!("{found}\n{}", described(&error)), fix);
        }
    };
    let (here, there) = (&target.origin, &past.origin);
    match way::ask(login(&past)).await {
        Ok(identity) if identity.server != own.server || identity.database != own.database => {
            return Finding::fail(
                format!("{found}\n{there} points to another database"),
                format!("{here} and {there} must point to the same database"),
            );
        }
        Ok(_) => {}
        Err(error) => {
            let fix = fix_of(&error).unwrap_or_else(|| format!("check {there}"));
            return Finding::fail(format!("{found}\n{there}: {}", described(&error)), fix);
        }
    }
    let found = format!("{found}\n{there} points to the same database");
    match (pooling, pooling::look(login(&past)).await) {
        (_, Ok(Pooling::None)) if pooling == Pooling::Statements => {
            Finding::warn(found, STATEMENTS)
        }
        (Pooling::NoPostgres, _) => Finding::unknown(found, None),
        (_, Ok(Pooling::None)) => Finding::pass(format!("{found}, directly")),
        (_, Ok(_)) => Finding::warn(
            format!("{found}, through a pooler as well"),
            format!("{there} should point to the server itself"),
        ),
        (_, Err(error)) => {
            let found = format!("{found}\ndirect connection: {}", described(&error));
            Finding::unknown(found, fix_of(&error))
        }
    }
}

/// Whose pooler a host is, by its name. Sources: the documentation of Neon ("Connection pooling"),
/// Supabase ("Connect to your database"), Prisma Postgres and Amazon RDS Proxy.
fn known_pooler(host: &Host) -> Option<&'static str> {
    let Host::Tcp(name) = host else { return None };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let first = name.split('.').next().unwrap_or_default();
    if name.ends_with(".neon.tech") && first.ends_with("-pooler") {
        return Some("Neon's");
    }
    if name.ends_with(".pooler.supabase.com") {
        return Some("Supabase's");
    }
    if name == "pooled.db.prisma.io" {
        return Some("Prisma's");
    }
    (is_rds_host(&name) && name.contains(".proxy-")).then_some("RDS Proxy")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poolers_are_known_by_their_names() {
        for (name, known) in [
            ("ep-cool-a1-pooler.us-east-2.aws.neon.tech", Some("Neon's")),
            ("ep-cool-a1.us-east-2.aws.neon.tech", None),
            ("aws-0-eu-west-1.pooler.supabase.com", Some("Supabase's")),
            ("db.abc.supabase.co", None),
            ("pooled.db.prisma.io", Some("Prisma's")),
            ("p.proxy-abc.eu-west-1.rds.amazonaws.com", Some("RDS Proxy")),
            ("db.abc.eu-west-1.rds.amazonaws.com", None),
        ] {
            assert_eq!(known_pooler(&Host::Tcp(name.to_owned())), known, "{name}");
        }
    }
}
