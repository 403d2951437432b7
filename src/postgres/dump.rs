//! Dumps, made by pg_dump.

mod running;

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;

use self::running::{Running, copy, end, read_words};
use super::client::Client;
use super::held::Held;
use super::identifier::fill;
use super::lock::NO_TRANSACTION_TIMEOUT;
use super::packing::{Packer, Packing};
use super::{Literal, RetryTimeout, clients, connect_client, explain_fault};
use crate::error::{Error, Result};
use crate::model::{Distribution, PgDump, Target};
use crate::progress::Progress;

/// The key for `\restrict` in place of a random one, so that two dumps of one database are
/// identical. The random key protects psql against meta-commands that a hostile server injects into
/// a dump; dumps from an untrusted server should not be loaded with psql.
const RESTRICT_KEY: &str = "cruddurdb";

const APPLICATION: &str = "cruddur-db dump";

/// Begins the transaction whose snapshot several runs of pg_dump share, however long they take.
const HOLD: &str = "SET idle_in_transaction_session_timeout = 0; \
                    BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Which half of the database to dump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Everything,
    Schema,
    Data,
    /// The schema without what is specific to one machine.
    Structure,
}

/// Omits what is specific to one machine, and the passwords of subscriptions.
const STRUCTURE: [&str; 4] =
    ["--no-owner", "--no-tablespaces", "--no-subscriptions", "--encoding=UTF8"];

/// Finds the version of a pg_dump, run as it will be later: Debian's picks its version by the
/// connection variables.
///
/// Errors: it cannot be run, or does not print its version.
pub async fn find(path: &Path, target: &Target) -> Result<PgDump> {
    let mut command = clients::command(path, target, APPLICATION);
    command.env_remove("PGPASSWORD").arg("--version");
    command.stdin(Stdio::null()).stderr(Stdio::null());
    let output = Command::from(command).kill_on_drop(true).output().await;
    let output = output.map_err(|error| cannot_run(path, error))?;
    PgDump::parse(path, &String::from_utf8_lossy(&output.stdout))
}

/// A pg_dump that fits the server, and how it connects.
#[derive(Debug, Clone)]
pub struct Dumper {
    pub program: PgDump,
    /// It is given an open session: a pooler is in between, or it could not log in by itself.
    pub held: bool,
    /// How the database is distributed, which pg_dump does not dump.
    pub distribution: Option<Distribution>,
}

/// A part of a dump.
enum Piece {
    /// The output of pg_dump with this argument, if any.
    Dumped(Option<&'static str>),
    Text(String),
}

/// How a dump is written.
pub struct Writing<'a> {
    pub part: Part,
    pub packing: Packing,
    /// Lines written first.
    pub head: &'a str,
    /// Hears how many bytes pg_dump has written, and its warnings.
    pub progress: &'a dyn Progress,
}

impl Dumper {
    /// In the order of the dump: tables are distributed while they are empty.
    fn pieces(&self, part: Part) -> Vec<Piece> {
        let Some(distribution) = self.distribution.as_ref().filter(|_| part != Part::Data) else {
            return vec![Piece::Dumped(match part {
                Part::Everything => None,
                Part::Schema | Part::Structure => Some("--schema-only"),
                Part::Data => Some("--data-only"),
            })];
        };
        let mut pieces = vec![
            Piece::Dumped(Some("--section=pre-data")),
            Piece::Text(distribution.sql()),
            Piece::Dumped(Some("--section=post-data")),
        ];
        if part == Part::Everything {
            pieces.insert(2, Piece::Dumped(Some("--section=data")));
        }
        pieces
    }

    /// Exports a snapshot if there are several pieces. Returns its name.
    async fn hold(&self, target: &Target) -> Result<Option<(Client, String)>> {
        if self.distribution.is_none() {
            return Ok(None);
        }
        let mut client = connect_client(target, APPLICATION, RetryTimeout::default()).await?;
        let failed = |fault| explain_fault(fault, target);
        client.execute(format!("{HOLD}; SELECT {NO_TRANSACTION_TIMEOUT}")).await.map_err(failed)?;
        let name = client.ask("SELECT pg_catalog.pg_export_snapshot()").await.map_err(failed)?;
        Ok(name.map(|name| (client, name)))
    }

    /// Runs pg_dump, and hands what it writes to `write`. A file is never its standard output:
    /// pg_dump does not notice when the last of it cannot be written.
    ///
    /// Errors: pg_dump's message; its output is cut short; those of `write`.
    pub async fn run(
        &self,
        target: &Target,
        part: Part,
        progress: &dyn Progress,
        mut write: impl AsyncFnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let held = self.hold(target).await?;
        let snapshot = held.as_ref().map(|(_, name)| name.as_str());
        for piece in self.pieces(part) {
            let argument = match piece {
                Piece::Text(text) => {
                    write(text.as_bytes()).await?;
                    continue;
                }
                Piece::Dumped(argument) => argument,
            };
            let mut running = self.start(target, arguments(argument, part), snapshot).await?;
            let stdout = running.child.stdout.take();
            let words = read_words(running.child.stderr.take());
            let copied = copy(stdout, blocker(target), progress, &mut write);
            let (is_complete, words) = tokio::try_join!(copied, words)?;
            end(running, &words, progress).await?;
            if !is_complete {
                return Err(Error::failed("pg_dump failed: what it wrote is cut short"));
            }
        }
        Ok(())
    }

    /// Dumps into a file, compressed. The file has been synced to disk when this returns: the number
    /// of bytes before compression.
    ///
    /// Errors: pg_dump's message; the file system's.
    pub async fn run_packed(
        &self,
        target: &Target,
        Writing { part, packing, head, progress }: Writing<'_>,
        mut file: File,
    ) -> Result<u64> {
        let unwritable =
            |error: io::Error| Error::failed("the file cannot be written").because(error);
        if !head.is_empty() {
            // A separate compressed frame, so that it can be read without the rest.
            let mut packer = Packer::new(packing, &mut file).map_err(unwritable)?;
            packer.write_all(head.as_bytes()).and_then(|()| packer.finish()).map_err(unwritable)?;
        }
        let mut packer = Packer::new(packing, &mut file).map_err(unwritable)?;
        let mut done = 0;
        let write = async |piece: &[u8]| {
            packer.write_all(piece).map_err(unwritable)?;
            done += piece.len() as u64;
            progress.bytes(done, None);
            Ok(())
        };
        self.run(target, part, progress, write).await?;
        packer.finish().map_err(unwritable)?;
        // A pipe cannot be synced.
        if file.metadata().is_ok_and(|it| it.is_file()) {
            file.sync_all().map_err(unwritable)?;
        }
        Ok(done)
    }

    async fn start(
        &self,
        target: &Target,
        arguments: Vec<&str>,
        snapshot: Option<&str>,
    ) -> Result<Running> {
        let program = &self.program;
        let held = match self.held {
            true => Some(Held::begin(target, APPLICATION, snapshot).await?),
            false => None,
        };
        let mut command = Command::from(match &held {
            Some(held) => held.command(&program.path, APPLICATION),
            None => clients::command(&program.path, target, APPLICATION),
        });
        command.args(arguments);
        // The open session already has it.
        let snapshot = snapshot.filter(|_| held.is_none());
        command.args(snapshot.map(|name| format!("--snapshot={name}")));
        if program.knows_restrict_key() {
            command.arg(format!("--restrict-key={RESTRICT_KEY}"));
        }
        command.arg("--no-password").stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.kill_on_drop(true);
        let child = command.spawn().map_err(|error| cannot_run(&program.path, error))?;
        Ok(Running::new(child, held))
    }
}

/// The session that a dump of this role waits for, if it can be seen.
async fn blocker(target: &Target) -> Option<String> {
    let mut client = connect_client(target, APPLICATION, RetryTimeout::default()).await.ok()?;
    let application = target.url.config.application_name.as_deref().unwrap_or(APPLICATION);
    let application = Literal(application);
    let query = fill(include_str!("queries/dump_blocker.sql"), &[("application", &application)]);
    let found = client.ask(&query).await.ok().flatten();
    client.close().await;
    found
}

/// The arguments for one run of pg_dump.
fn arguments(piece: Option<&'static str>, part: Part) -> Vec<&'static str> {
    let machine = if part == Part::Structure { &STRUCTURE[..] } else { &[] };
    piece.into_iter().chain(machine.iter().copied()).collect()
}

fn cannot_run(program: &Path, error: std::io::Error) -> Error {
    Error::failed(format!("{} cannot be run", program.display())).because(error)
}
