//! Storage: its size, its growth, its IOPS, its key. Source: Amazon RDS User Guide, "Amazon RDS DB
//! instance storage" and "Managing capacity automatically with Amazon RDS storage autoscaling".

use std::ops::RangeInclusive;

use super::InstanceSpec;

/// Smallest and largest storage in GiB.
const STORAGE: [(&str, i32, i32); 4] =
    [("gp2", 20, 65_536), ("gp3", 20, 65_536), ("io1", 100, 65_536), ("io2", 100, 65_536)];

/// Magnetic storage, which AWS no longer gives to new instances. Source: Amazon RDS User Guide,
/// "Magnetic storage (deprecated)".
const MAGNETIC: &str = "standard";

/// From this size on, gp3 is striped, and takes IOPS of the user's own.
const STRIPED: i32 = 400;

pub fn kind(spec: &InstanceSpec, region: &str) -> Option<String> {
    let kind = spec.storage_type.as_str();
    let names = STORAGE.map(|(name, ..)| name);
    match kind {
        MAGNETIC => {
            Some("is standard (magnetic), which AWS ended on 2026-04-30: use gp3".to_owned())
        }
        "io2" if region.starts_with("cn-") => {
            Some(format!("is io2, which is not in {region}: use io1"))
        }
        _ if names.contains(&kind) => None,
        _ => Some(format!("is {kind:?}, not one of {}", names.join(", "))),
    }
}

pub fn size(spec: &InstanceSpec) -> Option<String> {
    let (kind, size) = (spec.storage_type.as_str(), spec.storage);
    // A kind that is none is named itself.
    let (_, least, most) = STORAGE.iter().find(|(name, ..)| *name == kind)?;
    let fits = (*least..=*most).contains(&size);
    (!fits).then(|| format!("is {size} GiB: {kind} has from {least} to {most}"))
}

pub fn growth(spec: &InstanceSpec) -> Option<String> {
    let limit = spec.max_storage?;
    let kind = spec.storage_type.as_str();
    let most = STORAGE.iter().find(|(name, ..)| *name == kind)?.2;
    let least = (i64::from(spec.storage) * 11 + 9) / 10;
    if least > most.into() {
        return Some(format!(
            "is {limit} GiB: {} GiB cannot grow by 10 %, as {kind} ends at {most}",
            spec.storage
        ));
    }
    if !(least..=most.into()).contains(&limit.into()) {
        return Some(format!("is {limit} GiB: from {least}, 10 % more than --storage, to {most}"));
    }
    // Half an operation a GiB, however far it grows.
    let iops = spec.iops.filter(|_| matches!(kind, "io1" | "io2"))?;
    (i64::from(limit) > i64::from(iops) * 2).then(|| {
        format!(
            "is {limit} GiB: with --iops {iops}, {kind} grows to {} at most",
            i64::from(iops) * 2
        )
    })
}

pub fn iops(spec: &InstanceSpec) -> Option<String> {
    let (kind, size) = (spec.storage_type.as_str(), spec.storage);
    let Some(iops) = spec.iops else {
        return matches!(kind, "io1" | "io2").then(|| format!("is needed by {kind}"));
    };
    let within = |range: RangeInclusive<i32>| {
        (!range.contains(&iops)).then(|| {
            format!(
                "is {iops}: {size} GiB of {kind} have from {} to {}",
                range.start(),
                range.end()
            )
        })
    };
    // As many as the size allows, from half an operation a GiB.
    let provisioned = |a_gib: i32| {
        let most = size.saturating_mul(a_gib).min(256_000);
        within(1_000.max(size / 2 + size % 2)..=most)
    };
    match kind {
        "io1" => provisioned(50),
        "io2" => provisioned(1_000),
        "gp3" if size < STRIPED => {
            Some(format!("needs {STRIPED} GiB of gp3: below, there are 3000 at no cost"))
        }
        "gp3" => within(12_000..=64_000),
        _ => Some(format!("is given, and {kind} takes none")),
    }
}

pub fn key(spec: &InstanceSpec, region: &str) -> Option<String> {
    let key = spec.kms_key.as_deref()?;
    if !spec.storage_encrypted {
        return Some("needs --storage-encrypted".to_owned());
    }
    if let Some(rest) = key.strip_prefix("arn:") {
        let [_, "kms", there, _, what] = rest.splitn(5, ':').collect::<Vec<_>>()[..] else {
            return Some(format!(
                "is {key:?}: the ARN of a key looks like arn:aws:kms:{region}:..."
            ));
        };
        let is_key = what.starts_with("key/") || what.starts_with("alias/");
        return match () {
            () if !is_key => Some(format!("is {key:?}: neither a key nor an alias")),
            () if there != region => Some(format!("is in {there}, and the instance in {region}")),
            () => None,
        };
    }
    let is_id = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let fits = match key.strip_prefix("alias/") {
        Some(name) => {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "/_-".contains(c))
        }
        None => is_id(key.strip_prefix("mrk-").unwrap_or(key)) && key.len() == 36,
    };
    (!fits).then(|| format!("is {key:?}: a key's ID or ARN, or alias/NAME"))
}
