//! Domain types without I/O. Their invariants are checked on construction.

mod access;
mod activity;
#[cfg(feature = "aws")]
pub mod audit;
mod backup;
#[cfg(feature = "aws")]
mod caller;
mod checksum;
mod compose;
mod connection_config;
pub mod connection_string;
mod contents;
mod database_name;
mod database_url;
mod distribution;
mod engine;
mod environment;
mod environment_tag;
mod exposure;
mod foreign_url;
mod host;
mod human_duration;
#[cfg(any(feature = "aws", feature = "lambda"))]
mod iam_token;
mod instance;
mod instance_endpoint;
mod instance_spec;
mod instance_status;
pub mod json_type;
mod masked;
mod migration_row;
mod nearest;
mod other_tool;
mod parameters;
mod pg_dump;
pub mod places;
mod project_name;
mod public_ip;
mod rds_host;
mod repeatable_row;
mod require_auth;
mod row_set;
mod rule;
mod rule_owner;
mod rule_tags;
mod rule_ttl;
mod secret;
mod secret_arn;
mod server_options;
mod session;
mod ssl_mode;
mod statement_verdict;
mod structure;
mod target;
mod test_database;
mod timestamp;
mod tls;
#[cfg(any(feature = "aws", feature = "lambda"))]
pub mod trial_event;
mod tunnel;

pub use access::{Access, ChosenServer, Method, PasswordSource};
pub use backup::{BackupLabel, Grant, LocaleProvider, Properties, Setting};
#[cfg(feature = "aws")]
pub use caller::Caller;
pub use checksum::Checksum;
pub use compose::{Compose, Nearby, PostgresService};
pub use connection_config::{
    CertificateMode, ChannelBinding, ConnectionConfig, Keepalive, SessionAttrs, TlsParameters,
};
pub use contents::{Contents, TableEstimate};
pub use database_name::DatabaseName;
pub use database_url::DatabaseUrl;
pub use distribution::Distribution;
pub use engine::Engine;
pub use foreign_url::{PlainUrl, plain_url};
pub use host::{Host, Server, default_socket_directory};
pub use parameters::{PARAMETERS, Parameters, check_name, check_value};
mod user;

pub use activity::{Activity, ActivityId, Author, Message, Ttl};
pub use environment::{Environment, may_hold_password};
pub use environment_tag::{PART, TaggedComment};
pub use exposure::open_to_everyone;
pub use human_duration::HumanDuration;
#[cfg(any(feature = "aws", feature = "lambda"))]
pub use iam_token::{AwsKeys, IamLogin};
pub use instance_endpoint::InstanceEndpoint;
#[cfg(feature = "aws")]
pub(crate) use instance_spec::instance_properties;
pub use instance_spec::{
    Difference, Finding, Instance, InstanceSpec, MasterPassword, Problem, Severity,
};
pub use instance_status::{Goal, Verdict, advice, classify};
pub use json_type::{JsonType, TypeParts};
pub use masked::{masked, mentions_secret, secrets, starred};
pub use migration_row::{BACK, MigrationRow};
pub use nearest::{distance, nearest};
pub use other_tool::OtherTool;
pub use pg_dump::{DumpTail, PgDump};
pub use project_name::ProjectName;
pub use public_ip::{Cidr, PublicIp};
pub use rds_host::{AWS_DOMAINS, RdsHost, is_rds_host};
pub use repeatable_row::{RepeatableRow, RepeatableState};
pub use require_auth::{AuthMethod, RequireAuth};
pub use row_set::{Column, RowSet};
pub use rule::{Rule, Source};
pub use rule_owner::{Description, Owner};
pub use rule_tags::{Ends, Identity, Lease, MachineId, RuleTags};
pub use rule_ttl::RuleTtl;
pub use secret::{Secret, names_secret};
pub use secret_arn::SecretArn;
pub use session::ClientSession;
pub use ssl_mode::SslMode;
pub use statement_verdict::StatementVerdict;
pub use structure::{Drift, Structure};
pub use target::{Locality, Origin, Project, Target, Way};
pub use test_database::{TestDatabase, TestDatabaseKind, TestDatabaseNames};
pub use timestamp::Timestamp;
pub use tls::{Check, Tls, TlsPlaces, TrustAnchors};
pub use tunnel::{Tunnel, TunnelWay};
pub use user::{CognitoUser, MOCK, NewUser, User};
