//! Loading SQL files, through the library. psql is the judge: the same file goes into one
//! database through psql and into another through the loader, and both must dump alike.
//!
//! `SCRIPT_CASES=20000 SCRIPT_SEED=7 cargo test --test cli script::generated` tries more generated
//! files than the suite does, and every file of the corpus with every ending.

mod ahead;
mod commit;
mod corpus;
mod cut;
mod dumps;
mod endings;
mod errors;
mod generated;
mod inputs;
pub mod judge;
mod judged;
mod kills;
mod limits;
mod memory;
mod outside;
mod random;
mod session;
mod twins;
mod undone;
