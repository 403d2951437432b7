//! An instance by its name, and the names that there are, for errors about one that there is not.

use crate::aws::Aws;
use crate::aws::rds::Rds;
use crate::error::{Error, Result};
use crate::model::Instance;

pub async fn find(rds: &Rds, name: &str) -> Result<Instance> {
    rds.instance(name).await?.ok_or_else(|| none_of_name(name, rds.region()))
}

pub fn none_of_name(name: &str, region: &str) -> Error {
    Error::failed(format!("there is no RDS instance {name} in {region}"))
        .with_hint("use --region for another region")
}

/// The error with the names that could be given, where AWS tells them.
pub async fn with_names(aws: &Aws, error: Error) -> Error {
    let region = aws.region();
    let instances = match aws.rds().instances().await {
        Ok(instances) => instances,
        Err(why) => return without_names(error, &why),
    };
    let names: Vec<String> =
        instances.iter().map(|it| format!("\n  {} ({})", it.identifier, it.status)).collect();
    match names.is_empty() {
        true => error.with_hint(format!(
            "there are no instances in {region}; use --region for another region"
        )),
        false => error
            .with_detail(format!("instances in {region}:{}", names.concat()))
            .with_hint("name one of them"),
    }
}

/// The error where the names cannot be listed, and why.
pub fn without_names(error: Error, why: &Error) -> Error {
    error
        .with_detail(format!("the instances cannot be listed: {}", why.message()))
        .with_hint("name the instance")
}
