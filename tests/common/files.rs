use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

/// A web server with the files of a directory, which is a mirror of PyPI (a directory is a page of
/// links, if it has no `index.html`), a proxy (the host in a request makes no difference) and a place of releases.
pub struct Files {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    faults: Arc<Faults>,
}

/// What is wrong with the answers from now on.
#[derive(Default)]
struct Faults {
    stalls: AtomicBool,
    cuts: AtomicBool,
    /// In place of the one that is right.
    status: AtomicU16,
}

impl Files {
    /// The threads end with the process.
    pub fn serve(directory: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (requests, faults) = (Arc::<Mutex<Vec<String>>>::default(), Arc::default());
        let files = Self { port, requests, faults };
        let (log, faults) = (Arc::clone(&files.requests), Arc::clone(&files.faults));
        let directory = directory.to_owned();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, faults) = (Arc::clone(&log), Arc::clone(&faults));
                let directory = directory.clone();
                // A client that goes away ends its thread, which is right.
                std::thread::spawn(move || answer(stream, directory, &log, &faults));
            }
        });
        files
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The first lines of all requests so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// From now on, or no longer, half a file is sent, and the rest is waited for.
    pub fn stall(&self, stalls: bool) {
        self.faults.stalls.store(stalls, Ordering::SeqCst);
    }

    /// From now on the connection is closed after half a file.
    pub fn cut(&self) {
        self.faults.cuts.store(true, Ordering::SeqCst);
    }

    /// From now on every answer has this status, and no file.
    pub fn fail(&self, status: u16) {
        self.faults.status.store(status, Ordering::SeqCst);
    }
}

fn answer(
    mut stream: TcpStream,
    directory: PathBuf,
    log: &Mutex<Vec<String>>,
    faults: &Faults,
) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines().map_while(Result::ok);
    let first = lines.next()?;
    lines.by_ref().take_while(|line| !line.is_empty()).for_each(drop);
    log.lock().unwrap().push(first.clone());
    let asked = first.split(' ').nth(1)?;
    let asked = match asked.strip_prefix("http://") {
        Some(rest) => &rest[rest.find('/')?..],
        None => asked,
    };
    let asked = percent_encoding::percent_decode_str(asked).decode_utf8().ok()?;
    let mut path = directory.join(asked.trim_matches('/'));
    let index = path.join("index.html");
    if index.exists() {
        path = index;
    }
    let failed = faults.status.load(Ordering::SeqCst);
    let (status, kind, body) = if failed != 0 {
        (failed, "text/plain", Vec::new())
    } else if path.ends_with("index.html") {
        (200, "text/html", std::fs::read(&path).ok()?)
    } else if path.is_dir() {
        (200, "text/html", page(&path))
    } else {
        std::fs::read(&path)
            .map_or((404, "text/plain", Vec::new()), |body| (200, "application/octet-stream", body))
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    let (half, rest) = body.split_at(if path.is_dir() { 0 } else { length / 2 });
    stream.write_all(half).ok()?;
    while faults.stalls.load(Ordering::SeqCst) && !path.is_dir() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    if faults.cuts.load(Ordering::SeqCst) && !path.is_dir() {
        return None;
    }
    stream.write_all(rest).ok()
}

fn page(directory: &Path) -> Vec<u8> {
    let names = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let names = names.map(|entry| entry.file_name().into_string().unwrap());
    let links: String = names.map(|name| format!("<a href=\"{name}\">{name}</a><br>\n")).collect();
    format!("<!DOCTYPE html>\n<html><body>\n{links}</body></html>\n").into_bytes()
}
