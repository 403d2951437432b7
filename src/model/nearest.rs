//! What someone may have meant by a word that is not known.

/// The word most like this one, if it is like enough to be meant: `pord` is prod, `production` too.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let likeness = |other: &str| strsim::jaro_winkler(&word, &other.to_lowercase());
    let is_meant = |other: &&str| {
        likeness(other) >= 0.8 || strsim::osa_distance(&word, &other.to_lowercase()) <= 1
    };
    let candidates = known.into_iter().filter(is_meant);
    candidates.max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
}

/// How many letters have to be changed, added, left out or swapped to make one word the other.
pub fn distance(word: &str, other: &str) -> usize {
    strsim::osa_distance(&word.to_lowercase(), other)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_and_other_forms_are_found() {
        let known = ["dev", "prod", "staging", "test"];
        for (word, meant) in [
            ("pord", "prod"),
            ("Prod", "prod"),
            ("production", "prod"),
            ("stagin", "staging"),
            ("stage", "staging"),
            ("dve", "dev"),
            ("development", "dev"),
            ("tets", "test"),
        ] {
            assert_eq!(nearest(word, known), Some(meant), "{word}");
        }
        for word in ["backup", "qa", "local", "users", "main", "out"] {
            assert_eq!(nearest(word, known), None, "{word}");
        }
    }
}
