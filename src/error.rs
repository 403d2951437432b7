//! One error type with a kind, a hint and a location, and the exit status of each kind.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How the program ends. The numbers are documented in the README and stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0: the work is done, or there was nothing to do.
    Done,
    /// 1: the operation failed.
    Failed,
    /// 2: the arguments, the configuration or an input file are wrong; nothing was tried.
    Usage,
    /// 3: the server cannot be reached, or refuses the login.
    Unreachable,
    /// 4: the answer was no, or a confirmation is needed and was not given.
    Declined,
    /// 130: interrupted by Ctrl-C.
    Interrupted,
    /// The status of a program run for the user (`connect`, `sg-run`).
    Child(u8),
}

impl ExitStatus {
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Unreachable => 3,
            Self::Declined => 4,
            Self::Interrupted => 130,
            Self::Child(code) => code,
        }
    }
}

/// What went wrong, as far as the caller's next step depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The operation was tried and failed.
    Failed,
    /// Arguments, configuration or input files are wrong.
    Usage,
    /// The server does not answer.
    Unreachable,
    /// The server answers and refuses the login.
    Login,
    /// The answer was no, or no confirmation was given.
    Declined,
    /// Ctrl-C or a termination signal.
    Interrupted,
}

impl Kind {
    pub fn status(self) -> ExitStatus {
        match self {
            Self::Failed => ExitStatus::Failed,
            Self::Usage => ExitStatus::Usage,
            Self::Unreachable | Self::Login => ExitStatus::Unreachable,
            Self::Declined => ExitStatus::Declined,
            Self::Interrupted => ExitStatus::Interrupted,
        }
    }
}

/// A location in an input file. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Location {
    pub file: PathBuf,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        let mut numbers = self.line.into_iter().chain(self.column);
        numbers.try_for_each(|number| write!(f, ":{number}"))
    }
}

/// A failure that users can act on. It never contains a secret: messages consist of
/// redacted types only.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    message: String,
    detail: Option<String>,
    hint: Option<String>,
    sqlstate: Option<String>,
    location: Option<Location>,
    excerpt: Option<String>,
    cause: Option<anyhow::Error>,
}

impl Error {
    /// A failure of the given kind. `message` is one sentence without a final full stop.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            detail: None,
            hint: None,
            sqlstate: None,
            location: None,
            excerpt: None,
            cause: None,
        }))
    }

    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Kind::Failed, message)
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// A file of the user's that cannot be read.
    pub fn unreadable(path: &Path, error: std::io::Error) -> Self {
        Self::usage(format!("{} cannot be read", path.display())).because(error)
    }

    /// A file or a directory that cannot be written.
    pub fn unwritable(path: &Path, error: std::io::Error) -> Self {
        Self::failed(format!("{} cannot be written", path.display())).because(error)
    }

    pub fn unreachable(message: impl Into<String>) -> Self {
        Self::new(Kind::Unreachable, message)
    }

    pub fn login(message: impl Into<String>) -> Self {
        Self::new(Kind::Login, message)
    }

    pub fn declined(message: impl Into<String>) -> Self {
        Self::new(Kind::Declined, message)
    }

    pub fn interrupted(message: impl Into<String>) -> Self {
        Self::new(Kind::Interrupted, message)
    }

    /// A copy of the failure, with its causes in the message.
    pub fn same(&self) -> Self {
        let Inner { kind, detail, hint, sqlstate, .. } = &*self.0;
        let mut same = Self::new(*kind, self.message());
        same.0.detail.clone_from(detail);
        same.0.hint.clone_from(hint);
        same.0.sqlstate.clone_from(sqlstate);
        same
    }

    pub fn into_usage(mut self) -> Self {
        self.0.kind = Kind::Usage;
        self
    }

    /// What to do next, shown on a line of its own.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// More of what happened (the server's DETAIL, a log's tail); may have several lines.
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    pub fn also(mut self, line: impl AsRef<str>) -> Self {
        let before = self.0.detail.take().map_or_else(String::new, |detail| detail + "\n");
        self.with_detail(before + line.as_ref())
    }

    pub fn with_sqlstate(mut self, code: impl Into<String>) -> Self {
        self.0.sqlstate = Some(code.into());
        self
    }

    /// Where in an input file it happened.
    pub fn with_location(mut self, location: Location) -> Self {
        self.0.location = Some(location);
        self
    }

    /// The line of the file and a caret under it, ready to print.
    pub fn with_excerpt(mut self, excerpt: impl Into<String>) -> Self {
        self.0.excerpt.get_or_insert_with(|| excerpt.into());
        self
    }

    pub fn has_cause<T: std::error::Error + Send + Sync + 'static>(
        &self,
        test: impl Fn(&T) -> bool,
    ) -> bool {
        let mut causes = self.0.cause.iter().flat_map(anyhow::Error::chain);
        causes.any(|cause| cause.downcast_ref().is_some_and(&test))
    }

    /// What caused it; its chain is printed after the message.
    pub fn because(mut self, cause: impl Into<anyhow::Error>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// Prefixes the message, as in `the URL in X cannot be used: ...`.
    pub fn prefixed(mut self, what: &str) -> Self {
        self.0.message = format!("{what}: {}", self.0.message);
        self
    }

    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    pub fn code(&self) -> Option<&str> {
        self.0.sqlstate.as_deref()
    }

    pub fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    pub fn location(&self) -> Option<&Location> {
        self.0.location.as_ref()
    }

    /// The message with its causes, without location, detail or hint.
    pub fn message(&self) -> String {
        let mut text = self.0.message.clone();
        for cause in self.0.cause.iter().flat_map(anyhow::Error::chain) {
            let cause = cause.to_string();
            if !text.ends_with(&cause) {
                text.push_str(": ");
                text.push_str(&cause);
            }
        }
        text
    }

    /// The object that `--format json` prints on stderr.
    pub fn to_json(&self) -> serde_json::Value {
        let Inner { kind, detail, hint, sqlstate, location, .. } = &*self.0;
        let location = location.as_ref();
        let mut error = serde_json::json!({
            "kind": kind,
            "message": self.message(),
            "detail": detail,
            "hint": hint,
            "sqlstate": sqlstate,
            "file": location.map(|it| it.file.to_string_lossy()),
            "line": location.and_then(|it| it.line),
            "column": location.and_then(|it| it.column),
        });
        error.as_object_mut().into_iter().for_each(|it| it.retain(|_, value| !value.is_null()));
        serde_json::json!({ "error": error })
    }
}

impl fmt::Display for Error {
    /// Location and message, SQLSTATE, excerpt, detail, hint: each on separate lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = &self.0.location {
            write!(f, "{location}: ")?;
        }
        write!(f, "{}", self.message())?;
        if let Some(code) = &self.0.sqlstate {
            write!(f, " (SQLSTATE {code})")?;
        }
        if let Some(excerpt) = &self.0.excerpt {
            write!(f, "\n{excerpt}")?;
        }
        for (name, more) in [("detail", &self.0.detail), ("hint", &self.0.hint)] {
            more.iter().try_for_each(|more| write!(f, "\n{name}: {more}"))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error.to_string())
    }
}
