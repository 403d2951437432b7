use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use cruddur_db::error::Error;
use cruddur_db::interrupt::Interrupt;
use cruddur_db::model::{Access, DatabaseUrl, Environment, Origin, Target, Way};
use cruddur_db::postgres::{RetryTimeout, connect_client};
use cruddur_db::progress::Progress;
use cruddur_db::script::{Input, Loaded, Options, load};

use crate::common::{Database, Postgres};

/// What a load said.
#[derive(Default)]
pub struct Heard(pub Mutex<Vec<String>>);

impl Progress for Heard {
    fn doing(&self, _: &str) {}
    fn bytes(&self, _: u64, _: Option<u64>) {}
    fn notice(&self, line: &str) {
        self.0.lock().unwrap().push(line.to_owned());
    }
}

pub fn target(url: &str) -> Target {
    let url: DatabaseUrl = DatabaseUrl::parse(url).unwrap();
    Target {
        environment: Environment::dev(),
        user: url.user.clone().unwrap(),
        url,
        project: None,
        origin: Origin::Flag,
        protected: false,
        access: Access::default(),
        way: Way::Only,
    }
}

/// Runs a future to its end.
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// Loads the inputs into the database of the URL.
pub fn load_into(
    url: &str,
    inputs: &[Input],
    options: &Options,
) -> (Result<Loaded, Error>, Vec<String>) {
    let target = target(url);
    let heard = Heard::default();
    let result = block_on(async {
        let mut connection =
            connect_client(&target, "cruddur-db test", RetryTimeout::default()).await?;
        load(&mut connection, inputs, options, &target, &heard, &Interrupt::default()).await
    });
    (result, heard.0.into_inner().unwrap())
}

/// A load of files with the usual options.
pub fn load_files(database: &Database, files: &[&Path]) -> Result<Loaded, Error> {
    let inputs: Vec<Input> = files.iter().map(|file| Input::File(file.to_path_buf())).collect();
    load_into(&database.url(), &inputs, &Options::default()).0
}

/// psql's way: `-X -v ON_ERROR_STOP=1 -1 -f`. Returns what it said if it failed.
pub fn psql(database: &Database, file: &Path) -> Result<(), String> {
    let output = Command::new(crate::common::program("psql"))
        .args(["-X", "-q", "-b", "-v", "ON_ERROR_STOP=1", "-1", "-d"])
        .arg(database.url())
        .arg("-f")
        .arg(file)
        .env_remove("PGTZ")
        .env_remove("PGDATESTYLE")
        .env("PGCLIENTENCODING", "UTF8")
        .output()
        .unwrap();
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// What pg_dump makes of the database, without the random keys.
pub fn dump(database: &Database) -> String {
    let output = Command::new(crate::common::program("pg_dump"))
        .arg("-d")
        .arg(database.url())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
        .fold(String::new(), |text, line| text + line + "\n")
}

/// Both must do the same with the file: succeed, or fail with the same message at the same
/// statement; and both databases must dump alike then.
#[track_caller]
pub fn judge(file: &Path) {
    let (theirs, ours) = (Postgres::shared().database(), Postgres::shared().database());
    judge_between(&theirs, &ours, file, file);
}

/// The same for databases that hold something already. The two may load different files that
/// should mean the same.
#[track_caller]
pub fn judge_between(theirs: &Database, ours: &Database, their_file: &Path, our_file: &Path) {
    let name = our_file.display();
    match (psql(theirs, their_file), load_files(ours, &[our_file])) {
        (Ok(()), Ok(_)) => {}
        (Ok(()), Err(error)) => panic!("{name}: psql loads it, we say: {error}"),
        (Err(theirs), Ok(_)) => panic!("{name}: we load it, psql says: {theirs}"),
        (Err(theirs), Err(ours)) => {
            let message = ours.message();
            assert!(theirs.contains(&message), "{name}: psql says\n{theirs}\nwe say\n{ours}");
            let elsewhere = elsewhere(&theirs, &ours);
            assert_eq!(elsewhere, None, "{name}: psql says\n{theirs}\nwe say\n{ours}");
        }
    }
    let (theirs, ours) = (dump(theirs), dump(ours));
    assert!(theirs == ours, "{name}: psql loaded\n{theirs}\nbut we loaded\n{ours}");
}

/// Why our error is not at the statement that psql's error is about, if it is not: psql names the
/// line that its statement ends in, and with `-b` shows what it sent.
pub fn elsewhere(theirs: &str, ours: &Error) -> Option<String> {
    let (before, statement) = theirs.rsplit_once(": STATEMENT:  ")?;
    let (file, end) = before.rsplit_once("psql:")?.1.rsplit_once(':')?;
    let (place, end) = (ours.location()?, end.parse::<u64>().ok()?);
    let (line, column) = (place.line?, place.column.unwrap_or(1));
    if place.file != Path::new(file) {
        return Some(format!("psql's is in {file}"));
    }
    let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
    let lines: Vec<&str> = text.split('\n').collect();
    // Where nothing was substituted, the line in which the statement begins.
    let first = statement.lines().next()?.trim();
    let known = lines.iter().take(end as usize).rposition(|line| line.contains(first));
    let begin = known.map_or(1, |index| index as u64 + 1);
    if !(begin..=end).contains(&line) {
        return Some(format!("psql's is in the lines {begin} to {end}"));
    }
    let at: String = lines[line as usize - 1].chars().skip(column as usize - 1).collect();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let word: String = at.chars().take_while(|c| is_word(*c)).collect();
    // Data of COPY is not in the statement.
    let is_copy = statement.to_ascii_lowercase().contains("copy");
    (!is_copy && !statement.contains(&word)).then(|| format!("{word:?} is not in {statement:?}"))
}

/// Writes a file that lives as long as the directory.
pub fn file(directory: &tempfile::TempDir, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = directory.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}
