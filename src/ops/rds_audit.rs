//! Reads what the checks of the audit need, all at once, and decides them.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::instances::none_of_name;
use crate::aws::Aws;
use crate::error::{Error, Result};
use crate::model::audit::{
    Alerts, AuditedInstance, Check, Fact, Facts, Key, OfferedVersion, Organization, Read,
    RouteTable, Snapshot, Subject, Trail, Unknown,
};
use crate::model::{Rule, Timestamp};
use crate::report::audit::Audit;

/// For all that is read, however often AWS has to be asked.
const LIMIT: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub struct AuditRequest {
    pub identifier: String,
    /// For the commands that repair what is found.
    pub profile: Option<String>,
    pub regions_of_users: Vec<String>,
    pub checks: Vec<&'static Check>,
    pub now: Timestamp,
}

/// The instance with its name in this region, as the checks see it.
///
/// Errors: there is none; it is of another engine.
pub async fn subject(
    aws: &Aws,
    identifier: &str,
    profile: Option<String>,
    now: Timestamp,
) -> Result<Subject> {
    let region = aws.region().to_owned();
    let instance = aws.rds().audited_instance(identifier).await?;
    let instance = instance.ok_or_else(|| none_of_name(identifier, &region))?;
    match instance.engine.as_deref() {
        Some(engine) if engine != "postgres" => {
            Err(Error::usage(format!("{identifier} runs {engine}; the checks are for postgres")))
        }
        _ => Ok(Subject { region, profile, now, instance }),
    }
}

/// Audits an instance and its account. What cannot be read is unknown.
///
/// Errors: as for [`subject`].
pub async fn audit(aws: &Aws, request: AuditRequest) -> Result<Audit> {
    let AuditRequest { identifier, profile, regions_of_users, checks, now } = request;
    let subject = subject(aws, &identifier, profile, now).await?;
    let facts = Facts { regions_of_users, ..read(aws, subject, &checks).await };
    let examined = checks.iter().map(|check| check.examine(&facts)).collect();
    Ok(Audit::new(&facts.subject, examined))
}

/// Everything that one of the checks needs, at the same time.
async fn read(aws: &Aws, subject: Subject, checks: &[&Check]) -> Facts {
    let deadline = Instant::now() + LIMIT;
    let it = Reader { aws, instance: &subject.instance, checks, deadline };
    let of_instance = async {
        tokio::join!(it.rules(), it.route_tables(), it.force_ssl(), it.authority(), it.version())
    };
    let stored = async { tokio::join!(it.snapshots(), it.key(), it.secret()) };
    let of_account = async {
        let detectors = it.read(Read::Detectors, aws.detectors());
        tokio::join!(it.trails_and_alerts(), detectors, it.organization())
    };
    let (of_instance, stored, of_account) = tokio::join!(of_instance, stored, of_account);
    let (rules, route_tables, force_ssl, authority_ends, version) = of_instance;
    let (snapshots, key, secret_rotates) = stored;
    let ((trails, alerts), detectors, organization) = of_account;
    Facts {
        rules,
        route_tables,
        force_ssl,
        authority_ends,
        version,
        snapshots,
        key,
        secret_rotates,
        trails,
        alerts,
        detectors,
        organization,
        ..Facts::of(subject)
    }
}

/// Reads what one of the checks needs, for a limited time.
struct Reader<'a> {
    aws: &'a Aws,
    instance: &'a AuditedInstance,
    checks: &'a [&'a Check],
    deadline: Instant,
}

impl Reader<'_> {
    async fn read<T>(&self, what: Read, fact: impl Future<Output = Fact<T>>) -> Fact<T> {
        if !self.checks.iter().any(|check| check.reads.contains(&what)) {
            return Err(Unknown("it was not asked for".to_owned()));
        }
        let late = |_| Err(Unknown(format!("it was not read within {} s", LIMIT.as_secs())));
        timeout_at(self.deadline, fact).await.unwrap_or_else(late)
    }

    /// The rules of all groups of the instance.
    async fn rules(&self) -> Fact<Vec<Rule>> {
        let ec2 = self.aws.ec2();
        let groups = self.instance.security_groups.as_deref();
        let rules = async {
            let groups = self.instance.field(groups, "VpcSecurityGroups")?;
            if groups.is_empty() {
                return Err(Unknown("AWS names no security group of the instance".to_owned()));
            }
            ec2.audited_rules_of(groups).await
        };
        self.read(Read::Rules, rules).await
    }

    async fn route_tables(&self) -> Fact<Vec<RouteTable>> {
        let vpc = self.instance.field(self.instance.vpc.as_deref(), "VpcId");
        let ec2 = self.aws.ec2();
        self.read(Read::Routes, async { ec2.route_tables(vpc?).await }).await
    }

    async fn force_ssl(&self) -> Fact<Option<String>> {
        let group =
            self.instance.field(self.instance.parameter_group.as_ref(), "DBParameterGroups");
        let rds = self.aws.rds();
        self.read(Read::Parameters, async { rds.force_ssl(&group?.name).await }).await
    }

    async fn authority(&self) -> Fact<Timestamp> {
        if let Some(ends) = self.instance.certificate_ends {
            // It decides.
            return Ok(ends);
        }
        let name = self.instance.certificate_authority.as_deref();
        let name = self.instance.field(name, "CACertificateIdentifier");
        let rds = self.aws.rds();
        self.read(Read::Authority, async { rds.authority_ends(name?).await }).await
    }

    async fn version(&self) -> Fact<Option<OfferedVersion>> {
        let version = self.instance.engine_version.as_deref();
        let version = self.instance.field(version, "EngineVersion");
        let rds = self.aws.rds();
        self.read(Read::Version, async { rds.offered_version(version?).await }).await
    }

    async fn snapshots(&self) -> Fact<Vec<Snapshot>> {
        let rds = self.aws.rds();
        self.read(Read::Snapshots, rds.snapshots(&self.instance.identifier)).await
    }

    async fn key(&self) -> Fact<Key> {
        let id = self.instance.field(self.instance.kms_key.as_deref(), "KmsKeyId");
        self.read(Read::Key, async { self.aws.key(id?).await }).await
    }

    async fn secret(&self) -> Fact<bool> {
        let arn = self.instance.field(self.instance.secret_arn.as_deref(), "MasterUserSecret");
        let rotates = async { Ok(self.aws.secrets()?.rotates(arn?).await?) };
        self.read(Read::Secret, rotates).await
    }

    async fn trails_and_alerts(&self) -> (Fact<Vec<Trail>>, Fact<Alerts>) {
        let trails = self.read(Read::Trails, self.aws.trails()).await;
        let alerts = async { self.aws.alerts(trails.as_ref().map_err(Clone::clone)?).await };
        let alerts = self.read(Read::Alerts, alerts).await;
        (trails, alerts)
    }

    async fn organization(&self) -> Fact<Organization> {
        let organization = async { self.aws.organization(self.instance.account()?).await };
        self.read(Read::Organization, organization).await
    }
}
