//! The properties of an instance that are one value each. An entry is all that the program knows
//! of a property:
//!
//! - its help, its name, its type and its default: `Always` has a value in every spec, and without
//!   the default of an `Option` AWS chooses;
//! - its flag, with the rest of clap's attributes, and for a switch the hidden argument that means
//!   `=false`, as in the original command;
//! - the setter of the request that makes an instance;
//! - where it is in AWS's description of an instance, and how serde writes that.
//!
//! Apart from this, `rules` has what AWS refuses, and `report::rds` the sentences about the most
//! important ones. What is more than one value has its own code: the password, tags, security
//! groups, log exports, Performance Insights and Extended Support.

macro_rules! instance_properties {
    ($then:ident) => {
        $then! {
            /// Instance class [default: db.t4g.micro]
            class: Always<String> = "db.t4g.micro".to_owned(),
            ["class", visible_alias = "db-instance-class"],
            set_db_instance_class,
            |it| it.db_instance_class.clone();

            /// Postgres version, best without the minor [default: 17]
            engine_version: Always<String> = "17".to_owned(),
            ["engine-version", value_name = "VERSION"],
            set_engine_version,
            |it| it.engine_version.clone();

            /// Master user [default: cruddurroot]
            master_username: Always<String> = "cruddurroot".to_owned(),
            ["master-username", value_name = "NAME"],
            set_master_username,
            |it| it.master_username.clone();

            /// Storage in GiB [default: 20]
            storage: Always<i32> = 20,
            [
                "storage", visible_alias = "allocated-storage", value_name = "GIB",
                allow_negative_numbers = true
            ],
            set_allocated_storage,
            |it| it.allocated_storage;

            /// Storage type: gp3, gp2, io1 or io2 [default: gp3]
            storage_type: Always<String> = "gp3".to_owned(),
            ["storage-type", value_name = "TYPE"],
            set_storage_type,
            |it| it.storage_type.clone();

            /// Size in GiB up to which AWS enlarges the storage [default: it stays]
            max_storage: Option<i32> = None,
            [
                "max-storage", visible_alias = "max-allocated-storage", value_name = "GIB",
                allow_negative_numbers = true
            ],
            set_max_allocated_storage,
            |it| it.max_allocated_storage;

            /// Provisioned IOPS, for io1, io2, and gp3 from 400 GiB
            iops: Option<i32> = None,
            ["iops", value_name = "NUMBER", allow_negative_numbers = true],
            set_iops,
            |it| it.iops;

            /// Availability zone [default: AWS picks one]
            availability_zone: Option<String> = None,
            ["availability-zone", value_name = "ZONE"],
            set_availability_zone,
            |it| it.availability_zone.clone();

            /// Days of automated backups; 0: none [default: 7]
            backup_retention: Always<i32> = 7,
            [
                "backup-retention", visible_alias = "backup-retention-period",
                value_name = "DAYS", allow_negative_numbers = true
            ],
            set_backup_retention_period,
            |it| it.backup_retention_period;

            /// Time of the backups, in UTC, as 03:00-04:00 [default: AWS picks one]
            backup_window: Option<String> = None,
            [
                "backup-window", visible_alias = "preferred-backup-window",
                value_name = "WINDOW"
            ],
            set_preferred_backup_window,
            |it| it.preferred_backup_window.clone();

            /// Time of maintenance, in UTC, as sun:05:00-sun:06:00 [default: AWS picks one]
            maintenance_window: Option<String> = None,
            [
                "maintenance-window", visible_alias = "preferred-maintenance-window",
                value_name = "WINDOW"
            ],
            set_preferred_maintenance_window,
            |it| it.preferred_maintenance_window.clone();

            /// Install minor versions in the maintenance window [default: true]
            auto_minor_version_upgrade: Always<bool> = true,
            ["auto-minor-version-upgrade"] / no_auto_minor_version_upgrade [],
            set_auto_minor_version_upgrade,
            |it| it.auto_minor_version_upgrade;

            /// Port [default: 5432]
            port: Always<u16> = 5432,
            ["port"],
            set_port,
            |it| {
                // There is no endpoint until the instance is nearly made.
                let listens = it.endpoint.as_ref().and_then(|endpoint| endpoint.port);
                let will = it.pending_modified_values.as_ref().and_then(|values| values.port);
                let known = [listens, will, it.db_instance_port].into_iter().flatten();
                known.filter_map(|port| u16::try_from(port).ok()).find(|port| *port > 0)
            },
            json = skip;

            /// Name of the first database [default: cruddur]
            db_name: Always<String> = "cruddur".to_owned(),
            ["db-name", value_name = "NAME"],
            set_db_name,
            |it| it.db_name.clone();

            /// Keep a standby in another zone, for twice the price
            multi_az: Always<bool> = false,
            ["multi-az"] / no_multi_az [],
            set_multi_az,
            |it| it.multi_az;

            /// Give it a public address (the security group still applies)
            // Left out of a request, AWS may take it for yes.
            publicly_accessible: Always<bool> = false,
            ["publicly-accessible"] / no_publicly_accessible [],
            set_publicly_accessible,
            |it| it.publicly_accessible;

            /// Encrypt the storage, which cannot be done later [default: true]
            storage_encrypted: Always<bool> = true,
            ["storage-encrypted"] / no_storage_encrypted [],
            set_storage_encrypted,
            |it| it.storage_encrypted,
            json = rename = "encrypted";

            /// KMS key of the storage: an ID, ARN or alias [default: aws/rds, Amazon's]
            kms_key: Option<String> = None,
            ["kms-key", visible_alias = "kms-key-id", value_name = "KEY"],
            set_kms_key_id,
            |it| it.kms_key_id.clone();

            /// Protect it against deletion [default: true]
            deletion_protection: Always<bool> = true,
            ["deletion-protection"] / no_deletion_protection [],
            set_deletion_protection,
            |it| it.deletion_protection;

            /// Allow logins with IAM tokens [default: true]
            iam_auth: Always<bool> = true,
            ["iam-auth", visible_alias = "enable-iam-database-authentication"]
                / no_iam_auth [, alias = "no-enable-iam-database-authentication"],
            set_enable_iam_database_authentication,
            |it| it.iam_database_authentication_enabled;

            /// Copy tags to snapshots [default: true]
            copy_tags_to_snapshots: Always<bool> = true,
            ["copy-tags-to-snapshots", visible_alias = "copy-tags-to-snapshot"]
                / no_copy_tags_to_snapshots [, alias = "no-copy-tags-to-snapshot"],
            set_copy_tags_to_snapshot,
            |it| it.copy_tags_to_snapshot;

            /// DB subnet group, which decides the VPC [default: the default VPC]
            subnet_group: Option<String> = None,
            ["subnet-group", visible_alias = "db-subnet-group-name", value_name = "NAME"],
            set_db_subnet_group_name,
            |it| it.db_subnet_group.as_ref()?.db_subnet_group_name.clone();

            /// IPV4, or DUAL for IPv6 too, which the subnet group must have [default: IPV4]
            network_type: Option<String> = None,
            ["network-type", value_name = "TYPE"],
            set_network_type,
            |it| it.network_type.clone();

            /// DB parameter group
            parameter_group: Option<String> = None,
            ["parameter-group", visible_alias = "db-parameter-group-name", value_name = "NAME"],
            set_db_parameter_group_name,
            |it| it.db_parameter_groups.as_ref()?.first()?.db_parameter_group_name.clone();

            /// Option group
            option_group: Option<String> = None,
            ["option-group", visible_alias = "option-group-name", value_name = "NAME"],
            set_option_group_name,
            |it| it.option_group_memberships.as_ref()?.first()?.option_group_name.clone();

            /// Seconds between values of Enhanced Monitoring, which costs money [default: 0, off]
            monitoring_interval: Option<i32> = None,
            ["monitoring-interval", value_name = "SECONDS", allow_negative_numbers = true],
            set_monitoring_interval,
            |it| it.monitoring_interval;

            /// ARN of the role that lets RDS write them to CloudWatch
            monitoring_role: Option<String> = None,
            ["monitoring-role", visible_alias = "monitoring-role-arn", value_name = "ARN"],
            set_monitoring_role_arn,
            |it| it.monitoring_role_arn.clone();

            /// Certificate authority, such as rds-ca-rsa2048-g1 [default: AWS's]
            certificate_authority: Option<String> = None,
            ["ca", visible_alias = "ca-certificate-identifier", value_name = "NAME"],
            set_ca_certificate_identifier,
            |it| it.ca_certificate_identifier.clone();
        }
    };
}

pub(crate) use instance_properties;
