/// The duration of a command: `0.12 s`.
pub fn seconds(seconds: f64) -> String {
    format!("{seconds:.2} s")
}

/// A duration in the two largest units: `3 s`, `2 min 5 s`, `1 d 4 h`.
pub fn duration(seconds: f64) -> String {
    let total = seconds.max(0.0) as u64;
    let (days, hours, minutes) = (total / 86_400, total / 3_600 % 24, total / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{total} s"),
        (0, 0, _) => format!("{minutes} min {} s", total % 60),
        (0, _, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn the_two_largest_units_are_shown() {
        for (seconds, text) in [
            (-0.1, "0 s"),
            (59.9, "59 s"),
            (125.0, "2 min 5 s"),
            (7_300.0, "2 h 1 min"),
            (100_000.0, "1 d 3 h"),
        ] {
            assert_eq!(duration(seconds), text);
        }
    }
}
