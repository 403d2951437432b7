use crate::commands::Context;
use crate::config::Source;
use crate::error::{ExitStatus, Result};
use crate::report::config::{ConfigShown, Place};

/// Show what was resolved and from where, without secrets
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The environment, as the old scripts took it
    #[arg(value_name = "ENV")]
    word: Option<String>,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let config = &context.config;
        let environment = config.pick(self.word.as_deref())?;
        let resolved = config.resolve(&environment)?;
        let place = match resolved.source {
            Source::Url(target) => Place::Url {
                url: Box::new(target.url.clone()),
                from: target.origin.to_string(),
                tls: target.access.tls.clone(),
                login: target.access.method.clone(),
            },
            Source::Managed(database) => Place::Managed { database: database.to_owned() },
        };
        context.ui.report(&ConfigShown {
            environment,
            url_variable: config.url_variable(&resolved.environment),
            place,
            protected: resolved.protected,
            schema: resolved.schema,
            seeds: resolved.seeds,
            project_file: config.project.path().map(Into::into),
            dotenv_files: config.environ.files().map(Into::into).collect(),
        })?;
        Ok(ExitStatus::Done)
    }
}
