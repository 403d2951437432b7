//! CPU time beside psql's and pg_dump's, user and system together unless it says otherwise: short
//! commands and COPY over TLS, a large COPY in a script; and how long a small dump takes.
//!
//! `cargo bench --no-default-features --bench cpu`
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

mod support;

use std::fs::Permissions;
use std::io::{BufWriter, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use support::{PrivateServer, SlowLink, cruddur_db, median, postgres, side_by_side, time};

fn main() {
    let server = PrivateServer::start();
    serve_tls(&server);
    let directory = tempfile::tempdir().unwrap();
    let url = server.url(server.port());
    psql(&url.replace("/cruddur", "/postgres"), "create database cruddur");
    let (clear, encrypted) = (format!("{url}?sslmode=disable"), format!("{url}?sslmode=require"));

    let link = SlowLink::open(server.port(), Duration::from_millis(40));
    let far = format!("{}?sslmode=require", server.url(link.port()));
    time(cruddur_db(&far).arg("setup"));
    link.take_counts();
    let taken = median((0..5).map(|_| time(cruddur_db(&far).arg("setup"))));
    println!("setup over TLS at 40 ms: {:.3} s", taken.as_secs_f64());

    short("a short command", &clear);
    short("a short command over TLS", &encrypted);
    let small = copy(directory.path(), 100);
    load("COPY of 100 MB over TLS", &encrypted, &small, |usage| usage.0 + usage.1);
    let large = copy(directory.path(), 400);
    load("COPY of 400 MB, user time", &clear, &large, |usage| usage.0);

    time(cruddur_db(&clear).arg("setup"));
    let ours = || time(cruddur_db(&clear).arg("dump"));
    let theirs = || time(postgres("pg_dump").arg(&clear));
    let (ours, theirs) = side_by_side(15, ours, theirs);
    report("a small dump, elapsed", ours, theirs);
}

/// Has the server speak TLS, too, with a certificate of its own.
fn serve_tls(server: &PrivateServer) {
    let url = server.url(server.port()).replace("/cruddur", "/postgres");
    let psql = |sql: &str| {
        let output = postgres("psql").args(["-X", "-q", "-t", "-A", &url, "-c", sql]).output();
        String::from_utf8(output.unwrap().stdout).unwrap().trim().to_owned()
    };
    let data = PathBuf::from(psql("show data_directory"));
    let owner = std::fs::metadata(&data).unwrap();
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    for (name, text) in [
        ("server.crt", certified.cert.pem()),
        ("server.key", certified.signing_key.serialize_pem()),
    ] {
        let path = data.join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        chown(&path, Some(owner.uid()), Some(owner.gid())).unwrap();
    }
    psql("alter system set ssl = on");
    psql("select pg_reload_conf()");
    while psql("show ssl") != "on" {
        std::thread::yield_now();
    }
}

/// A script that fills a table with so many megabytes.
fn copy(directory: &Path, megabytes: usize) -> PathBuf {
    let path = directory.join(format!("{megabytes}.sql"));
    let mut file = BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(file, "create table big (id int, a text, b text);\nCOPY big FROM stdin;").unwrap();
    let text = "lorem ipsum dolor sit amet, consectetur";
    let mut written = 0;
    for row in 0.. {
        let line = format!("{row}\t{text}\t{text}\n");
        written += line.len();
        file.write_all(line.as_bytes()).unwrap();
        if written >= megabytes * 1_000_000 {
            break;
        }
    }
    writeln!(file, "\\.").unwrap();
    file.flush().unwrap();
    path
}

fn short(name: &str, url: &str) {
    let ours = || cpu(cruddur_db(url).arg("sessions"), |it| it.0 + it.1);
    let theirs = || {
        cpu(postgres("psql").args(["-X", url, "-c", "table pg_stat_activity"]), |it| it.0 + it.1)
    };
    let (ours, theirs) = side_by_side(15, ours, theirs);
    report(name, ours, theirs);
}

fn load(name: &str, url: &str, file: &Path, count: fn((Duration, Duration)) -> Duration) {
    let prepare = || psql(url, "drop table if exists big");
    let ours = || {
        prepare();
        cpu(cruddur_db(url).arg("schema-load").arg(file), count)
    };
    let theirs = || {
        prepare();
        cpu(postgres("psql").args(["-X", "-q", "-1", url, "-f"]).arg(file), count)
    };
    let (ours, theirs) = side_by_side(3, ours, theirs);
    report(name, ours, theirs);
}

fn psql(url: &str, sql: &str) {
    time(postgres("psql").args(["-X", "-q", url, "-c", sql]));
}

/// What the command takes of the CPU, in user and in system time.
fn cpu(command: &mut Command, count: fn((Duration, Duration)) -> Duration) -> Duration {
    let before = used();
    time(command);
    let after = used();
    count((after.0.saturating_sub(before.0), after.1.saturating_sub(before.1)))
}

fn used() -> (Duration, Duration) {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let duration = |time: TimeVal| {
        let microseconds = time.tv_sec() * 1_000_000 + time.tv_usec();
        Duration::from_micros(u64::try_from(microseconds).unwrap())
    };
    (duration(usage.user_time()), duration(usage.system_time()))
}

fn report(name: &str, ours: Duration, theirs: Duration) {
    let (ours, theirs) = (ours.as_secs_f64(), theirs.as_secs_f64());
    println!(
        "{name}: {:.1} ms, theirs {:.1} ms, {:.2} of it",
        ours * 1e3,
        theirs * 1e3,
        ours / theirs
    );
}
