//! What the policy of a Lambda function says.

/// Whether a statement of the policy allows calls by Cognito for the pool.
pub fn names_pool(policy: &str, pool: &str) -> bool {
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
