//! Lists that come page by page: how long they may get, so that a list at an endpoint cannot be
//! endless.

use std::collections::HashSet;
use std::time::Duration;

use crate::error::{Error, Result};

/// The most of a list that is read.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pages: usize,
    time: Duration,
}

/// For what a region or a group has hundreds of at most.
pub const HUNDREDS: Bounds = Bounds { pages: 100, time: Duration::from_secs(60) };

/// For what `rds-audit` reads, all of which it has to finish in a minute.
pub const AUDITED: Bounds = Bounds { pages: 50, time: Duration::from_secs(60) };

/// For the users of a pool, 60 a page and 30 pages a second: 600,000.
pub const USERS: Bounds = Bounds { pages: 10_000, time: Duration::from_secs(15 * 60) };

/// A page: what is on it, and the token of the next, if any.
pub type Page<T> = (Vec<T>, Option<String>);

/// Reads all pages. `what` names them in messages ("the rules of sg-1"), `ask` requests the page of
/// a token.
///
/// Errors: those of `ask`; a token that was there before; more than the bounds allow.
pub async fn all<T, E: From<Error>>(
    what: &str,
    bounds: Bounds,
    mut ask: impl AsyncFnMut(Option<String>) -> Result<Page<T>, E>,
) -> Result<Vec<T>, E> {
    let read = async {
        let (mut items, mut seen, mut token) = (Vec::new(), HashSet::new(), None);
        for _ in 0..bounds.pages {
            let (page, next) = ask(token).await?;
            items.extend(page);
            // Some services end with an empty one.
            token = next.filter(|next| !next.is_empty());
            let Some(next) = &token else { return Ok(items) };
            if !seen.insert(next.clone()) {
                return Err(endless(what, "the same page was returned again".to_owned()).into());
            }
        }
        let why = format!("{} pages were read, and there are more", bounds.pages);
        Err(endless(what, why).into())
    };
    let late = || endless(what, format!("not all were read within {:?}", bounds.time));
    tokio::time::timeout(bounds.time, read).await.unwrap_or_else(|_| Err(late().into()))
}

fn endless(what: &str, why: String) -> Error {
    Error::unreachable(format!("the list of {what} cannot be read completely: {why}"))
        .with_hint("check what is at the endpoint: AWS's own lists end")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: Bounds = Bounds { pages: 5, time: Duration::from_millis(50) };

    async fn read(ask: impl AsyncFnMut(Option<String>) -> Result<Page<usize>>) -> String {
        match all("things", FEW, ask).await {
            Ok(items) => format!("{items:?}"),
            Err(error) => error.message(),
        }
    }

    #[tokio::test]
    async fn a_list_ends() {
        let mut count = 0;
        let three = async |token: Option<String>| {
            assert_eq!(token.is_none(), count == 0);
            count += 1;
            Ok((vec![count], Some(if count < 3 { count.to_string() } else { String::new() })))
        };
        assert_eq!(read(three).await, "[1, 2, 3]");
        let again = async |_| Ok((vec![1], Some("a".to_owned())));
        assert_eq!(
            read(again).await,
            "the list of things cannot be read completely: the same page was returned again"
        );
        let mut count = 0;
        let ever = async |_| {
            count += 1;
            Ok((Vec::new(), Some(count.to_string())))
        };
        let more =
            "the list of things cannot be read completely: 5 pages were read, and there are more";
        assert_eq!(read(ever).await, more);
        assert_eq!(count, 5);
        let silent = async |_| std::future::pending().await;
        assert_eq!(
            read(silent).await,
            "the list of things cannot be read completely: not all were read within 50ms"
        );
    }
}
