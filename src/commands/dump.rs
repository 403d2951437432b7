use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Context;
use super::arguments::DatabaseArgs;
use super::open::Open;
use super::words;
use crate::args::Candidates;
use crate::error::{ExitStatus, Result};
use crate::ops;
use crate::postgres::dump::Part;
use crate::postgres::{Packing, clients};

const FILES: Candidates = Candidates::Files(&[".sql"]);

/// Write the database as SQL
///
/// For schema-load, restore and psql. Uses the pg_dump that fits the server's version: one on the
/// PATH, the managed server's, or one where packages install it. Two dumps of the same database are
/// identical. A file name that ends in .gz or .zst compresses the dump.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Environment (same as --env)
    #[arg(value_name = "ENV", add = Candidates::EnvironmentsOr(&FILES))]
    word: Option<OsString>,

    /// Output file [default: standard output]
    #[arg(value_name = "FILE", add = FILES)]
    file: Option<PathBuf>,

    /// Dump only the schema
    #[arg(long, conflicts_with = "data_only")]
    schema_only: bool,

    /// Dump only the data
    #[arg(long)]
    data_only: bool,

    /// Overwrite an existing file
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    database: DatabaseArgs,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let (word, file) = words::file(context, self.word, self.file, "file")?;
        let file = file.filter(|file| file != Path::new("-"));
        file.as_deref().map(Packing::of).transpose()?;
        let open = Open::to_read("cruddur-db dump", &self.database).of(word.as_deref()).direct();
        let work = context.open_to_read(open).await?;
        let programs = context.clients("pg_dump", &self.database)?;
        if programs.is_empty() {
            return Err(clients::missing("pg_dump"));
        }
        let dumper = ops::dump::choose(work.login(), &programs).await?;
        // A token may have aged meanwhile.
        let target = work.target.clone().renewed().await?;
        let part = match (self.schema_only, self.data_only) {
            (true, _) => Part::Schema,
            (_, true) => Part::Data,
            _ => Part::Everything,
        };
        if dumper.distribution.is_some() {
            context.ui.warn(
                "the dump has the calls that distribute its tables, but not the nodes of Citus, nor \
                 where shards lie",
            );
        }
        work.progress.doing("dumping");
        let Some(file) = &file else {
            ops::dump::to_stdout(&dumper, &target, part).await?;
            return Ok(ExitStatus::Done);
        };
        let dumped = ops::dump::to_file(&dumper, &target, part, file, self.force).await?;
        context.ui.report(&dumped)?;
        Ok(ExitStatus::Done)
    }
}
