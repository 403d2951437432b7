//! What a template is made from, in a few digits that differ when that does.

use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::ops::setup_plan::SetupFiles;
use crate::regular_file;
use crate::script::{Input, files_named};

const DIGITS: usize = 16;

/// The hash of the files with all that they name, of psql's variables, and of `others`. Where the
/// files are does not count, so that each directory of a project gets the same.
///
/// Errors (usage): a file cannot be read.
pub async fn fingerprint(files: &SetupFiles, others: &[&str]) -> Result<String> {
    let mut digest = Sha256::new();
    for other in others {
        add(&mut digest, other.as_bytes());
    }
    for (name, value) in &files.variables {
        add(&mut digest, name.as_bytes());
        add(&mut digest, value.as_bytes());
    }
    let mut migrations = Vec::new();
    if let Some(project) = &files.migrations {
        for migration in project.files.migrations.iter().chain(&project.files.repeatable) {
            add_name(&mut digest, &migration.up.path);
            migrations.push(migration.up.input());
        }
    }
    for inputs in [&files.schema.inputs, &migrations, &files.seeds.inputs] {
        for input in inputs {
            match input {
                Input::Text { name, text } => add_text(&mut digest, name, text),
                Input::Read { name, text, .. } => add_text(&mut digest, name, text),
                Input::File(_) | Input::Stdin => {}
            }
        }
        for path in files_named(inputs, &files.variables).await? {
            add_file(&mut digest, &path);
        }
        add(&mut digest, b"end");
    }
    let digits: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(digits[..DIGITS].to_owned())
}

/// With its length, so that no two lists of parts give the same bytes.
fn add(digest: &mut Sha256, part: &[u8]) {
    digest.update((part.len() as u64).to_be_bytes());
    digest.update(part);
}

fn add_name(digest: &mut Sha256, path: &Path) {
    add(digest, path.file_name().unwrap_or_default().as_encoded_bytes());
}

fn add_text(digest: &mut Sha256, name: &Path, text: &str) {
    add_name(digest, name);
    add(digest, text.as_bytes());
}

/// What is missing or cannot be read counts as that: the load will say so, if it comes to it.
fn add_file(digest: &mut Sha256, path: &Path) {
    let mut of_file = Sha256::new();
    let mut read = || {
        let mut file = regular_file::open(path)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer)? {
                0 => return std::io::Result::Ok(()),
                length => of_file.update(&buffer[..length]),
            }
        }
    };
    let readable = read().is_ok();
    add_name(digest, path);
    add(digest, if readable { b"file" } else { b"none" });
    add(digest, &of_file.finalize());
}
