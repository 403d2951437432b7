//! The comments at the beginning and the end of a plain dump, which tell whether all of it is
//! there: a dump that was cut between statements loads without an error.
//!
//! Source: pg_dump writes them whatever its options are (`RestoreArchive` in pg_backup_archiver.c),
//! pg_dumpall writes its own around those of the databases.

use crate::script::input::DUMP_OF_A_SERVER;

const DUMP: &[u8] = b"-- PostgreSQL database dump";
const COMPLETE: &[u8] = b" complete";

/// Longer than the longest of the comments.
const LONGEST: usize = 80;

/// The comments seen in a file so far.
#[derive(Debug, Default)]
pub struct DumpMarks {
    /// A dump has begun, and has not ended.
    dump: bool,
    /// The same for a dump of a server.
    of_a_server: bool,
    /// The current line, as far as it was read.
    line: Vec<u8>,
}

impl DumpMarks {
    /// White space and comments between two statements.
    pub fn see(&mut self, blank: &[u8]) {
        for piece in blank.split_inclusive(|byte| *byte == b'\n') {
            let room = LONGEST.saturating_sub(self.line.len());
            self.line.extend_from_slice(&piece[..piece.len().min(room)]);
            if piece.ends_with(b"\n") {
                self.end_line();
            }
        }
    }

    /// Anything else: the next line begins after it.
    pub fn end_line(&mut self) {
        let line = self.line.trim_ascii_end();
        let (text, complete) = match line.strip_suffix(COMPLETE) {
            Some(text) => (text, true),
            None => (line, false),
        };
        match text {
            DUMP => self.dump = !complete,
            DUMP_OF_A_SERVER => self.of_a_server = !complete,
            _ => {}
        }
        self.line.clear();
    }

    /// At the end of the file: whether it lacks the end of a dump.
    pub fn is_cut_short(&mut self) -> bool {
        self.end_line();
        self.dump || self.of_a_server
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cut_short(text: &str, size: usize) -> bool {
        let mut marks = DumpMarks::default();
        text.as_bytes().chunks(size).for_each(|piece| marks.see(piece));
        marks.is_cut_short()
    }

    #[test]
    fn a_dump_has_an_end() {
        let (begin, end) = ("--\n-- PostgreSQL database dump\n--\n", "-- PostgreSQL database dump");
        let server = "-- PostgreSQL database cluster dump";
        for size in [1, 10, 1000] {
            for whole in [
                String::new(),
                "-- PostgreSQL database dumps are kept here\n".to_owned(),
                format!("{begin}{end} complete"),
                format!("{begin}{end} complete\r\n--\n\n-- more\n"),
                format!(
                    "{server}\n{begin}{end} complete\n{begin}{end} complete\n{server} complete"
                ),
            ] {
                assert!(!is_cut_short(&whole, size), "{whole}");
            }
            for cut in [
                begin.to_owned(),
                format!("{begin}{end} comp"),
                format!("{begin}{end} complete\n{begin}"),
                format!("{server}\n{begin}{end} complete\n{server}"),
            ] {
                assert!(is_cut_short(&cut, size), "{cut}");
            }
        }
    }
}
