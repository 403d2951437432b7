//! How long versions of Postgres are supported.

/// The day of the last release of each major version. Source: PostgreSQL's versioning policy,
/// <https://www.postgresql.org/support/versioning/>.
const LAST_RELEASES: [(u32, &str); 7] = [
    (12, "2024-11-21"),
    (13, "2025-11-13"),
    (14, "2026-11-12"),
    (15, "2027-11-11"),
    (16, "2028-11-09"),
    (17, "2029-11-08"),
    (18, "2030-11-14"),
];

#[derive(Debug, PartialEq, Eq)]
pub enum Support {
    Until(&'static str),
    EndedOn(&'static str),
    /// It ended before the table begins.
    Ended,
    NotKnown,
}

/// The support status of a major version on a day, as in `2026-11-24`.
pub fn support(major: u32, today: &str) -> Support {
    let newest = LAST_RELEASES.last().map_or(0, |(major, _)| *major);
    match LAST_RELEASES.iter().find(|(version, _)| *version == major) {
        Some((_, end)) if today > *end => Support::EndedOn(end),
        Some((_, end)) => Support::Until(end),
        None if major > newest => Support::NotKnown,
        None => Support::Ended,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_ends_after_the_last_release() {
        assert_eq!(support(14, "2026-11-12"), Support::Until("2026-11-12"));
        assert_eq!(support(14, "2026-11-13"), Support::EndedOn("2026-11-12"));
        assert_eq!(support(9, "2026-11-13"), Support::Ended);
        assert_eq!(support(99, "2026-11-13"), Support::NotKnown);
    }
}
