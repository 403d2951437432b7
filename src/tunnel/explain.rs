//! What ssh, the AWS CLI and its plugin write when they fail, as errors with what to do.
//!
//! Sources: messages of OpenSSH 9.2; of AWS CLI 2 and session-manager-plugin 1.2; error codes of
//! the Systems Manager API, StartSession.

use std::time::Duration;

use super::Route;
use super::process::Output;
use crate::error::{Error, Kind};
use crate::hint;
use crate::model::TunnelWay;

/// A cause, by the words of the output that tell it.
struct Cause {
    words: &'static [&'static str],
    kind: Kind,
    /// `{way}` is the host in between, `{server}` the server.
    what: &'static str,
    /// `{ssh}` is a command that logs in there.
    hint: &'static str,
}

/// The first whose words occur is the cause.
const OPENING: [Cause; 16] = [
    Cause {
        words: &["no program ssh"],
        kind: Kind::Usage,
        what: "ssh was not found",
        hint: "install it: apt-get install openssh-client, or dnf install openssh-clients",
    },
    Cause {
        words: &["no program aws"],
        kind: Kind::Usage,
        what: "aws was not found, which opens tunnels of Systems Manager",
        hint: "install the AWS CLI, and its Session Manager plugin; or use a tunnel by ssh",
    },
    Cause {
        words: &["SessionManagerPlugin is not found"],
        kind: Kind::Usage,
        what: "the AWS CLI has no Session Manager plugin",
        hint: "install session-manager-plugin (AWS's documentation: Install the Session Manager \
               plugin); or use a tunnel by ssh",
    },
    Cause {
        words: &["HOST IDENTIFICATION HAS CHANGED"],
        kind: Kind::Unreachable,
        what: "the host key of {way} has changed",
        hint: "it was reinstalled, or someone is in between: ask its administrator; {ssh} shows \
               which line of known_hosts has the old key",
    },
    Cause {
        words: &["Host key verification failed"],
        kind: Kind::Unreachable,
        what: "the host key of {way} is not known",
        hint: "log in once, and compare the key: {ssh}",
    },
    Cause {
        words: &["Permission denied"],
        kind: Kind::Login,
        what: "{way} does not accept the key",
        hint: "{ssh} has to work without prompting; add a key with a passphrase to the agent: ssh-add",
    },
    Cause {
        words: &["Could not resolve hostname"],
        kind: Kind::Unreachable,
        what: "the host of {way} does not resolve",
        hint: "check the name; ssh reads ~/.ssh/config, too",
    },
    Cause {
        words: &["ssh: connect to host"],
        kind: Kind::Unreachable,
        what: "{way} cannot be reached by ssh",
        hint: "check that the host runs, and that its firewall or security group admits port 22",
    },
    Cause {
        words: &["TargetNotConnected"],
        kind: Kind::Unreachable,
        what: "Systems Manager has no connection to {way}",
        hint: "the instance has to run, with the SSM agent, a role with \
               AmazonSSMManagedInstanceCore and a way to AWS; check the region, too",
    },
    Cause {
        words: &["AccessDenied"],
        kind: Kind::Login,
        what: "AWS does not allow the session to {way}",
        hint: "allow ssm:StartSession on the instance and on the document \
               AWS-StartPortForwardingSessionToRemoteHost",
    },
    Cause {
        words: &["InvalidInstanceId"],
        kind: Kind::Usage,
        what: "AWS knows no instance {way}",
        hint: "check the ID, the region (AWS_REGION) and the account",
    },
    Cause {
        words: &["Expired", "Token has expired"],
        kind: Kind::Login,
        what: "the AWS credentials have expired",
        hint: "log in again: aws sso login, or aws login",
    },
    Cause {
        words: &["Unable to locate credentials"],
        kind: Kind::Login,
        what: "there are no AWS credentials",
        hint: "set AWS_PROFILE, or log in: aws sso login",
    },
    Cause {
        words: &["config profile"],
        kind: Kind::Usage,
        what: "the AWS profile does not exist",
        hint: "check AWS_PROFILE: aws configure list-profiles",
    },
    Cause {
        words: &["must specify a region"],
        kind: Kind::Usage,
        what: "there is no AWS region",
        hint: "set AWS_REGION",
    },
    Cause {
        words: &["Invalid choice"],
        kind: Kind::Usage,
        what: "this AWS CLI is too old for tunnels",
        hint: "install AWS CLI 2, or 1.16.12 and later",
    },
];

/// What ends a connection through a tunnel that is open.
const CARRYING: [Cause; 4] = [
    Cause {
        words: &["administratively prohibited"],
        kind: Kind::Unreachable,
        what: "{way} forwards no ports",
        hint: "its sshd needs AllowTcpForwarding yes, and a PermitOpen that names {server}",
    },
    Cause {
        words: &["Name or service not known"],
        kind: Kind::Unreachable,
        what: "{server} does not resolve on {way}",
        hint: "check the name in the URL, and that the host is in the database's VPC",
    },
    Cause {
        words: &["Connection refused"],
        kind: Kind::Unreachable,
        what: "{way} reaches the host of {server}, and nothing listens there",
        hint: "check the port in the URL, and that the server runs",
    },
    Cause {
        words: &["open failed", "Connection to destination port failed"],
        kind: Kind::Unreachable,
        what: "{way} cannot reach {server}",
        hint: "the security group of the database has to admit that of the host in between",
    },
];

impl Cause {
    fn fill(&self, text: &str, route: &Route) -> String {
        let ssh = hint::quoted(route.way.host());
        text.replace("{way}", &route.way.to_string())
            .replace("{server}", &format!("{}:{}", route.host, route.port))
            .replace("{ssh}", &format!("`ssh {ssh}`"))
    }

    fn error(&self, route: &Route) -> Error {
        Error::new(self.kind, self.fill(self.what, route)).with_hint(self.fill(self.hint, route))
    }
}

fn cause<'a>(causes: &'a [Cause], output: &Output) -> Option<&'a Cause> {
    let occurs = |words: &&str| output.lines.iter().any(|line| line.contains(*words));
    causes.iter().find(|cause| cause.words.iter().any(occurs))
}

/// Whether someone else listens on the port.
pub(super) fn is_port_taken(output: &Output) -> bool {
    output.lines.iter().any(|line| line.to_lowercase().contains("address already in use"))
}

pub(super) fn taken(port: u16) -> Error {
    Error::usage(format!("port {port} of this machine cannot be used for the tunnel"))
        .with_hint("choose another with --port, or leave it out for a free one")
}

/// The program ended before the tunnel was open.
pub(super) fn not_opened(route: &Route, port: u16, output: &Output) -> Error {
    if is_port_taken(output) {
        return taken(port);
    }
    match cause(&OPENING, output) {
        Some(cause) => cause.error(route).with_detail(last_words(output)),
        None => {
            let error =
                Error::unreachable(format!("the tunnel through {} did not open", route.way));
            match last_words(output) {
                words if words.is_empty() => error.with_detail(format!(
                    "{} exited without an error message",
                    program(&route.way)
                )),
                words => error.with_detail(words),
            }
        }
    }
}

fn program(way: &TunnelWay) -> &'static str {
    match way {
        TunnelWay::Ssh(_) => "ssh",
        TunnelWay::Ssm(_) => "aws",
    }
}

/// It takes too long.
pub(super) fn slow(route: &Route, output: &Output, limit: Duration) -> Error {
    let seconds = limit.as_secs();
    let message = format!("the tunnel through {} did not open within {seconds} s", route.way);
    let error = Error::unreachable(message);
    match last_words(output) {
        words if words.is_empty() => error,
        words => error.with_detail(words),
    }
}

/// An open tunnel has closed.
pub(super) fn closed(route: &Route, output: &Output) -> Error {
    let error = Error::unreachable(format!("the tunnel through {} has closed", route.way));
    let hint = match route.way {
        TunnelWay::Ssh(_) => "the host in between, or the network to it, may be down",
        TunnelWay::Ssm(_) => {
            "Systems Manager ends sessions that are idle, after 20 minutes unless its preferences \
             say otherwise"
        }
    };
    match output.lines.last() {
        Some(line) => error.with_detail(line).with_hint(hint),
        None => error.with_hint(hint),
    }
}

/// Why a connection through it did not work, and what to do; `None` if it says nothing.
pub(super) fn broken(route: &Route, output: &Output) -> Option<(String, String)> {
    if let Some(cause) = cause(&CARRYING, output) {
        return Some((cause.fill(cause.what, route), cause.fill(cause.hint, route)));
    }
    output.ended.then(|| {
        let last = output.lines.last().map(|line| format!(": {line}")).unwrap_or_default();
        let what = format!("the tunnel through {} has closed{last}", route.way);
        (what, "run the command again, which opens another".to_owned())
    })
}

/// The last lines of the output, without ssh's frames around warnings.
fn last_words(output: &Output) -> String {
    let shown =
        output.lines.iter().filter(|line| !line.starts_with('@') && !line.starts_with("**"));
    let lines: Vec<&str> = shown.map(String::as_str).collect();
    lines[lines.len().saturating_sub(3)..].join("\n")
}
