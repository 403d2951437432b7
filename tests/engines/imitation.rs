//! A real Postgres that says at login that it is another server, and does some statements as
//! that one's documentation says.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::common::{Database, Postgres};

/// What the server says to a statement instead of running it, if anything: SQLSTATE and message.
type Refuses = Box<dyn FnMut(&str) -> Option<(&'static str, &'static str)> + Send>;

/// What it tells of itself at login.
#[derive(Clone, Copy)]
pub struct Says {
    pub server_version: &'static str,
    pub crdb_version: Option<&'static str>,
}

pub const COCKROACH: Says =
    Says { server_version: "13.0.0", crdb_version: Some("CockroachDB CCL v25.2.1") };
pub const YUGABYTE: Says = Says { server_version: "15.12-YB-2025.1.0.1-b0", crdb_version: None };
pub const POSTGRES: Says = Says { server_version: "15.18", crdb_version: None };

/// Source: PostgreSQL documentation, "Message Formats", SSLRequest.
const SSL_REQUEST: [u8; 4] = 80_877_103_u32.to_be_bytes();

pub struct Imitation {
    pub url: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Imitation {
    pub fn of(
        database: &Database,
        says: Says,
        refuses: impl FnMut(&str) -> Option<(&'static str, &'static str)> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (near, far) = (listener.local_addr().unwrap().port(), Postgres::shared().port());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let refuses: Arc<Mutex<Refuses>> = Arc::new(Mutex::new(Box::new(refuses)));
        let url = database.url().replace(&format!(":{far}/"), &format!(":{near}/"));
        let (url, log) = (format!("{url}?sslmode=disable"), Arc::clone(&heard));
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let server = TcpStream::connect(("127.0.0.1", far)).unwrap();
                let (log, refuses) = (Arc::clone(&log), Arc::clone(&refuses));
                thread::spawn(move || serve(client, server, says, &log, &refuses));
            }
        });
        Self { url, heard }
    }

    /// What was sent by simple query, or to be parsed, and has this in it.
    pub fn heard(&self, part: &str) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        heard.iter().filter(|text| text.contains(part)).cloned().collect()
    }
}

/// Either side may hang up whenever it likes.
fn serve(
    mut client: TcpStream,
    mut server: TcpStream,
    says: Says,
    heard: &Mutex<Vec<String>>,
    refuses: &Mutex<Refuses>,
) -> Option<()> {
    let (from, to) = (server.try_clone().ok()?, client.try_clone().ok()?);
    thread::spawn(move || answers(from, to, says));
    let mut length = [0; 4];
    client.read_exact(&mut length).ok()?;
    let mut body = rest(&mut client, length)?;
    if body == SSL_REQUEST {
        client.write_all(b"N").ok()?;
        client.read_exact(&mut length).ok()?;
        body = rest(&mut client, length)?;
    }
    server.write_all(&[&length[..], &body].concat()).ok()?;
    loop {
        let mut tag = [0; 1];
        if client.read_exact(&mut tag).is_err() {
            return server.shutdown(Shutdown::Write).ok();
        }
        client.read_exact(&mut length).ok()?;
        let body = rest(&mut client, length)?;
        let sql = match tag[0] {
            b'Q' => body.split(|byte| *byte == 0).next(),
            b'P' => body.split(|byte| *byte == 0).nth(1),
            _ => None,
        };
        let sql = sql.map(|sql| String::from_utf8_lossy(sql).into_owned());
        if let Some(sql) = &sql {
            heard.lock().unwrap().push(sql.clone());
        }
        let refused = sql.as_ref().and_then(|sql| refuses.lock().unwrap()(sql));
        // The server itself says so, with our words: nothing is out of order then.
        let message = match (tag[0], refused) {
            (b'Q', Some((code, text))) => message(b'Q', format!("{}\0", raise(code, text))),
            (b'P', Some((code, text))) => message(b'P', format!("\0{}\0\0\0", raise(code, text))),
            _ => [&tag[..], &length, &body].concat(),
        };
        server.write_all(&message).ok()?;
    }
}

fn raise(code: &str, text: &str) -> String {
    format!("DO $do$ BEGIN RAISE EXCEPTION '{text}' USING ERRCODE = '{code}'; END $do$")
}

fn message(tag: u8, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
    [&[tag], &length[..], body].concat()
}

fn rest(stream: &mut TcpStream, length: [u8; 4]) -> Option<Vec<u8>> {
    let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
    stream.read_exact(&mut body).ok()?;
    Some(body)
}

fn answers(mut server: TcpStream, mut client: TcpStream, says: Says) -> Option<()> {
    let mut first = true;
    loop {
        let mut head = [0; 5];
        if server.read_exact(&mut head).is_err() {
            return client.shutdown(Shutdown::Both).ok();
        }
        let length = [head[1], head[2], head[3], head[4]];
        let body = rest(&mut server, length)?;
        let mut bytes = [&head[..], &body].concat();
        if head[0] == b'S' && body.starts_with(b"server_version\0") {
            bytes = message(b'S', format!("server_version\0{}\0", says.server_version));
        }
        if head[0] == b'Z'
            && std::mem::take(&mut first)
            && let Some(version) = says.crdb_version
        {
            client.write_all(&message(b'S', format!("crdb_version\0{version}\0"))).ok()?;
        }
        client.write_all(&bytes).ok()?;
    }
}
