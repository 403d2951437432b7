//! Makes connection strings, the same ones for a seed.

/// Splitmix64.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const HOSTS: [&str; 8] =
    ["127.0.0.1", "127.0.0.2", "::1", "/nowhere", "/tmp/no where", "", "127.0.0.1,127.0.0.2", ","];
const PORTS: [&str; 7] = ["1", "5432", "65535", "", "1,2", " 7 ", "7,"];
const TEXTS: [&str; 10] =
    ["ann", "a b", "it's", r"back\slash", "100%", "\u{e9}t\u{e9}", "a=b", "p&q", "", "x+y"];
const OTHERS: [(&str, &[&str]); 12] = [
    ("sslmode", &["require", "prefer", "disable", "allow"]),
    ("application_name", &TEXTS),
    ("connect_timeout", &["3", "0", "-1"]),
    ("options", &["-c geqo=off", r"-c a.b=x\ y", ""]),
    ("target_session_attrs", &["any", "read-write", "standby", "prefer-standby"]),
    ("channel_binding", &["disable", "prefer"]),
    ("gssencmode", &["disable"]),
    ("sslsni", &["0", "1"]),
    ("client_encoding", &["UTF8", "SQL_ASCII", "LATIN1"]),
    ("keepalives_idle", &["10"]),
    ("passfile", &["/nowhere/pass file"]),
    ("krbsrvname", &["postgres"]),
];

/// Some parameters with their values, in some order, some of them twice.
fn parameters(random: &mut Random) -> Vec<(&'static str, String)> {
    let mut chosen = Vec::new();
    for (key, values) in [
        ("host", &HOSTS[..]),
        ("port", &PORTS),
        ("user", &TEXTS),
        ("password", &TEXTS),
        ("dbname", &TEXTS),
    ] {
        if !random.one_in(3) {
            chosen.push((key, random.pick(values).to_owned()));
        }
    }
    for _ in 0..random.below(4) {
        let (key, values) = OTHERS[random.below(OTHERS.len())];
        chosen.push((key, random.pick(values).to_owned()));
    }
    for index in (1..chosen.len()).rev() {
        chosen.swap(index, random.below(index + 1));
    }
    chosen
}

/// A string of either kind.
pub fn text(random: &mut Random) -> String {
    let parameters = parameters(random);
    if random.one_in(2) { keywords(random, &parameters) } else { url(random, &parameters) }
}

/// As `key = 'value'`.
pub fn keywords(random: &mut Random, parameters: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (key, value) in parameters {
        text.push_str(random.pick(&["", " ", "\t\n"]));
        text.push_str(key);
        text.push_str(random.pick(&["=", " = ", "= "]));
        let quotes = value.is_empty() || value.contains(' ') || random.one_in(2);
        text.push_str(if quotes { "'" } else { "" });
        for character in value.chars() {
            if matches!(character, '\'' | '\\') || random.one_in(9) {
                text.push('\\');
            }
            text.push(character);
        }
        text.push_str(if quotes { "'" } else { "" });
        text.push(' ');
    }
    text
}

/// As a URL.
pub fn url(random: &mut Random, parameters: &[(&str, String)]) -> String {
    let mut text = random.pick(&["postgresql://", "postgres://"]).to_owned();
    let mut query = Vec::new();
    let mut place = [const { None }; 5];
    for (key, value) in parameters {
        let index = ["user", "password", "host", "port", "dbname"].iter().position(|it| it == key);
        // A list of ports stands beside a list of hosts there; it goes into the query.
        let plain = !value.contains(',') && !value.contains(' ');
        match index.filter(|index| (plain || *index != 3) && !random.one_in(3)) {
            Some(index) => place[index] = Some(value.as_str()),
            None => query.push((*key, value.as_str())),
        }
    }
    let [user, password, host, port, database] = place;
    if user.is_some() || password.is_some() {
        text.push_str(&encode(random, user.unwrap_or_default()));
        if let Some(password) = password {
            text.push(':');
            text.push_str(&encode(random, password));
        }
        text.push('@');
    }
    match host {
        Some(host) if host.contains(':') && !random.one_in(4) => {
            text.push_str(&format!("[{host}]"));
        }
        host => text.push_str(&encode(random, host.unwrap_or_default())),
    }
    if let Some(port) = port {
        text.push_str(&format!(":{port}"));
    }
    if let Some(database) = database {
        text.push('/');
        text.push_str(&encode(random, database));
    }
    for (index, (key, value)) in query.iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(&format!("{key}={}", encode(random, value)));
    }
    if random.one_in(9) {
        text.push_str(if query.is_empty() { "?ssl=true" } else { "&ssl=true" });
    }
    text
}

/// Percent codes where they have to be, and elsewhere now and then.
fn encode(random: &mut Random, text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"._-+".contains(&byte);
        match plain && !random.one_in(9) {
            true => encoded.push(byte.into()),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The text with a slip of the hand in it.
pub fn slipped(random: &mut Random, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = random.below(characters.len() + 1);
    let new = random.pick(&["=", "&", "?", "/", ":", "@", ",", "'", "\\", " ", "%", "[", "]", "x"]);
    match random.below(3) {
        0 if at < characters.len() => _ = characters.remove(at),
        1 if at < characters.len() => characters[at] = new.chars().next().unwrap(),
        _ => characters.insert(at, new.chars().next().unwrap()),
    }
    characters.into_iter().collect()
}
