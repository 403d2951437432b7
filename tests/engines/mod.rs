//! Servers that speak Postgres's protocol and are not Postgres, or more than that. None of them
//! is here: a Postgres that imitates them holds what is decided.

mod citus;
mod imitation;
mod other_engines;
