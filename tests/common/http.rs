use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A small web server in the test's own process, for answers that no emulator gives.
pub struct HttpServer {
    port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// What a client asked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The first line and the headers, each with its end.
    pub head: String,
    pub body: String,
}

impl Request {
    /// A field of the form, decoded; empty when it is not there.
    pub fn field(&self, name: &str) -> String {
        let value =
            self.body.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let value = value.unwrap_or_default().replace('+', " ");
        percent_encoding::percent_decode_str(&value).decode_utf8_lossy().into_owned()
    }

    /// All fields of the form, decoded.
    pub fn form(&self) -> BTreeMap<String, String> {
        let names = self.body.split('&').filter_map(|pair| Some(pair.split_once('=')?.0));
        names.map(|name| (name.to_owned(), self.field(name))).collect()
    }

    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> String {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let line = lines.find(|(header, _)| header.eq_ignore_ascii_case(name));
        line.map(|(_, value)| value.to_owned()).unwrap_or_default()
    }

    /// What an AWS client asks for.
    pub fn action(&self) -> String {
        self.field("Action")
    }
}

/// What the server does with a request.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Status, type and body.
    Body(u16, &'static str, String),
    /// A redirection.
    Redirect(String),
    /// Closes the connection without a word.
    HangUp,
    /// Promises more than it sends, then closes.
    Half(String),
    /// Sends the head, and then nothing until the client goes.
    Stall,
    /// Sends this many bytes.
    Flood(usize),
}

impl Reply {
    pub fn text(body: impl Into<String>) -> Self {
        Self::Body(200, "text/plain", body.into())
    }

    pub fn html(status: u16) -> Self {
        Self::Body(status, "text/html", "<html><body>Please log in</body></html>".into())
    }

    pub fn xml(body: impl Into<String>) -> Self {
        Self::Body(200, "text/xml", body.into())
    }

    /// An error as RDS writes it.
    pub fn rds_error(status: u16, code: &str, message: &str) -> Self {
        let body = format!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code>\
             <Message>{message}</Message></Error><RequestId>r</RequestId></ErrorResponse>"
        );
        Self::Body(status, "text/xml", body)
    }

    /// An error as EC2 writes it.
    pub fn ec2_error(status: u16, code: &str, message: &str) -> Self {
        let body = format!(
            "<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error>\
             </Errors><RequestID>r</RequestID></Response>"
        );
        Self::Body(status, "text/xml", body)
    }
}

impl HttpServer {
    /// Starts a server that answers each request with what `answer` says; it gets the number
    /// of requests that came before. The threads end with the process.
    pub fn start(answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let (answer, log) = (Arc::new(answer), Arc::clone(&requests));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                // A client that goes away ends its thread, which is right.
                std::thread::spawn(move || serve(stream, &*answer, &log));
            }
        });
        Self { port, requests }
    }

    /// Always the same answer.
    pub fn always(reply: Reply) -> Self {
        Self::start(move |_, _| reply.clone())
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What was asked so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    answer: &dyn Fn(&Request, usize) -> Reply,
    log: &Mutex<Vec<Request>>,
) -> Option<()> {
    let request = read_request(&stream)?;
    let before = {
        let mut log = log.lock().unwrap();
        log.push(request.clone());
        log.len() - 1
    };
    let head =
        |status: u16, more: &str| format!("HTTP/1.1 {status} X\r\nConnection: close\r\n{more}\r\n");
    let text = match answer(&request, before) {
        Reply::HangUp => return None,
        Reply::Body(status, kind, body) => {
            let more = format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
            head(status, &more) + &body
        }
        Reply::Redirect(to) => head(302, &format!("Location: {to}\r\nContent-Length: 0\r\n")),
        Reply::Half(body) => head(200, &format!("Content-Length: {}\r\n", body.len() + 9)) + &body,
        Reply::Stall => {
            stream.write_all(head(200, "Content-Length: 7\r\n").as_bytes()).ok()?;
            // Returns when the client closes.
            stream.read_to_end(&mut Vec::new()).ok()?;
            return None;
        }
        Reply::Flood(size) => {
            stream.write_all(head(200, &format!("Content-Length: {size}\r\n")).as_bytes()).ok()?;
            (0..size / 1024).try_for_each(|_| stream.write_all(&[b'8'; 1024])).ok()?;
            return None;
        }
    };
    stream.write_all(text.as_bytes()).ok()
}

fn read_request(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let (mut length, mut head) = (0, String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { head, body: String::from_utf8(body).ok()? })
}
