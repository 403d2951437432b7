//! Texts that are separate transactions, pipelined: the reply to one is
//! read while the next is in flight, so that a slow link costs one round trip for many.
//!
//! What follows a failed text must not run. The end of a transaction is sent in one message
//! after a statement that a failed transaction refuses: the server skips the COMMIT, stays
//! in the failed transaction, and refuses everything after it until we roll back.

use super::loader::Loader;
use super::options::Options;
use super::session::Session;
use super::unit::{Unit, UnitDone};
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::progress::Progress;

/// Runs the units in order and stops at the first failure. Returns those that were done, and
/// why the next one was not. Its transaction is rolled back, and the connection remains usable,
/// unless it is lost.
///
/// Errors: as [`super::load`]; one without a location is about the statements added to a text.
pub async fn load_series(
    client: &mut Client,
    units: &[Unit],
    options: &Options,
    target: &Target,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> (Vec<UnitDone>, Result<(), Error>) {
    let _hold = interrupt.hold();
    let session = Session::new(client, interrupt);
    Loader::new(session, target, options, progress).run_units(units).await
}
