//! An instance as it is to be, and as AWS describes it.

use serde::Serialize;

use super::MasterPassword;
use super::difference::{Difference, difference};
use super::properties::instance_properties;
use crate::model::{InstanceEndpoint, Timestamp};

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
            /// The logs that go to CloudWatch.
            pub cloudwatch_logs: Vec<String>,
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
                    cloudwatch_logs: ["postgresql", "upgrade"].map(str::to_owned).into(),
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
            /// The logs that go to CloudWatch, or soon will.
            pub cloudwatch_logs: Vec<String>,
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
