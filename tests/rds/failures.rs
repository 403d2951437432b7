use snapbox::str;

use super::{at, not_found};
use crate::common::{HttpServer, Reply, Run};

/// What `rds-create` makes of this answer to its call.
fn refused(code: &'static str, message: &'static str) -> Run {
    let server = HttpServer::start(move |request, _| match request.action().as_str() {
        "CreateDBInstance" => Reply::rds_error(400, code, message),
        _ => not_found(),
    });
    let run = at(&server).run(["rds-create", "db1", "--yes", "--quiet"]);
    assert!(!format!("{run:?}").contains("canary"), "{run:?}");
    run
}

#[test]
fn refusals_say_what_to_do() {
    refused("InvalidParameterCombination", "Cannot find version 17.9 for postgres").check(str![[r#"
exit 1
--- stderr
error: Cannot find version 17.9 for postgres (InvalidParameterCombination)
hint: AWS retires minor versions: name the major one alone: `cruddur-db rds-create db1 --yes --quiet --engine-version 17`

"#]]);
    refused("InstanceQuotaExceeded", "Cannot create more than 40 instances").check(str![[r#"
exit 1
--- stderr
error: Cannot create more than 40 instances (InstanceQuotaExceeded)
hint: delete an instance that is not needed, or request an increase under Service Quotas in the AWS console

"#]]);
    refused("StorageQuotaExceeded", "More than 100 TiB").ended_with(1);
    refused("InsufficientDBInstanceCapacity", "No room").check(str![[r#"
exit 1
--- stderr
error: No room (InsufficientDBInstanceCapacity)
hint: AWS has no capacity for it there: choose another --class or zone

"#]]);
    refused("DBSubnetGroupDoesNotCoverEnoughAZs", "One zone only").check(str![[r#"
exit 1
--- stderr
error: One zone only (DBSubnetGroupDoesNotCoverEnoughAZs)
hint: the subnet group needs subnets in two zones or more

"#]]);
    refused("DBSubnetGroupNotFoundFault", "No such group").ended_with(1);
    refused(
        "FreeTierRestrictionError",
        "The specified backup retention period exceeds the maximum available to free tier \
         customers. To remove all limitations, upgrade your account plan.",
    )
    .check(str![[r#"
exit 1
--- stderr
error: The specified backup retention period exceeds the maximum available to free tier customers. To remove all limitations, upgrade your account plan (FreeTierRestrictionError)
hint: the account is on AWS's free plan: `cruddur-db rds-create db1 --yes --quiet --backup-retention 1`, or upgrade the plan in the AWS console

"#]]);
    let size = "This instance size isn't available with free plan accounts.";
    refused("FreeTierRestrictionError", size).check(str![[r#"
exit 1
--- stderr
error: This instance size isn't available with free plan accounts (FreeTierRestrictionError)
hint: the account is on AWS's free plan: `cruddur-db rds-create db1 --yes --quiet --class db.t4g.micro`, or upgrade the plan in the AWS console

"#]]);
    let free = refused("FreeTierRestrictionError", "Not with the free plan.");
    assert!(free.stderr.contains("free plan: ask for less, or"), "{free:?}");
    for (code, message) in [
        ("InvalidSubnet", "No default subnet detected in VPC. Please contact AWS Support."),
        (
            "InvalidVPCNetworkStateFault",
            "The VPC vpc-1 associated with the default subnet group does not exist.",
        ),
        ("DBSubnetGroupNotFoundFault", "DB subnet group 'default' does not exist."),
    ] {
        let run = refused(code, message);
        assert!(run.stderr.contains("aws ec2 create-default-vpc --region ca-central-1"), "{run:?}");
    }
    refused(
        "KMSKeyNotAccessibleFault",
        "The specified KMS key does not exist, is not enabled or you do not have permissions to \
         access it.",
    )
    .check(str![[r#"
exit 1
--- stderr
error: The specified KMS key does not exist, is not enabled or you do not have permissions to access it (KMSKeyNotAccessibleFault)
hint: the key must be enabled, in ca-central-1, and allow this user kms:DescribeKey and kms:CreateGrant; without --kms-key it is Amazon's own, aws/rds

"#]]);
    refused("NetworkTypeNotSupported", "The network type DUAL is not supported.").check(str![[r#"
exit 1
--- stderr
error: The network type DUAL is not supported (NetworkTypeNotSupported)
hint: the subnets of --subnet-group need IPv6; without it: `cruddur-db rds-create db1 --yes --quiet --network-type IPV4`

"#]]);
    let iops = refused("ProvisionedIopsNotAvailableInAZFault", "Not in this zone.");
    assert!(iops.stderr.contains("--storage-type gp3"), "{iops:?}");
    refused("InvalidParameterValue", "The parameter X is not valid.").check(str![[r#"
exit 1
--- stderr
error: The parameter X is not valid (InvalidParameterValue)

"#]]);
    refused("AccessDenied", "User: arn:x is not authorized to perform: rds:CreateDBInstance")
        .check(str![[r#"
exit 1
--- stderr
error: AWS does not allow this user rds:CreateDBInstance in ca-central-1
hint: ask the account's administrator to allow rds:CreateDBInstance in an IAM policy

"#]]);
    refused("InvalidClientTokenId", "The security token included in the request is invalid.")
        .check(str![[r#"
exit 3
--- stderr
error: AWS does not know these credentials (InvalidClientTokenId)
hint: check AWS_ACCESS_KEY_ID or the profile; AWS_SESSION_TOKEN is valid for one key only

"#]]);
    refused("ExpiredToken", "The security token included in the request is expired").check(str![[
        r#"
exit 3
--- stderr
error: the AWS session has expired
hint: log in again (aws sso login) or renew AWS_SESSION_TOKEN

"#
    ]]);
    refused("OptInRequired", "The AWS Access Key Id needs a subscription").check(str![[r#"
exit 3
--- stderr
error: The AWS Access Key Id needs a subscription (OptInRequired)
hint: ca-central-1 is not enabled for the account

"#]]);
}

/// In whichever way AWS is asked.
#[test]
fn a_proxy_that_lets_nobody_through_is_named() {
    let proxy = HttpServer::always(Reply::html(403));
    let mut sandbox = at(&proxy);
    sandbox.unset("AWS_ENDPOINT_URL").set("HTTPS_PROXY", proxy.url());
    sandbox.set("AWS_MAX_ATTEMPTS", "1");
    let pool = ["trigger-status", "--pool-id", "ca-central-1_6qYzY93Qy"];
    for (args, service) in
        [(&["rds-status", "db1"][..], "RDS"), (&pool[..], "Cognito Identity Provider")]
    {
        let run = sandbox.run(args).ended_with(3);
        let error = format!("error: {service} in ca-central-1 cannot be reached\ndetail: ");
        assert!(run.stderr.contains(&error), "{run:?}");
        assert!(run.stderr.contains("hint: the proxy of HTTPS_PROXY refuses"), "{run:?}");
    }
    assert!(proxy.requests().iter().all(|request| request.head.starts_with("CONNECT ")));
    // The endpoints of FIPS and IPv6 are asked where they are wanted, by all calls.
    sandbox.set("AWS_USE_FIPS_ENDPOINT", "true").set("AWS_USE_DUALSTACK_ENDPOINT", "true");
    for (args, host) in [(&["rds-status", "db1"][..], "rds"), (&pool[..], "cognito-idp")] {
        sandbox.run(args).ended_with(3);
        let head = proxy.requests().pop().unwrap().head;
        let expected = format!("CONNECT {host}-fips.ca-central-1.api.aws:443 ");
        assert!(head.starts_with(&expected), "{head}");
    }
}

#[test]
fn the_emulators_own_page_of_a_crash_is_no_answer() {
    let server = HttpServer::always(Reply::html(500));
    at(&server).run(["rds-status", "db1"]).check(str![[r#"
exit 3
--- stderr
error: RDS at [AWS] answered 500, but not as AWS does
hint: check for a proxy or login page in between; otherwise try again later

"#]]);
    at(&server).run(["rds-status", "db1", "--format", "json"]).check(str![[r#"
exit 3
--- stderr
{"error":{"hint":"check for a proxy or login page in between; otherwise try again later","kind":"unreachable","message":"RDS at [AWS] answered 500, but not as AWS does"}}

"#]]);
}
