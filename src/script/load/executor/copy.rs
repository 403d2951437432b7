//! COPY and its data.

use super::Executor;
use crate::postgres::client::Fault;
use crate::postgres::sqlstate;
use crate::script::load::copy_data::Data;
use crate::script::load::entry::{Entry, Role};
use crate::script::load::stop::Stop;
use crate::script::load::unanswered::WINDOW;
use crate::script::syntax::statement::Statement;

impl Executor<'_> {
    /// Sends a statement with its data, if any.
    pub async fn copy(&mut self, statement: Statement, data: &mut Data<'_>) -> Result<(), Stop> {
        let place = statement.origin.location();
        let table = statement.table().map(str::to_owned);
        if let Some(table) = &table {
            let file = data.place().0;
            self.report.part(Some(&format!("copying {table} from {}", file.path().display())));
        }
        data.count_rows(&statement);
        if self.transaction.is_autocommit() {
            self.mark_part(true).await?;
        }
        let ahead = self.may_run_ahead(&statement);
        self.open()?;
        self.session.send_alone(Entry::new(statement, table, Role::File))?;
        if ahead {
            self.feed_ahead(data).await?;
        } else {
            self.receive(0, Some(data)).await?;
            self.follow_server(place)?;
        }
        self.move_on().await
    }

    /// Whether the data may follow the statement immediately: the server skips it if it does
    /// not accept the statement. Source: PostgreSQL documentation, "COPY Operations".
    fn may_run_ahead(&self, statement: &Statement) -> bool {
        statement.table().is_some()
            && self.transaction.is_ours()
            && !statement.tokens().any(|token| {
                token.is("binary")
                    || token.value().is_some_and(|it| it.eq_ignore_ascii_case("binary"))
            })
    }

    /// Sends the data after its statement.
    async fn feed_ahead(&mut self, data: &mut Data<'_>) -> Result<(), Stop> {
        self.session.note_data(data.place());
        let (guard, before) = (self.session.guard(), self.client().queued());
        let fed = guard.run(data.feed(self.session.client_mut(), &guard, false)).await;
        // It begins after the rest of the statement's line.
        self.session.note_data(data.place());
        if let Some(stopped) = data.take_stopped() {
            // psql would have failed first at the statement, or one before it.
            return match self.flush().await {
                Err(stop) if stop.code() != Some(sqlstate::CANCELLED) => Err(stop),
                _ => Err(stopped.into()),
            };
        }
        let fed = fed.unwrap_or_else(|fault| match fault {
            Fault::Lost(error) => Err(error),
            Fault::Server(_) => Ok(()),
        });
        if let Err(error) = fed {
            return Err(self.flush().await.err().unwrap_or_else(|| error.into()));
        }
        if self.client().queued() - before > WINDOW as u64 {
            self.ask_for_xid()?;
        }
        Ok(())
    }
}
