//! Lambda functions. One call per method.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::errors::code;
use super::function_policy;
use super::signed::{Api, Request, Signed};
use crate::error::{Error, Result};
use crate::model::Secret;

pub(super) const LAMBDA: Api = Api::new("Lambda", "lambda", "");

/// The path of all functions, with the version of the API.
const FUNCTIONS: &str = "/2015-03-31/functions";

/// What is encoded of a name: all but the unreserved characters of RFC 3986.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The ID of this statement in the function's policy.
const STATEMENT: &str = "cruddur-db-user-pool";

pub struct Lambda {
    service: Signed,
}

/// A function, as described by Lambda.
#[derive(Debug, Clone, Default)]
pub struct Function {
    pub arn: String,
    pub runtime: String,
    pub handler: String,
    pub architecture: String,
    pub role: String,
    /// Seconds.
    pub timeout: i32,
    /// MiB.
    pub memory: i32,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
    /// May contain passwords.
    pub variables: BTreeMap<String, Secret>,
    /// Why Lambda does not tell the variables: they cannot be decrypted.
    pub variables_error: Option<String>,
    /// Of the zip, in base64.
    pub code_sha256: String,
    /// As formatted by Lambda.
    pub changed: Option<String>,
    pub progress: Progress,
}

/// Whether the last update of a function has completed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Progress {
    #[default]
    Done,
    Busy,
    Failed(String),
}

/// What became of a call that creates a function.
#[derive(Debug)]
pub enum Created {
    /// It has this ARN.
    Begun(String),
    /// Its role cannot be used yet, which takes IAM some seconds after the role was created.
    RoleIsNew,
    /// One with this name exists already, possibly created by this call, if an answer was lost and
    /// it was repeated.
    Exists(Error),
}

/// What a function answered to a call.
#[derive(Debug)]
pub struct Answer {
    /// Whether the payload is an error: `{errorType, errorMessage}`.
    pub has_failed: bool,
    pub payload: Value,
    /// The end of its log, at most 4 kB.
    pub log: String,
}

#[derive(Debug, Clone)]
pub struct FunctionSpec {
    pub name: String,
    pub runtime: String,
    pub handler: String,
    pub architecture: String,
    pub role: String,
    pub timeout: i32,
    pub memory: i32,
    pub subnets: Vec<String>,
    pub security_groups: Vec<String>,
    pub variables: BTreeMap<String, Secret>,
}

impl FunctionSpec {
    /// All but the name and the code, as a request has it.
    fn configuration(&self) -> Value {
        let pair = |(name, value): (&String, &Secret)| (name.clone(), value.expose().into());
        let variables: Map<String, Value> = self.variables.iter().map(pair).collect();
        let mut configuration = json!({
            "Runtime": self.runtime,
            "Handler": self.handler,
            "Role": self.role,
            "Timeout": self.timeout,
            "MemorySize": self.memory,
            "Environment": { "Variables": variables },
        });
        if !self.subnets.is_empty() {
            configuration["VpcConfig"] =
                json!({ "SubnetIds": self.subnets, "SecurityGroupIds": self.security_groups });
        }
        configuration
    }
}

impl Lambda {
    pub(super) fn new(service: Signed) -> Self {
        Self { service }
    }

    pub async fn function(&self, name: &str) -> Result<Option<Function>> {
        let path = path(name, "configuration");
        match self.service.get("GetFunctionConfiguration", &path).await {
            Ok(reply) => Ok(Some(function(&reply))),
            Err(failure) if failure.is(code::NO_SUCH_RESOURCE) => Ok(None),
            Err(failure) => Err(failure.into()),
        }
    }

    pub async fn create(&self, spec: &FunctionSpec, zip: &[u8]) -> Result<Created> {
        let mut body = spec.configuration();
        body["FunctionName"] = spec.name.as_str().into();
        body["Architectures"] = json!([spec.architecture]);
        body["Description"] =
            "Adds confirmed users of the Cognito pool to Cruddur's database".into();
        body["Code"] = json!({ "ZipFile": BASE64_STANDARD.encode(zip) });
        match self.service.put("CreateFunction", Method::POST, FUNCTIONS, &body).await {
            Ok(reply) => Ok(Created::Begun(text(&reply["FunctionArn"]))),
            Err(failure) if failure.error.message().contains("cannot be assumed") => {
                Ok(Created::RoleIsNew)
            }
            Err(failure) if failure.is(code::RESOURCE_CONFLICT) => {
                Ok(Created::Exists(failure.into()))
            }
            Err(failure) => Err(failure.into()),
        }
    }

    /// Begins replacing the function's code. False: it is being changed already.
    pub async fn update_code(&self, spec: &FunctionSpec, zip: &[u8]) -> Result<bool> {
        let body = json!({
            "Architectures": [spec.architecture],
            "ZipFile": BASE64_STANDARD.encode(zip),
        });
        let path = path(&spec.name, "code");
        self.changed("UpdateFunctionCode", &path, &body).await
    }

    /// Begins changing everything but the code. What is not in the specification
    /// (description, layers, tracing) is kept. False: it is being changed already.
    pub async fn update_configuration(&self, spec: &FunctionSpec) -> Result<bool> {
        let (path, body) = (path(&spec.name, "configuration"), spec.configuration());
        self.changed("UpdateFunctionConfiguration", &path, &body).await
    }

    /// False: the function is being changed already, possibly by this call, if an answer was lost
    /// and it was repeated.
    async fn changed(&self, action: &str, path: &str, body: &Value) -> Result<bool> {
        match self.service.put(action, Method::PUT, path, body).await {
            Ok(_) => Ok(true),
            Err(failure) if failure.is(code::RESOURCE_CONFLICT) => Ok(false),
            Err(failure) => Err(failure.into()),
        }
    }

    /// Calls the function and waits for its answer.
    pub async fn invoke(&self, name: &str, event: &Value) -> Result<Answer> {
        let reply = self
            .service
            .send(Request {
                action: "Invoke",
                method: Method::POST,
                path: &path(name, "invocations"),
                headers: &[("content-type", "application/json"), ("x-amz-log-type", "Tail")],
                body: event.to_string(),
            })
            .await?;
        let log = reply.headers.get("x-amz-log-result").map(|text| BASE64_STANDARD.decode(text));
        Ok(Answer {
            has_failed: reply.headers.contains_key("x-amz-function-error"),
            payload: serde_json::from_slice(&reply.body).unwrap_or_default(),
            log: String::from_utf8_lossy(&log.transpose().ok().flatten().unwrap_or_default())
                .into_owned(),
        })
    }

    /// Allows a user pool of an account to call the function. Idempotent.
    pub async fn allow_pool(&self, name: &str, pool: &str, account: &str) -> Result<()> {
        let body = json!({
            "StatementId": statement(pool),
            "Action": "lambda:InvokeFunction",
            "Principal": "cognito-idp.amazonaws.com",
            "SourceArn": pool,
            "SourceAccount": account,
        });
        let path = path(name, "policy");
        match self.service.put("AddPermission", Method::POST, &path, &body).await {
            Ok(_) => Ok(()),
            Err(failure) if failure.is(code::RESOURCE_CONFLICT) => Ok(()),
            Err(failure) => Err(failure.into()),
        }
    }

    /// Whether a user pool may call the function, by its policy.
    pub async fn allows_pool(&self, name: &str, pool: &str) -> Result<bool> {
        match self.service.get("GetPolicy", &path(name, "policy")).await {
            Ok(reply) => {
                Ok(reply["Policy"].as_str().is_some_and(|it| function_policy::names_pool(it, pool)))
            }
            Err(failure) if failure.is(code::NO_SUCH_RESOURCE) => Ok(false),
            Err(failure) => Err(failure.into()),
        }
    }
}

/// Of something of a function, which is named or given by its ARN.
fn path(name: &str, what: &str) -> String {
    format!("{FUNCTIONS}/{}/{what}", utf8_percent_encode(name, NAME))
}

/// One statement per pool, so that a second pool does not conflict with the first.
fn statement(pool: &str) -> String {
    let id = pool.rsplit('/').next().unwrap_or_default();
    format!("{STATEMENT}-{id}")
}

fn function(reply: &Value) -> Function {
    let number = |name: &str| reply[name].as_i64().and_then(|it| it.try_into().ok());
    let variables = reply["Environment"]["Variables"].as_object();
    let variable = |(name, value): (&String, &Value)| (name.clone(), Secret::new(text(value)));
    let hidden = &reply["Environment"]["Error"];
    let why = || format!("{} ({})", text(&hidden["Message"]), text(&hidden["ErrorCode"]));
    let reason = [&reply["LastUpdateStatusReason"], &reply["StateReason"]];
    let reason = reason.into_iter().find(|it| it.is_string());
    Function {
        arn: text(&reply["FunctionArn"]),
        runtime: text(&reply["Runtime"]),
        handler: text(&reply["Handler"]),
        architecture: text(&reply["Architectures"][0]),
        role: text(&reply["Role"]),
        timeout: number("Timeout").unwrap_or_default(),
        memory: number("MemorySize").unwrap_or_default(),
        subnets: texts(&reply["VpcConfig"]["SubnetIds"]),
        security_groups: texts(&reply["VpcConfig"]["SecurityGroupIds"]),
        variables: variables.into_iter().flatten().map(variable).collect(),
        variables_error: hidden.is_object().then(why),
        code_sha256: text(&reply["CodeSha256"]),
        changed: reply["LastModified"].as_str().map(str::to_owned),
        progress: match (reply["State"].as_str(), reply["LastUpdateStatus"].as_str()) {
            (Some("Failed"), _) | (_, Some("Failed")) => {
                Progress::Failed(reason.map(text).unwrap_or_default())
            }
            (Some("Pending"), _) | (_, Some("InProgress")) => Progress::Busy,
            _ => Progress::Done,
        },
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(text).collect()
}
