//! The user's settings in the server's configuration files, which our defaults must not override.

use std::path::Path;

/// Limits files that include one another.
const DEPTH: u32 = 10;

/// Whether the setting is in a configuration file of the data directory, or in one that it
/// includes. The command line would override it.
pub fn has(data: &Path, name: &str) -> bool {
    let files = ["postgresql.conf", "postgresql.auto.conf"];
    files.iter().any(|file| is_in(&data.join(file), name, DEPTH))
}

fn is_in(file: &Path, name: &str, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let text = std::fs::read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let directory = file.parent().unwrap_or(Path::new("/"));
    text.lines().any(|line| {
        let line = line.trim_start();
        let end = line.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(line.len());
        let (key, value) = line.split_at(end);
        let value = value.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
        let named = match value.strip_prefix('\'') {
            Some(quoted) => quoted.split('\'').next(),
            None => value.split_whitespace().next(),
        };
        let place = || directory.join(named.unwrap_or_default());
        match key.to_ascii_lowercase().as_str() {
            "include" | "include_if_exists" => is_in(&place(), name, depth),
            "include_dir" => {
                let entries = std::fs::read_dir(place()).into_iter().flatten().flatten();
                entries.map(|entry| entry.path()).any(|file| is_in(&file, name, depth))
            }
            key => key == name,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn a_setting_is_found_wherever_it_is_made() {
        let directory = tempfile::tempdir().unwrap();
        let data = directory.path();
        let is_made = |text: &str| {
            std::fs::write(data.join("postgresql.conf"), text).unwrap();
            has(data, "max_locks")
        };
        assert!(!is_made(""));
        assert!(!is_made("#max_locks = 1\nmax_locks_more = 2\n# include 'x'\n"));
        assert!(is_made("a = 1\n  Max_Locks=1 # words\n"));
        assert!(is_made("max_locks 1"));
        std::fs::write(data.join("own.conf"), "max_locks = 1").unwrap();
        assert!(is_made("include 'own.conf'"));
        assert!(is_made("include_if_exists = 'own.conf'\n"));
        assert!(!is_made("include 'postgresql.conf'\ninclude 'missing'"));
        assert!(is_made("include 'own.conf' # words"));
        std::fs::create_dir(data.join("conf.d")).unwrap();
        std::fs::rename(data.join("own.conf"), data.join("conf.d/own.conf")).unwrap();
        assert!(is_made("include_dir 'conf.d'"));
        assert!(!is_made("#include_dir = 'conf.d'"));
        std::fs::write(data.join("postgresql.auto.conf"), "max_locks = '2'").unwrap();
        assert!(is_made(""));
    }
}
