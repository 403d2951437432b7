//! Texts that are each a transaction of their own, sent one behind the other: the answer to one is
//! read while the next is on its way, so that a slow link costs one round trip for many.
//!
//! What follows a text that fails must not run. The end of a transaction goes in one message
//! behind a statement that a failed transaction refuses: the server passes over the COMMIT, stays
//! in the failed transaction, and refuses everything behind it until we roll back.

use super::loader::Loader;
use super::options::Options;
use super::session::Session;
use super::unit::{Unit, UnitDone};
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::progress::Progress;

/// Runs the units in their order, and stops at the first that fails: those that were done, and
/// why the next one was not. Its transaction is rolled back, and the connection may be used on,
/// unless it is lost.
///
/// Errors: as [`super::load`]; one without a place is about what goes with a text.
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
