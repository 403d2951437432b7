//! What a statement means to the loader.
//!
//! A statement that the loader acts on is recognised completely, to its last token, by the grammar
//! of PostgreSQL. Anything else is plain: it is sent unchanged and left to the server. Two kinds
//! are recognised by less, since the server still parses them: those that may have to run alone
//! (see `isolated`) and those that `--no-owner` and `--no-acl` skip (see
//! `compatibility`).

use crate::script::syntax::owner;
use crate::script::syntax::tokens::{Token, Tokens};
use crate::script::syntax::values::{is_timeout, is_whole_string};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Nothing special; the table that it inserts into, if known.
    Plain { table: Option<String> },
    /// `COPY table FROM STDIN`: data follows in the file.
    CopyIn { table: String },
    /// `COPY .. TO STDOUT`.
    CopyOut,
    /// `BEGIN` and `START TRANSACTION`; with modes it is not bare.
    Begin { bare: bool },
    /// `COMMIT` and `END`.
    Commit,
    /// `ROLLBACK` and `ABORT`.
    Rollback,
    /// `PREPARE TRANSACTION`: the transaction ends too.
    Prepare,
    /// `COMMIT AND CHAIN` and `ROLLBACK AND CHAIN`: the next one begins at once.
    Chain { commits: bool },
    /// The server may refuse it within a transaction.
    Alone,
    /// `DISCARD ALL`.
    Discard,
    /// `SET client_encoding` or `SET NAMES` to this.
    Encoding(String),
    /// It may change how strings are read, or the encoding.
    Strings,
    /// `SET transaction_timeout`, unknown to servers before 17.
    TransactionTimeout,
    /// `CREATE SCHEMA name` without anything more.
    CreateSchema(String),
    /// `COMMENT ON EXTENSION name`.
    ExtensionComment(String),
    /// `ALTER .. OWNER TO ..` and `SET SESSION AUTHORIZATION`.
    Owner,
    /// `GRANT` and `REVOKE` of privileges on something, `ALTER DEFAULT PRIVILEGES`.
    Privilege,
}

impl Kind {
    /// Determines the kind of a statement by its text.
    pub fn of(text: &str) -> Self {
        let mut tokens = Tokens::new(text);
        let Some(first) = tokens.next() else { return PLAIN };
        let Token::Word(word) = first else { return calls(text) };
        match word.to_ascii_lowercase().as_str() {
            "insert" => insert(tokens),
            "copy" => copy(tokens),
            "begin" => begin(skip_noise(tokens)),
            "start" if tokens.accept(&["transaction"]) => begin(tokens),
            "commit" | "end" => ending(tokens, true),
            "rollback" | "abort" => ending(tokens, false),
            "prepare" => prepare(tokens),
            "set" => set(tokens),
            "reset" => reset(&tokens),
            "select" | "do" | "with" | "values" | "call" => calls(text),
            "discard" if tokens.accept(&["all"]) && tokens.is_over() => Self::Discard,
            "vacuum" | "reindex" | "cluster" => Self::Alone,
            "create" => create(tokens),
            "drop" if tokens.accept(&["index", "concurrently"]) => Self::Alone,
            "alter" => alter(tokens),
            "comment" if tokens.accept(&["on", "extension"]) => extension_comment(tokens),
            "grant" | "revoke" if tokens.any(|token| token.is("on")) => Self::Privilege,
            _ => PLAIN,
        }
    }

    /// Whether it is sent to the server unchanged.
    pub fn goes_as_it_is(&self) -> bool {
        matches!(self, Self::Plain { .. } | Self::Strings)
    }

    /// Whether it begins or ends a transaction.
    pub fn ends_or_begins(&self) -> bool {
        self.ends_transaction() || matches!(self, Self::Begin { .. })
    }

    pub fn ends_transaction(&self) -> bool {
        self.ending().is_some()
    }

    /// What a file with it does to the transaction that it ends.
    pub fn ending(&self) -> Option<&'static str> {
        match self {
            Self::Commit | Self::Chain { commits: true } => Some("commits"),
            Self::Rollback | Self::Chain { commits: false } => Some("rolls back"),
            Self::Prepare => Some("prepares its transaction"),
            _ => None,
        }
    }
}

const PLAIN: Kind = Kind::Plain { table: None };

/// The statement is this if it is over here.
fn exactly(tokens: &Tokens<'_>, kind: Kind) -> Kind {
    if tokens.is_over() { kind } else { PLAIN }
}

/// `WORK` and `TRANSACTION` after BEGIN, COMMIT and the like.
fn skip_noise(mut tokens: Tokens<'_>) -> Tokens<'_> {
    let _ = tokens.accept(&["work"]) || tokens.accept(&["transaction"]);
    tokens
}

/// The modes of a transaction, with commas between them or without.
fn begin(mut tokens: Tokens<'_>) -> Kind {
    const MODES: [&[&str]; 8] = [
        &["isolation", "level", "serializable"],
        &["isolation", "level", "repeatable", "read"],
        &["isolation", "level", "read", "committed"],
        &["isolation", "level", "read", "uncommitted"],
        &["read", "only"],
        &["read", "write"],
        &["deferrable"],
        &["not", "deferrable"],
    ];
    let bare = tokens.is_over();
    while MODES.iter().any(|mode| tokens.accept(mode)) {
        let mut ahead = tokens.clone();
        if ahead.accept_symbol(',') && !ahead.is_over() {
            tokens = ahead;
        }
    }
    exactly(&tokens, Kind::Begin { bare })
}

/// The rest of COMMIT and ROLLBACK.
fn ending(mut tokens: Tokens<'_>, commits: bool) -> Kind {
    if tokens.accept(&["prepared"]) {
        return Kind::Alone;
    }
    let mut tokens = skip_noise(tokens);
    if tokens.accept(&["and", "chain"]) {
        return exactly(&tokens, Kind::Chain { commits });
    }
    tokens.accept(&["and", "no", "chain"]);
    exactly(&tokens, if commits { Kind::Commit } else { Kind::Rollback })
}

/// `PREPARE TRANSACTION 'id'`; a prepared query may have that name too.
fn prepare(mut tokens: Tokens<'_>) -> Kind {
    let transaction = tokens.accept(&["transaction"]);
    let named = matches!(tokens.next(), Some(Token::Text(_)));
    // A string may be in parts.
    if transaction && named { Kind::Prepare } else { PLAIN }
}

fn insert(mut tokens: Tokens<'_>) -> Kind {
    tokens.accept(&["into"]);
    Kind::Plain { table: tokens.qualified_name().map(|parts| parts.join(".")) }
}

/// By the grammar of COPY: `COPY [BINARY] name [(..)] FROM {STDIN | STDOUT}`, where the server
/// takes both words for the client, and `COPY {name [(..)] | (query)} TO {STDIN | STDOUT}`.
/// What follows does not matter here.
fn copy(mut tokens: Tokens<'_>) -> Kind {
    tokens.accept(&["binary"]);
    let table = tokens.qualified_name();
    tokens.skip_parentheses();
    let from = tokens.accept(&["from"]);
    let to = !from && tokens.accept(&["to"]);
    let client = tokens.accept(&["stdin"]) || tokens.accept(&["stdout"]);
    match table {
        Some(parts) if from && client => Kind::CopyIn { table: parts.join(".") },
        _ if to && client => Kind::CopyOut,
        _ => PLAIN,
    }
}

fn set(mut tokens: Tokens<'_>) -> Kind {
    let local = tokens.clone().accept(&["local"]);
    if tokens.accept(&["session", "authorization"])
        || tokens.accept(&["session", "session", "authorization"])
        || tokens.accept(&["local", "session", "authorization"])
    {
        let named = matches!(tokens.next(), Some(token) if token.value().is_some());
        return if named { exactly(&tokens, Kind::Owner) } else { PLAIN };
    }
    if tokens.accept(&["names"]) {
        // Only a string is accepted here.
        let quoted = matches!(tokens.clone().next(), Some(Token::Text(_)));
        return if quoted { encoding(tokens) } else { Kind::Strings };
    }
    let _ = tokens.accept(&["session"]) || tokens.accept(&["local"]);
    let name = tokens.next().and_then(|token| token.name()).unwrap_or_default();
    let given = tokens.accept_symbol('=') || tokens.accept(&["to"]);
    // The server ignores the case of settings, even in quotes.
    match name.to_ascii_lowercase().as_str() {
        "client_encoding" if given && !local => encoding(tokens),
        "client_encoding" | "standard_conforming_strings" | "backslash_quote" => Kind::Strings,
        "transaction_timeout" if given && is_timeout(&mut tokens) => {
            exactly(&tokens, Kind::TransactionTimeout)
        }
        _ => PLAIN,
    }
}

/// The encoding that is set. Other forms may still be known to the server.
fn encoding(mut tokens: Tokens<'_>) -> Kind {
    match tokens.next().and_then(|token| token.value()) {
        Some(name) if name != "default" && tokens.is_over() => Kind::Encoding(name),
        _ => Kind::Strings,
    }
}

/// RESET of everything, or of a setting that affects reading the file.
fn reset(tokens: &Tokens<'_>) -> Kind {
    let mut ahead = tokens.clone();
    let name = ahead.next().and_then(|token| token.name()).unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "all" | "standard_conforming_strings" | "client_encoding" | "backslash_quote" => {
            Kind::Strings
        }
        _ => PLAIN,
    }
}

/// A query may call `set_config('standard_conforming_strings', ..)`.
fn calls(text: &str) -> Kind {
    let has = |name: &str| {
        let found = |name: &str| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some();
        found(name) || found(&name.to_ascii_uppercase())
    };
    if has("standard_conforming_strings") || has("client_encoding") && has("set") {
        Kind::Strings
    } else {
        PLAIN
    }
}

fn create(mut tokens: Tokens<'_>) -> Kind {
    if tokens.accept(&["subscription"]) {
        return Kind::Alone;
    }
    if tokens.accept(&["schema"]) {
        let name = tokens.next().and_then(|token| token.name());
        return name.map_or(PLAIN, |name| exactly(&tokens, Kind::CreateSchema(name)));
    }
    tokens.accept(&["unique"]);
    if tokens.accept(&["index", "concurrently"]) { Kind::Alone } else { PLAIN }
}

/// `COMMENT ON EXTENSION name IS {string | NULL}`.
fn extension_comment(mut tokens: Tokens<'_>) -> Kind {
    let name = tokens.next().and_then(|token| token.name());
    let is = tokens.accept(&["is"]);
    let found = tokens.accept(&["null"])
        || matches!(tokens.next(), Some(Token::Text(text)) if is_whole_string(text));
    match name {
        Some(name) if is && found => exactly(&tokens, Kind::ExtensionComment(name)),
        _ => PLAIN,
    }
}

fn alter(mut tokens: Tokens<'_>) -> Kind {
    if tokens.accept(&["default", "privileges"]) {
        return Kind::Privilege;
    }
    if owner::changes_owner_only(tokens.clone()) {
        return Kind::Owner;
    }
    let words: Vec<Token<'_>> = tokens.filter(|token| *token != Token::Symbol(';')).collect();
    let detaches = words.iter().any(|token| token.is("detach"));
    if detaches && words.last().is_some_and(|token| token.is("concurrently")) {
        return Kind::Alone;
    }
    PLAIN
}

#[cfg(test)]
mod tests;
