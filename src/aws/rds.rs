//! RDS instances. One call a method.

use aws_config::SdkConfig;
use aws_sdk_rds::Client;
use aws_sdk_rds::error::ProvideErrorMetadata;
use aws_sdk_rds::types::DbInstance;

use super::errors::{Service, code};
use crate::error::Result;
use crate::model::{Instance, InstanceEndpoint, Timestamp};

const DESCRIBE: &str = "rds:DescribeDBInstances";

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
