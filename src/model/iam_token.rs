use std::time::SystemTime;

use aws_lc_rs::{digest, hmac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Secret, Timestamp};

/// How long a token is valid for logging in; AWS accepts no more.
const SECONDS: u32 = 900;

/// Characters not encoded in a signed query. Source: IAM User Guide, "Create a signed AWS API
/// request", on UriEncode.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Credentials of AWS: those in a Lambda function's environment, or what the SDK finds.
#[derive(Debug, Clone)]
pub struct AwsKeys {
    pub access_key_id: String,
    pub secret_access_key: Secret,
    pub session_token: Option<Secret>,
}

/// A login by IAM authentication.
#[derive(Debug, Clone, Copy)]
pub struct IamLogin<'a> {
    /// As assigned by RDS: the signature covers it.
    pub host: &'a str,
    pub port: u16,
    pub user: &'a str,
    pub region: &'a str,
}

impl AwsKeys {
    /// The token used as the password. Nothing is contacted: it is a request that is signed
    /// but not sent. Source: IAM User Guide, "Signature Version 4", query string; Amazon RDS
    /// User Guide, "Connecting to your DB instance using IAM authentication".
    ///
    /// Our own code, since the SDK's signer would be most of the function's size.
    pub fn token(&self, login: IamLogin<'_>, now: SystemTime) -> Secret {
        let time = Timestamp::from(now).basic();
        let day = time.get(..8).unwrap_or_default();
        let scope = format!("{day}/{}/rds-db/aws4_request", login.region);
        let query = self.query(login, &time, &scope);
        let endpoint = format!("{}:{}", login.host, login.port);
        let request = format!("GET\n/\n{query}\nhost:{endpoint}\n\nhost\n{}", sha256(""));
        let text = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", sha256(&request));
        let secret = format!("AWS4{}", self.secret_access_key.expose());
        let key = [day, login.region, "rds-db", "aws4_request"]
            .iter()
            .fold(secret.into_bytes(), |key, part| sign(&key, part));
        let signature = hex(&sign(&key, &text));
        Secret::new(format!("{endpoint}/?{query}&X-Amz-Signature={signature}"))
    }

    /// The parameters in the order of their names, as they are signed.
    fn query(&self, login: IamLogin<'_>, time: &str, scope: &str) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        let credential = encoded(&format!("{}/{scope}", self.access_key_id));
        let session = self
            .session_token
            .as_ref()
            .map(|token| format!("&X-Amz-Security-Token={}", encoded(token.expose())));
        format!(
            "Action=connect&DBUser={}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={credential}\
             &X-Amz-Date={time}&X-Amz-Expires={SECONDS}{}&X-Amz-SignedHeaders=host",
            encoded(login.user),
            session.unwrap_or_default()
        )
    }
}

fn sha256(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

fn sign(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
