//! Completion of table and column names, keywords and commands.

use crate::model::RowSet;
use crate::script::reading::{Token, Tokens, continues_word};

/// The commands, for completion.
const NAMES: [&str; 19] = [
    "?", "conninfo", "copy", "d", "dm", "ds", "dt", "dv", "e", "echo", "g", "gx", "i", "l", "p",
    "q", "r", "timing", "x",
];

/// The most suggestions.
const MOST: usize = 200;

/// Keywords to complete, and those that are names only in quotes.
const KEYWORDS: [&str; 86] = [
    "add",
    "all",
    "alter",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "begin",
    "between",
    "both",
    "by",
    "cascade",
    "case",
    "cast",
    "check",
    "coalesce",
    "collate",
    "column",
    "commit",
    "constraint",
    "count",
    "create",
    "cross",
    "current_date",
    "current_timestamp",
    "current_user",
    "default",
    "delete",
    "desc",
    "distinct",
    "do",
    "drop",
    "else",
    "end",
    "except",
    "exists",
    "explain",
    "false",
    "fetch",
    "foreign",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "index",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "is",
    "join",
    "key",
    "left",
    "like",
    "limit",
    "not",
    "now",
    "null",
    "offset",
    "on",
    "or",
    "order",
    "outer",
    "primary",
    "references",
    "returning",
    "right",
    "rollback",
    "select",
    "set",
    "table",
    "then",
    "truncate",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "where",
    "with",
];

/// Keywords followed by a table.
const BEFORE_TABLES: [&str; 6] = ["from", "join", "into", "update", "table", "truncate"];

#[derive(Debug, PartialEq, Eq)]
struct Relation {
    schema: String,
    name: String,
    /// It is visible without its schema.
    visible: bool,
    columns: Vec<String>,
}

/// The names of the database.
#[derive(Debug, Default)]
pub struct Names(Vec<Relation>);

impl Names {
    /// From the rows of `postgres::catalog::names`.
    pub fn read(set: &RowSet) -> Self {
        let mut relations: Vec<Relation> = Vec::new();
        for row in &set.rows {
            let [Some(schema), Some(name), column, visible] = row.as_slice() else { continue };
            let same = relations.last().is_some_and(|it| it.schema == *schema && it.name == *name);
            if !same {
                let visible = visible.as_deref() == Some("t");
                let (schema, name) = (schema.clone(), name.clone());
                relations.push(Relation { schema, name, visible, columns: Vec::new() });
            }
            if let Some(relation) = relations.last_mut() {
                relation.columns.extend(column.clone());
            }
        }
        Self(relations)
    }

    fn find<'n>(&'n self, parts: &[String]) -> impl Iterator<Item = &'n Relation> {
        let (schema, name) = match parts {
            [name] => (None, name.clone()),
            [.., schema, name] => (Some(schema.clone()), name.clone()),
            [] => (None, String::new()),
        };
        self.0.iter().filter(move |relation| {
            relation.name == name
                && schema.as_ref().map_or(relation.visible, |it| *it == relation.schema)
        })
    }
}

/// Where the word under the cursor begins, and its completions.
pub fn complete(names: &Names, line: &str, position: usize) -> (usize, Vec<String>) {
    let before = line.get(..position).unwrap_or(line);
    let part_of_name = |byte: u8| continues_word(byte) || matches!(byte, b'.' | b'"');
    let length = before.bytes().rev().take_while(|byte| part_of_name(*byte)).count();
    let start = before.len() - length;
    if before[..start].trim_start() == "\\" {
        let word = &before[start..];
        let fits = NAMES.iter().filter(|name| name.starts_with(word));
        return (start, fits.map(|name| (*name).to_owned()).collect());
    }
    let word = &before[start..];
    let candidates = match word.rsplit_once('.') {
        Some((qualifier, part)) => qualified(names, line, qualifier, part),
        None => plain(names, line, &before[..start], word),
    };
    (start, tidy(candidates))
}

fn tidy(mut candidates: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    candidates.retain(|candidate| seen.insert(candidate.clone()));
    candidates.truncate(MOST);
    candidates
}

/// After a dot: the columns of a table or alias, or the tables of a schema.
fn qualified(names: &Names, line: &str, qualifier: &str, part: &str) -> Vec<String> {
    let parts = Tokens::new(qualifier).qualified_name().unwrap_or_default();
    let columns = match parts.as_slice() {
        [alias] => relation_of(names, line, alias).or_else(|| names.find(&parts).next()),
        _ => names.find(&parts).next(),
    };
    if let Some(relation) = columns {
        let fits = relation.columns.iter().filter(|column| begins(column, part));
        return fits.map(|column| format!("{qualifier}.{}", quoted(column))).collect();
    }
    let [schema] = parts.as_slice() else { return Vec::new() };
    let fits = names.0.iter().filter(|it| it.schema == *schema && begins(&it.name, part));
    fits.map(|it| format!("{qualifier}.{}", quoted(&it.name))).collect()
}

fn plain(names: &Names, line: &str, before: &str, word: &str) -> Vec<String> {
    let last = Tokens::new(before).last();
    let table_next =
        last.is_some_and(|token| BEFORE_TABLES.iter().any(|keyword| token.is(keyword)));
    let mut candidates = Vec::new();
    if !table_next {
        let mentioned = mentioned(names, line);
        let columns = mentioned.iter().flat_map(|(_, relation)| &relation.columns);
        candidates.extend(columns.filter(|it| begins(it, word)).map(|it| quoted(it)));
    }
    let relations = names.0.iter().filter(|it| it.visible && begins(&it.name, word));
    candidates.extend(relations.map(|it| quoted(&it.name)));
    let schemas = names.0.iter().filter(|it| !it.visible && begins(&it.schema, word));
    candidates.extend(schemas.map(|it| format!("{}.", quoted(&it.schema))));
    if !table_next && !word.is_empty() {
        let upper = word.chars().all(|c| c.is_ascii_uppercase());
        let keywords = KEYWORDS.iter().filter(|keyword| begins(keyword, word));
        candidates.extend(keywords.map(|keyword| match upper {
            true => keyword.to_uppercase(),
            false => (*keyword).to_owned(),
        }));
    }
    candidates
}

/// The tables in a statement, and their aliases.
fn mentioned<'n>(names: &'n Names, line: &str) -> Vec<(String, &'n Relation)> {
    let mut found = Vec::new();
    let mut tokens = Tokens::new(line);
    while let Some(token) = tokens.next() {
        if !BEFORE_TABLES.iter().any(|keyword| token.is(keyword)) {
            continue;
        }
        let mut ahead = tokens.clone();
        let Some(parts) = ahead.qualified_name() else { continue };
        let Some(relation) = names.find(&parts).next() else { continue };
        ahead.accept(&["as"]);
        let alias = ahead.next().filter(is_alias).and_then(|token| token.name());
        found.push((alias.unwrap_or_else(|| relation.name.clone()), relation));
        tokens.next();
    }
    found
}

fn is_alias(token: &Token<'_>) -> bool {
    match token {
        Token::Word(word) => !KEYWORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword)),
        Token::Quoted(_) => true,
        _ => false,
    }
}

fn relation_of<'n>(names: &'n Names, line: &str, alias: &str) -> Option<&'n Relation> {
    mentioned(names, line).into_iter().find(|(name, _)| name == alias).map(|(_, it)| it)
}

/// Whether the name has this prefix. A quote makes it case-sensitive.
fn begins(name: &str, word: &str) -> bool {
    match word.strip_prefix('"') {
        Some(exact) => name.starts_with(exact),
        None => name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)),
    }
}

/// The name, quoted if necessary.
fn quoted(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !KEYWORDS.contains(&name);
    if plain { name.to_owned() } else { crate::postgres::Identifier(name).to_string() }
}

#[cfg(test)]
mod tests;
