//! What AWS refuses of a new instance, and what to ask for instead. Source: the errors of
//! CreateDBInstance in the Amazon RDS API Reference, and the service's own words.

use crate::hint;

/// What to do about a refusal, by its code and its text.
pub fn hint(code: &str, message: &str, region: &str) -> Option<String> {
    Some(match code.strip_suffix("Fault").unwrap_or(code) {
        "FreeTierRestrictionError" => free_plan(message),
        "DBSubnetGroupNotFound" | "InvalidSubnet" | "InvalidVPCNetworkState" => {
            network(message, region)
        }
        "KMSKeyNotAccessible" => format!(
            "the key must be enabled, in {region}, and allow this user kms:DescribeKey and \
             kms:CreateGrant; without --kms-key it is Amazon's own, aws/rds"
        ),
        "InsufficientDBInstanceCapacity" => {
            "AWS has no capacity for it there: choose another --class or zone".to_owned()
        }
        "DBSubnetGroupDoesNotCoverEnoughAZs" => {
            "the subnet group needs subnets in two zones or more".to_owned()
        }
        "NetworkTypeNotSupported" => {
            let without = hint::again("--network-type IPV4");
            format!("the subnets of --subnet-group need IPv6; without it: {without}")
        }
        "ProvisionedIopsNotAvailableInAZ" => {
            let other = hint::again("--storage-type gp3");
            format!("choose another --availability-zone, or other storage: {other}")
        }
        "StorageTypeNotSupported" => "choose another --storage-type".to_owned(),
        _ if message.contains("Cannot find version") => version(message),
        _ => return None,
    })
}

/// AWS retires minor versions, and with them the ones that a command line names.
fn version(message: &str) -> String {
    let asked = message.split("Cannot find version").nth(1).unwrap_or_default();
    let major = asked.trim().split(['.', ' ']).next().unwrap_or_default();
    let retires = "AWS retires minor versions: name the major one alone";
    match major.parse::<u8>() {
        Ok(major) => format!("{retires}: {}", hint::again(&format!("--engine-version {major}"))),
        Err(_) => retires.to_owned(),
    }
}

/// What AWS's free plan allows.
fn free_plan(message: &str) -> String {
    let change = match message.to_ascii_lowercase() {
        text if text.contains("backup retention") => hint::again("--backup-retention 1"),
        text if text.contains("instance size") || text.contains("instance class") => {
            hint::again("--class db.t4g.micro")
        }
        _ => "ask for less".to_owned(),
    };
    format!("the account is on AWS's free plan: {change}, or upgrade the plan in the AWS console")
}

/// Without a subnet group, AWS takes the default VPC, which many accounts have deleted.
fn network(message: &str, region: &str) -> String {
    match message.to_ascii_lowercase().contains("default") {
        true => format!(
            "there is no usable default VPC: pass --subnet-group and --security-group of another, \
             or create one with: aws ec2 create-default-vpc --region {region}"
        ),
        false => "check --subnet-group and --security-group".to_owned(),
    }
}
