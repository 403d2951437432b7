use super::*;

#[test]
fn growth() {
    number("--max-storage", &[22, 100, 65_536], &[-1, 0, 20, 21, 65_537], |spec, value| {
        spec.max_storage = Some(value);
    });
    number("--max-storage", &[277], &[276], |spec, value| {
        spec.storage = 251;
        spec.max_storage = Some(value);
    });
    // As far as the IOPS allow.
    number("--max-storage", &[110, 2_000], &[2_001, 65_536], |spec, value| {
        spec.storage_type = "io2".into();
        spec.storage = 100;
        spec.iops = Some(1_000);
        spec.max_storage = Some(value);
    });
    let largest =
        InstanceSpec { storage: 65_536, max_storage: Some(65_536), ..InstanceSpec::default() };
    assert_eq!(
        largest.problems(REGION)[0].rule,
        "is 65536 GiB: 65536 GiB cannot grow by 10 %, as gp3 ends at 65536"
    );
}

#[test]
fn operations() {
    let iops = |kind: &str, size: i32, iops: i32| {
        broken(|spec| {
            spec.storage_type = kind.into();
            spec.storage = size;
            spec.iops = Some(iops);
        })
    };
    for (kind, size, good, bad) in [
        ("gp3", 400, &[12_000, 64_000][..], &[3_000, 11_999, 64_001][..]),
        ("gp3", 399, &[], &[3_000, 12_000]),
        ("gp2", 400, &[], &[3_000]),
        ("io1", 100, &[1_000, 5_000], &[-1, 0, 999, 5_001]),
        ("io1", 10_001, &[5_001, 256_000], &[5_000, 256_001]),
        ("io2", 100, &[1_000, 100_000], &[999, 100_001]),
    ] {
        for value in good {
            assert_eq!(iops(kind, size, *value), [""; 0], "{kind} {size} {value}");
        }
        for value in bad {
            assert_eq!(iops(kind, size, *value), ["--iops"], "{kind} {size} {value}");
        }
    }
    let without = broken(|spec| {
        spec.storage = 100;
        spec.storage_type = "io2".into();
    });
    assert_eq!(without, ["--iops"]);
}

#[test]
fn keys() {
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let arn = |region: &str, what: &str| format!("arn:aws:kms:{region}:123456789012:{what}");
    let key = format!("key/{id}");
    text(
        "--kms-key",
        &[
            id,
            "mrk-1234abcd12ab34cd56ef1234567890ab",
            "alias/cruddur",
            "alias/aws/rds",
            &arn(REGION, &key),
            &arn(REGION, "alias/x"),
        ],
        &[
            "",
            "cruddur",
            "alias/",
            "alias/a b",
            "1234abcd",
            &arn("us-east-1", &key),
            &arn(REGION, "secret/x"),
            "arn:aws:s3:::bucket",
        ],
        |spec, value| spec.kms_key = Some(value),
    );
    let unencrypted = broken(|spec| {
        spec.kms_key = Some(id.to_owned());
        spec.storage_encrypted = false;
    });
    assert_eq!(unencrypted, ["--kms-key"]);
}

#[test]
fn time_windows() {
    text(
        "--backup-window",
        &["03:00-04:00", "03:00-03:30", "23:45-00:15", "00:00-23:59"],
        &[
            "",
            "3:00-4:00",
            "03:00",
            "03:00-03:29",
            "03:00-03:00",
            "24:00-24:30",
            "03:00-04:60",
            "03-04",
            "03:00-04:00Z",
            "+3:00-04:00",
        ],
        |spec, value| spec.backup_window = Some(value),
    );
    text(
        "--maintenance-window",
        &["sun:05:00-sun:06:00", "sun:23:45-mon:00:15", "sat:23:00-sun:05:00"],
        &[
            "",
            "05:00-06:00",
            "sun:05:00-sun:05:29",
            "sun:05:00-sun:05:00",
            "sunday:05:00-sun:06:00",
            "so:05:00-so:06:00",
            "sun:5:00-sun:6:00",
        ],
        |spec, value| spec.maintenance_window = Some(value),
    );
}

#[test]
fn windows_that_overlap() {
    let both = |backup: &str, maintenance: &str| {
        broken(|spec| {
            spec.backup_window = Some(backup.to_owned());
            spec.maintenance_window = Some(maintenance.to_owned());
        })
    };
    for (backup, maintenance) in [
        ("03:00-04:00", "sun:04:00-sun:05:00"),
        ("03:00-04:00", "sun:02:00-sun:03:00"),
        ("23:45-00:15", "sun:00:15-sun:01:00"),
        ("23:45-00:15", "sun:22:00-sun:23:45"),
    ] {
        assert_eq!(both(backup, maintenance), [""; 0], "{backup} {maintenance}");
    }
    for (backup, maintenance) in [
        ("03:00-04:00", "sun:03:30-sun:05:00"),
        ("03:00-04:00", "sun:02:30-sun:03:30"),
        ("03:00-04:00", "sun:03:15-sun:03:45"),
        ("03:15-03:45", "sun:03:00-sun:04:00"),
        ("23:45-00:15", "mon:00:00-mon:01:00"),
        ("23:45-00:15", "sun:23:00-mon:00:00"),
        ("03:00-03:30", "sun:23:00-mon:05:00"),
        ("12:00-13:00", "fri:20:00-sun:05:00"),
    ] {
        assert_eq!(both(backup, maintenance), ["--maintenance-window"], "{backup} {maintenance}");
    }
}

#[test]
fn monitoring() {
    const ROLE: &str = "arn:aws:iam::123456789012:role/rds-monitoring";
    let with_role = |spec: &mut InstanceSpec, value| {
        spec.monitoring_interval = Some(value);
        spec.monitoring_role = Some(ROLE.to_owned());
    };
    number("--monitoring-interval", &[1, 5, 10, 15, 30, 60], &[-1, 0, 2, 61], with_role);
    number("--monitoring-interval", &[0], &[60], |spec, value| {
        spec.monitoring_interval = Some(value);
    });
    text(
        "--monitoring-role",
        &[ROLE, "arn:aws-cn:iam::123456789012:role/path/name"],
        &[
            "",
            "rds-monitoring",
            "arn:aws:iam::123456789012:user/x",
            "arn:aws:iam::12:role/x",
            "arn:aws:iam:123456789012:role/x",
            "arn:aws:iam::123456789012:role/",
        ],
        |spec, value| {
            spec.monitoring_interval = Some(60);
            spec.monitoring_role = Some(value);
        },
    );
    let logs = |names: &[&str]| {
        broken(|spec| spec.cloudwatch_logs = names.iter().map(ToString::to_string).collect())
    };
    assert_eq!(logs(&[]), [""; 0]);
    assert_eq!(logs(&["postgresql", "upgrade", "iam-db-auth-error"]), [""; 0]);
    assert_eq!(logs(&["postgresql", "slowquery"]), ["--cloudwatch-logs"]);
}

#[test]
fn networks_and_option_groups() {
    text("--network-type", &["IPV4", "DUAL"], &["", "IPV6", "dual "], |spec, value| {
        spec.network_type = Some(value);
    });
    let long = "a".repeat(256);
    text(
        "--option-group",
        &["default:postgres-17", "own", "Own-1", &long[..255]],
        &["", "default:postgres-16", "default:mysql-8-0", "1a", "a--b", "a-", "a_b", &long],
        |spec, value| spec.option_group = Some(value),
    );
}
