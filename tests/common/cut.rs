use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A way to the server on this port that breaks once, when the server says `text` for the `nth`
/// time: all connections end, and the program hears neither that nor anything else. Later
/// connections are let through. Returns its port.
pub fn cut_at_reply(server_port: u16, text: &'static str, nth: usize) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let state = Arc::new(Mutex::new((Vec::<TcpStream>::new(), 0)));
    // They end with the test process, or with their streams.
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let Ok(server) = TcpStream::connect(("127.0.0.1", server_port)) else { return };
            let clone = |stream: &TcpStream| stream.try_clone().unwrap();
            state.lock().unwrap().0.extend([clone(&client), clone(&server)]);
            let (mut from, mut to) = (clone(&client), clone(&server));
            thread::spawn(move || {
                let _ = std::io::copy(&mut from, &mut to);
                let _ = to.shutdown(Shutdown::Write);
            });
            let state = Arc::clone(&state);
            thread::spawn(move || carry_until(server, client, &state, text, nth));
        }
    });
    port
}

fn carry_until(
    mut server: TcpStream,
    mut client: TcpStream,
    state: &Mutex<(Vec<TcpStream>, usize)>,
    text: &str,
    nth: usize,
) {
    let mut piece = vec![0; 1 << 16];
    while let Ok(length @ 1..) = server.read(&mut piece) {
        let mut state = state.lock().unwrap();
        let (streams, said) = &mut *state;
        let before = *said;
        *said += piece[..length].windows(text.len()).filter(|it| *it == text.as_bytes()).count();
        if before < nth && *said >= nth {
            for stream in streams.drain(..) {
                let _ = stream.shutdown(Shutdown::Both);
            }
            return;
        }
        drop(state);
        if client.write_all(&piece[..length]).is_err() {
            return;
        }
    }
    let _ = client.shutdown(Shutdown::Write);
}
