//! Loads psql-format SQL files without psql: in few messages, in one transaction, with the
//! location of every error.
//!
//! ```text
//! Input ─► reader ─► source ─► scanner (lexer) ─► loader ─► session ─► client ─► server
//!                                 └ \commands ─► meta ──┘  └► copy ──┘
//! ```
//!
//! psql defines what a file means: [`lexer`](self) ports its rules (PostgreSQL
//! documentation, chapter 4.1 and the page of psql), and the tests load the same files with both.
//! Deliberate differences: one transaction, no shell, no files written, and statements
//! skipped that only a newer server or another role could run, each kind with a notice.

mod input;
mod load;
mod syntax;

pub use input::Input;
pub use input::position::Position;
pub use input::reader::{COMPRESSED, archive_hint, uncompressed_name};
pub use input::{size, wants_no_transaction};
pub use load::executor::UNKNOWN as OUTCOME_UNKNOWN;
pub use load::files_named::files_named;
pub use load::interactive::{Failure, InteractiveSession, Output};
pub use load::load;
pub use load::loaded::Loaded;
pub use load::options::Options;
pub use load::outside::stay_inside;
pub use load::scan::{Scanned, scan};
pub use load::series::load_series;
pub use load::unit::{End, Mode, Unit, UnitDone};

/// The parsers of statements and commands, also for the console and tests.
pub mod reading {
    pub use super::input::cache::InputCache;
    pub use super::input::encoding::Encoding;
    pub use super::input::position::{FileName, Position};
    pub use super::input::reader::Reader;
    pub use super::input::source::Source;
    pub use super::input::{open, open_data, open_path};
    pub use super::load::files::at_home;
    pub use super::load::scan::pass_data;
    pub use super::load::scanner::{Event, Scanner};
    pub use super::syntax::arguments::Arguments;
    pub use super::syntax::characters::continues_word;
    pub use super::syntax::copy_command::{parse as parse_copy, parse_to as parse_copy_to};
    pub use super::syntax::lexer::Lexer;
    pub use super::syntax::meta_command::{is_command_of_psql, parse as parse_command};
    pub use super::syntax::statement::Statement;
    pub use super::syntax::statement_kind::Kind;
    pub use super::syntax::step::{Inside, Step};
    pub use super::syntax::tokens::{Token, Tokens};
    pub use super::syntax::variables::{Variables, truth};
}
