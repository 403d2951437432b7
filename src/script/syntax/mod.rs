//! What a file says, by psql's rules: no input and no output.

pub mod arguments;
pub mod characters;
pub mod connect_arguments;
pub mod copy_command;
pub mod lexer;
pub mod meta_command;
pub mod owner;
pub mod statement;
pub mod statement_kind;
pub mod tokens;
pub mod variables;
mod words;
