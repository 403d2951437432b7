//! Loading: what is sent to the server and when, and handling its replies.

mod begun;
pub mod cancel_guard;
pub mod compatibility;
pub mod conditions;
pub mod connect;
pub mod copy_data;
pub mod csv;
pub mod csv_data;
pub mod diagnostics;
pub mod dump_marks;
pub mod durable_ddl;
pub mod entry;
pub mod excerpt;
pub mod executor;
pub mod failures;
pub mod files;
pub mod files_named;
pub mod interactive;
pub mod kept;
pub mod loaded;
pub mod loader;
pub mod open_file;
pub mod options;
pub mod outside;
pub mod pooled;
pub mod report;
pub mod reset;
pub mod rows;
pub mod scan;
pub mod scanner;
pub mod series;
pub mod session;
pub mod stop;
pub mod transaction;
pub mod unanswered;
pub mod unit;

use self::loaded::Loaded;
use self::loader::Loader;
use self::options::Options;
use self::session::Session;
use super::input::Input;
use crate::error::Result;
use crate::interrupt::Interrupt;
use crate::model::Target;
use crate::postgres::client::Client;
use crate::progress::Progress;

/// Loads the inputs in order, in one transaction, each with a reset session.
///
/// After an error nothing has changed, unless the error's hint says otherwise; the connection
/// cannot be used further and should be dropped. An interrupt cancels on the server and rolls back.
///
/// Errors: usage for inputs that cannot be read or are not SQL; failed, with the location, the line
/// and the SQLSTATE, for what psql or the server would refuse; interrupted.
pub async fn load(
    client: &mut Client,
    inputs: &[Input],
    options: &Options,
    target: &Target,
    progress: &dyn Progress,
    interrupt: &Interrupt,
) -> Result<Loaded> {
    let _hold = interrupt.hold();
    let session = Session::new(client, interrupt);
    Loader::new(session, target, options, progress).run(inputs).await
}
