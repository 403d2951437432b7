//! The client for conversations: against real servers, poolers, and what only looks like one.

mod fake;
mod real;

use cruddur_db::error::{Error, Result};
use cruddur_db::model::Target;
use cruddur_db::postgres::client::{Client, Reply};
use cruddur_db::postgres::{RetryTimeout, connect_client};

pub use crate::script::judge::{block_on, target};

async fn connect(url: &str) -> Result<Client> {
    connect_to(&target(url)).await
}

async fn connect_to(target: &Target) -> Result<Client> {
    connect_client(target, "cruddur-db test", RetryTimeout::default()).await
}

/// All replies to a message, up to the server's readiness.
async fn replies(client: &mut Client, sql: &str) -> std::io::Result<Vec<Reply>> {
    client.query(sql)?;
    let mut replies = Vec::new();
    loop {
        let reply = client.next().await?;
        let last = matches!(reply, Reply::Ready(_));
        replies.push(reply);
        if last {
            return Ok(replies);
        }
    }
}

fn error_of(replies: Vec<Reply>) -> cruddur_db::postgres::client::ServerMessage {
    let error = replies.into_iter().find_map(|reply| match reply {
        Reply::Error(error) => Some(*error),
        _ => None,
    });
    error.expect("an error")
}

fn failed(result: Result<Client>) -> Error {
    match result {
        Ok(_) => panic!("it logged in"),
        Err(error) => error,
    }
}
