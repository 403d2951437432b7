//! What an error of the SDK was caused by.

use std::error::Error as StdError;

/// The last cause, which has the actual reason.
pub fn innermost(error: &(dyn StdError + 'static)) -> String {
    let cause = chain(error).last().map(ToString::to_string).unwrap_or_default();
    cause.trim().to_owned()
}

pub fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    // A reference to an error is an error too, whose source would live too short a time.
    std::iter::successors(Some(error), |error| {
        let error: &'a (dyn StdError + 'static) = *error;
        error.source()
    })
}
