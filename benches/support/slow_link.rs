use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

/// A proxy on loopback that makes a server look far away and counts the turns: the changes
/// from client talking to server talking, which are the round trips after connecting.
pub struct SlowLink {
    port: u16,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    connections: AtomicUsize,
    turns: AtomicUsize,
}

impl SlowLink {
    /// Half of the round trip is added each way, and one round trip to connecting.
    pub fn open(server: u16, round_trip: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let counts = Arc::new(Counts::default());
        let shared = Arc::clone(&counts);
        thread::spawn(move || {
            for client in listener.incoming() {
                let counts = Arc::clone(&shared);
                thread::spawn(move || forward(client.unwrap(), server, round_trip, &counts));
            }
        });
        Self { port, counts }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Connections and turns since the last call.
    pub fn take_counts(&self) -> (usize, usize) {
        let take = |count: &AtomicUsize| count.swap(0, Ordering::SeqCst);
        (take(&self.counts.connections), take(&self.counts.turns))
    }
}

fn forward(client: TcpStream, server: u16, round_trip: Duration, counts: &Arc<Counts>) {
    counts.connections.fetch_add(1, Ordering::SeqCst);
    thread::sleep(round_trip);
    let server = TcpStream::connect(("127.0.0.1", server)).unwrap();
    let upwards = Arc::new(AtomicBool::new(false));
    let ways =
        [(client.try_clone().unwrap(), server.try_clone().unwrap(), true), (server, client, false)];
    for (from, to, up) in ways {
        to.set_nodelay(true).unwrap();
        let (upwards, counts) = (Arc::clone(&upwards), Arc::clone(counts));
        thread::spawn(move || {
            pump(from, to, round_trip / 2, || {
                if upwards.swap(up, Ordering::SeqCst) && !up {
                    counts.turns.fetch_add(1, Ordering::SeqCst);
                }
            });
        });
    }
}

fn pump(mut from: TcpStream, mut to: TcpStream, delay: Duration, mut seen: impl FnMut()) {
    let (sender, receiver) = channel::<(Instant, Vec<u8>)>();
    let writer = thread::spawn(move || {
        for (due, data) in receiver {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&data).is_err() {
                break;
            }
        }
        // Either side may have hung up.
        let _ = to.shutdown(Shutdown::Write);
    });
    let mut buffer = vec![0; 65_536];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        seen();
        if sender.send((Instant::now() + delay, buffer[..count].to_vec())).is_err() {
            break;
        }
    }
    drop(sender);
    // The writer ends with the channel.
    let _ = writer.join();
}
