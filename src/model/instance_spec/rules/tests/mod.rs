mod options;

use super::*;
use crate::model::Secret;

const REGION: &str = "ca-central-1";

/// Sets one value and returns the flags of the rules that are then broken.
fn broken(change: impl FnOnce(&mut InstanceSpec)) -> Vec<&'static str> {
    let mut spec = InstanceSpec::default();
    change(&mut spec);
    spec.problems(REGION).iter().map(|problem| problem.flag).collect()
}

fn text(flag: &str, good: &[&str], bad: &[&str], set: fn(&mut InstanceSpec, String)) {
    for value in good {
        assert_eq!(broken(|spec| set(spec, value.to_string())), [""; 0], "{flag} {value:?}");
    }
    for value in bad {
        assert_eq!(broken(|spec| set(spec, value.to_string())), [flag], "{flag} {value:?}");
    }
}

fn number(flag: &str, good: &[i32], bad: &[i32], set: fn(&mut InstanceSpec, i32)) {
    for value in good {
        assert_eq!(broken(|spec| set(spec, *value)), [""; 0], "{flag} {value}");
    }
    for value in bad {
        assert_eq!(broken(|spec| set(spec, *value)), [flag], "{flag} {value}");
    }
}

#[test]
fn both_presets_are_sound() {
    assert_eq!(broken(|_| {}), [""; 0]);
    for region in [REGION, "us-east-1"] {
        let (bootcamp, changes) = InstanceSpec::bootcamp(region);
        assert_eq!(bootcamp.problems(region), []);
        assert_eq!(changes.len(), if region == REGION { 3 } else { 4 });
        assert!(!bootcamp.extended_support);
    }
}

#[test]
fn names() {
    let long = "a".repeat(64);
    text(
        "INSTANCE",
        &["a", "cruddur-db-instance", "Abc", &long[..63]],
        &["", "1abc", "a--b", "abc-", "-a", "a_b", "a.b", "é", &long],
        |spec, value| spec.identifier = value,
    );
    text(
        "--master-username",
        &["root", "cruddurroot", "A_1", &long[..16]],
        &[
            "",
            "admin",
            "Admin",
            "user",
            "rdsadmin",
            "pg_x",
            "Select",
            "1a",
            "a-b",
            "a b",
            &long[..17],
        ],
        |spec, value| spec.master_username = value,
    );
    text(
        "--db-name",
        &["cruddur", "a_1", &long[..63]],
        &["", "1a", "a-b", "db", "template1", "rdsadmin", "table", &long],
        |spec, value| spec.db_name = value,
    );
}

#[test]
fn classes_and_versions() {
    text(
        "--class",
        &["db.t3.micro", "db.t4g.micro", "db.m6id.2xlarge", "db.x2iedn.16xlarge"],
        &["", "t3.micro", "db.t3", "db..micro", "db.t3.micro.x", "db.t2.micro"],
        |spec, value| spec.class = value,
    );
    text(
        "--engine-version",
        &["17", "17.5", "14", "14.20", "15.13", "13", "13.4", "18", "18.1"],
        &[
            "", "14.6", "14.17", "15.12", "16.8", "17.4", "12", "9.6", "17.", "17.5.1", "v17",
            "latest", "17-R1",
        ],
        |spec, value| spec.engine_version = value,
    );
}

#[test]
fn passwords() {
    let long = "x".repeat(129);
    text(
        "the password",
        &["canary-7", "!#$%&'()*+", &long[..128]],
        &[
            "",
            "short-7",
            "with/slash",
            "with@sign",
            "with\"quote",
            "with space",
            "passwörd",
            "line\nend1",
            &long,
        ],
        |spec, value| spec.password = MasterPassword::Given(Secret::new(value)),
    );
    let password = MasterPassword::Given(Secret::new("canary@Zq7"));
    let spec = InstanceSpec { password, ..InstanceSpec::default() };
    assert!(!spec.validate(REGION).unwrap_err().to_string().contains("canary"));
    assert!(!format!("{spec:?}").contains("canary"));
    assert!(!serde_json::to_string(&spec).unwrap().contains("canary"));
}

#[test]
fn numbers() {
    number("--storage", &[20, 65_536], &[-1, 0, 5, 19, 65_537], |spec, value| {
        spec.storage = value;
    });
    number("--storage", &[100], &[20, 99], |spec, value| {
        spec.storage = value;
        spec.storage_type = "io1".into();
        spec.iops = Some(1000.max(value * 50));
    });
    for kind in ["ssd", "standard", ""] {
        assert_eq!(broken(|spec| spec.storage_type = kind.into()), ["--storage-type"], "{kind}");
    }
    let io2 = InstanceSpec {
        storage_type: "io2".into(),
        storage: 100,
        iops: Some(1_000),
        ..InstanceSpec::default()
    };
    assert_eq!(io2.problems("eu-west-3"), []);
    assert_eq!(io2.problems("cn-north-1")[0].flag, "--storage-type");
    number("--backup-retention", &[0, 1, 35], &[-1, 36, 99], |spec, value| {
        spec.backup_retention = value;
    });
    number("--port", &[1150, 5432, 65_535], &[1, 80, 1149], |spec, value| {
        spec.port = u16::try_from(value).unwrap();
    });
    number(
        "--performance-insights-retention",
        &[7, 31, 62, 713, 731],
        &[0, 1, 8, 30, 94, 732, 744],
        |spec, value| spec.performance_insights = Some(value),
    );
}

#[test]
fn zones() {
    let zone = |zone: &str, multi_az| {
        broken(|spec| {
            spec.availability_zone = Some(zone.to_owned());
            spec.multi_az = multi_az;
        })
    };
    assert_eq!(zone("ca-central-1a", false), [""; 0]);
    for bad in ["ca-central-1", "us-east-1a", "a", "", "ca-central-1ab", "ca-central-12"] {
        assert_eq!(zone(bad, false), ["--availability-zone"], "{bad}");
    }
    assert_eq!(zone("ca-central-1a", true), ["--availability-zone"]);
    assert_eq!(broken(|spec| spec.multi_az = true), [""; 0]);
}

#[test]
fn tags() {
    let tag = |key: &str, value: &str| broken(|spec| spec.tags = vec![(key.into(), value.into())]);
    assert_eq!(tag("team", "cruddur"), [""; 0]);
    for (key, value) in
        [("", "x"), ("aws:x", "y"), ("AWS:x", "y"), ("rds:x", "y"), ("a", "aws:b"), ("a", "<b>")]
    {
        assert_eq!(tag(key, value), ["--tag"]);
    }
    // They are counted in characters.
    let long = |length: usize| "é".repeat(length);
    assert_eq!(tag(&long(128), &long(256)), [""; 0]);
    assert_eq!(tag(&long(129), ""), ["--tag"]);
    assert_eq!(tag("a", &long(257)), ["--tag"]);
    let many = |count: usize, key: fn(usize) -> String| {
        broken(|spec| spec.tags = (0..count).map(|n| (key(n), String::new())).collect())
    };
    assert_eq!(many(50, |n| n.to_string()), [""; 0]);
    assert_eq!(many(51, |n| n.to_string()), ["--tag"]);
    assert_eq!(many(2, |_| "team".to_owned()), ["--tag"]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let mut spec = InstanceSpec::default();
    (spec.storage, spec.port) = (1, 80);
    let text = spec.validate(REGION).unwrap_err().to_string();
    assert_eq!(
        text,
        "--storage is 1 GiB: gp3 has from 20 to 65536\n\
         detail: also: --port is 80: from 1150 to 65535"
    );
}
