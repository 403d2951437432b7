//! Inputs that can be read only once, spooled to disk: the line shown in an error is read again.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc;

/// How much is read from a pipe at once.
const PIECE: usize = 1 << 16;

/// The pipes of a load, by the name they were opened with.
#[derive(Default)]
pub struct Pipes(HashMap<PathBuf, Pipe>);

/// An input that can be read only once. Clones continue where the other stopped, as with a pipe.
#[derive(Clone)]
pub struct Pipe {
    pieces: Arc<tokio::sync::Mutex<mpsc::Receiver<io::Result<Vec<u8>>>>>,
    kept: Arc<Mutex<Kept>>,
}

struct Kept {
    /// Unnamed, so that nothing is left; `None` if the disk cannot hold it.
    file: Option<File>,
    length: u64,
}

impl Pipes {
    /// The pipe of this name, opened on first use.
    pub fn open<R: Read + Send + 'static>(
        &mut self,
        name: &Path,
        open: impl FnOnce() -> io::Result<R>,
    ) -> io::Result<Pipe> {
        if let Some(pipe) = self.0.get(name) {
            return Ok(pipe.clone());
        }
        let pipe = Pipe::new(open()?);
        self.0.insert(name.to_owned(), pipe.clone());
        Ok(pipe)
    }

    /// What was read from the pipe of this name.
    pub fn again(&self, name: &Path) -> Option<impl Read> {
        let kept = Arc::clone(&self.0.get(name)?.kept);
        Some(Rereader { kept, at: 0 })
    }
}

impl Pipe {
    /// A thread reads it, so that an interrupt is noticed while no data arrives.
    fn new(mut from: impl Read + Send + 'static) -> Self {
        let (sender, receiver) = mpsc::channel(4);
        std::thread::spawn(move || {
            loop {
                let mut piece = vec![0; PIECE];
                let result = from.read(&mut piece).map(|length| {
                    piece.truncate(length);
                    piece
                });
                let last = !matches!(&result, Ok(piece) if !piece.is_empty());
                if sender.blocking_send(result).is_err() || last {
                    break;
                }
            }
        });
        let kept = Kept { file: tempfile::tempfile().ok(), length: 0 };
        Self {
            pieces: Arc::new(tokio::sync::Mutex::new(receiver)),
            kept: Arc::new(Mutex::new(kept)),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends the next data to the buffer; nothing at the end.
    pub async fn read(&self, buffer: &mut Vec<u8>) -> io::Result<usize> {
        let piece = self.pieces.lock().await.recv().await.transpose()?.unwrap_or_default();
        self.kept().keep(&piece);
        buffer.extend_from_slice(&piece);
        Ok(piece.len())
    }
}

impl Kept {
    fn keep(&mut self, piece: &[u8]) {
        let Some(file) = &self.file else { return };
        if file.write_all_at(piece, self.length).is_err() {
            // The disk is full: errors show no line then.
            self.file = None;
        }
        self.length += piece.len() as u64;
    }
}

struct Rereader {
    kept: Arc<Mutex<Kept>>,
    at: u64,
}

impl Read for Rereader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let read = kept.file.as_ref().map_or(Ok(0), |file| file.read_at(buffer, self.at))?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_pipe_is_read_on_and_shown_again() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let bytes: Vec<u8> = (0..300_000_u32).map(|i| i as u8).collect();
            let from = bytes.clone();
            let mut pipes = Pipes::default();
            let name = Path::new("p");
            let pipe = pipes.open(name, || Ok(Cursor::new(from))).unwrap();
            let mut first = Vec::new();
            pipe.read(&mut first).await.unwrap();
            let pipe = pipes.open(name, || Err::<File, _>(io::Error::other("no"))).unwrap();
            while pipe.read(&mut first).await.unwrap() > 0 {}
            assert_eq!(first, bytes);
            let mut third = Vec::new();
            pipes.again(name).unwrap().read_to_end(&mut third).unwrap();
            assert_eq!(third, bytes);
        });
    }
}
