//! Dump and load, which works between any two versions.

use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Child;

use super::private::{Private, missing};
use crate::error::{Error, Result};
use crate::hint;
use crate::model::DumpTail;
use crate::server::log;
use crate::server::server_record::ROLE;

/// Dumps everything of one server and loads it into the other, with the programs of `bindir`.
///
/// Errors: either fails.
pub async fn copy(bindir: &Path, source: &Private<'_>, sink: &Private<'_>) -> Result<()> {
    let (pg_dumpall, psql) = (bindir.join("pg_dumpall"), bindir.join("psql"));
    let mut dump = source.client(&pg_dumpall);
    let mut dump =
        dump.arg("--no-password").spawn().map_err(|error| missing(&pg_dumpall, error))?;
    let mut load = sink.client(&psql);
    load.args(["-Xqw", "-v", "ON_ERROR_STOP=1", "-f", "-"]).stdin(Stdio::piped());
    let mut load = load.spawn().map_err(|error| missing(&psql, error))?;
    let (out, inn) = (dump.stdout.take(), load.stdin.take());
    let pour = async {
        match (out, inn) {
            // If the loader ends early, it reports why.
            (Some(out), Some(inn)) => pour(out, inn).await.unwrap_or(false),
            _ => false,
        }
    };
    let silence = drain(load.stdout.take());
    let (is_complete, (), loaded, dumped) =
        tokio::join!(pour, silence, end(&mut load, "psql"), end(&mut dump, "pg_dumpall"));
    loaded.and(dumped)?;
    match is_complete {
        true => Ok(()),
        false => Err(Error::failed("pg_dumpall failed: what it wrote is cut short")),
    }
}

/// Copies the dump. Both servers have the superuser, which is created in its first lines.
/// Returns whether the dump is complete.
async fn pour(
    out: impl tokio::io::AsyncRead + Unpin,
    mut inn: impl tokio::io::AsyncWrite + Unpin,
) -> std::io::Result<bool> {
    let mut out = BufReader::with_capacity(1 << 16, out);
    let own = format!("CREATE ROLE {ROLE};\n");
    let mut line = Vec::new();
    while !line.starts_with(b"\\connect ") {
        line.clear();
        if out.read_until(b'\n', &mut line).await? == 0 {
            inn.shutdown().await?;
            return Ok(false);
        }
        if line != own.as_bytes() {
            inn.write_all(&line).await?;
        }
    }
    let mut tail = DumpTail::default();
    loop {
        let piece = out.fill_buf().await?;
        if piece.is_empty() {
            inn.shutdown().await?;
            return Ok(tail.is_complete());
        }
        tail.push(piece);
        inn.write_all(piece).await?;
        let length = piece.len();
        out.consume(length);
    }
}

async fn drain(stdout: Option<impl tokio::io::AsyncRead + Unpin>) {
    if let Some(mut stdout) = stdout {
        let _ = tokio::io::copy(&mut stdout, &mut tokio::io::sink()).await;
    }
}

async fn end(child: &mut Child, name: &str) -> Result<()> {
    let mut said = Vec::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_end(&mut said).await?;
    }
    if child.wait().await?.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&said).into_owned();
    Err(Error::failed(format!("{name} failed"))
        .with_detail(log::tail(said.trim(), 10).join("\n"))
        .with_hint(format!(
            "correct that in the old databases, then run {} again",
            hint::command("server upgrade")
        )))
}
