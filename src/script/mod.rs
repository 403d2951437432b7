//! psql-format SQL files, loaded without psql: in few messages, in one transaction, with the
//! place of every error.
//!
//! ```text
//! Input ─► reader ─► source ─► scanner (lexer) ─► loader ─► session ─► client ─► server
//!                                 └ \commands ─► meta ──┘  └► copy ──┘
//! ```
//!
//! psql is the judge of what a file means: [`lexer`](self) ports its rules (PostgreSQL
//! documentation, chapter 4.1 and the page of psql), and the tests load the same files with both.
//! What differs, differs on purpose: one transaction, no shell, no files written, and statements
//! left out that only a newer server or another role could run, each kind with a notice.

mod arguments;
mod commands;
mod commit;
mod conditions;
mod connect;
mod copy;
mod csv;
mod cut;
mod dialogue;
mod draft;
mod durable_ddl;
mod encoding;
mod excerpt;
mod input;
mod isolated;
mod kind;
mod lexer;
mod loader;
mod meta;
mod outside;
mod owner;
mod pipes;
mod place;
mod pooled;
mod position;
mod reader;
mod reset;
mod rows;
mod scanner;
mod send;
mod session;
mod settings;
mod skips;
mod source;
mod statement;
mod statements;
mod tokens;
mod transaction;
mod variables;

pub use cut::cut;
pub use dialogue::{Dialogue, Failure, Hear};
pub use input::Input;
pub use reader::{COMPRESSED, uncompressed_name};

/// What the console reads statements and commands with.
pub(crate) mod reading {
    pub use super::arguments::Arguments;
    pub use super::copy::parse as parse_copy;
    pub use super::encoding::Encoding;
    pub use super::input::{open, open_data, open_path};
    pub use super::kind::{Kind, kind};
    pub use super::lexer::{Inside, Lexer, Step, continues_word};
    pub use super::place::Again;
    pub use super::position::{FileName, Position};
    pub use super::reader::Reader;
    pub use super::scanner::{Event, Scanner};
    pub use super::source::Source;
    pub use super::statement::Statement;
    pub use super::tokens::{Token, Tokens};
    pub use super::variables::{Variables, truth};
}

use std::path::PathBuf;

use self::loader::Loader;
use self::session::Session;
use crate::error::Result;
use crate::interrupt::Interrupt;
use crate::model::{DatabaseName, Target};
use crate::postgres::client::Client;
use crate::progress::Progress;

/// So many notices of the server are shown; warnings are all shown.
const SHOWN_NOTICES: u64 = 20;

/// So many are kept in the report.
const MOST_NOTICES: usize = 1000;

/// How a load is done.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// psql's variables: `--set NAME=VALUE`.
    pub variables: Vec<(String, String)>,
    /// Leave out statements that set owners.
    pub no_owner: bool,
    /// Leave out statements that grant and revoke privileges.
    pub no_acl: bool,
    /// Run everything, check deferred constraints, and roll back.
    pub dry_run: bool,
    /// The database is thrown away when the load fails, so that nothing is committed for good.
    pub disposable: bool,
    /// In a disposable database: commit now and then, where no transaction of the file's own is
    /// open, so that the server does not have to hold a lock on everything to the end.
    pub pieces: bool,
    /// In a disposable database: commit after so many inputs.
    pub commit_after: Option<usize>,
    /// The name that the database will have: the files mean it by that name.
    pub known_as: Option<DatabaseName>,
    /// Refuse a file that commits in its middle, or has a statement that no transaction may hold.
    pub whole: bool,
    /// Wait for the transaction's number before COMMIT, so that its outcome can be looked up if the
    /// answer is lost, however short the load is. A round trip more.
    pub traceable: bool,
    /// Statements that run first, within the first transaction.
    pub first: Vec<String>,
    /// What `~` in the name of a file stands for.
    pub home: Option<PathBuf>,
}

/// What a load did.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Inputs that were loaded.
    pub files: u64,
    /// Statements that the server ran, without those that the loader added.
    pub statements: u64,
    /// Bytes of the inputs, unpacked, without included files.
    pub bytes: u64,
    /// Rows that COPY and INSERT put into tables, in the order in which the tables came up. The
    /// name is as the file has it, folded like the server does.
    pub rows: Vec<(String, u64)>,
    /// What was said: notices of the server, and about statements that were left out.
    pub notices: Vec<String>,
    /// How many notices the server sent.
    pub notice_count: u64,
    /// The work is there to stay.
    pub committed: bool,
    /// All of it was one transaction.
    pub in_transaction: bool,
}

impl Loaded {
    fn count_rows(&mut self, table: &str, rows: u64) {
        match self.rows.iter_mut().find(|(name, _)| name == table) {
            Some((_, count)) => *count += rows,
            None => self.rows.push((table.to_owned(), rows)),
        }
    }
}

/// Loads the inputs in their order, in one transaction, each with a session as new.
///
/// After an error nothing has changed, unless the error's hint says from where on; the
/// connection is of no further use then and should be dropped. An interrupt cancels on the
/// server and rolls back.
///
/// Errors: usage for inputs that cannot be read or are no SQL; failed, with the place, the line
/// and the server's SQLSTATE, for what psql or the server would refuse; interrupted.
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
    let mut loader = Loader::new(session, target, options, progress);
    match loader.run(inputs).await {
        Ok(()) => Ok(std::mem::take(&mut loader.loaded)),
        Err(error) => {
            let undone = loader.session.roll_back().await;
            Err(loader.show(error, undone))
        }
    }
}
