use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Context;
use super::arguments::DatabaseArgs;
use super::open::Open;
use super::words;
use crate::args::{Candidates, Format};
use crate::error::{Error, ExitStatus, Result};
use crate::ops;
use crate::postgres::clients;
use crate::postgres::dump::Part;

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
        match &file {
            Some(file) => ops::dump::check(file, self.force)?,
            None if context.ui.format == Format::Json => {
                return Err(Error::usage("a dump on standard output is SQL, not JSON")
                    .with_hint("name a file"));
            }
            None => {}
        }
        let open = Open::to_read("cruddur-db dump", &self.database).of(word.as_deref()).direct();
        let work = context.open_to_read(open).await?;
        let programs = context.clients("pg_dump", &self.database)?;
        if programs.is_empty() {
            return Err(clients::missing("pg_dump"));
        }
        ops::tag::warn_of_other_project(work.login(), work.progress.as_ref()).await;
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
                "the dump distributes the tables, but does not contain the nodes of Citus or the \
                 shard placement",
            );
        }
        work.progress.doing("dumping");
        let progress = work.progress.as_ref();
        let Some(file) = &file else {
            ops::dump::to_stdout(&dumper, &target, part, progress).await?;
            return Ok(ExitStatus::Done);
        };
        let dumped = ops::dump::to_file(&dumper, &target, part, file, self.force, progress).await?;
        context.ui.report_done(&dumped)?;
        Ok(ExitStatus::Done)
    }
}
