//! The names of the commands that list and describe: `\dt`, `\dtvS`, `\dfa`, `\lx`, `\d+`.

use crate::postgres::catalog::Listed;

/// The kinds of relations that `\d` lists: all that hold rows, and sequences.
const ALL: &str = "tvmsE";

/// What such a command's name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// `None`: what a pattern names is described; without one, all relations are listed.
    pub what: Option<Listed>,
    /// The server's own things are listed too.
    pub system: bool,
    /// Each row as a list of its columns.
    pub expanded: bool,
    /// More is shown of each (`+`).
    pub details: bool,
}

impl Listing {
    /// What is listed where nothing is named.
    pub fn all_relations() -> Listed {
        Listed::Relations(kinds(ALL))
    }
}

/// Reads a command's name. `None` if it lists nothing that this console knows.
pub fn listing(name: &str) -> Option<Listing> {
    let databases = name.strip_prefix("list").or_else(|| name.strip_prefix('l'));
    if let Some(modifiers) = databases {
        let what = Some(Listed::Databases);
        let (expanded, details) = (modifiers.contains('x'), modifiers.contains('+'));
        let known = modifiers.chars().all(|it| "x+".contains(it));
        return known.then_some(Listing { what, system: true, expanded, details });
    }
    let rest = name.strip_prefix('d')?;
    let (first, rest) = match rest.chars().next() {
        None | Some('S' | '+') => (None, rest),
        Some(letter) => (Some(letter), &rest[letter.len_utf8()..]),
    };
    let (system, expanded) = (rest.contains('S'), rest.contains('x'));
    let details = rest.contains('+');
    let letters: String = rest.chars().filter(|it| !"Sx+".contains(*it)).collect();
    let what = match first {
        None if letters.is_empty() => None,
        Some('n') if letters.is_empty() => Some(Listed::Schemas),
        Some('u' | 'g') if letters.is_empty() => Some(Listed::Roles),
        Some('x') if letters.is_empty() && !system => Some(Listed::Extensions),
        Some('f') if letters.chars().all(|it| "anptw".contains(it)) => {
            Some(Listed::Functions(letters))
        }
        Some(letter) => {
            let letters = format!("{letter}{letters}");
            let known = letters.chars().all(|it| ALL.contains(it) || it == 'i');
            Some(Listed::Relations(known.then(|| kinds(&letters))?))
        }
        None => return None,
    };
    Some(Listing { what, system, expanded, details })
}

/// The values of `pg_class.relkind` for psql's letters.
fn kinds(letters: &str) -> Vec<char> {
    let kinds = letters.chars().map(|letter| match letter {
        't' => "rp",
        'i' => "iI",
        'v' => "v",
        'm' => "m",
        's' => "S",
        _ => "f",
    });
    kinds.flat_map(str::chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_may_be_combined() {
        let relations = |kinds: &str| Some(Listed::Relations(kinds.chars().collect()));
        for (name, what, [system, expanded, details]) in [
            ("d", None, [false, false, false]),
            ("dSx", None, [true, true, false]),
            ("d+", None, [false, false, true]),
            ("d+xS", None, [true, true, true]),
            ("dti", relations("rpiI"), [false, false, false]),
            ("dt+i", relations("rpiI"), [false, false, true]),
            ("dtSvs", relations("rpvS"), [true, false, false]),
            ("dxx", Some(Listed::Extensions), [false, true, false]),
            ("dx+", Some(Listed::Extensions), [false, false, true]),
            ("dfap", Some(Listed::Functions("ap".to_owned())), [false, false, false]),
            ("dnS", Some(Listed::Schemas), [true, false, false]),
            ("lx", Some(Listed::Databases), [true, true, false]),
            ("l+", Some(Listed::Databases), [true, false, true]),
        ] {
            let found = Listing { what, system, expanded, details };
            assert_eq!(listing(name), Some(found), "{name}");
        }
        for name in ["dq", "dtq", "drg", "dna", "dxS", "lo_list", "lo_list+", "ds2", "dP", "x"] {
            assert_eq!(listing(name), None, "{name}");
        }
    }
}
