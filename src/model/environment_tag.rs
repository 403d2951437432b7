//! The environment tag: a line of a database's comment, which its owner may set on every server
//! and which only a dump with `--create` includes.

use super::Target;

/// The prefix of the tag's line; the environment's name follows.
const PREFIX: &str = "cruddur-db: environment=";

/// Before the comment of a database in which a load that commits midway has not ended.
pub const PART: &str = "cruddur-db: loaded in part\n";

/// What stands before the project's directory, which goes to the end of the line.
const PROJECT: &str = " project=";

/// A database's comment, parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaggedComment {
    /// The user's part.
    pub comment: Option<String>,
    pub environment: Option<String>,
    /// The directory of the project, on the managed server.
    pub project: Option<String>,
    /// A load that commits midway has not ended.
    pub is_part: bool,
}

impl TaggedComment {
    /// With the tag of the target.
    pub fn of(target: &Target, comment: Option<String>) -> Self {
        let environment = Some(target.environment.to_string());
        let project = target.project_directory().map(str::to_owned);
        Self { comment, environment, project, is_part: false }
    }

    /// Splits off the tag's line, which is the last one of the comment.
    pub fn parse(text: &str) -> Self {
        if let Some(rest) = text.strip_prefix(PART) {
            return Self { is_part: true, ..Self::parse(rest) };
        }
        let (before, last) = match text.rsplit_once('\n') {
            Some((before, last)) => (Some(before), last),
            None => (None, text),
        };
        let tag = last.strip_prefix(PREFIX).map(|tag| match tag.split_once(PROJECT) {
            Some((name, project)) => (name, Some(project.to_owned())),
            None => (tag, None),
        });
        match tag {
            Some((name, project)) if is_name(name) => Self {
                comment: before.filter(|text| !text.is_empty()).map(str::to_owned),
                environment: Some(name.to_owned()),
                project,
                is_part: false,
            },
            _ => Self {
                comment: Some(text.to_owned()).filter(|text| !text.is_empty()),
                ..Self::default()
            },
        }
    }

    /// The whole comment; `None` if empty.
    pub fn text(&self) -> Option<String> {
        let project = self.project.as_ref().map(|project| format!("{PROJECT}{project}"));
        let project = project.unwrap_or_default();
        let tag = self.environment.as_ref().map(|name| format!("{PREFIX}{name}{project}"));
        let parts: Vec<String> = self.comment.clone().into_iter().chain(tag).collect();
        let part = if self.is_part { PART } else { "" };
        let text = format!("{part}{}", parts.join("\n"));
        (!text.is_empty()).then_some(text)
    }
}

/// As in [`super::Environment`].
fn is_name(text: &str) -> bool {
    text.parse::<super::Environment>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(comment: Option<&str>, environment: Option<&str>) -> TaggedComment {
        TaggedComment {
            comment: comment.map(str::to_owned),
            environment: environment.map(str::to_owned),
            project: None,
            is_part: false,
        }
    }

    #[test]
    fn what_is_put_together_comes_apart() {
        for comment in [None, Some("ours"), Some("two\nlines\n"), Some("cruddur-db: x"), Some("\n")]
        {
            for environment in [None, Some("prod"), Some("my-stage_2")] {
                let whole = tagged(comment, environment);
                let Some(text) = whole.text() else { continue };
                assert_eq!(TaggedComment::parse(&text), whole, "{text:?}");
                let part = TaggedComment { is_part: true, ..whole.clone() };
                assert_eq!(part.text(), Some(format!("{PART}{text}")));
                assert_eq!(TaggedComment::parse(&part.text().unwrap()), part, "{text:?}");
                let Some(_) = environment else { continue };
                let project = Some("/home/a b/it's project=x".to_owned());
                let whole = TaggedComment { project, ..whole };
                assert_eq!(TaggedComment::parse(&whole.text().unwrap()), whole);
            }
        }
    }

    #[test]
    fn only_a_whole_last_line_is_a_tag() {
        for text in [
            "cruddur-db: environment=prod\nand more",
            "x cruddur-db: environment=prod",
            "cruddur-db: environment=",
            "cruddur-db: environment=pr od",
            "cruddur-db: environment=prod ",
        ] {
            assert_eq!(TaggedComment::parse(text), tagged(Some(text), None), "{text:?}");
        }
        let part = TaggedComment { is_part: true, ..TaggedComment::default() };
        assert_eq!(TaggedComment::parse(PART), part);
        // The user cleared the comment before the tag's line.
        let alone = TaggedComment::parse("\ncruddur-db: environment=dev");
        assert_eq!(alone, tagged(None, Some("dev")));
    }
}
