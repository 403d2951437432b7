use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::Account;

/// The services that speak JSON: Cognito and Lambda.
impl Account {
    /// Sends a request, unsigned, and returns the status and the answer.
    fn send(&self, service: &str, line: &str, headers: &str, body: &str) -> (u16, Value) {
        let (key, region) = (&self.key, Self::REGION);
        let mut stream = TcpStream::connect(("127.0.0.1", self.server.port)).unwrap();
        let request = format!(
            "{line} HTTP/1.1\r\nHost: {service}.{region}.amazonaws.com\r\nConnection: close\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, \
             SignedHeaders=host, Signature=0\r\nX-Amz-Security-Token: {}\r\n{headers}\
             Content-Length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        (head[9..12].parse().unwrap(), serde_json::from_str(body).unwrap_or_default())
    }

    /// Calls Cognito.
    #[track_caller]
    pub fn cognito(&self, action: &str, body: Value) -> Value {
        let headers = format!(
            "X-Amz-Target: AWSCognitoIdentityProviderService.{action}\r\n\
             Content-Type: application/x-amz-json-1.1\r\n"
        );
        let (status, reply) = self.send("cognito-idp", "POST /", &headers, &body.to_string());
        assert_eq!(status, 200, "{action}: {reply}");
        reply
    }

    /// Calls a service of the JSON protocol; `target` is the header that names the action.
    #[track_caller]
    pub fn json(&self, service: &str, target: &str, body: Value) -> Value {
        let headers =
            format!("X-Amz-Target: {target}\r\nContent-Type: application/x-amz-json-1.1\r\n");
        let (status, reply) = self.send(service, "POST /", &headers, &body.to_string());
        assert_eq!(status, 200, "{target}: {reply}");
        reply
    }

    /// Calls a service of the REST protocol.
    #[track_caller]
    pub fn post(&self, service: &str, path: &str, body: Value) -> Value {
        let headers = "Content-Type: application/json\r\n";
        let (status, reply) =
            self.send(service, &format!("POST {path}"), headers, &body.to_string());
        assert_eq!(status, 200, "{path}: {reply}");
        reply
    }

    /// Makes a bucket of S3.
    #[track_caller]
    pub fn bucket(&self, name: &str) {
        let region = Self::REGION;
        let body = format!(
            "<CreateBucketConfiguration><LocationConstraint>{region}</LocationConstraint>\
             </CreateBucketConfiguration>"
        );
        let (status, reply) = self.send("s3", &format!("PUT /{name}"), "", &body);
        assert_eq!(status, 200, "{reply}");
    }

    /// Makes a subnet group for RDS of two subnets of the default VPC.
    pub fn subnet_group(&self, name: &str) {
        let subnets = self.ask("ec2", &[("Action", "DescribeSubnets")]);
        let ids = subnets.split("<subnetId>").skip(1).map(|rest| rest.split('<').next().unwrap());
        let [one, other] = ids.take(2).collect::<Vec<_>>().try_into().unwrap();
        let parameters = [
            ("Action", "CreateDBSubnetGroup"),
            ("DBSubnetGroupName", name),
            ("DBSubnetGroupDescription", name),
            ("SubnetIds.SubnetIdentifier.1", one),
            ("SubnetIds.SubnetIdentifier.2", other),
        ];
        self.ask("rds", &parameters);
    }

    /// Gives the default VPC a way to the internet.
    pub fn internet_gateway(&self) {
        let made = self.ask("ec2", &[("Action", "CreateInternetGateway")]);
        let gateway = super::between(&made, "internetGatewayId");
        let tables = self.ask("ec2", &[("Action", "DescribeRouteTables")]);
        let (table, vpc) =
            (super::between(&tables, "routeTableId"), super::between(&tables, "vpcId"));
        let attach =
            [("Action", "AttachInternetGateway"), ("InternetGatewayId", &gateway), ("VpcId", &vpc)];
        self.ask("ec2", &attach);
        let route = [
            ("Action", "CreateRoute"),
            ("RouteTableId", &table),
            ("DestinationCidrBlock", "0.0.0.0/0"),
            ("GatewayId", &gateway),
        ];
        self.ask("ec2", &route);
    }

    /// Asks Lambda; none when there is no such thing.
    #[track_caller]
    pub fn lambda(&self, path: &str) -> Option<Value> {
        let (status, reply) =
            self.send("lambda", &format!("GET /2015-03-31/functions/{path}"), "", "");
        assert!(matches!(status, 200 | 404), "{reply}");
        (status == 200).then_some(reply)
    }

    /// Makes a user pool with these settings and returns its id.
    #[track_caller]
    pub fn pool(&self, mut settings: Value) -> String {
        settings["PoolName"] = json!("cruddur");
        let made = self.cognito("CreateUserPool", settings);
        made["UserPool"]["Id"].as_str().unwrap().to_owned()
    }

    /// Adds a confirmed user to a pool and returns his `sub`.
    #[track_caller]
    pub fn user(&self, pool: &str, name: &str, handle: Option<&str>) -> String {
        let mut attributes =
            vec![json!({ "Name": "email", "Value": format!("{name}@example.com") })];
        if let Some(handle) = handle {
            attributes.push(json!({ "Name": "preferred_username", "Value": handle }));
        }
        let user = json!({ "UserPoolId": pool, "Username": name, "UserAttributes": attributes });
        let made = self.cognito("AdminCreateUser", user);
        let attributes = made["User"]["Attributes"].as_array().unwrap();
        let sub = attributes.iter().find(|attribute| attribute["Name"] == "sub").unwrap();
        sub["Value"].as_str().unwrap().to_owned()
    }

    /// The pool as Cognito describes it.
    #[track_caller]
    pub fn describe_pool(&self, pool: &str) -> Value {
        self.cognito("DescribeUserPool", json!({ "UserPoolId": pool }))["UserPool"].clone()
    }

    /// Makes a role that Lambda may assume and returns its ARN.
    #[track_caller]
    pub fn role(&self, name: &str) -> String {
        let trust = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": { "Service": "lambda.amazonaws.com" },
        }]});
        let reply = self.ask(
            "iam",
            &[
                ("Action", "CreateRole"),
                ("RoleName", name),
                ("AssumeRolePolicyDocument", &trust.to_string()),
            ],
        );
        super::between(&reply, "Arn")
    }
}
