//! How often a login waits for the server's answer.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::sandbox;
use crate::common::Encrypted;

/// Passes one connection on. The port, and where the number of turns is told when it has ended.
fn counted(server: u16) -> (u16, Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        let server = TcpStream::connect(("127.0.0.1", server)).unwrap();
        // Whether the client spoke last, and how often the server answered.
        let turns = Mutex::new((false, 0));
        std::thread::scope(|scope| {
            scope.spawn(|| pump(&client, &server, || turns.lock().unwrap().0 = true));
            pump(&server, &client, || {
                let (asked, count) = &mut *turns.lock().unwrap();
                *count += usize::from(std::mem::take(asked));
            });
        });
        tell.send(turns.into_inner().unwrap().1).unwrap();
    });
    (port, told)
}

fn pump(mut from: &TcpStream, mut to: &TcpStream, seen: impl Fn()) {
    let mut buffer = [0; 65_536];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        seen();
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

#[test]
fn the_first_guess_at_the_key_exchange_is_postgres_own() {
    let encrypted = Encrypted::shared();
    let (port, told) = counted(encrypted.server.port());
    let mut sandbox = sandbox("tls_only", "");
    let url = encrypted.url("tls_only", "sslmode=verify-full&sslrootcert=ca.pem");
    let url = url.replace(&format!(":{}/", encrypted.server.port()), &format!(":{port}/"));
    sandbox.set("CONNECTION_URL", url);
    sandbox.run(["wait"]).succeeded();
    // Whether TLS; hello; who; two of SCRAM.
    assert_eq!(told.recv_timeout(Duration::from_secs(30)).unwrap(), 5);
}
