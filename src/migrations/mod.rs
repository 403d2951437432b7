//! Migrations on disk, and what is pending: files, checksums, Cruddur's Python files
//! (parsed, never run), the plan. Nothing here connects.
//!
//! ```text
//! locate ─► directory ─► file_name ─► parts (halves, python) ─► Migration ─┐
//!                                                                          ├─► plan ─► ops::migrate
//!                                               rows of _sqlx_migrations ──┘
//! ```
//!
//! The files and the table are sqlx's, so that a project can switch between the two.

mod concurrent_index;
mod content;
mod directory;
mod file_name;
mod halves;
mod locate;
mod migration;
mod parts;
mod plan;
mod project;
mod python;
mod repeatable;
mod sqlx_toml;
mod touched;
mod unread;
mod verdict;

pub use concurrent_index::{ConcurrentIndex, index_made_concurrently, invalid_query, twins_query};
pub use content::{Command, Content, content, includes, never_in_transaction};
pub use directory::MigrationFiles;
pub use file_name::python_version;
pub use locate::{Located, Places, locate, none_found};
pub use migration::{Migration, SqlText};
pub use plan::{Edited, Pending, Plan, Selection, edited, plan};
pub use project::ProjectMigrations;
pub use python::is_djangos;
pub use repeatable::{missing_repeatables, repeatable_state};
pub use sqlx_toml::SqlxToml;
pub use touched::tables;
pub use unread::unread;
pub use verdict::{Judge, Judgement};
