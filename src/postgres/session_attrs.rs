//! What kind of server a session is on, and whether it is the requested one.

use super::failure::Failure;
use crate::error::Error;
use crate::model::{SessionAttrs, Target};

/// The kind of server: `t` or `f`, for standby and for read-only.
pub const KIND: &str = include_str!("queries/session_kind.sql");

/// Rejects a server of another kind than `target_session_attrs` requires. `kind` is the result of
/// [`KIND`].
pub fn check(wanted: SessionAttrs, kind: &str, server: &Target) -> Result<(), Failure> {
    let (standby, read_only) = (kind.starts_with('t'), kind.ends_with('t'));
    let fits = match wanted {
        SessionAttrs::ReadWrite => !read_only,
        SessionAttrs::ReadOnly => read_only,
        SessionAttrs::Primary => !standby,
        SessionAttrs::Standby => standby,
        SessionAttrs::Any | SessionAttrs::PreferStandby => true,
    };
    if fits {
        return Ok(());
    }
    let kind = if standby { "a standby" } else { "a primary" };
    let mode = if read_only { "read-only" } else { "read-write" };
    let name = &server.url.servers()[0];
    Err(Failure::Unsuitable(Error::unreachable(format!(
        "{name} is {kind} and {mode}, but target_session_attrs={wanted}"
    ))))
}
