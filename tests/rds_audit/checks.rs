//! Every check by its verdicts, without AWS.

use cruddur_db::model::audit::{
    Alarm, Alerts, AuditVerdict, AuditedInstance, CHECKS, Detector, Examined, Fact, Facts, Key,
    Metric, MetricFilter, OfferedVersion, Organization, ParameterGroup, Policy, RouteTable,
    Snapshot, Subject, Trail, Unknown, examine_instance,
};
use cruddur_db::model::{Ends, Rule, Severity, Source, Timestamp};

/// A Tuesday.
const NOW: i64 = 1_790_000_000;
const DAY: i64 = 24 * 60 * 60;

fn rule(cidr: &str) -> Rule {
    Rule {
        id: "sgr-1".into(),
        group: "sg-1".into(),
        ingress: true,
        protocol: "tcp".into(),
        ports: (5433, 5433),
        source: Source::Block(cidr.parse().unwrap()),
        description: None,
        owner: None,
        machine: None,
        since: None,
        ends: Ends::Never,
        leases: Vec::new(),
    }
}

/// Passes every check.
fn good() -> Facts {
    let instance = AuditedInstance {
        identifier: "db1".into(),
        arn: Some("arn:aws:rds:ca-central-1:111122223333:db:db1".into()),
        engine: Some("postgres".into()),
        engine_version: Some("17.5".into()),
        master_username: Some("cruddurroot".into()),
        port: Some(5433),
        publicly_accessible: Some(false),
        storage_encrypted: Some(true),
        kms_key: Some("k".into()),
        iam_auth: Some(true),
        deletion_protection: Some(true),
        backup_retention: Some(7),
        multi_az: Some(true),
        auto_minor_version_upgrade: Some(true),
        copy_tags_to_snapshots: Some(true),
        log_exports: Some(vec!["postgresql".into()]),
        monitoring_interval: Some(60),
        extended_support: Some(false),
        certificate_authority: Some("rds-ca-rsa2048-g1".into()),
        certificate_ends: Some(Timestamp::from_unix(NOW + 300 * DAY)),
        vpc: Some("vpc-1".into()),
        subnets: Some(vec!["subnet-1".into(), "subnet-2".into()]),
        security_groups: Some(vec!["sg-1".into()]),
        parameter_group: Some(ParameterGroup {
            name: "default.postgres17".into(),
            status: Some("in-sync".into()),
        }),
        secret_arn: Some("arn:secret".into()),
    };
    let subject = Subject {
        region: "ca-central-1".into(),
        profile: None,
        now: Timestamp::from_unix(NOW),
        instance,
    };
    Facts {
        regions_of_users: vec!["ca-central-1".into()],
        rules: Ok(vec![rule("8.8.8.8/32")]),
        route_tables: Ok(vec![table("rtb-main", &[], true)]),
        force_ssl: Ok(Some("1".into())),
        authority_ends: Ok(Timestamp::from_unix(NOW + 3000 * DAY)),
        version: Ok(Some(OfferedVersion { status: Some("available".into()), targets: vec![] })),
        snapshots: Ok(vec![Snapshot {
            id: "s1".into(),
            is_encrypted: Some(true),
            is_public: Ok(false),
        }]),
        key: Ok(key(Some("Enabled"), Some(false), Ok(true))),
        secret_rotates: Ok(true),
        trails: Ok(vec![trail()]),
        alerts: Ok(alerts()),
        detectors: Ok(vec![detector(true, Ok(true))]),
        organization: Ok(Organization::Member(vec![policy("rds:Delete*")])),
        ..Facts::of(subject)
    }
}

fn table(id: &str, subnets: &[&str], reaches_internet: bool) -> RouteTable {
    let subnets: Vec<String> = subnets.iter().map(|&it| it.to_owned()).collect();
    RouteTable { id: id.into(), is_main: subnets.is_empty(), subnets, reaches_internet }
}

fn key(state: Option<&str>, is_of_aws: Option<bool>, rotates: Fact<bool>) -> Key {
    Key { id: "k".into(), state: state.map(str::to_owned), is_of_aws, rotates }
}

fn trail() -> Trail {
    Trail {
        arn: "arn:aws:cloudtrail:us-east-1:111122223333:trail/t".into(),
        home_region: "us-east-1".into(),
        is_multi_region: true,
        log_group: Some("arn:aws:logs:us-east-1:111122223333:log-group:t:*".into()),
        is_logging: Ok(true),
        takes_management_events: Ok(true),
    }
}

fn alerts() -> Alerts {
    let metric = Metric { namespace: "Audit".into(), name: "Deletions".into() };
    Alerts {
        filters: vec![MetricFilter {
            region: "us-east-1".into(),
            name: "f".into(),
            pattern: "{ $.eventSource = rds.amazonaws.com }".into(),
            metrics: vec![metric.clone()],
        }],
        alarms: vec![Alarm { region: "us-east-1".into(), name: "a".into(), metric, acts: true }],
        event_rules: Ok(Vec::new()),
    }
}

fn detector(is_enabled: bool, watches_rds: Fact<bool>) -> Detector {
    Detector { id: "d1".into(), is_enabled, watches_rds }
}

fn policy(action: &str) -> Policy {
    let content =
        format!(r#"{{"Statement":[{{"Effect":"Deny","Action":"{action}","Resource":"*"}}]}}"#);
    Policy { name: "keep".into(), content }
}

fn unknown<T>() -> Fact<T> {
    Err(Unknown("denied".into()))
}

/// A change of the facts.
type Edit = fn(&mut Facts);

fn set(facts: &mut Facts) -> &mut AuditedInstance {
    &mut facts.subject.instance
}

fn reached(facts: &mut Facts) {
    set(facts).publicly_accessible = Some(true);
    facts.rules = Ok(vec![rule("0.0.0.0/1"), rule("128.0.0.0/1")]);
}

fn prefix_list(facts: &mut Facts) {
    set(facts).publicly_accessible = Some(true);
    let list = Rule { source: Source::PrefixList("pl-1".into()), ..rule("8.8.8.8/32") };
    facts.rules = Ok(vec![list]);
}

/// A check, what makes it fail, and what makes it unknown.
const CASES: &[(&str, &[Edit], &[Edit])] = &[
    (
        "rds_instance_no_public_access",
        &[
            reached,
            |it| {
                reached(it);
                it.rules = Ok(vec![rule("::/0")]);
            },
            |it| {
                reached(it);
                it.rules = Ok(vec![rule("2000::/3")]);
            },
            |it| set(it).publicly_accessible = Some(true),
            |it| {
                reached(it);
                it.route_tables = Ok(vec![table("main", &[], false)]);
            },
            |it| {
                reached(it);
                let own = table("own", &["subnet-2"], true);
                it.route_tables = Ok(vec![table("main", &[], false), own]);
            },
        ],
        &[
            |it| set(it).publicly_accessible = None,
            prefix_list,
            |it| {
                reached(it);
                it.rules = unknown();
            },
            |it| {
                reached(it);
                it.route_tables = unknown();
            },
            |it| {
                reached(it);
                it.route_tables = Ok(vec![]);
            },
            |it| {
                reached(it);
                set(it).subnets = None;
            },
            |it| {
                reached(it);
                set(it).subnets = Some(vec![]);
            },
            |it| {
                reached(it);
                set(it).port = None;
            },
        ],
    ),
    (
        "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432",
        &[
            reached,
            |it| it.rules = Ok(vec![rule("0.0.0.0/0")]),
            |it| it.rules = Ok(vec![rule("2000::/3")]),
        ],
        &[prefix_list, |it| it.rules = unknown(), |it| set(it).port = None],
    ),
    (
        "ec2_securitygroup_allow_wide_open_public_ipv4",
        &[
            |it| it.rules = Ok(vec![rule("8.0.0.0/23")]),
            |it| it.rules = Ok(vec![rule("0.0.0.0/1")]),
            |it| it.rules = Ok(vec![rule("0.0.0.0/0")]),
        ],
        &[prefix_list, |it| it.rules = unknown(), |it| set(it).port = None],
    ),
    (
        "sg_wide_open_public_ipv6",
        &[
            |it| it.rules = Ok(vec![rule("2600::/12")]),
            |it| it.rules = Ok(vec![rule("2a00:1450::/47")]),
            |it| it.rules = Ok(vec![rule("::/0")]),
        ],
        &[prefix_list, |it| it.rules = unknown(), |it| set(it).port = None],
    ),
    (
        "sg_expired_rules",
        &[|it| {
            let mut old = rule("8.8.8.8/32");
            old.owner = "ann@home".parse().ok();
            old.ends = Ends::At(Timestamp::from_unix(NOW - 1));
            it.rules = Ok(vec![old]);
        }],
        &[|it| it.rules = unknown()],
    ),
    (
        "rds_instance_inside_vpc",
        &[|it| set(it).vpc = Some(String::new())],
        &[|it| set(it).vpc = None],
    ),
    (
        "rds_instance_storage_encrypted",
        &[|it| set(it).storage_encrypted = Some(false)],
        &[|it| set(it).storage_encrypted = None],
    ),
    (
        "rds_instance_transport_encrypted",
        &[
            |it| it.force_ssl = Ok(Some("0".into())),
            |it| {
                it.force_ssl = Ok(None);
                set(it).engine_version = Some("14.6".into());
            },
            |it| {
                let group = ParameterGroup { name: "own".into(), status: Some("applying".into()) };
                set(it).parameter_group = Some(group);
            },
        ],
        &[
            |it| it.force_ssl = unknown(),
            |it| it.force_ssl = Ok(Some("garbage".into())),
            |it| set(it).parameter_group = None,
            |it| set(it).engine_version = Some("garbage".into()),
            |it| {
                let group = ParameterGroup { name: "own".into(), status: None };
                set(it).parameter_group = Some(group);
            },
        ],
    ),
    (
        "rds_instance_certificate_expiration",
        &[
            |it| set(it).certificate_ends = Some(Timestamp::from_unix(NOW)),
            |it| set(it).certificate_ends = Some(Timestamp::from_unix(NOW + 29 * DAY)),
            |it| set(it).certificate_ends = Some(Timestamp::from_unix(NOW + 89 * DAY)),
            |it| {
                set(it).certificate_ends = None;
                it.authority_ends = Ok(Timestamp::from_unix(NOW - DAY));
            },
        ],
        &[|it| {
            set(it).certificate_ends = None;
            it.authority_ends = unknown();
        }],
    ),
    (
        "rds_instance_deprecated_engine_version",
        &[
            |it| it.version = Ok(None),
            |it| {
                let targets = vec!["17.9".into(), "18.1".into()];
                let status = Some("deprecated".into());
                it.version = Ok(Some(OfferedVersion { status, targets }));
            },
        ],
        &[
            |it| it.version = unknown(),
            |it| it.version = Ok(Some(OfferedVersion { status: None, targets: vec![] })),
            |it| set(it).engine_version = None,
        ],
    ),
    (
        "rds_instance_extended_support",
        &[|it| set(it).extended_support = Some(true)],
        &[|it| set(it).extended_support = None],
    ),
    (
        "rds_instance_iam_authentication_enabled",
        &[|it| set(it).iam_auth = Some(false)],
        &[|it| set(it).iam_auth = None],
    ),
    (
        "rds_instance_default_admin",
        &[|it| set(it).master_username = Some("postgres".into())],
        &[|it| set(it).master_username = None],
    ),
    (
        "secretsmanager_automatic_rotation_enabled",
        &[|it| it.secret_rotates = Ok(false)],
        &[|it| it.secret_rotates = unknown(), |it| set(it).secret_arn = None],
    ),
    (
        "rds_instance_deletion_protection",
        &[|it| set(it).deletion_protection = Some(false)],
        &[|it| set(it).deletion_protection = None],
    ),
    (
        "rds_instance_backup_enabled",
        &[|it| set(it).backup_retention = Some(0)],
        &[|it| set(it).backup_retention = None, |it| set(it).backup_retention = Some(-1)],
    ),
    (
        "rds_instance_multi_az",
        &[|it| set(it).multi_az = Some(false)],
        &[|it| set(it).multi_az = None],
    ),
    (
        "rds_instance_minor_version_upgrade_enabled",
        &[|it| set(it).auto_minor_version_upgrade = Some(false)],
        &[|it| set(it).auto_minor_version_upgrade = None],
    ),
    (
        "rds_instance_integration_cloudwatch_logs",
        &[|it| set(it).log_exports = None, |it| set(it).log_exports = Some(vec![])],
        &[],
    ),
    (
        "rds_instance_enhanced_monitoring_enabled",
        &[|it| set(it).monitoring_interval = Some(0)],
        &[|it| set(it).monitoring_interval = None, |it| set(it).monitoring_interval = Some(-1)],
    ),
    (
        "rds_instance_copy_tags_to_snapshots",
        &[|it| set(it).copy_tags_to_snapshots = Some(false)],
        &[|it| set(it).copy_tags_to_snapshots = None],
    ),
    (
        "rds_instance_non_default_port",
        &[|it| set(it).port = Some(5432)],
        &[|it| set(it).port = None],
    ),
    (
        "rds_snapshots_public_access",
        &[|it| it.snapshots.as_mut().unwrap()[0].is_public = Ok(true)],
        &[
            |it| it.snapshots = unknown(),
            |it| it.snapshots.as_mut().unwrap()[0].is_public = unknown(),
        ],
    ),
    (
        "rds_snapshots_encrypted",
        &[|it| it.snapshots.as_mut().unwrap()[0].is_encrypted = Some(false)],
        &[
            |it| it.snapshots = unknown(),
            |it| it.snapshots.as_mut().unwrap()[0].is_encrypted = None,
        ],
    ),
    (
        "kms_key_usable",
        &[
            |it| it.key = Ok(key(Some("Disabled"), Some(true), Ok(true))),
            |it| it.key = Ok(key(Some("PendingDeletion"), Some(false), Ok(true))),
            |it| it.key = Ok(key(Some("Unavailable"), Some(false), Ok(true))),
            |it| it.key = Ok(key(Some("Enabled"), Some(false), Ok(false))),
        ],
        &[
            |it| it.key = unknown(),
            |it| it.key = Ok(key(None, Some(true), Ok(true))),
            |it| it.key = Ok(key(Some("garbage"), Some(true), Ok(true))),
            |it| it.key = Ok(key(Some("Enabled"), None, Ok(true))),
            |it| it.key = Ok(key(Some("Enabled"), Some(false), unknown())),
        ],
    ),
    ("region_near_users", &[|it| it.regions_of_users = vec!["eu-west-1".into()]], &[]),
    (
        "cloudtrail_multi_region_enabled",
        &[
            |it| it.trails = Ok(vec![]),
            |it| it.trails.as_mut().unwrap()[0].is_multi_region = false,
            |it| it.trails.as_mut().unwrap()[0].is_logging = Ok(false),
            |it| it.trails.as_mut().unwrap()[0].takes_management_events = Ok(false),
        ],
        &[
            |it| it.trails = unknown(),
            |it| it.trails.as_mut().unwrap()[0].is_logging = unknown(),
            |it| it.trails.as_mut().unwrap()[0].takes_management_events = unknown(),
        ],
    ),
    (
        "cloudtrail_alerts",
        &[
            |it| it.alerts.as_mut().unwrap().filters.clear(),
            |it| it.alerts.as_mut().unwrap().alarms.clear(),
            |it| it.alerts.as_mut().unwrap().alarms[0].acts = false,
            |it| it.alerts.as_mut().unwrap().alarms[0].region = "ca-central-1".into(),
            |it| it.alerts.as_mut().unwrap().filters[0].pattern = "ERROR".into(),
            |it| {
                it.alerts.as_mut().unwrap().filters[0].pattern =
                    "{ $.eventSource != rds.amazonaws.com }".into();
            },
        ],
        &[
            |it| it.alerts = unknown(),
            |it| {
                it.alerts.as_mut().unwrap().filters[0].pattern =
                    "{ $.eventSource = rds.amazonaws.com && $.userIdentity.type = Root }".into();
            },
            |it| {
                let alerts = it.alerts.as_mut().unwrap();
                alerts.filters.clear();
                alerts.event_rules = Ok(vec!["told".into()]);
            },
            |it| {
                let alerts = it.alerts.as_mut().unwrap();
                alerts.alarms.clear();
                alerts.event_rules = unknown();
            },
        ],
    ),
    (
        "guardduty_is_enabled",
        &[|it| it.detectors = Ok(vec![]), |it| it.detectors = Ok(vec![detector(false, Ok(true))])],
        &[|it| it.detectors = unknown()],
    ),
    (
        "guardduty_rds_protection_enabled",
        &[
            |it| it.detectors = Ok(vec![]),
            |it| it.detectors = Ok(vec![detector(false, Ok(true))]),
            |it| it.detectors = Ok(vec![detector(true, Ok(false))]),
        ],
        &[|it| it.detectors = unknown(), |it| it.detectors = Ok(vec![detector(true, unknown())])],
    ),
    (
        "scp_denies_rds_delete",
        &[
            |it| it.organization = Ok(Organization::Member(vec![policy("s3:*")])),
            |it| it.organization = Ok(Organization::Member(vec![])),
            |it| it.organization = Ok(Organization::Management),
        ],
        &[
            |it| it.organization = unknown(),
            |it| {
                let garbage = Policy { name: "p".into(), content: "<html>".into() };
                it.organization = Ok(Organization::Member(vec![garbage]));
            },
        ],
    ),
];

fn verdict(id: &str, facts: &Facts) -> Examined {
    CHECKS.iter().find(|check| check.id == id).unwrap().examine(facts)
}

#[test]
fn every_check_passes_fails_and_is_unknown() {
    let listed: Vec<&str> = CASES.iter().map(|(id, ..)| *id).collect();
    let mut all: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
    all.sort_by_key(|id| listed.iter().position(|it| it == id));
    assert_eq!(listed, all, "a check without cases");
    for &(id, failing, unknown) in CASES {
        let examined = verdict(id, &good());
        assert_eq!(examined.verdict, AuditVerdict::Pass, "{examined:?}");
        for (edits, expected) in [(failing, AuditVerdict::Fail), (unknown, AuditVerdict::Unknown)] {
            for (index, edit) in edits.iter().enumerate() {
                let mut facts = good();
                edit(&mut facts);
                let examined = verdict(id, &facts);
                assert_eq!(examined.verdict, expected, "case {index}: {examined:?}");
                let asks_for_one = expected == AuditVerdict::Fail
                    && id != "rds_instance_inside_vpc"
                    && !examined.found.contains("Unavailable");
                assert!(!asks_for_one || !examined.fix.is_empty(), "no fix: {examined:?}");
            }
        }
    }
}

#[test]
fn severities_follow_what_was_found() {
    let rated = |id: &str, edit: Edit| {
        let mut facts = good();
        edit(&mut facts);
        verdict(id, &facts).severity
    };
    let public = "rds_instance_no_public_access";
    assert_eq!(rated(public, reached), Severity::Critical);
    assert_eq!(rated(public, |it| set(it).publicly_accessible = Some(true)), Severity::Low);
    let certificate = "rds_instance_certificate_expiration";
    for (days, severity) in [
        (-1, Severity::Critical),
        (0, Severity::Critical),
        (20, Severity::High),
        (80, Severity::Medium),
    ] {
        let mut facts = good();
        set(&mut facts).certificate_ends = Some(Timestamp::from_unix(NOW + days * DAY));
        assert_eq!(verdict(certificate, &facts).severity, severity, "{days}");
    }
}

/// What AWS keeps under a name, or in a list, is overwritten by a command that sets it.
#[test]
fn repairs_overwrite_nothing() {
    let mut facts = good();
    facts.trails.as_mut().unwrap()[0].takes_management_events = Ok(false);
    facts.trails.as_mut().unwrap()[0].arn.push_str("/account");
    let fix = verdict("cloudtrail_multi_region_enabled", &facts).fix.join("\n");
    assert!(!fix.contains("put-event-selectors"), "{fix}");
    assert!(fix.contains("create-trail --is-multi-region-trail --name account-2 "), "{fix}");
    let alerts = facts.alerts.as_mut().unwrap();
    alerts.alarms[0].name = "rds-calls".into();
    alerts.filters[0].name = "rds-deletions".into();
    alerts.filters[0].pattern = "ERROR".into();
    let fix = verdict("cloudtrail_alerts", &facts).fix.join("\n");
    assert!(fix.contains(" --filter-name rds-deletions-2 "), "{fix}");
    assert!(fix.contains(" --alarm-name rds-calls-2 "), "{fix}");
}

/// Only the newer authorities issue new certificates; moto's and others' names are no such.
#[test]
fn a_new_certificate_comes_from_an_authority_that_issues_them() {
    for (has, expected) in [
        ("rds-ca-2019", "rds-ca-rsa2048-g1"),
        ("rds-ca-default", "rds-ca-rsa2048-g1"),
        ("rds-ca-ecc384-g1", "rds-ca-ecc384-g1"),
        ("rds-ca-rsa4096-g2", "rds-ca-rsa4096-g2"),
    ] {
        let mut facts = good();
        set(&mut facts).certificate_authority = Some(has.to_owned());
        set(&mut facts).certificate_ends = Some(Timestamp::from_unix(NOW));
        let fix = verdict("rds_instance_certificate_expiration", &facts).fix.join("");
        assert!(fix.contains(&format!(" --ca-certificate-identifier {expected} ")), "{fix}");
    }
}

#[test]
fn what_does_not_exist_is_not_checked() {
    let mut facts = good();
    facts.regions_of_users.clear();
    facts.organization = Ok(Organization::None);
    set(&mut facts).storage_encrypted = Some(false);
    for id in ["region_near_users", "scp_denies_rds_delete", "kms_key_usable"] {
        assert_eq!(verdict(id, &facts).verdict, AuditVerdict::NotApplicable, "{id}");
    }
}

#[test]
fn the_instance_alone_passes_nothing_that_needs_more() {
    let mut subject = good().subject;
    subject.instance.publicly_accessible = Some(true);
    let examined = examine_instance(subject);
    let ids: Vec<&str> = examined.iter().map(|it| it.id).collect();
    assert!(ids.contains(&"rds_instance_storage_encrypted"), "{ids:?}");
    assert!(ids.contains(&"rds_instance_certificate_expiration"), "{ids:?}");
    assert!(!ids.contains(&"rds_instance_no_public_access"), "{ids:?}");
    assert!(!ids.contains(&"guardduty_is_enabled"), "{ids:?}");
    // An answer without a single field.
    let nothing = Subject {
        region: "ca-central-1".into(),
        profile: None,
        now: Timestamp::from_unix(NOW),
        instance: AuditedInstance::default(),
    };
    assert!(examine_instance(nothing).iter().all(|it| it.verdict != AuditVerdict::Pass));
}

#[test]
fn commands_hold_what_aws_said_as_words() {
    let mut facts = good();
    let instance = set(&mut facts);
    instance.identifier = "db1; rm -rf ~".into();
    instance.deletion_protection = Some(false);
    facts.subject.profile = Some("my work".into());
    assert_eq!(
        verdict("rds_instance_deletion_protection", &facts).fix,
        ["aws rds modify-db-instance --db-instance-identifier 'db1; rm -rf ~' \
          --deletion-protection --apply-immediately --region ca-central-1 --profile 'my work'"]
    );
}
