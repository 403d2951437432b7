//! RDS instances. One call a method.

use aws_config::SdkConfig;
use aws_sdk_rds::Client;
use aws_sdk_rds::error::ProvideErrorMetadata;
use aws_sdk_rds::types::{DbInstance, Tag};

use super::errors::{Service, code};
use crate::error::Result;
use crate::model::{Instance, InstanceEndpoint, InstanceSpec, MasterPassword, Timestamp};

const DESCRIBE: &str = "rds:DescribeDBInstances";

const EXTENDED_SUPPORT: &str = "open-source-rds-extended-support";
const NO_EXTENDED_SUPPORT: &str = "open-source-rds-extended-support-disabled";

/// RDS in one region.
pub struct Rds {
    client: Client,
    service: Service,
}

impl Rds {
    pub(super) fn new(config: &SdkConfig, service: Service) -> Self {
        Self { client: Client::new(config), service }
    }

    pub fn region(&self) -> &str {
        self.service.region()
    }

    /// The instance of this name, if there is one.
    pub async fn instance(&self, identifier: &str) -> Result<Option<Instance>> {
        let asked = self.client.describe_db_instances().db_instance_identifier(identifier);
        match asked.send().await {
            Ok(reply) => Ok(reply.db_instances().iter().find_map(instance)),
            Err(error) if error.code().is_some_and(|it| code::NO_SUCH_INSTANCE.contains(&it)) => {
                Ok(None)
            }
            Err(error) => Err(self.service.explain(DESCRIBE, error)),
        }
    }

    /// All instances of the region.
    pub async fn instances(&self) -> Result<Vec<Instance>> {
        let mut pages = self.client.describe_db_instances().into_paginator().send();
        let mut instances = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| self.service.explain(DESCRIBE, error))?;
            instances.extend(page.db_instances().iter().filter_map(instance));
        }
        Ok(instances)
    }

    /// Begins to make an instance; it takes minutes. None: there is one of this name already,
    /// which may be the work of this very call, when an answer was lost and it was repeated.
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
            .engine_version(&spec.engine_version)
            .engine_lifecycle_support(support)
            .db_instance_class(&spec.class)
            .master_username(&spec.master_username)
            .allocated_storage(spec.storage)
            .storage_type(&spec.storage_type)
            .storage_encrypted(spec.storage_encrypted)
            .set_availability_zone(spec.availability_zone.clone())
            .multi_az(spec.multi_az)
            .backup_retention_period(spec.backup_retention)
            .copy_tags_to_snapshot(spec.copy_tags_to_snapshots)
            .port(i32::from(spec.port))
            .db_name(&spec.db_name)
            // Left out, AWS may take it for yes.
            .publicly_accessible(spec.publicly_accessible)
            .enable_iam_database_authentication(spec.iam_auth)
            .enable_performance_insights(spec.performance_insights.is_some())
            .set_performance_insights_retention_period(spec.performance_insights)
            .deletion_protection(spec.deletion_protection)
            .set_db_subnet_group_name(spec.subnet_group.clone())
            .set_db_parameter_group_name(spec.parameter_group.clone())
            .set_ca_certificate_identifier(spec.certificate_authority.clone())
            .set_tags((!spec.tags.is_empty()).then(|| spec.tags.iter().map(tag).collect()));
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

    /// Begins to start a stopped instance.
    pub async fn start(&self, identifier: &str) -> Result<()> {
        let asked = self.client.start_db_instance().db_instance_identifier(identifier);
        let sent = asked.send().await;
        sent.map_err(|error| self.service.explain("rds:StartDBInstance", error)).map(drop)
    }

    /// Begins to stop an instance.
    pub async fn stop(&self, identifier: &str) -> Result<()> {
        let asked = self.client.stop_db_instance().db_instance_identifier(identifier);
        let sent = asked.send().await;
        sent.map_err(|error| self.service.explain("rds:StopDBInstance", error)).map(drop)
    }

    /// Begins to delete an instance, after a last snapshot of this name, or without one.
    pub async fn delete(&self, identifier: &str, snapshot: Option<&str>) -> Result<()> {
        let asked = self
            .client
            .delete_db_instance()
            .db_instance_identifier(identifier)
            .skip_final_snapshot(snapshot.is_none())
            .set_final_db_snapshot_identifier(snapshot.map(str::to_owned));
        let sent = asked.send().await;
        sent.map_err(|error| self.service.explain("rds:DeleteDBInstance", error)).map(drop)
    }
}

/// A described instance; none without a name, which AWS never does.
fn instance(described: &DbInstance) -> Option<Instance> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let endpoint = described.endpoint().and_then(|endpoint| {
        let port = u16::try_from(endpoint.port()?).ok()?;
        Some(InstanceEndpoint { host: endpoint.address()?.to_owned(), port })
    });
    let groups = described.vpc_security_groups().iter();
    let parameter_group = described.db_parameter_groups().first();
    Some(Instance {
        identifier: owned(described.db_instance_identifier())?,
        status: owned(described.db_instance_status()).unwrap_or_else(|| "unknown".to_owned()),
        endpoint,
        engine: owned(described.engine()),
        engine_version: owned(described.engine_version()),
        class: owned(described.db_instance_class()),
        db_name: owned(described.db_name()),
        master_username: owned(described.master_username()),
        secret_arn: described.master_user_secret().and_then(|secret| owned(secret.secret_arn())),
        storage: described.allocated_storage(),
        storage_type: owned(described.storage_type()),
        encrypted: described.storage_encrypted(),
        availability_zone: owned(described.availability_zone()),
        multi_az: described.multi_az(),
        publicly_accessible: described.publicly_accessible(),
        backup_retention: described.backup_retention_period(),
        deletion_protection: described.deletion_protection(),
        iam_auth: described.iam_database_authentication_enabled(),
        copy_tags_to_snapshots: described.copy_tags_to_snapshot(),
        extended_support: described.engine_lifecycle_support().map(|it| it == EXTENDED_SUPPORT),
        performance_insights: described.performance_insights_enabled(),
        performance_insights_retention: described.performance_insights_retention_period(),
        security_groups: groups.filter_map(|it| owned(it.vpc_security_group_id())).collect(),
        subnet_group: described.db_subnet_group().and_then(|it| owned(it.db_subnet_group_name())),
        parameter_group: parameter_group.and_then(|it| owned(it.db_parameter_group_name())),
        certificate_authority: owned(described.ca_certificate_identifier()),
        created: described.instance_create_time().map(|time| Timestamp::from_unix(time.secs())),
        restarts: described.automatic_restart_time().map(|time| Timestamp::from_unix(time.secs())),
    })
}
