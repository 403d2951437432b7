//! Loading SQL files, through the library. psql is the judge: the same file goes into one
//! database through psql and into another through the loader, and both must dump alike.

mod corpus;
mod errors;
mod judge;
