//! Loading SQL files, through the library. psql is the judge: the same file goes into one
//! database through psql and into another through the loader, and both must dump alike.

mod commit;
mod corpus;
mod dumps;
mod endings;
mod errors;
mod inputs;
pub mod judge;
mod judged;
mod kills;
mod random;
mod session;
