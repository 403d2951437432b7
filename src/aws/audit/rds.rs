use aws_sdk_rds::types::{DbInstance, DbSnapshot};
use futures_util::future::join_all;

use crate::aws::pages;
use crate::aws::rds::{EXTENDED_SUPPORT, NO_EXTENDED_SUPPORT, Rds};
use crate::error::Result;
use crate::model::Timestamp;
use crate::model::audit::{
    AuditedInstance, Fact, OfferedVersion, ParameterGroup, Snapshot, Unknown, known,
};

/// Snapshots that are asked for who may restore them; each takes a call.
const MOST_SNAPSHOTS: usize = 100;

impl Rds {
    /// The instance with this name, if any, as the audit sees it.
    pub async fn audited_instance(&self, identifier: &str) -> Result<Option<AuditedInstance>> {
        Ok(self.described(identifier).await?.and_then(instance))
    }

    /// The value of `rds.force_ssl` in a parameter group; `None` if it has not been set.
    pub async fn force_ssl(&self, group: &str) -> Fact<Option<String>> {
        const CALL: &str = "rds:DescribeDBParameters";
        let asked = self.client.describe_db_parameters().db_parameter_group_name(group);
        let what = format!("parameters of {group}");
        let parameters = pages::all(&what, pages::AUDITED, async |token| {
            let page = asked.clone().set_marker(token).send().await;
            let page = page.map_err(|error| self.service.explain(CALL, error))?;
            Fact::Ok((known(page.parameters, CALL, "Parameters")?, page.marker))
        });
        let mut parameters = parameters.await?.into_iter();
        let found = parameters.find(|it| it.parameter_name() == Some("rds.force_ssl"));
        let missing = || Unknown(format!("{group} has no parameter rds.force_ssl"));
        Ok(found.ok_or_else(missing)?.parameter_value)
    }

    /// When a certificate authority expires.
    pub async fn authority_ends(&self, name: &str) -> Fact<Timestamp> {
        const CALL: &str = "rds:DescribeCertificates";
        let asked = self.client.describe_certificates().certificate_identifier(name);
        let reply = asked.send().await.map_err(|error| self.service.explain(CALL, error))?;
        let found =
            reply.certificates().iter().find(|it| it.certificate_identifier() == Some(name));
        let ends = found.and_then(|it| it.valid_till());
        Ok(Timestamp::from_unix(known(ends, CALL, "ValidTill")?.secs()))
    }

    /// What AWS says of a version of Postgres; `None` if it has none of this name.
    pub async fn offered_version(&self, version: &str) -> Fact<Option<OfferedVersion>> {
        const CALL: &str = "rds:DescribeDBEngineVersions";
        let asked = self
            .client
            .describe_db_engine_versions()
            .engine("postgres")
            .engine_version(version)
            .include_all(true);
        let reply = asked.send().await.map_err(|error| self.service.explain(CALL, error))?;
        let versions = known(reply.db_engine_versions, CALL, "DBEngineVersions")?;
        if versions.is_empty() {
            return Ok(None);
        }
        let found = versions.iter().find(|it| it.engine_version() == Some(version));
        let found = known(found, CALL, version)?;
        let targets = found.valid_upgrade_target().iter();
        Ok(Some(OfferedVersion {
            status: found.status().map(str::to_owned),
            targets: targets.filter_map(|it| Some(it.engine_version()?.to_owned())).collect(),
        }))
    }

    /// All snapshots of an instance.
    pub async fn snapshots(&self, identifier: &str) -> Fact<Vec<Snapshot>> {
        const CALL: &str = "rds:DescribeDBSnapshots";
        let asked = self.client.describe_db_snapshots().db_instance_identifier(identifier);
        let what = format!("snapshots of {identifier}");
        let found = pages::all(&what, pages::AUDITED, async |token| {
            let page = asked.clone().set_marker(token).send().await;
            let page = page.map_err(|error| self.service.explain(CALL, error))?;
            Fact::Ok((known(page.db_snapshots, CALL, "DBSnapshots")?, page.marker))
        });
        let found = found.await?;
        if found.len() > MOST_SNAPSHOTS {
            return Err(Unknown(format!(
                "there are {} snapshots, and more than {MOST_SNAPSHOTS} are not read",
                found.len()
            )));
        }
        join_all(found.iter().map(|it| self.snapshot(it))).await.into_iter().collect()
    }

    async fn snapshot(&self, described: &DbSnapshot) -> Fact<Snapshot> {
        let id = described.db_snapshot_identifier();
        let id = known(id, "rds:DescribeDBSnapshots", "DBSnapshotIdentifier")?.to_owned();
        let is_public = match described.snapshot_type() {
            // AWS lets only manual ones be shared.
            Some("automated" | "awsbackup") => Ok(false),
            _ => self.is_public(&id).await,
        };
        Ok(Snapshot { is_encrypted: described.encrypted(), is_public, id })
    }

    async fn is_public(&self, snapshot: &str) -> Fact<bool> {
        const CALL: &str = "rds:DescribeDBSnapshotAttributes";
        let asked = self.client.describe_db_snapshot_attributes().db_snapshot_identifier(snapshot);
        let reply = asked.send().await.map_err(|error| self.service.explain(CALL, error))?;
        let result = reply.db_snapshot_attributes_result();
        let attributes = result.and_then(|it| it.db_snapshot_attributes.as_deref());
        let mut attributes = known(attributes, CALL, "DBSnapshotAttributes")?.iter();
        let restore = attributes.find(|it| it.attribute_name() == Some("restore"));
        let restore = known(restore, CALL, "restore")?;
        let values = known(restore.attribute_values.as_deref(), CALL, "AttributeValues")?;
        Ok(values.iter().any(|value| value == "all"))
    }
}

fn has_support(value: &str) -> Option<bool> {
    match value {
        EXTENDED_SUPPORT => Some(true),
        NO_EXTENDED_SUPPORT => Some(false),
        _ => None,
    }
}

/// A described instance; `None` without a name, which AWS never omits.
fn instance(it: DbInstance) -> Option<AuditedInstance> {
    let port = it.endpoint.as_ref().and_then(|endpoint| endpoint.port).or(it.db_instance_port);
    let subnets = it.db_subnet_group.as_ref().and_then(|group| group.subnets.as_ref());
    let ids = |subnets: &Vec<aws_sdk_rds::types::Subnet>| {
        subnets.iter().map(|subnet| subnet.subnet_identifier.clone()).collect()
    };
    let groups = it.vpc_security_groups.as_ref();
    let group = it.db_parameter_groups.as_ref().and_then(|groups| groups.first());
    let ends = it.certificate_details.as_ref().and_then(|details| details.valid_till());
    Some(AuditedInstance {
        identifier: it.db_instance_identifier?,
        arn: it.db_instance_arn,
        engine: it.engine,
        engine_version: it.engine_version,
        master_username: it.master_username,
        port: port.and_then(|port| u16::try_from(port).ok()).filter(|port| *port != 0),
        publicly_accessible: it.publicly_accessible,
        storage_encrypted: it.storage_encrypted,
        kms_key: it.kms_key_id,
        iam_auth: it.iam_database_authentication_enabled,
        deletion_protection: it.deletion_protection,
        backup_retention: it.backup_retention_period,
        multi_az: it.multi_az,
        auto_minor_version_upgrade: it.auto_minor_version_upgrade,
        copy_tags_to_snapshots: it.copy_tags_to_snapshot,
        log_exports: it.enabled_cloudwatch_logs_exports,
        monitoring_interval: it.monitoring_interval,
        extended_support: it.engine_lifecycle_support.as_deref().and_then(has_support),
        certificate_authority: it.ca_certificate_identifier,
        certificate_ends: ends.map(|ends| Timestamp::from_unix(ends.secs())),
        vpc: it.db_subnet_group.as_ref().and_then(|group| group.vpc_id.clone()),
        // A subnet without a name is as good as none that is named.
        subnets: subnets.and_then(ids),
        security_groups: groups.and_then(|groups| {
            groups.iter().map(|group| group.vpc_security_group_id.clone()).collect()
        }),
        parameter_group: group.and_then(|group| {
            Some(ParameterGroup {
                name: group.db_parameter_group_name.clone()?,
                status: group.parameter_apply_status.clone(),
            })
        }),
        secret_arn: it.master_user_secret.and_then(|secret| secret.secret_arn),
    })
}
