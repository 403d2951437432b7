use super::migration_files::MigrationsDirArg;
use super::{Context, files};
use crate::commands::arguments::{DatabaseArgs, EnvironmentArg, TunnelArg};
#[cfg(feature = "aws")]
use crate::commands::aws::{AddressArgs, AwsArgs};
use crate::config::Source;
use crate::error::{ExitStatus, Result};
use crate::hint;
use crate::migrations::unread;
#[cfg(feature = "aws")]
use crate::model::TunnelWay;
use crate::model::{Environment, HumanDuration, Origin, Target};
use crate::ops;
use crate::ops::doctor::{self, Direct, Place, Request};
use crate::ops::files::Kind;
use crate::report::doctor::Health;

/// Diagnose connection problems
///
/// Checks in turn: configuration, for hosts of RDS what AWS says (credentials, instance, security
/// group), name, TCP, TLS, login, database, pooler, privileges, version, extensions, schema and
/// tag. Shows what to do, and with --verbose how long each check took. Changes and starts nothing.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    environment: EnvironmentArg,

    /// Exit with 1 at this or worse (unknown counts as warn)
    #[arg(long, value_enum, default_value_t, value_name = "HEALTH")]
    fail_on: FailOn,

    /// Time limit for each check
    #[arg(long, value_name = "TIME", default_value = "10s")]
    timeout: HumanDuration,

    #[command(flatten)]
    tunnel: TunnelArg,

    #[cfg(feature = "aws")]
    #[command(flatten)]
    address: AddressArgs,

    #[cfg(feature = "aws")]
    #[command(flatten)]
    aws: AwsArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum FailOn {
    Warn,
    #[default]
    Fail,
}

impl Args {
    pub async fn run(self, context: &Context) -> Result<ExitStatus> {
        let environment = context.config.pick(self.environment.word())?;
        let source = self.place(context, &environment).await;
        let target = source.as_ref().ok().and_then(|place| place.target.clone());
        #[cfg(feature = "aws")]
        let configured = self.configured(context, &environment);
        let own = target.as_ref().filter(|target| target.origin != Origin::Managed);
        let access = |target| -> doctor::Access<'_> { Box::pin(context.with_password(target)) };
        let subject = Request {
            shared_with: own.and_then(|target| Some(context.config.same_database_as(target)?.0)),
            limit: self.timeout.duration(),
            #[cfg(feature = "aws")]
            cloud: self.cloud(context, configured).await,
            #[cfg(not(feature = "aws"))]
            cloud: std::marker::PhantomData,
            direct: Direct {
                target: target.as_ref().and_then(Target::other_way).cloned().map(access),
                is_same: own.is_some_and(|own| context.config.direct_is_same(own)),
                variable: context.config.direct_variable(&environment),
            },
            tables: tables(context, &environment),
            access: target.map(access),
            environment,
            source,
        };
        let progress = context.ui.progress();
        progress.doing("looking");
        let mut diagnosis = doctor::examine(subject).await;
        diagnosis.times = context.ui.verbose;
        context.ui.report(&diagnosis)?;
        Ok(match (diagnosis.health, self.fail_on) {
            (Health::Fail, _) => ExitStatus::Failed,
            (Health::Pass, _) | (_, FailOn::Fail) => ExitStatus::Done,
            _ => ExitStatus::Failed,
        })
    }

    /// The database by the configuration, which AWS knows also where no tunnel leads to it, and the
    /// tunnel.
    #[cfg(feature = "aws")]
    fn configured(
        &self,
        context: &Context,
        environment: &Environment,
    ) -> Option<(Target, Option<TunnelWay>)> {
        let resolved = context.config.resolve(environment).ok()?;
        let tunnel = self.tunnel.way(&resolved).ok().flatten();
        match resolved.source {
            Source::Url(target) => Some((*target, tunnel)),
            Source::Managed(_) => None,
        }
    }

    /// AWS has something to say only about hosts of its own.
    #[cfg(feature = "aws")]
    async fn cloud<'a>(
        &'a self,
        context: &'a Context,
        configured: Option<(Target, Option<TunnelWay>)>,
    ) -> Option<doctor::cloud::Cloud<'a>> {
        let (target, tunnel) = configured?;
        let host = target.url.host.to_string();
        // The instance is there, whatever AWS_REGION says.
        let aws = self.aws.in_region(&crate::model::RdsHost::parse(&host)?.region);
        Some(doctor::cloud::Cloud {
            aws: aws.load_within(context, Some(self.timeout.duration())).await,
            host,
            port: target.url.port,
            tunnel,
            address: Box::pin(self.address.address(context)),
        })
    }

    /// Where the database should be. The managed server is looked at, and not started.
    async fn place(&self, context: &Context, environment: &Environment) -> Result<Place> {
        let resolved = context.config.resolve(environment)?;
        let database = match &resolved.source {
            Source::Url(target) => {
                let target = (**target).clone();
                let target = context.by_tunnel(target, &resolved, &self.tunnel).await?;
                return Ok(Place { target: Some(target), managed: None });
            }
            Source::Managed(database) => database,
        };
        let args = DatabaseArgs::default();
        let server = context.server(false)?;
        let status = server.status()?;
        let target = match status.ready {
            true => Some(context.managed(&args, environment, database, &resolved).await?),
            false => None,
        };
        Ok(Place { target, managed: Some(status) })
    }
}

/// The command that makes the tables of this project, by what it has for it.
fn tables(context: &Context, environment: &Environment) -> String {
    let resolved = context.config.resolve(environment).ok();
    let schema = resolved.and_then(|it| files::find(context, &it, None, Kind::Schema, false).ok());
    if schema.is_some_and(|schema| !schema.inputs.is_empty()) {
        return hint::command("schema-load").of(environment).to_string();
    }
    let migrations = MigrationsDirArg::default().look(context).ok().flatten();
    if migrations.as_ref().is_some_and(|it| !it.files.migrations.is_empty()) {
        return hint::command("migrate").of(environment).to_string();
    }
    let directories = context.config.search_directories();
    let unread = migrations.and_then(|it| unread(&it.files.left_out));
    match ops::files::tool_of(&directories) {
        None => unread.unwrap_or_else(|| ops::files::first_tables(&directories)),
        Some(tool) => tool.migrate().to_owned(),
    }
}
