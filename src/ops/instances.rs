//! The names of the instances that there are, for errors about one that there is not.

use crate::aws::Aws;
use crate::error::Error;

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
