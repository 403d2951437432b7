//! Completion of table and column names, keywords and commands.

use super::keywords::KEYWORDS;
use crate::model::RowSet;
use crate::script::reading::{Token, Tokens, continues_word};

/// The commands, for completion.
const NAMES: [&str; 34] = [
    "?", "c", "conninfo", "copy", "d", "dE", "df", "dg", "di", "dm", "dn", "ds", "dt", "du", "dv",
    "dx", "e", "echo", "g", "gx", "i", "ir", "l", "p", "pset", "q", "qecho", "r", "sf", "sv",
    "timing", "warn", "watch", "x",
];

/// Commands whose argument is a table or what is like one.
const TAKES_RELATION: [&str; 9] = ["d", "dS", "dt", "dv", "dm", "ds", "di", "dE", "sv"];

/// So many suggestions at most.
const MOST: usize = 200;

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

#[derive(Debug, Default)]
pub struct Names {
    relations: Vec<Relation>,
    databases: Vec<String>,
}

impl Names {
    /// From the rows of `postgres::catalog::names` and `database_names`.
    pub fn read(set: &RowSet, databases: &RowSet) -> Self {
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
        let databases = databases.rows.iter().filter_map(|row| row.first().cloned().flatten());
        Self { relations, databases: databases.collect() }
    }

    fn find<'n>(&'n self, parts: &[String]) -> impl Iterator<Item = &'n Relation> {
        let (schema, name) = match parts {
            [name] => (None, name.clone()),
            [.., schema, name] => (Some(schema.clone()), name.clone()),
            [] => (None, String::new()),
        };
        self.relations.iter().filter(move |relation| {
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
    if let Some(found) = argument(names, before[..start].trim_start(), word) {
        return (start, tidy(found));
    }
    let candidates = match word.rsplit_once('.') {
        Some((qualifier, part)) => qualified(names, line, qualifier, part),
        None => plain(names, line, &before[..start], word),
    };
    (start, tidy(candidates))
}

/// What the argument of a command could become, the command and a space being what stands before
/// it. Nothing where it takes SQL.
fn argument(names: &Names, before: &str, word: &str) -> Option<Vec<String>> {
    let line = before.rsplit('\n').next()?.strip_prefix('\\')?;
    let command = line.trim_end();
    let is_first = command.len() < line.len() && !command.contains(char::is_whitespace);
    let fits = |words: &[&str]| {
        let fits = words.iter().filter(|it| begins(it, word));
        Some(fits.map(|it| (*it).to_owned()).collect())
    };
    let relations = || match word.rsplit_once('.') {
        Some((schema, part)) => qualified(names, "", schema, part),
        None => tables(names, word),
    };
    match command {
        _ if !is_first => None,
        command if TAKES_RELATION.contains(&command) => Some(relations()),
        "copy" => Some(relations()),
        "c" | "connect" => {
            let fits = names.databases.iter().filter(|it| begins(it, word));
            Some(fits.map(|it| quoted(it)).collect())
        }
        "x" => fits(&["auto", "off", "on"]),
        "timing" => fits(&["off", "on"]),
        "pset" => fits(&["expanded", "pager"]),
        _ => Some(Vec::new()),
    }
}

/// Tables that are found without a schema, and the schemas of the others.
fn tables(names: &Names, word: &str) -> Vec<String> {
    let relations = names.relations.iter().filter(|it| it.visible && begins(&it.name, word));
    let schemas = names.relations.iter().filter(|it| !it.visible && begins(&it.schema, word));
    let schemas = schemas.map(|it| format!("{}.", quoted(&it.schema)));
    relations.map(|it| quoted(&it.name)).chain(schemas).collect()
}

/// The beginning of a file's name at the end of a command, where one is due there: behind `\i`,
/// and behind `from` or `to` of `\copy`.
pub fn path_argument(before: &str) -> Option<&str> {
    let line = before.trim_start().strip_prefix('\\')?;
    let (command, rest) = line.split_once(' ')?;
    let path = match command {
        "i" | "ir" | "include" | "include_relative" => rest.trim_start(),
        "copy" => {
            let at = rest.rfind(' ')?;
            let (head, path) = rest.split_at(at);
            let last = head.split_whitespace().last()?;
            let is_due = last.eq_ignore_ascii_case("from") || last.eq_ignore_ascii_case("to");
            is_due.then(|| path.trim_start())?
        }
        _ => return None,
    };
    Some(path.trim_start_matches('\''))
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
    let fits = names.relations.iter().filter(|it| it.schema == *schema && begins(&it.name, part));
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
    candidates.extend(tables(names, word));
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
