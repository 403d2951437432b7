//! Where a function's SQL body begins and ends, by the words of its statement.

/// The first words of a statement, as far as psql uses them to recognise a function's body.
#[derive(Debug, Clone, Default)]
pub struct Words {
    count: usize,
    /// The initials of create, or, replace, function and procedure among the first four words.
    initials: [u8; 4],
    /// How many BEGIN and CASE are open.
    depth: u32,
    last_was_begin: bool,
    /// A BEGIN that no ATOMIC followed: psql and the server may disagree about the end.
    odd: bool,
}

impl Words {
    /// Whether a semicolon belongs to a function's body and does not end the statement.
    pub fn are_in_body(&self) -> bool {
        self.depth > 0
    }

    /// Whether psql and the server may disagree about the end. Resets the flag.
    pub fn take_odd(&mut self) -> bool {
        std::mem::take(&mut self.odd)
    }

    pub fn end_statement(&mut self) {
        *self = Self { odd: self.odd, ..Self::default() };
    }

    /// `\;`: it has ended for the server, but psql continues the same message.
    pub fn end_for_server(&mut self) {
        *self = Self { odd: true, depth: self.depth, ..Self::default() };
    }

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
