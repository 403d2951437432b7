//! Annotations of GitHub Actions, which its runner finds in either stream of a step. Source:
//! GitHub's documentation, "Workflow commands for GitHub Actions".

use crate::error::{Error, Location};

/// The error as one line that a pull request shows next to the line of the file.
pub fn annotation(error: &Error) -> String {
    let mut properties = vec!["title=cruddur-db".to_owned()];
    properties.extend(error.location().into_iter().flat_map(position));
    format!("::error {}::{}", properties.join(","), escape(&message(error), false))
}

fn position(place: &Location) -> Vec<String> {
    // The runner makes absolute paths relative to the repository, whatever the step's directory.
    let file = match std::path::absolute(&place.file) {
        Ok(file) if file.exists() => file.display().to_string(),
        _ => place.file.display().to_string(),
    };
    let mut properties = vec![format!("file={}", escape(&file, true))];
    properties.extend(place.line.map(|line| format!("line={line}")));
    properties.extend(place.column.map(|column| format!("col={column}")));
    properties
}

/// A warning about a line of a file, shown in a pull request.
pub fn warning(place: &Location, message: &str) -> String {
    let mut properties = vec!["title=cruddur-db".to_owned()];
    properties.extend(position(place));
    format!("::warning {}::{}", properties.join(","), escape(message, false))
}

/// An annotation that belongs to no file.
#[cfg(feature = "aws")]
pub fn titled(level: &str, title: &str, message: &str) -> String {
    format!("::{level} title={}::{}", escape(title, true), escape(message, false))
}

/// The text without the location, which is in the properties.
fn message(error: &Error) -> String {
    let text = error.to_string();
    match error.location() {
        Some(place) => text.strip_prefix(&format!("{place}: ")).unwrap_or(&text).to_owned(),
        None => text,
    }
}

fn escape(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_line() {
        let place = Location { file: "no,such:file.sql".into(), line: Some(3), column: Some(7) };
        let error = Error::failed("50% of it\nis wrong").with_hint("look").with_location(place);
        assert_eq!(
            annotation(&error),
            "::error title=cruddur-db,file=no%2Csuch%3Afile.sql,line=3,col=7\
             ::50%25 of it%0Ais wrong%0Ahint: look"
        );
        assert_eq!(annotation(&Error::usage("no")), "::error title=cruddur-db::no");
    }
}
