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
//! groups, Performance Insights and Extended Support.

use serde::Serialize;

use super::MasterPassword;
use super::difference::{Difference, difference};
use crate::model::{InstanceEndpoint, Timestamp};

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

            /// Storage type: gp3, gp2, io1, io2 or standard [default: gp3]
            storage_type: Always<String> = "gp3".to_owned(),
            ["storage-type", value_name = "TYPE"],
            set_storage_type,
            |it| it.storage_type.clone();

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

            /// Port [default: 5432]
            port: Always<u16> = 5432,
            ["port"],
            set_port,
            |it| u16::try_from(it.endpoint.as_ref()?.port?).ok(),
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

            /// DB parameter group
            parameter_group: Option<String> = None,
            ["parameter-group", visible_alias = "db-parameter-group-name", value_name = "NAME"],
            set_db_parameter_group_name,
            |it| it.db_parameter_groups.as_ref()?.first()?.db_parameter_group_name.clone();

            /// Certificate authority, such as rds-ca-rsa2048-g1 [default: AWS's]
            certificate_authority: Option<String> = None,
            ["ca", visible_alias = "ca-certificate-identifier", value_name = "NAME"],
            set_ca_certificate_identifier,
            |it| it.ca_certificate_identifier.clone();
        }
    };
}

#[cfg(feature = "aws")]
pub(crate) use instance_properties;

type Always<T> = T;

macro_rules! declare {
    ($(
        $(#[$help:meta])* $name:ident: $kind:ident<$type:ident> = $default:expr,
        [$flag:literal $($arg:tt)*] $(/ $no:ident [$($no_arg:tt)*])?,
        $request:ident, $reply:expr $(, json = $json:meta)?;
    )*) => {
        /// What an RDS instance for Postgres is to be.
        #[derive(Debug, Clone, Serialize)]
        pub struct InstanceSpec {
            pub identifier: String,
            pub password: MasterPassword,
            $($(#[$help])* pub $name: $kind<$type>,)*
            /// Days that Performance Insights keeps; absent: it is off.
            pub performance_insights: Option<i32>,
            /// Whether a version that AWS no longer supports goes on for money.
            pub extended_support: bool,
            pub security_groups: Vec<String>,
            pub tags: Vec<(String, String)>,
        }

        impl Default for InstanceSpec {
            /// The sound choice: private, encrypted, protected, backed up, on a version that lasts.
            fn default() -> Self {
                Self {
                    identifier: Self::DEFAULT_IDENTIFIER.to_owned(),
                    password: MasterPassword::Managed,
                    $($name: $default,)*
                    performance_insights: None,
                    extended_support: false,
                    security_groups: Vec::new(),
                    tags: Vec::new(),
                }
            }
        }

        impl InstanceSpec {
            /// In which of these properties an instance that is there differs. What is left to AWS,
            /// or AWS does not tell, is not compared.
            pub(super) fn plain_differences(&self, there: &Instance) -> Vec<Difference> {
                let mut found = Vec::new();
                $(
                    let asked = Option::<$type>::from(self.$name.clone());
                    found.extend(difference(concat!("--", $flag), asked, there.$name.clone()));
                )*
                found
            }
        }

        /// An RDS instance, as AWS describes it. What AWS left out is absent.
        #[derive(Debug, Clone, Default, Serialize)]
        pub struct Instance {
            pub identifier: String,
            pub status: String,
            /// Absent until the instance is nearly made.
            pub endpoint: Option<InstanceEndpoint>,
            pub engine: Option<String>,
            /// The secret in Secrets Manager that holds the master password, when AWS manages it.
            pub secret_arn: Option<String>,
            $($(#[serde($json)])? pub $name: Option<$type>,)*
            /// Whether AWS goes on supporting its version for money.
            pub extended_support: Option<bool>,
            pub performance_insights: Option<bool>,
            /// Days.
            pub performance_insights_retention: Option<i32>,
            pub security_groups: Vec<String>,
            pub created: Option<Timestamp>,
            /// When AWS starts the stopped instance again by itself.
            pub restarts: Option<Timestamp>,
            /// The authority of its certificate: `rds-ca-rsa2048-g1`.
            pub ca: Option<String>,
            pub certificate_expires: Option<Timestamp>,
        }
    };
}

instance_properties!(declare);
