/// The first words of a statement, as far as psql looks at them to know a function's body.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub count: usize,
    /// The initials of create, or, replace, function and procedure among the first four words.
    pub initials: [u8; 4],
    /// How many BEGIN and CASE are open.
    pub depth: u32,
    pub last_was_begin: bool,
    /// A BEGIN that no ATOMIC followed: psql and the server may disagree about the end.
    pub odd: bool,
}

impl Words {
    /// psql's test for a function's BEGIN ATOMIC body: the statement begins with CREATE [OR
    /// REPLACE] {FUNCTION | PROCEDURE}, and BEGIN and CASE outside parentheses wait for END.
    pub fn see(&mut self, word: &[u8], parentheses: u32) {
        let is = |name: &[u8]| word.eq_ignore_ascii_case(name);
        if self.last_was_begin && !is(b"atomic") {
            self.odd = true;
        }
        self.last_was_begin = false;
        if self.count == 0 {
            self.initials = [0; 4];
        }
        if let Some(initial) = self.initials.get_mut(self.count)
            && [&b"create"[..], b"function", b"procedure", b"or", b"replace"]
                .iter()
                .any(|name| is(name))
        {
            *initial = word[0].to_ascii_lowercase();
        }
        self.count += 1;
        let function =
            matches!(self.initials, [b'c', b'f' | b'p', ..] | [b'c', b'o', b'r', b'f' | b'p']);
        if !function || parentheses > 0 {
            return;
        }
        if is(b"begin") {
            self.depth += 1;
            self.last_was_begin = true;
        } else if is(b"case") && self.depth > 0 {
            self.depth += 1;
        } else if is(b"end") {
            self.depth = self.depth.saturating_sub(1);
        }
    }
}
