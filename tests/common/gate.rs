use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What happens when the program has sent so many pieces.
type AtPiece = Box<dyn FnMut(usize) -> Verdict + Send>;

/// What becomes of a piece that the program sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Forward,
    /// It gets through, and all connections end before the answer does.
    ForwardAndCut,
    /// All connections end instead.
    Cut,
}

/// Stands between the program and the server and counts the pieces that the program sends, over
/// all its connections: each is a point at which the program can be killed or the link break.
pub struct Gate {
    port: u16,
}

struct State {
    count: usize,
    at_piece: AtPiece,
    streams: Vec<TcpStream>,
    cut: bool,
    /// New connections are let through after a cut.
    once: bool,
}

impl Gate {
    /// Before the server on this port. `at_piece` gets each piece's number, from 1.
    pub fn open(server_port: u16, at_piece: impl FnMut(usize) -> Verdict + Send + 'static) -> Self {
        Self::new(server_port, Box::new(at_piece), false)
    }

    /// The same for a link that breaks and is there again at once.
    pub fn breaking_once(
        server_port: u16,
        at_piece: impl FnMut(usize) -> Verdict + Send + 'static,
    ) -> Self {
        Self::new(server_port, Box::new(at_piece), true)
    }

    fn new(server_port: u16, at_piece: AtPiece, once: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = State { count: 0, at_piece, streams: Vec::new(), cut: false, once };
        let state = Arc::new(Mutex::new(state));
        // They end with the test process, or with their streams.
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Ok(server) = TcpStream::connect(("127.0.0.1", server_port)) else { return };
                let mut streams = state.lock().unwrap();
                if streams.cut {
                    let _ = client.shutdown(Shutdown::Both);
                    continue;
                }
                let clone = |stream: &TcpStream| stream.try_clone().unwrap();
                streams.streams.extend([clone(&client), clone(&server)]);
                drop(streams);
                for stream in [&client, &server] {
                    stream.set_nodelay(true).unwrap();
                }
                let (from_server, to_client) = (clone(&server), clone(&client));
                thread::spawn(move || carry(from_server, to_client));
                let state = Arc::clone(&state);
                thread::spawn(move || carry_counted(client, server, &state));
            }
        });
        Self { port }
    }

    pub fn port(&self) -> u16 {
        self.port
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}

fn carry_counted(mut client: TcpStream, mut server: TcpStream, state: &Mutex<State>) {
    let mut piece = vec![0; 1 << 16];
    while let Ok(length @ 1..) = client.read(&mut piece) {
        let mut locked = state.lock().unwrap();
        if locked.cut {
            return;
        }
        locked.count += 1;
        let count = locked.count;
        let verdict = (locked.at_piece)(count);
        if verdict != Verdict::Cut && server.write_all(&piece[..length]).is_err() {
            break;
        }
        if verdict != Verdict::Forward {
            locked.cut = !locked.once;
            for stream in std::mem::take(&mut locked.streams) {
                let _ = stream.shutdown(Shutdown::Both);
            }
            return;
        }
    }
    let _ = server.shutdown(Shutdown::Write);
}
