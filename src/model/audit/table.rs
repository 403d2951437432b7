use super::{Fact, Facts, Finding, account, instance, lifetime, network, organization, stored};
use crate::model::Severity;

/// What a check needs besides the description of the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    Rules,
    Routes,
    Parameters,
    Authority,
    Version,
    Snapshots,
    Key,
    Secret,
    Trails,
    Alerts,
    Detectors,
    Organization,
}

impl Read {
    /// The permissions that it takes.
    pub fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::Rules => &["ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups"],
            Self::Routes => &["ec2:DescribeRouteTables"],
            Self::Parameters => &["rds:DescribeDBParameters"],
            Self::Authority => &["rds:DescribeCertificates"],
            Self::Version => &["rds:DescribeDBEngineVersions"],
            Self::Snapshots => &["rds:DescribeDBSnapshots", "rds:DescribeDBSnapshotAttributes"],
            Self::Key => &["kms:DescribeKey", "kms:GetKeyRotationStatus"],
            Self::Secret => &["secretsmanager:DescribeSecret"],
            Self::Trails => &[
                "cloudtrail:DescribeTrails",
                "cloudtrail:GetTrailStatus",
                "cloudtrail:GetEventSelectors",
            ],
            Self::Alerts => {
                &["logs:DescribeMetricFilters", "cloudwatch:DescribeAlarms", "events:ListRules"]
            }
            Self::Detectors => &["guardduty:ListDetectors", "guardduty:GetDetector"],
            Self::Organization => &[
                "organizations:DescribeOrganization",
                "organizations:ListParents",
                "organizations:ListPoliciesForTarget",
                "organizations:DescribePolicy",
            ],
        }
    }
}

#[derive(Debug)]
pub struct Check {
    /// Prowler's name of it, where Prowler has it.
    pub id: &'static str,
    /// As Prowler rates it.
    pub severity: Severity,
    pub title: &'static str,
    pub reads: &'static [Read],
    pub decide: fn(&Facts) -> Fact<Finding>,
}

macro_rules! checks {
    ($($id:ident, $severity:ident, [$($read:ident),*], $decide:path, $title:literal;)+) => {
        /// All checks, an entry each. Source of names and severities: the metadata of Prowler's
        /// checks.
        pub const CHECKS: &[Check] = &[$(Check {
            id: stringify!($id),
            severity: Severity::$severity,
            title: $title,
            reads: &[$(Read::$read),*],
            decide: $decide,
        }),+];
    };
}

checks! {
    rds_instance_no_public_access, Critical, [Rules, Routes], network::public_access,
        "The internet does not reach it";
    ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432, High, [Rules],
        network::open_to_world, "No rule opens its port to everyone";
    ec2_securitygroup_allow_wide_open_public_ipv4, High, [Rules], network::wide_open,
        "No rule opens its port to a public IPv4 block larger than /24";
    sg_wide_open_public_ipv6, High, [Rules], network::wide_open_ipv6,
        "No rule opens its port to a public IPv6 block larger than /48";
    sg_expired_rules, Low, [Rules], network::expired_rules,
        "Expired rules of cruddur-db are removed";
    rds_instance_inside_vpc, High, [], instance::inside_vpc,
        "It is in a VPC";
    rds_instance_storage_encrypted, High, [], instance::storage_encrypted,
        "The storage is encrypted";
    rds_instance_transport_encrypted, High, [Parameters], instance::transport_encrypted,
        "Connections need TLS";
    rds_instance_certificate_expiration, High, [Authority], lifetime::certificate,
        "The certificate is valid for three months";
    rds_instance_deprecated_engine_version, High, [Version], lifetime::engine_version,
        "AWS offers the version";
    rds_instance_extended_support, Medium, [], lifetime::extended_support,
        "Extended Support is off";
    rds_instance_iam_authentication_enabled, Medium, [], instance::iam_auth,
        "IAM authentication is on";
    rds_instance_default_admin, Medium, [], instance::default_admin,
        "The master user has a name of its own";
    secretsmanager_automatic_rotation_enabled, High, [Secret], stored::secret_rotation,
        "The master user's password is rotated";
    rds_instance_deletion_protection, Medium, [], instance::deletion_protection,
        "Deletion protection is on";
    rds_instance_backup_enabled, Medium, [], instance::backups,
        "Automated backups are kept";
    rds_instance_multi_az, Medium, [], instance::multi_az,
        "A standby is in another zone";
    rds_instance_minor_version_upgrade_enabled, Medium, [], instance::minor_upgrades,
        "Minor versions are installed automatically";
    rds_instance_integration_cloudwatch_logs, Medium, [], instance::log_exports,
        "The server's log goes to CloudWatch";
    rds_instance_enhanced_monitoring_enabled, Low, [], instance::enhanced_monitoring,
        "Enhanced monitoring is on";
    rds_instance_copy_tags_to_snapshots, Low, [], instance::copied_tags,
        "Tags are copied to snapshots";
    rds_instance_non_default_port, Low, [], instance::port,
        "The port is not 5432";
    rds_snapshots_public_access, Critical, [Snapshots], stored::public_snapshots,
        "No snapshot is public";
    rds_snapshots_encrypted, High, [Snapshots], stored::encrypted_snapshots,
        "Snapshots are encrypted";
    kms_key_usable, Medium, [Key], stored::key,
        "The storage's key is usable and rotated";
    region_near_users, Low, [], instance::region,
        "The region is near the users";
    cloudtrail_multi_region_enabled, High, [Trails], account::trail,
        "CloudTrail logs calls in all regions";
    cloudtrail_alerts, Medium, [Trails, Alerts], account::alerts,
        "An alarm watches calls to RDS";
    guardduty_is_enabled, High, [Detectors], account::guardduty,
        "GuardDuty is on";
    guardduty_rds_protection_enabled, High, [Detectors], account::guardduty_rds,
        "GuardDuty watches logins to RDS";
    scp_denies_rds_delete, Medium, [Organization], organization::deletion_policy,
        "A policy of the organization keeps instances from being deleted";
}
