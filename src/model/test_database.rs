use serde::Serialize;

use super::{DatabaseName, Timestamp};

/// What the names of copies begin with.
const COPY: &str = "cruddur_db_test_";

/// What the names of templates begin with.
const TEMPLATE: &str = "cruddur_db_template_";

/// How the comment of both begins.
const COMMENT: &str = "cruddur-db: test database";

/// What stands before the moment in a template's comment.
const USED: &str = ", last used ";

/// The names of the test databases of one database. Each has that database's hash in it:
/// `cruddur_db_test_<hash>_<seconds since 1970>_<random>` for a copy, whose parts are eight
/// hexadecimal digits each, and `cruddur_db_template_<hash>_<files>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestDatabaseNames(String);

/// What a name of [`TestDatabaseNames`] is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TestDatabaseKind {
    /// Loaded once, and copied.
    Template,
    /// For tests.
    Copy,
}

impl TestDatabaseNames {
    pub fn of(database: &DatabaseName) -> Self {
        Self(format!("{:08x}", database.hash() >> 32))
    }

    /// For a copy that is made at this moment.
    pub fn copy(&self, made: Timestamp, random: u32) -> DatabaseName {
        DatabaseName::made(format!("{COPY}{}_{:08x}_{random:08x}", self.0, made.to_unix()))
    }

    /// For the template whose files have this hash, in hexadecimal digits.
    pub fn template(&self, files: &str) -> DatabaseName {
        DatabaseName::made(format!("{TEMPLATE}{}_{files}", self.0))
    }

    /// What all names of this kind begin with.
    pub fn prefix(&self, kind: TestDatabaseKind) -> String {
        let begin = match kind {
            TestDatabaseKind::Template => TEMPLATE,
            TestDatabaseKind::Copy => COPY,
        };
        format!("{begin}{}_", self.0)
    }

    /// Reads a database's name and comment. None for a database that is somebody's own.
    pub fn read(&self, name: &str, comment: Option<&str>) -> Option<(TestDatabaseKind, Timestamp)> {
        // Between two statements a killed command leaves one without a comment.
        let comment = comment.unwrap_or(COMMENT);
        if !comment.starts_with(COMMENT) {
            return None;
        }
        if let Some(rest) = name.strip_prefix(&self.prefix(TestDatabaseKind::Copy)) {
            let (made, random) = rest.split_once('_').filter(|(made, _)| made.len() == 8)?;
            u32::from_str_radix(random, 16).ok().filter(|_| random.len() == 8)?;
            let made = i64::from_str_radix(made, 16).ok()?;
            return Some((TestDatabaseKind::Copy, Timestamp::from_unix(made)));
        }
        name.strip_prefix(&self.prefix(TestDatabaseKind::Template))?;
        let used = comment.lines().next()?.rsplit_once(USED)?.1;
        Some((TestDatabaseKind::Template, used.parse().ok()?))
    }

    pub fn copy_comment(database: &DatabaseName) -> String {
        format!("{COMMENT} of {:?}", database.as_str())
    }

    pub fn template_comment(database: &DatabaseName, used: Timestamp) -> String {
        format!("{COMMENT} of {:?}: the template{USED}{used}", database.as_str())
    }
}

/// A database that `test-db` made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestDatabase {
    pub name: DatabaseName,
    pub kind: TestDatabaseKind,
    /// When a copy was made, and when a template was last copied, give or take an hour.
    pub used: Timestamp,
    /// How many sessions it has.
    pub sessions: u32,
    /// Its size; absent where nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The directory of the project that it is tagged with, on the managed server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// It has settings, privileges or a limit of its own.
    #[serde(skip)]
    pub is_described: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        let database = DatabaseName::new("a\nb\"c").unwrap();
        let names = TestDatabaseNames::of(&database);
        let other = TestDatabaseNames::of(&DatabaseName::new("a").unwrap());
        let now = Timestamp::from_unix(1_795_493_106);
        let copy = names.copy(now, 7);
        let comment = TestDatabaseNames::copy_comment(&database);
        for comment in [None, Some(comment.as_str())] {
            let read = names.read(copy.as_str(), comment);
            assert_eq!(read, Some((TestDatabaseKind::Copy, now)));
            assert_eq!(other.read(copy.as_str(), comment), None);
        }
        assert_eq!(names.read(copy.as_str(), Some("ours")), None);
        let template = names.template("0123456789abcdef");
        let comment = TestDatabaseNames::template_comment(&database, now);
        let tagged = format!("{comment}\ncruddur-db: environment=test");
        let read = names.read(template.as_str(), Some(&tagged));
        assert_eq!(read, Some((TestDatabaseKind::Template, now)));
        assert_eq!(names.read(template.as_str(), None), None);
    }

    #[test]
    fn what_only_looks_like_one_is_left_alone() {
        let names = TestDatabaseNames::of(&DatabaseName::new("a").unwrap());
        let prefix = names.prefix(TestDatabaseKind::Copy);
        for rest in ["", "mine", "6571ab12", "6571ab12_", "6571ab12_1", "6571ab1_000000001"] {
            assert_eq!(names.read(&format!("{prefix}{rest}"), None), None, "{rest}");
        }
    }
}
