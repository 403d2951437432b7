//! Lambda functions. One call per method.

use std::collections::{BTreeMap, HashMap};

use aws_config::SdkConfig;
use aws_sdk_lambda::Client;
use aws_sdk_lambda::error::ProvideErrorMetadata;
use aws_sdk_lambda::operation::get_function_configuration::GetFunctionConfigurationOutput;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{
    Architecture, Environment, FunctionCode, LastUpdateStatus, LogType, Runtime, State, VpcConfig,
};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;

use super::errors::{Service, code};
use crate::error::Result;
use crate::model::Secret;

/// The ID of this statement in the function's policy.
const STATEMENT: &str = "cruddur-db-user-pool";

/// Lambda in one region.
pub struct Lambda {
    client: Client,
    service: Service,
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

/// What a function answered to a call.
#[derive(Debug)]
pub struct Answer {
    /// Whether the payload is an error: `{errorType, errorMessage}`.
    pub has_failed: bool,
    pub payload: Value,
    /// The end of its log, at most 4 kB.
    pub log: String,
}

/// The specification of a function.
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
    fn environment(&self) -> Environment {
        let pair = |(name, value): (&String, &Secret)| (name.clone(), value.expose().to_owned());
        let variables: HashMap<_, _> = self.variables.iter().map(pair).collect();
        Environment::builder().set_variables(Some(variables)).build()
    }

    fn network(&self) -> Option<VpcConfig> {
        let network = VpcConfig::builder()
            .set_subnet_ids(Some(self.subnets.clone()))
            .set_security_group_ids(Some(self.security_groups.clone()))
            .build();
        (!self.subnets.is_empty()).then_some(network)
    }
}

impl Lambda {
    pub(super) fn new(config: &SdkConfig, service: Service) -> Self {
        Self { client: Client::new(config), service }
    }

    /// The function with this name, if any.
    pub async fn function(&self, name: &str) -> Result<Option<Function>> {
        match self.client.get_function_configuration().function_name(name).send().await {
            Ok(reply) => Ok(Some(function(&reply))),
            Err(error) if error.code() == Some(code::NO_SUCH_RESOURCE) => Ok(None),
            Err(error) => Err(self.service.explain("lambda:GetFunctionConfiguration", error)),
        }
    }

    /// Begins creating a function. `None`: its role cannot be used yet, which takes IAM some
    /// seconds after the role was created.
    pub async fn create(&self, spec: &FunctionSpec, zip: &[u8]) -> Result<Option<String>> {
        let asked = self
            .client
            .create_function()
            .function_name(&spec.name)
            .runtime(Runtime::from(spec.runtime.as_str()))
            .handler(&spec.handler)
            .architectures(Architecture::from(spec.architecture.as_str()))
            .role(&spec.role)
            .timeout(spec.timeout)
            .memory_size(spec.memory)
            .description("Adds confirmed users of the Cognito pool to Cruddur's database")
            .environment(spec.environment())
            .set_vpc_config(spec.network())
            .code(FunctionCode::builder().zip_file(Blob::new(zip)).build());
        match asked.send().await {
            Ok(reply) => Ok(Some(reply.function_arn().unwrap_or_default().to_owned())),
            Err(error) if error.message().is_some_and(|it| it.contains("cannot be assumed")) => {
                Ok(None)
            }
            Err(error) => Err(self.service.explain("lambda:CreateFunction", error)),
        }
    }

    /// Begins replacing the function's code.
    pub async fn update_code(&self, spec: &FunctionSpec, zip: &[u8]) -> Result<()> {
        let asked = self
            .client
            .update_function_code()
            .function_name(&spec.name)
            .architectures(Architecture::from(spec.architecture.as_str()))
            .zip_file(Blob::new(zip));
        let sent = asked.send().await;
        sent.map_err(|error| self.service.explain("lambda:UpdateFunctionCode", error)).map(drop)
    }

    /// Begins changing everything but the code. What is not in the specification
    /// (description, layers, tracing) is kept.
    pub async fn update_configuration(&self, spec: &FunctionSpec) -> Result<()> {
        let asked = self
            .client
            .update_function_configuration()
            .function_name(&spec.name)
            .runtime(Runtime::from(spec.runtime.as_str()))
            .handler(&spec.handler)
            .role(&spec.role)
            .timeout(spec.timeout)
            .memory_size(spec.memory)
            .environment(spec.environment())
            .set_vpc_config(spec.network());
        let sent = asked.send().await;
        sent.map_err(|error| self.service.explain("lambda:UpdateFunctionConfiguration", error))
            .map(drop)
    }

    /// Calls the function and waits for its answer.
    pub async fn invoke(&self, name: &str, event: &Value) -> Result<Answer> {
        let asked = self
            .client
            .invoke()
            .function_name(name)
            .log_type(LogType::Tail)
            .payload(Blob::new(event.to_string()));
        let sent = asked.send().await;
        let reply = sent.map_err(|error| self.service.explain("lambda:Invoke", error))?;
        let payload = reply.payload().map(|blob| serde_json::from_slice(blob.as_ref()));
        let log = reply.log_result().map(|text| BASE64_STANDARD.decode(text));
        Ok(Answer {
            has_failed: reply.function_error().is_some(),
            payload: payload.transpose().ok().flatten().unwrap_or_default(),
            log: String::from_utf8_lossy(&log.transpose().ok().flatten().unwrap_or_default())
                .into_owned(),
        })
    }

    /// Allows a user pool of an account to call the function. Idempotent.
    pub async fn allow_pool(&self, name: &str, pool: &str, account: &str) -> Result<()> {
        let asked = self
            .client
            .add_permission()
            .function_name(name)
            .statement_id(statement(pool))
            .action("lambda:InvokeFunction")
            .principal("cognito-idp.amazonaws.com")
            .source_arn(pool)
            .source_account(account);
        match asked.send().await {
            Ok(_) => Ok(()),
            Err(error) if error.code() == Some(code::RESOURCE_CONFLICT) => Ok(()),
            Err(error) => Err(self.service.explain("lambda:AddPermission", error)),
        }
    }

    /// Whether a user pool may call the function, by its policy.
    pub async fn allows_pool(&self, name: &str, pool: &str) -> Result<bool> {
        match self.client.get_policy().function_name(name).send().await {
            Ok(reply) => Ok(reply.policy().is_some_and(|policy| names_pool(policy, pool))),
            Err(error) if error.code() == Some(code::NO_SUCH_RESOURCE) => Ok(false),
            Err(error) => Err(self.service.explain("lambda:GetPolicy", error)),
        }
    }
}

/// One statement per pool, so that a second pool does not conflict with the first.
fn statement(pool: &str) -> String {
    let id = pool.rsplit('/').next().unwrap_or_default();
    format!("{STATEMENT}-{id}")
}

/// Whether a statement of the policy allows calls by Cognito for the pool.
fn names_pool(policy: &str, pool: &str) -> bool {
    let policy: serde_json::Value = serde_json::from_str(policy).unwrap_or_default();
    let statements = policy["Statement"].as_array().cloned().unwrap_or_default();
    statements.iter().any(|statement| {
        let source = ["ArnLike", "ArnEquals", "StringLike", "StringEquals"];
        let named = |operator: &&str| {
            let condition = &statement["Condition"][*operator];
            condition["AWS:SourceArn"] == *pool || condition["aws:SourceArn"] == *pool
        };
        statement["Effect"] == "Allow"
            && statement["Principal"]["Service"] == "cognito-idp.amazonaws.com"
            && source.iter().any(named)
    })
}

fn function(reply: &GetFunctionConfigurationOutput) -> Function {
    let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let variables = reply.environment().and_then(|it| it.variables()).cloned().unwrap_or_default();
    let network = reply.vpc_config();
    let reason = || {
        let reason = reply.last_update_status_reason().or(reply.state_reason());
        Progress::Failed(owned(reason))
    };
    Function {
        arn: owned(reply.function_arn()),
        runtime: owned(reply.runtime().map(Runtime::as_str)),
        handler: owned(reply.handler()),
        architecture: owned(reply.architectures().first().map(Architecture::as_str)),
        role: owned(reply.role()),
        timeout: reply.timeout().unwrap_or_default(),
        memory: reply.memory_size().unwrap_or_default(),
        subnets: network.map(|it| it.subnet_ids().to_vec()).unwrap_or_default(),
        security_groups: network.map(|it| it.security_group_ids().to_vec()).unwrap_or_default(),
        variables: variables.into_iter().map(|(k, v)| (k, Secret::new(v))).collect(),
        code_sha256: owned(reply.code_sha256()),
        changed: reply.last_modified().map(str::to_owned),
        progress: match (reply.state(), reply.last_update_status()) {
            (Some(State::Failed), _) | (_, Some(LastUpdateStatus::Failed)) => reason(),
            (Some(State::Pending), _) | (_, Some(LastUpdateStatus::InProgress)) => Progress::Busy,
            _ => Progress::Done,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_read_for_the_pool() {
        let policy = |service: &str, effect: &str| {
            format!(
                r#"{{"Statement":[{{"Effect":"{effect}","Principal":{{"Service":"{service}"}},
                "Condition":{{"ArnLike":{{"AWS:SourceArn":"arn:pool"}}}}}}]}}"#
            )
        };
        assert!(names_pool(&policy("cognito-idp.amazonaws.com", "Allow"), "arn:pool"));
        assert!(!names_pool(&policy("cognito-idp.amazonaws.com", "Deny"), "arn:pool"));
        assert!(!names_pool(&policy("s3.amazonaws.com", "Allow"), "arn:pool"));
        assert!(!names_pool(&policy("cognito-idp.amazonaws.com", "Allow"), "arn:pool2"));
        assert!(!names_pool("nonsense", "arn:pool"));
    }
}
