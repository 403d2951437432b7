//! What only looks like a server.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use cruddur_db::error::Kind;

use super::{block_on, connect, failed, replies};

/// A message of the server's side.
fn message(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
    [&[tag], &length[..], body].concat()
}

fn login() -> Vec<u8> {
    [
        message(b'R', &0_u32.to_be_bytes()),
        message(b'S', b"server_version\x0015.4 (Debian)\0"),
        message(b'N', b"SNOTICE\0VNOTICE\0C00000\0Mhello\0\0"),
        message(b'K', &[0, 0, 0, 1, 0, 0, 0, 2]),
        message(b'Z', b"I"),
    ]
    .concat()
}

fn answer() -> Vec<u8> {
    [
        message(b'T', b"\0\x01a\0\0\0\0\0\0\0\0\0\0\x17\0\x04\xff\xff\xff\xff\0\0"),
        message(b'D', b"\0\x01\0\0\0\x011"),
        message(b'C', b"SELECT 1\0"),
        message(b'Z', b"I"),
    ]
    .concat()
}

/// Serves each client in turn by these functions, and returns a URL.
fn serve(clients: Vec<Box<dyn FnOnce(TcpStream) -> std::io::Result<()> + Send>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for client in clients {
            let (stream, _) = listener.accept().unwrap();
            // A client may hang up whenever it likes.
            let _ = client(stream);
        }
    });
    format!("postgresql://me:secret@127.0.0.1:{port}/d?connect_timeout=1")
}

/// Takes one message of the client; the first has no tag.
fn take(stream: &mut TcpStream, first: bool) -> std::io::Result<Vec<u8>> {
    let mut head = vec![0; if first { 4 } else { 5 }];
    stream.read_exact(&mut head)?;
    let length = u32::from_be_bytes(head[head.len() - 4..].try_into().unwrap()) as usize;
    let mut body = vec![0; length - 4];
    stream.read_exact(&mut body)?;
    Ok(body)
}

#[test]
fn it_asks_for_nothing_that_a_pooler_refuses() {
    let (sender, receiver) = std::sync::mpsc::channel();
    let url = serve(vec![Box::new(move |mut stream| {
        sender.send(take(&mut stream, true)?).unwrap();
        stream.write_all(&login())
    })]);
    block_on(connect(&url)).unwrap();
    let startup = receiver.recv_timeout(crate::common::TIMEOUT).unwrap();
    assert_eq!(startup[..4], 196_608_u32.to_be_bytes());
    assert_eq!(
        String::from_utf8_lossy(&startup[4..]).split('\0').collect::<Vec<_>>(),
        [
            "user",
            "me",
            "database",
            "d",
            "application_name",
            "cruddur-db test",
            "client_encoding",
            "UTF8",
            "",
            ""
        ]
    );
}

#[test]
fn passwords_go_as_the_server_asks_for_them() {
    // "md5" + md5(md5(password + user) + salt), by Python's hashlib.
    let md5 = "md541c83370953958037c7298c50b238bda";
    let asks = [
        (3_u32.to_be_bytes().to_vec(), "secret".to_owned()),
        ([&5_u32.to_be_bytes()[..], b"salt"].concat(), md5.to_owned()),
    ];
    for (ask, expected) in asks {
        let (sender, receiver) = std::sync::mpsc::channel();
        let url = serve(vec![Box::new(move |mut stream| {
            take(&mut stream, true)?;
            stream.write_all(&message(b'R', &ask))?;
            sender.send(take(&mut stream, false)?).unwrap();
            stream.write_all(&login())
        })]);
        block_on(connect(&url)).unwrap();
        let sent =
            String::from_utf8(receiver.recv_timeout(crate::common::TIMEOUT).unwrap()).unwrap();
        assert_eq!(sent, format!("{expected}\0"));
    }
}

#[test]
fn a_cut_at_every_byte_is_an_error_and_never_the_end_of_it() {
    let (login, answer) = (login(), answer());
    let whole = [login.clone(), answer.clone()].concat();
    let cuts = 0..=whole.len();
    let mut clients: Vec<Box<dyn FnOnce(TcpStream) -> std::io::Result<()> + Send>> = Vec::new();
    for cut in cuts.clone() {
        let (login, whole) = (login.len(), whole.clone());
        clients.push(Box::new(move |mut stream| {
            take(&mut stream, true)?;
            stream.write_all(&whole[..cut.min(login)])?;
            if cut > login {
                take(&mut stream, false)?;
                stream.write_all(&whole[login..cut])?;
            }
            Ok(())
        }));
    }
    let url = serve(clients);
    for cut in cuts {
        block_on(async {
            match connect(&url).await {
                Err(error) => {
                    assert!(cut < login.len(), "{cut}: {error}");
                    assert_eq!(error.kind(), Kind::Unreachable, "{cut}: {error}");
                }
                Ok(mut client) => {
                    assert!(cut >= login.len(), "{cut}");
                    let all = replies(&mut client, "select 1").await;
                    assert_eq!(all.is_ok(), cut == whole.len(), "{cut}: {all:?}");
                }
            }
        });
    }
}

#[test]
fn garbage_is_no_postgres() {
    let mut state = 7_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as u8
    };
    let mut all = vec![
        b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(),
        b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(),
        message(b'R', &[0, 0, 0, 99]),
        message(b'Z', b"X"),
        message(b'D', b"\0\x01"),
        [b'E', 0x7f, 0xff, 0xff, 0xff].to_vec(),
        message(b'R', b""),
    ];
    all.extend((0..60).map(|_| (0..40).map(|_| random()).collect()));
    for bytes in all {
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        let url = serve(vec![Box::new(move |mut stream| {
            take(&mut stream, true)?;
            stream.write_all(&bytes)
        })]);
        let error = failed(block_on(connect(&url)));
        assert!(matches!(error.kind(), Kind::Unreachable | Kind::Login), "{shown:?}: {error}");
    }
}

#[test]
fn a_server_that_stalls_is_given_up() {
    for part in [0, 9, 40] {
        let url = serve(vec![Box::new(move |mut stream| {
            take(&mut stream, true)?;
            stream.write_all(&login()[..part])?;
            // Until the client goes.
            stream.read(&mut [0]).map(drop)
        })]);
        let error = failed(block_on(connect(&url)));
        assert!(error.message().contains("did not answer in time"), "{part}: {error}");
    }
}
