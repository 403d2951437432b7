//! What a query does besides reading: statements that change rows, and functions.

use super::judgement::{Judgement, SAFE, loses, unknown};
use crate::script::reading::Token;

/// Functions and expressions of `pg_catalog` that change no table.
const HARMLESS: &str = "\
    abs age array_agg array_append array_cat array_length array_position array_positions \
    array_prepend array_remove array_replace array_to_json array_to_string array_upper ascii avg \
    bit_length bool_and bool_or btrim cardinality cast ceil ceiling char_length character_length \
    chr clock_timestamp coalesce concat concat_ws convert_from convert_to count current_database \
    current_schema current_setting date date_bin date_part date_trunc decode dense_rank div encode \
    every exp extract first_value floor format gen_random_uuid generate_series greatest \
    has_table_privilege initcap int4 int8 isfinite json_agg json_array_elements \
    json_array_elements_text json_array_length json_build_array json_build_object json_each \
    json_each_text json_object json_object_agg json_object_keys json_typeof jsonb_agg \
    jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array \
    jsonb_build_object jsonb_each jsonb_each_text jsonb_insert jsonb_object jsonb_object_agg \
    jsonb_object_keys jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof justify_interval lag \
    last_value lead least left length ln log lower lpad ltrim make_date make_interval make_time \
    make_timestamp make_timestamptz max md5 min mod nextval now ntile nullif num_nonnulls num_nulls \
    obj_description octet_length overlay percent_rank percentile_cont percentile_disc \
    pg_advisory_lock pg_advisory_unlock pg_advisory_xact_lock pg_get_serial_sequence pg_notify \
    pg_sleep pg_typeof position power quote_ident quote_literal quote_nullable random rank \
    regexp_count regexp_match regexp_matches regexp_replace regexp_split_to_array \
    regexp_split_to_table repeat replace reverse right round row_number row_to_json rpad rtrim \
    set_config sha224 sha256 sha384 sha512 sign split_part sqrt starts_with statement_timestamp \
    string_agg string_to_array string_to_table strpos substr substring sum text timezone to_char \
    to_date to_json to_jsonb to_number to_regclass to_timestamp to_tsquery to_tsvector \
    transaction_timestamp translate trim trunc unnest upper uuidv4 uuidv7 version width_bucket";

/// Words before a parenthesis that cannot be the name of a function. Source: PostgreSQL
/// documentation, appendix C.
const SYNTAX: &str = "\
    all and any array as bit case char character check dec decimal default distinct else except \
    exists float for foreign from group grouping having in intersect interval into lateral like \
    limit not null numeric offset on only or order primary references returning row select some \
    table then time timestamp to union unique using values varchar when where window with";

/// Pairs of words before a parenthesis, of which the second could be the name of a function.
const PAIRS: [&str; 16] = [
    "group by",
    "order by",
    "partition by",
    "on conflict",
    "grouping sets",
    "then insert",
    "as materialized",
    "not materialized",
    "primary key",
    "foreign key",
    "character varying",
    "bit varying",
    "using gist",
    "using gin",
    "using btree",
    "using hash",
];

/// A query, which may contain statements that change rows.
pub fn query(words: &[Token<'_>]) -> Judgement {
    match changes_rows(words, false) {
        true => loses("it changes rows"),
        false => calls(words),
    }
}

/// The part of an INSERT after the table's name; `is_new`: the rows that it may meet are new.
pub fn inserted(words: &[Token<'_>], is_new: bool) -> Judgement {
    // Another INSERT may stand in a WITH.
    let may_update = is_new && !words.iter().any(|token| token.is("with"));
    match changes_rows(words, may_update) {
        true => loses("it changes rows that exist"),
        false => calls(words),
    }
}

fn changes_rows(words: &[Token<'_>], may_update_conflicting: bool) -> bool {
    let is = |at: usize, back: usize, word| at >= back && words[at - back].is(word);
    words.iter().enumerate().any(|(at, token)| {
        let locks = is(at, 1, "for") || is(at, 1, "key") && is(at, 2, "no") && is(at, 3, "for");
        let conflicts = may_update_conflicting && is(at, 1, "do");
        let changes = ["delete", "update", "merge"].iter().any(|word| token.is(word));
        changes && !locks && !conflicts
    })
}

/// Whether it calls functions that are not known to be harmless.
pub fn calls(words: &[Token<'_>]) -> Judgement {
    let call =
        |at: usize| words.get(at + 1) == Some(&Token::Symbol('(')) && !is_harmless(words, at);
    match (0..words.len()).any(call) {
        true => unknown("it calls functions"),
        false => SAFE,
    }
}

/// Whether the word before a parenthesis is none of an unknown function.
fn is_harmless(words: &[Token<'_>], at: usize) -> bool {
    let Some(name) = words[at].name() else { return true };
    let listed = |list: &str| list.split(' ').any(|known| known == name);
    let before = |count: usize| at.checked_sub(count).map(|at| words[at]);
    if before(1) == Some(Token::Symbol('.')) {
        let mut first = at;
        while first >= 2 && words[first - 1] == Token::Symbol('.') {
            first -= 2;
        }
        let is_ours = first + 2 == at && words[first].name().as_deref() == Some("pg_catalog");
        return is_ours && listed(HARMLESS) || is_name(words, first);
    }
    if matches!(words[at], Token::Word(_)) && listed(SYNTAX) {
        return true;
    }
    let is_pair = PAIRS.iter().filter_map(|pair| pair.split_once(' ')).any(|(first, second)| {
        words[at].is(second) && before(1).is_some_and(|word| word.is(first))
    });
    let is_window = ["over", "filter"].iter().any(|word| words[at].is(word))
        && before(1) == Some(Token::Symbol(')'));
    is_pair || is_window || is_name(words, at) || listed(HARMLESS)
}

/// Whether the name that begins there is that of a table with columns, or of a type.
fn is_name(words: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| words[at]) else { return false };
    let names = ["as", "into", "references", "with", "recursive"];
    let is_cast = at >= 2 && words[at - 2..at] == [Token::Symbol(':'), Token::Symbol(':')];
    is_cast || names.iter().any(|word| before.is(word))
}
