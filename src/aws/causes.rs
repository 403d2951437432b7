//! What an error of the SDK was caused by.

use std::error::Error as StdError;

use aws_smithy_types::error::ErrorMetadata;

/// The last cause, which has the actual reason.
pub fn innermost(error: &(dyn StdError + 'static)) -> String {
    if let Some((code, message)) = said_by_aws(error) {
        return format!("{} ({code})", message.trim().trim_end_matches('.'));
    }
    let cause = chain(error).last().map(ToString::to_string).unwrap_or_default();
    cause.trim().to_owned()
}

/// The code and the message, if AWS answered with both.
pub fn said_by_aws<'a>(error: &'a (dyn StdError + 'static)) -> Option<(&'a str, &'a str)> {
    let said = chain(error).find_map(|cause| cause.downcast_ref::<ErrorMetadata>())?;
    said.code().zip(said.message())
}

/// An error and its causes.
pub fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    // A reference to an error is an error too, whose source would live too short a time.
    std::iter::successors(Some(error), |error| {
        let error: &'a (dyn StdError + 'static) = *error;
        error.source()
    })
}
