use std::fmt::{self, Display};

use serde::Serialize;

/// A property in which an instance differs from the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub flag: &'static str,
    pub asked: String,
    pub is: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: asked for {}, it is {}", self.flag, self.asked, self.is)
    }
}

/// A property's value, as shown in a difference.
pub(super) trait Value: Display + PartialEq {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Value for String {}
impl Value for i32 {}
impl Value for u16 {}

impl Value for bool {
    fn shown(&self) -> String {
        if *self { "on" } else { "off" }.to_owned()
    }
}

/// The difference, if both are known and differ.
pub(super) fn difference<T: Value>(
    flag: &'static str,
    asked: Option<T>,
    is: Option<T>,
) -> Option<Difference> {
    let (asked, is) = (asked?, is?);
    (asked != is).then(|| Difference { flag, asked: asked.shown(), is: is.shown() })
}
