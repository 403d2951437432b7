//! A transaction that a file begins within the load's.

use crate::script::syntax::statement::Statement;

/// What the load's transaction has begun in it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    #[default]
    None,
    /// It has done nothing yet.
    Empty,
    /// All that it has done is write large objects. pg_dump begins one for that, as the descriptors
    /// end with their transaction; it may as well be part of ours.
    LargeObjects,
    Other,
}

impl Begun {
    /// BEGIN; a second one changes nothing.
    pub fn begin(&mut self) {
        *self = match self {
            Self::None => Self::Empty,
            _ => Self::Other,
        };
    }

    /// Anything but its beginning and end.
    pub fn run(&mut self, statement: &Statement) {
        *self = match self {
            Self::None => Self::None,
            Self::Empty | Self::LargeObjects if writes_large_object(statement) => {
                Self::LargeObjects
            }
            _ => Self::Other,
        };
    }

    /// COMMIT. Returns whether nothing but large objects were written, and the load's transaction
    /// can go on.
    pub fn ends_with_ours(&mut self) -> bool {
        let ends = *self == Self::LargeObjects;
        if ends {
            *self = Self::None;
        }
        ends
    }
}

/// As pg_dump does: `SELECT pg_catalog.lowrite(0, '\x..')`.
fn writes_large_object(statement: &Statement) -> bool {
    let mut tokens = statement.tokens();
    tokens.accept(&["select"])
        && tokens.qualified_name().is_some_and(|name| match name.as_slice() {
            [schema, name] if schema == "pg_catalog" => {
                ["lo_open", "lowrite", "lo_close"].contains(&name.as_str())
            }
            _ => false,
        })
}
