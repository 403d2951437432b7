use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Sandbox, python_tools};

/// An emulator of AWS, shared by all tests; each has an account of its own there.
pub struct Emulator {
    pub(super) port: u16,
    // Its stdin closes when the tests end, however they end; it then stops the emulator.
    _reaper: Child,
}

/// Runs its arguments until there is no more input.
pub(super) const SCRIPT: &str = r#"
    log=$(mktemp); trap 'kill $pid 2>/dev/null; rm -f "$log"' EXIT
    "$@" >"$log" 2>&1 & pid=$!
    until grep -q 'Running on http' "$log"; do
        kill -0 $pid 2>/dev/null || { cat "$log" >&2; exit 1; }
        sleep 0.05
    done
    sed -n 's|.*Running on http://127.0.0.1:\([0-9]*\).*|\1|p' "$log" | head -n 1
    read -r _ || true
"#;

impl Emulator {
    pub fn moto() -> &'static Self {
        static SERVER: OnceLock<Emulator> = OnceLock::new();
        SERVER.get_or_init(|| {
            let program = python_tools("tests/requirements.txt").join("bin/moto_server");
            Self::start(Command::new("bash").args(["-c", SCRIPT, "moto"]).arg(program).args([
                "-H",
                "127.0.0.1",
                "-p",
                "0",
            ]))
        })
    }

    /// Runs `SCRIPT`, which says what port the emulator has.
    pub(super) fn start(script: &mut Command) -> Self {
        let mut reaper = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(reaper.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("the AWS emulator did not start");
        Self { port, _reaper: reaper }
    }

    /// A new, empty account.
    pub fn account(&'static self) -> Account {
        static COUNT: AtomicUsize = AtomicUsize::new(1);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = Account {
            server: self,
            key: "root".into(),
            secret: String::new(),
            token: String::new(),
        };
        let role = format!("arn:aws:iam::{number:012}:role/test");
        let reply = root
            .ask("sts", &[("Action", "AssumeRole"), ("RoleArn", &role), ("RoleSessionName", "t")]);
        Account {
            server: self,
            key: between(&reply, "AccessKeyId"),
            secret: between(&reply, "SecretAccessKey"),
            token: between(&reply, "SessionToken"),
        }
    }
}

/// See [`Emulator::account`].
pub struct Account {
    pub(super) server: &'static Emulator,
    pub(super) key: String,
    pub(super) secret: String,
    pub(super) token: String,
}

impl Account {
    pub const REGION: &str = "ca-central-1";

    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.port)
    }

    /// A sandbox whose AWS is this account.
    pub fn sandbox(&self) -> Sandbox {
        let mut sandbox = Sandbox::new();
        sandbox
            .without_aws()
            // See `ask`.
            .set("AWS_MAX_ATTEMPTS", "3")
            .set("AWS_ENDPOINT_URL", self.endpoint())
            .set("AWS_ACCESS_KEY_ID", &self.key)
            .set("AWS_SECRET_ACCESS_KEY", &self.secret);
        if !self.token.is_empty() {
            sandbox.set("AWS_SESSION_TOKEN", &self.token);
        }
        sandbox.hide(self.endpoint(), "[AWS]");
        sandbox
    }

    /// Sends a request of the query protocol, unsigned, and returns the XML.
    #[track_caller]
    pub fn ask(&self, service: &str, parameters: &[(&str, &str)]) -> String {
        // The emulator lists with an error 500 while another test adds something.
        let mut answers = (0..5).map(|_| self.ask_raw(service, parameters));
        let (status, body) = answers.find(|(status, _)| *status != 500).expect("only errors");
        assert_eq!(status, 200, "{body}");
        body
    }

    fn ask_raw(&self, service: &str, parameters: &[(&str, &str)]) -> (u16, String) {
        let version = match service {
            "ec2" => "2016-11-15",
            "rds" => "2014-10-31",
            "monitoring" => "2010-08-01",
            _ => "2011-06-15",
        };
        let mut form = format!("Version={version}");
        for (key, value) in parameters {
            let value =
                percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            form.push_str(&format!("&{key}={value}"));
        }
        let mut stream = TcpStream::connect(("127.0.0.1", self.server.port)).unwrap();
        let (key, region) = (&self.key, Self::REGION);
        let request = format!(
            "POST / HTTP/1.1\r\nHost: {service}.{region}.amazonaws.com\r\nConnection: close\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, \
             SignedHeaders=host, Signature=0\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             X-Amz-Security-Token: {}\r\nContent-Length: {}\r\n\r\n{form}",
            self.token,
            form.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        (head[9..12].parse().unwrap(), body.to_owned())
    }

    /// The headers of an unsigned request of this account to a service.
    pub fn headers(&self, service: &str) -> String {
        let (key, region, token) = (&self.key, Self::REGION, &self.token);
        format!(
            "Host: {service}.{region}.amazonaws.com\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, \
             SignedHeaders=host, Signature=0\r\nX-Amz-Security-Token: {token}\r\n"
        )
    }

    /// Makes a security group and returns its id.
    pub fn group(&self, name: &str) -> String {
        let parameters =
            [("Action", "CreateSecurityGroup"), ("GroupName", name), ("GroupDescription", name)];
        between(&self.ask("ec2", &parameters), "groupId")
    }

    /// Adds an inbound TCP rule and returns its id.
    #[track_caller]
    pub fn rule(&self, group: &str, cidr: &str, port: u16, owner: Option<&str>) -> String {
        let (port, ipv6) = (port.to_string(), cidr.contains(':'));
        let source = if ipv6 {
            "IpPermissions.1.Ipv6Ranges.1.CidrIpv6"
        } else {
            "IpPermissions.1.IpRanges.1.CidrIp"
        };
        let mut parameters = vec![
            ("Action", "AuthorizeSecurityGroupIngress"),
            ("GroupId", group),
            ("IpPermissions.1.IpProtocol", "tcp"),
            ("IpPermissions.1.FromPort", &port),
            ("IpPermissions.1.ToPort", &port),
            (source, cidr),
        ];
        if let Some(owner) = owner {
            parameters.extend([
                ("TagSpecification.1.ResourceType", "security-group-rule"),
                ("TagSpecification.1.Tag.1.Key", "cruddur-db:owner"),
                ("TagSpecification.1.Tag.1.Value", owner),
                ("TagSpecification.1.Tag.2.Key", "cruddur-db:machine"),
                ("TagSpecification.1.Tag.2.Value", Sandbox::MACHINE),
            ]);
        }
        between(&self.ask("ec2", &parameters), "securityGroupRuleId")
    }

    /// Adds a rule for port 5432 that someone else described.
    pub fn rule_described(&self, group: &str, cidr: &str, description: &str) -> String {
        let parameters = [
            ("Action", "AuthorizeSecurityGroupIngress"),
            ("GroupId", group),
            ("IpPermissions.1.IpProtocol", "tcp"),
            ("IpPermissions.1.FromPort", "5432"),
            ("IpPermissions.1.ToPort", "5432"),
            ("IpPermissions.1.IpRanges.1.CidrIp", cidr),
            ("IpPermissions.1.IpRanges.1.Description", description),
        ];
        between(&self.ask("ec2", &parameters), "securityGroupRuleId")
    }

    /// The inbound rules of a group: `ID tcp FROM-TO CIDR DESCRIPTION`, by age.
    pub fn rules(&self, group: &str) -> Vec<String> {
        let parameters = [
            ("Action", "DescribeSecurityGroupRules"),
            ("Filter.1.Name", "group-id"),
            ("Filter.1.Value.1", group),
        ];
        let reply = self.ask("ec2", &parameters);
        let items = reply.split("<securityGroupRuleId>").skip(1);
        let items = items.filter(|item| item.contains("<isEgress>false</isEgress>"));
        items
            .map(|item| {
                let field = |name| between(item, name);
                let cidr = if item.contains("<cidrIpv4>") { "cidrIpv4" } else { "cidrIpv6" };
                format!(
                    "{} {} {}-{} {} {}",
                    item.split('<').next().unwrap(),
                    field("ipProtocol"),
                    field("fromPort"),
                    field("toPort"),
                    field(cidr),
                    field("description")
                )
                .trim_end()
                .to_owned()
            })
            .collect()
    }

    /// The raw description of a group's rules, with tags.
    pub fn rules_xml(&self, group: &str) -> String {
        self.ask(
            "ec2",
            &[
                ("Action", "DescribeSecurityGroupRules"),
                ("Filter.1.Name", "group-id"),
                ("Filter.1.Value.1", group),
            ],
        )
    }

    /// The raw description of an instance; none when there is no such instance.
    pub fn instance_xml(&self, name: &str) -> Option<String> {
        let (status, body) = self
            .ask_raw("rds", &[("Action", "DescribeDBInstances"), ("DBInstanceIdentifier", name)]);
        (status == 200).then_some(body)
    }

    /// Makes an RDS instance.
    pub fn instance(&self, name: &str, more: &[(&str, &str)]) -> String {
        let mut parameters = vec![
            ("Action", "CreateDBInstance"),
            ("DBInstanceIdentifier", name),
            ("DBInstanceClass", "db.t4g.micro"),
            ("Engine", "postgres"),
            ("AllocatedStorage", "20"),
            ("MasterUsername", "cruddurroot"),
            ("MasterUserPassword", "canary-Zq7"),
            ("DBName", "cruddur"),
        ];
        parameters.extend(more);
        self.ask("rds", &parameters)
    }
}

/// The text of the first element of this name; empty when there is none.
pub fn between(xml: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let text = xml.split_once(&open).and_then(|(_, rest)| rest.split_once(&close));
    text.map(|(text, _)| text.to_owned()).unwrap_or_default()
}
