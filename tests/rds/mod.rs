//! The RDS commands, against the emulator, and against a server that shows what it cannot:
//! states that pass, quotas, throttling, outages.

mod bounds;
mod create;
mod failures;
mod life;
mod lost;
mod named;
mod options;
mod wait;

pub use lost::unprotected;

use crate::common::{Account, Emulator, HttpServer, Reply, Sandbox};

/// A password that must not be seen anywhere.
const CANARY: &str = "canary-Zq7";

/// An account, and a sandbox in it in which waiting is quick.
fn setup() -> (Account, Sandbox) {
    let account = Emulator::moto().account();
    let sandbox = account.sandbox();
    (account, sandbox)
}

/// A sandbox whose AWS is this server.
fn at(server: &HttpServer) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox
        .without_aws()
        .set("AWS_ENDPOINT_URL", server.url())
        .set("AWS_ACCESS_KEY_ID", "test")
        .set("AWS_SECRET_ACCESS_KEY", CANARY)
        .hide(server.url(), "[AWS]");
    sandbox
}

/// The answer to any question about `db1`.
pub fn described(action: &str, status: &str) -> Reply {
    let instance = instance(status);
    Reply::xml(match action {
        "DescribeDBInstances" => format!(
            "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>{instance}\
             </DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>"
        ),
        action => format!(
            "<{action}Response><{action}Result>{instance}</{action}Result></{action}Response>"
        ),
    })
}

fn instance(status: &str) -> String {
    let endpoint = match status {
        "creating" => "",
        _ => {
            "<Endpoint><Address>db1.c9.ca-central-1.rds.amazonaws.com</Address><Port>5432</Port></Endpoint>"
        }
    };
    format!(
        "<DBInstance><DBInstanceIdentifier>db1</DBInstanceIdentifier>\
         <DBInstanceStatus>{status}</DBInstanceStatus>{endpoint}\
         <Engine>postgres</Engine><EngineVersion>17.5</EngineVersion>\
         <DBInstanceClass>db.t4g.micro</DBInstanceClass><DBName>cruddur</DBName>\
         <MasterUsername>cruddurroot</MasterUsername>\
         <MasterUserSecret><SecretArn>arn:secret</SecretArn></MasterUserSecret>\
         <AllocatedStorage>20</AllocatedStorage><StorageType>gp3</StorageType>\
         <StorageEncrypted>true</StorageEncrypted><BackupRetentionPeriod>7</BackupRetentionPeriod>\
         <DeletionProtection>true</DeletionProtection><MultiAZ>false</MultiAZ>\
         <PubliclyAccessible>false</PubliclyAccessible>\
         <IAMDatabaseAuthenticationEnabled>true</IAMDatabaseAuthenticationEnabled>\
         <AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade>\
         <PreferredBackupWindow>03:00-03:30</PreferredBackupWindow>\
         <PreferredMaintenanceWindow>sun:05:00-sun:05:30</PreferredMaintenanceWindow>\
         <EnabledCloudwatchLogsExports><member>upgrade</member><member>postgresql</member>\
         </EnabledCloudwatchLogsExports>\
         </DBInstance>"
    )
}

pub fn not_found() -> Reply {
    Reply::rds_error(404, "DBInstanceNotFound", "DBInstance db1 not found.")
}
