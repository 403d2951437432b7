//! Parsing by psql's rules, without I/O.

pub mod arguments;
pub mod characters;
pub mod connect_arguments;
pub mod copy_command;
pub mod lexer;
pub mod meta_command;
pub mod owner;
pub mod reference;
pub mod statement;
pub mod statement_kind;
pub mod step;
pub mod tokens;
pub mod values;
pub mod variables;
mod words;
