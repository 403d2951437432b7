//! Answers of AWS, as it documents their shapes: of an account in which every check passes, and of
//! one in which all fail that can.

use serde_json::{Value, json};

use crate::common::{HttpServer, Reply, Request, Sandbox};

/// Every call that the audit makes.
pub const CALLS: [&str; 23] = [
    "DescribeDBInstances",
    "DescribeSecurityGroupRules",
    "DescribeRouteTables",
    "DescribeDBParameters",
    "DescribeCertificates",
    "DescribeDBEngineVersions",
    "DescribeDBSnapshots",
    "DescribeDBSnapshotAttributes",
    "DescribeKey",
    "GetKeyRotationStatus",
    "DescribeSecret",
    "DescribeTrails",
    "GetTrailStatus",
    "GetEventSelectors",
    "DescribeMetricFilters",
    "DescribeAlarms",
    "ListRules",
    "ListDetectors",
    "GetDetector",
    "DescribeOrganization",
    "ListParents",
    "ListPoliciesForTarget",
    "DescribePolicy",
];

/// The call that a request makes.
pub fn call(request: &Request) -> String {
    let target = request.header("x-amz-target");
    let path = request.head.split(' ').nth(1).unwrap_or_default();
    match path {
        "/detector" => "ListDetectors".to_owned(),
        _ if path.starts_with("/detector/") => "GetDetector".to_owned(),
        _ if target.is_empty() => request.action(),
        _ => target.rsplit('.').next().unwrap().to_owned(),
    }
}

/// Whether the call's answer is XML.
pub fn is_xml(call: &str) -> bool {
    CALLS[..8].contains(&call) || call == "DescribeSecurityGroups"
}

pub fn reply(call: &str, body: String) -> Reply {
    let kind = if is_xml(call) { "text/xml" } else { "application/x-amz-json-1.1" };
    Reply::Body(200, kind, body)
}

/// An answer of this account.
pub fn answer(call: &str, good: bool) -> String {
    match is_xml(call) {
        true => xml(call, good),
        false => recorded_json(call, good).to_string(),
    }
}

fn xml(call: &str, good: bool) -> String {
    let of_ec2 = |body: &str| format!("<{call}Response>{body}</{call}Response>");
    let of_rds = |body: &str| of_ec2(&format!("<{call}Result>{body}</{call}Result>"));
    match call {
        "DescribeDBInstances" => of_rds(&format!("<DBInstances>{}</DBInstances>", instance(good))),
        "DescribeSecurityGroupRules" => of_ec2(&format!(
            "<securityGroupRuleSet>{}</securityGroupRuleSet>",
            match good {
                true => rule("sgr-1", "8.8.8.8/32", 5433, ""),
                false => [
                    rule("sgr-1", "0.0.0.0/1", 5432, EXPIRED),
                    rule("sgr-2", "128.0.0.0/1", 5432, ""),
                    rule("sgr-3", "2600::/12", 5432, ""),
                ]
                .concat(),
            }
        )),
        "DescribeRouteTables" => of_ec2(&format!(
            "<routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId><routeSet>\
             <item><destinationCidrBlock>172.31.0.0/16</destinationCidrBlock><gatewayId>local\
             </gatewayId><state>active</state></item>{}</routeSet><associationSet><item><main>true\
             </main></item></associationSet></item></routeTableSet>",
            match good {
                true => "",
                false =>
                    "<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-1\
                     </gatewayId><state>active</state></item>",
            }
        )),
        "DescribeDBParameters" => of_rds(&format!(
            "<Parameters><Parameter><ParameterName>rds.force_ssl</ParameterName><ParameterValue>{}\
             </ParameterValue></Parameter></Parameters>",
            u8::from(good)
        )),
        "DescribeCertificates" => of_rds(&format!(
            "<Certificates><Certificate><CertificateIdentifier>rds-ca-rsa2048-g1\
             </CertificateIdentifier><ValidTill>{}-01-01T00:00:00Z</ValidTill></Certificate>\
             </Certificates>",
            if good { "2199" } else { "2020" }
        )),
        "DescribeDBEngineVersions" => of_rds(&match good {
            true => "<DBEngineVersions><DBEngineVersion><Engine>postgres</Engine><EngineVersion>\
                     17.5</EngineVersion><Status>available</Status></DBEngineVersion>\
                     </DBEngineVersions>"
                .to_owned(),
            false => "<DBEngineVersions><DBEngineVersion><Engine>postgres</Engine><EngineVersion>\
                      14.6</EngineVersion><Status>deprecated</Status><ValidUpgradeTarget>\
                      <UpgradeTarget><EngineVersion>14.20</EngineVersion></UpgradeTarget>\
                      <UpgradeTarget><EngineVersion>17.5</EngineVersion></UpgradeTarget>\
                      </ValidUpgradeTarget></DBEngineVersion></DBEngineVersions>"
                .to_owned(),
        }),
        "DescribeDBSnapshots" => of_rds(&format!(
            "<DBSnapshots><DBSnapshot><DBSnapshotIdentifier>s1</DBSnapshotIdentifier><SnapshotType>\
             manual</SnapshotType><Encrypted>{good}</Encrypted></DBSnapshot></DBSnapshots>"
        )),
        "DescribeDBSnapshotAttributes" => of_rds(&format!(
            "<DBSnapshotAttributesResult><DBSnapshotIdentifier>s1</DBSnapshotIdentifier>\
             <DBSnapshotAttributes><DBSnapshotAttribute><AttributeName>restore</AttributeName>\
             <AttributeValues>{}</AttributeValues></DBSnapshotAttribute></DBSnapshotAttributes>\
             </DBSnapshotAttributesResult>",
            if good { "" } else { "<AttributeValue>all</AttributeValue>" }
        )),
        other => panic!("{other} is not recorded"),
    }
}

const EXPIRED: &str = "<tagSet><item><key>cruddur-db:owner</key><value>ann@ws</value></item><item>\
    <key>cruddur-db:until</key><value>2020-01-01T00:00:00Z</value></item></tagSet>";

fn rule(id: &str, cidr: &str, port: u16, tags: &str) -> String {
    let family = if cidr.contains(':') { "cidrIpv6" } else { "cidrIpv4" };
    format!(
        "<item><securityGroupRuleId>{id}</securityGroupRuleId><groupId>sg-1</groupId><isEgress>\
         false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>{port}</fromPort><toPort>{port}\
         </toPort><{family}>{cidr}</{family}>{tags}</item>"
    )
}

fn instance(good: bool) -> String {
    let bad = !good;
    let choose = |yes: &'static str, no: &'static str| if good { yes } else { no };
    let version = choose("17.5", "14.6");
    let (port, user) = (choose("5433", "5432"), choose("cruddurroot", "postgres"));
    let support = choose("-disabled", "");
    let logs = choose(
        "<EnabledCloudwatchLogsExports><member>postgresql</member></EnabledCloudwatchLogsExports>",
        "",
    );
    let (days, seconds) = (choose("7", "0"), choose("60", "0"));
    let vpc = choose("vpc-1", "");
    format!(
        "<DBInstance><DBInstanceIdentifier>db1</DBInstanceIdentifier>\
         <DBInstanceArn>arn:aws:rds:ca-central-1:111122223333:db:db1</DBInstanceArn>\
         <DBInstanceStatus>available</DBInstanceStatus><Endpoint><Address>\
         db1.c9.ca-central-1.rds.amazonaws.com</Address><Port>{port}</Port></Endpoint>\
         <Engine>postgres</Engine><EngineVersion>{version}</EngineVersion>\
         <MasterUsername>{user}</MasterUsername>\
         <MasterUserSecret><SecretArn>arn:secret</SecretArn></MasterUserSecret>\
         <StorageEncrypted>{good}</StorageEncrypted><KmsKeyId>key-1</KmsKeyId>\
         <BackupRetentionPeriod>{days}</BackupRetentionPeriod>\
         <DeletionProtection>{good}</DeletionProtection><MultiAZ>{good}</MultiAZ>\
         <PubliclyAccessible>{bad}</PubliclyAccessible>\
         <IAMDatabaseAuthenticationEnabled>{good}</IAMDatabaseAuthenticationEnabled>\
         <AutoMinorVersionUpgrade>{good}</AutoMinorVersionUpgrade>\
         <CopyTagsToSnapshot>{good}</CopyTagsToSnapshot>{logs}\
         <MonitoringInterval>{seconds}</MonitoringInterval>\
         <EngineLifecycleSupport>open-source-rds-extended-support{support}</EngineLifecycleSupport>\
         <CACertificateIdentifier>rds-ca-rsa2048-g1</CACertificateIdentifier>\
         <DBSubnetGroup><VpcId>{vpc}</VpcId><Subnets><Subnet><SubnetIdentifier>subnet-1\
         </SubnetIdentifier></Subnet></Subnets></DBSubnetGroup>\
         <VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1\
         </VpcSecurityGroupId></VpcSecurityGroupMembership></VpcSecurityGroups>\
         <DBParameterGroups><DBParameterGroup><DBParameterGroupName>default.postgres17\
         </DBParameterGroupName><ParameterApplyStatus>in-sync</ParameterApplyStatus>\
         </DBParameterGroup></DBParameterGroups></DBInstance>"
    )
}

fn recorded_json(call: &str, good: bool) -> Value {
    let state = if good { "ENABLED" } else { "DISABLED" };
    match call {
        "DescribeKey" => json!({ "KeyMetadata": {
            "KeyId": "key-1", "KeyState": "Enabled", "KeyManager": "CUSTOMER",
        }}),
        "GetKeyRotationStatus" => json!({ "KeyRotationEnabled": good }),
        "DescribeSecret" => json!({ "ARN": "arn:secret", "RotationEnabled": good }),
        "DescribeTrails" => json!({ "trailList": [{
            "TrailARN": "arn:aws:cloudtrail:us-east-1:111122223333:trail/t",
            "HomeRegion": "us-east-1",
            "IsMultiRegionTrail": true,
            "CloudWatchLogsLogGroupArn": "arn:aws:logs:us-east-1:111122223333:log-group:t:*",
        }]}),
        "GetTrailStatus" => json!({ "IsLogging": good }),
        "GetEventSelectors" => json!({ "EventSelectors": [
            { "ReadWriteType": "All", "IncludeManagementEvents": good },
        ]}),
        "DescribeMetricFilters" => json!({ "metricFilters": [{
            "filterName": "rds",
            "filterPattern": "{ $.eventSource = rds.amazonaws.com }",
            "metricTransformations": [{ "metricNamespace": "Audit", "metricName": "Rds" }],
        }]}),
        "DescribeAlarms" => json!({ "MetricAlarms": [{
            "AlarmName": "rds", "Namespace": "Audit", "MetricName": "Rds",
            "ActionsEnabled": good, "AlarmActions": ["arn:aws:sns:x"],
        }]}),
        "ListRules" => json!({ "Rules": [
            { "Name": "nightly", "State": "ENABLED", "ScheduleExpression": "rate(1 day)" },
        ]}),
        "ListDetectors" => json!({ "detectorIds": ["d1"] }),
        "GetDetector" => json!({ "status": state, "features": [
            { "name": "RDS_LOGIN_EVENTS", "status": state },
        ]}),
        "DescribeOrganization" => json!({ "Organization": {
            "Id": "o-1", "MasterAccountId": "999999999999",
        }}),
        "ListParents" => json!({ "Parents": [{ "Id": "r-1", "Type": "ROOT" }] }),
        "ListPoliciesForTarget" => json!({ "Policies": [{ "Id": "p-1", "Name": "keep" }] }),
        "DescribePolicy" => {
            let effect = if good { "Deny" } else { "Allow" };
            let content = format!(
                r#"{{"Statement":[{{"Effect":"{effect}","Action":"rds:Delete*","Resource":"*"}}]}}"#
            );
            json!({ "Policy": { "Content": content } })
        }
        other => panic!("{other} is not recorded"),
    }
}

/// The account, with another answer to one call.
pub fn account_but(
    good: bool,
    but: impl Fn(&str) -> Option<Reply> + Send + Sync + 'static,
) -> HttpServer {
    HttpServer::start(move |request, _| {
        let call = call(request);
        but(&call).unwrap_or_else(|| reply(&call, answer(&call, good)))
    })
}

pub fn account(good: bool) -> HttpServer {
    account_but(good, |_| None)
}

/// A sandbox whose AWS is this server.
pub fn at(server: &HttpServer) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox
        .without_aws()
        .set("AWS_ENDPOINT_URL", server.url())
        .set("AWS_ACCESS_KEY_ID", "test")
        .set("AWS_SECRET_ACCESS_KEY", "canary-Zq7")
        .set("CRUDDUR_AWS_TIMEOUT", "5s")
        .hide(server.url(), "[AWS]");
    sandbox
}
