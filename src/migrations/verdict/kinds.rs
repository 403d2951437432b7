//! Kinds of objects, by the word after CREATE, ALTER or DROP.

/// Creating one runs nothing, and changes no row.
pub const CREATED: &str = "aggregate collation conversion database domain extension foreign \
    function group language operator policy procedure publication role schema sequence server \
    statistics tablespace text trigger type user view";

/// Altering one changes no row.
pub const ALTERED: &str = "aggregate collation conversion database default foreign function group \
    index language materialized operator policy procedure publication role routine schema server \
    statistics text trigger user view";

/// Dropping one, without what depends on it, removes no row.
pub const DROPPED: &str = "access aggregate cast collation conversion domain event function group \
    index language materialized operator policy procedure publication role routine rule schema \
    server statistics tablespace text transform trigger type user view";

/// Statements that change no row. The effect of all that are not known is unknown.
pub const HARMLESS: &str = "analyse analyze begin checkpoint close comment commit deallocate end \
    grant import listen notify reassign release revoke savepoint security show start unlisten";

pub fn is_of(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed.eq_ignore_ascii_case(word))
}
