//! Answers that are cut off. The SDK reads XML as far as it goes, so that half a list of rules would
//! count as the list.

use aws_sdk_ec2::config::interceptors::AfterDeserializationInterceptorContextRef;
use aws_sdk_ec2::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_ec2::error::BoxError;

/// Refuses an answer of XML whose first element does not end.
#[derive(Debug)]
pub struct WholeXml;

impl Intercept for WholeXml {
    fn name(&self) -> &'static str {
        "WholeXml"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        match response.body().bytes() {
            Some(body) if response.status().is_success() && !is_whole(body) => {
                Err("the answer is cut off".into())
            }
            _ => Ok(()),
        }
    }
}

/// Whether the text ends with the end of its first element.
fn is_whole(xml: &[u8]) -> bool {
    let Ok(xml) = std::str::from_utf8(xml) else { return false };
    let mut tags = xml.split('<').skip(1);
    let Some(first) = tags.find(|tag| !tag.starts_with(['?', '!'])) else { return false };
    let is_end = |c: char| c.is_whitespace() || c == '>' || c == '/';
    let name = first.split(is_end).next().unwrap_or_default();
    let last = xml.trim_end();
    let is_alone = first.trim_end().ends_with("/>") && tags.next().is_none();
    !name.is_empty() && (last.ends_with(&format!("</{name}>")) || is_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_as_it_begins() {
        let whole = "<?xml version=\"1.0\"?>\n<AResponse xmlns=\"x\"><b>1</b></AResponse>\n";
        assert!(is_whole(whole.as_bytes()));
        assert!(is_whole(b"<A/>") && is_whole(b"<A />"));
        for end in 1..whole.len() - 1 {
            assert!(!is_whole(&whole.as_bytes()[..end]), "{}", &whole[..end]);
        }
        assert!(!is_whole(b"<A><b/>"));
        assert!(!is_whole(b"") && !is_whole(b"<") && !is_whole(b"text") && !is_whole(b"\xff"));
    }
}
