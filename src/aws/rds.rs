//! RDS instances. One call per method.

use aws_config::SdkConfig;
use aws_sdk_rds::Client;
use aws_sdk_rds::config::Builder;
use aws_sdk_rds::config::http::HttpResponse;
use aws_sdk_rds::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_rds::operation::create_db_instance::builders::CreateDBInstanceFluentBuilder as CreateDbInstance;
use aws_sdk_rds::types::{DbInstance, DbSubnetGroup, Tag};

use super::errors::{Service, code};
use super::pages;
use super::throttling::Throttling;
use super::whole::WholeXml;
use crate::error::{Error, Kind, Result};
use crate::hint;
use crate::model::instance_properties;
use crate::model::{Instance, InstanceEndpoint, InstanceSpec, MasterPassword, Timestamp};

pub(super) const DESCRIBE: &str = "rds:DescribeDBInstances";

pub(super) const EXTENDED_SUPPORT: &str = "open-source-rds-extended-support";
pub(super) const NO_EXTENDED_SUPPORT: &str = "open-source-rds-extended-support-disabled";

/// Where an instance is in the network.
#[derive(Debug, Clone)]
pub struct Placement {
    pub publicly_accessible: Option<bool>,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
}

/// A call that changes an instance, and failed.
#[derive(Debug)]
pub struct Refused {
    pub error: Error,
    /// The answer was lost, or AWS says what it says when it is asked a second time, as it is after
    /// a lost answer.
    pub may_be_done: bool,
}

pub struct Rds {
    pub(super) client: Client,
    pub(super) service: Service,
}

impl Rds {
    pub(super) fn new(config: &SdkConfig, service: Service, throttling: Throttling) -> Self {
        let config = Builder::from(config).interceptor(WholeXml).interceptor(throttling).build();
        Self { client: Client::from_conf(config), service }
    }

    pub fn region(&self) -> &str {
        self.service.region()
    }

    /// The instance with this name, if any.
    pub async fn instance(&self, identifier: &str) -> Result<Option<Instance>> {
        Ok(self.described(identifier).await?.as_ref().and_then(instance))
    }

    /// Where the instance with this name is in the network, if there is one.
    pub async fn placement(&self, identifier: &str) -> Result<Option<Placement>> {
        Ok(self.described(identifier).await?.as_ref().map(placement))
    }

    /// AWS's description of the instance with this name, if any.
    pub(super) async fn described(&self, identifier: &str) -> Result<Option<DbInstance>> {
        let asked = self.client.describe_db_instances().db_instance_identifier(identifier);
        match asked.send().await {
            Ok(reply) => Ok(reply.db_instances.and_then(|found| found.into_iter().next())),
            Err(error) if error.code().is_some_and(|it| code::NO_SUCH_INSTANCE.contains(&it)) => {
                Ok(None)
            }
            Err(error) => Err(self.service.explain(DESCRIBE, error)),
        }
    }

    /// All instances of the region.
    pub async fn instances(&self) -> Result<Vec<Instance>> {
        let what = format!("instances in {}", self.region());
        pages::all(&what, pages::HUNDREDS, async |token| {
            let page = self.client.describe_db_instances().set_marker(token).send().await;
            let page = page.map_err(|error| self.service.explain(DESCRIBE, error))?;
            Ok((page.db_instances().iter().filter_map(instance).collect(), page.marker))
        })
        .await
    }

    /// Begins creating an instance, which takes minutes. `None`: one with this name exists already,
    /// possibly created by this call, if a response was lost and it was repeated.
    pub async fn create(&self, spec: &InstanceSpec) -> Result<Option<Instance>> {
        let tag = |(key, value): &(String, String)| Tag::builder().key(key).value(value).build();
        let support = match spec.extended_support {
            true => EXTENDED_SUPPORT,
            false => NO_EXTENDED_SUPPORT,
        };
        let mut asked = self
            .client
            .create_db_instance()
            .db_instance_identifier(&spec.identifier)
            .engine("postgres")
            .engine_lifecycle_support(support)
            .enable_performance_insights(spec.performance_insights.is_some())
            .set_performance_insights_retention_period(spec.performance_insights)
            .set_enable_cloudwatch_logs_exports(
                Some(spec.cloudwatch_logs.clone()).filter(|logs| !logs.is_empty()),
            )
            .set_tags((!spec.tags.is_empty()).then(|| spec.tags.iter().map(tag).collect()));
        asked = with_properties(asked, spec);
        for group in &spec.security_groups {
            asked = asked.vpc_security_group_ids(group);
        }
        asked = match &spec.password {
            MasterPassword::Managed => asked.manage_master_user_password(true),
            MasterPassword::Given(password) => asked.master_user_password(password.expose()),
        };
        match asked.send().await {
            Ok(reply) => Ok(reply.db_instance().and_then(instance)),
            Err(error) if error.code().is_some_and(|it| code::INSTANCE_EXISTS.contains(&it)) => {
                Ok(None)
            }
            Err(error) => Err(self.service.explain("rds:CreateDBInstance", error)),
        }
    }

    /// Begins starting a stopped instance.
    pub async fn start(&self, identifier: &str) -> Result<(), Refused> {
        let asked = self.client.start_db_instance().db_instance_identifier(identifier);
        let sent = asked.send().await;
        sent.map(drop).map_err(|error| self.refused("rds:StartDBInstance", identifier, error))
    }

    /// Begins stopping an instance.
    pub async fn stop(&self, identifier: &str) -> Result<(), Refused> {
        let asked = self.client.stop_db_instance().db_instance_identifier(identifier);
        let sent = asked.send().await;
        sent.map(drop).map_err(|error| self.refused("rds:StopDBInstance", identifier, error))
    }

    /// Begins deleting an instance, with a final snapshot of this name, or without one.
    pub async fn delete(&self, identifier: &str, snapshot: Option<&str>) -> Result<(), Refused> {
        let asked = self
            .client
            .delete_db_instance()
            .db_instance_identifier(identifier)
            .skip_final_snapshot(snapshot.is_none())
            .set_final_db_snapshot_identifier(snapshot.map(str::to_owned));
        let sent = asked.send().await;
        sent.map(drop).map_err(|error| self.refused("rds:DeleteDBInstance", identifier, error))
    }

    /// Whether there is a snapshot with this name, also one that is still being taken.
    pub async fn has_snapshot(&self, name: &str) -> Result<bool> {
        let asked = self.client.describe_db_snapshots().db_snapshot_identifier(name);
        match asked.send().await {
            Ok(reply) => Ok(!reply.db_snapshots().is_empty()),
            Err(error) if error.code().is_some_and(|it| code::NO_SUCH_SNAPSHOT.contains(&it)) => {
                Ok(false)
            }
            Err(error) => Err(self.service.explain("rds:DescribeDBSnapshots", error)),
        }
    }

    fn refused<E>(
        &self,
        action: &str,
        identifier: &str,
        error: SdkError<E, HttpResponse>,
    ) -> Refused
    where
        E: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static,
    {
        let is = |codes: [&str; 2]| error.code().is_some_and(|code| codes.contains(&code));
        let (in_other_state, is_gone) = (is(code::OTHER_STATE), is(code::NO_SUCH_INSTANCE));
        let mut error = self.service.explain(action, error);
        if in_other_state {
            let status = hint::command(format!("rds-status {identifier}"));
            let hint = format!("wait for the current operation to end: {status} shows it");
            error = error.with_hint(hint);
        }
        let is_lost = error.kind() == Kind::Unreachable;
        Refused { may_be_done: is_lost || in_other_state || is_gone, error }
    }
}

fn placement(described: &DbInstance) -> Placement {
    let subnets = described.db_subnet_group().map(DbSubnetGroup::subnets).unwrap_or_default();
    let groups = described.vpc_security_groups().iter();
    let owned = |id: Option<&str>| id.map(str::to_owned);
    Placement {
        publicly_accessible: described.publicly_accessible(),
        subnets: subnets.iter().filter_map(|it| owned(it.subnet_identifier())).collect(),
        security_groups: groups.filter_map(|it| owned(it.vpc_security_group_id())).collect(),
    }
}

/// A described instance; `None` without a name, which AWS never omits.
fn instance(described: &DbInstance) -> Option<Instance> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let endpoint = described.endpoint().and_then(|endpoint| {
        let port = u16::try_from(endpoint.port()?).ok()?;
        Some(InstanceEndpoint { host: endpoint.address()?.to_owned(), port })
    });
    let groups = described.vpc_security_groups().iter();
    Some(Instance {
        identifier: owned(described.db_instance_identifier())?,
        status: owned(described.db_instance_status()).unwrap_or_else(|| "unknown".to_owned()),
        endpoint,
        engine: owned(described.engine()),
        secret_arn: described.master_user_secret().and_then(|secret| owned(secret.secret_arn())),
        extended_support: described.engine_lifecycle_support().map(|it| it == EXTENDED_SUPPORT),
        performance_insights: described.performance_insights_enabled(),
        performance_insights_retention: described.performance_insights_retention_period(),
        cloudwatch_logs: logs(described),
        security_groups: groups.filter_map(|it| owned(it.vpc_security_group_id())).collect(),
        created: described.instance_create_time().map(|time| Timestamp::from_unix(time.secs())),
        ca: owned(described.ca_certificate_identifier()),
        certificate_expires: described
            .certificate_details()
            .and_then(|it| Some(Timestamp::from_unix(it.valid_till()?.secs()))),
        restarts: described.automatic_restart_time().map(|time| Timestamp::from_unix(time.secs())),
        ..properties(described)
    })
}

/// The exported logs. Those of a new instance are pending for a while.
fn logs(described: &DbInstance) -> Vec<String> {
    let pending = described.pending_modified_values();
    let (soon, no_longer) = match pending.and_then(|it| it.pending_cloudwatch_logs_exports()) {
        Some(logs) => (logs.log_types_to_enable(), logs.log_types_to_disable()),
        None => Default::default(),
    };
    let all = described.enabled_cloudwatch_logs_exports().iter().chain(soon);
    let mut logs: Vec<String> = all.filter(|log| !no_longer.contains(log)).cloned().collect();
    logs.sort();
    logs.dedup();
    logs
}

macro_rules! convert {
    ($(
        $(#[$help:meta])* $name:ident: $kind:ident<$type:ident> = $default:expr,
        [$flag:literal $($arg:tt)*] $(/ $no:ident [$($no_arg:tt)*])?,
        $request:ident, $reply:expr $(, json = $json:meta)?;
    )*) => {
        fn with_properties(asked: CreateDbInstance, spec: &InstanceSpec) -> CreateDbInstance {
            asked$(.$request(Option::<$type>::from(spec.$name.clone()).map(Into::into)))*
        }

        fn properties(described: &DbInstance) -> Instance {
            fn read<T>(it: &DbInstance, property: fn(&DbInstance) -> Option<T>) -> Option<T> {
                property(it)
            }
            Instance { $($name: read(described, $reply),)* ..Instance::default() }
        }
    };
}

instance_properties!(convert);
