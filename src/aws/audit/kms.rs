use serde_json::{Value, json};

use crate::aws::Aws;
use crate::aws::signed::Api;
use crate::model::audit::{Fact, Key, known};

const KMS: Api = Api::new("KMS", "kms", "TrentService");

impl Aws {
    pub async fn key(&self, id: &str) -> Fact<Key> {
        let kms = self.signed(&KMS, self.region())?;
        let which = json!({ "KeyId": id });
        let answer = kms.call("DescribeKey", &which).await?;
        let (state, is_of_aws) = described(&answer)?;
        let rotates = match is_of_aws {
            Some(true) => Ok(true),
            _ => kms
                .call("GetKeyRotationStatus", &which)
                .await
                .map_err(Into::into)
                .and_then(|answer| rotates(&answer)),
        };
        Ok(Key { id: id.to_owned(), state, is_of_aws, rotates })
    }
}

/// Its state, and whether AWS made it.
fn described(answer: &Value) -> Fact<(Option<String>, Option<bool>)> {
    let about = known(answer.get("KeyMetadata"), "kms:DescribeKey", "KeyMetadata")?;
    let is_of_aws = match about["KeyManager"].as_str() {
        Some("AWS") => Some(true),
        Some("CUSTOMER") => Some(false),
        _ => None,
    };
    Ok((about["KeyState"].as_str().map(str::to_owned), is_of_aws))
}

fn rotates(answer: &Value) -> Fact<bool> {
    let field = answer["KeyRotationEnabled"].as_bool();
    known(field, "kms:GetKeyRotationStatus", "KeyRotationEnabled")
}
