//! Parts of AWS that have nothing in common but the software. Source: botocore, `endpoints.json`.

struct Partition {
    /// What the names of its regions begin with.
    prefix: &'static str,
    domain: &'static str,
    /// Of endpoints that have IPv6 addresses, too.
    dual_stack: &'static str,
    /// Where the services are that exist once.
    global_region: &'static str,
}

/// The last is that of all other regions.
const PARTITIONS: [Partition; 8] = [
    new("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1"),
    new(GOV, "amazonaws.com", "api.aws", "us-gov-west-1"),
    new("us-iso-", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"),
    new("us-isob-", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"),
    new("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"),
    new("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"),
    new("eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"),
    new("", "amazonaws.com", "api.aws", "us-east-1"),
];

const GOV: &str = "us-gov-";

const fn new(
    prefix: &'static str,
    domain: &'static str,
    dual_stack: &'static str,
    global_region: &'static str,
) -> Partition {
    Partition { prefix, domain, dual_stack, global_region }
}

fn find(region: &str) -> &'static Partition {
    let [others @ .., usual] = &PARTITIONS;
    others.iter().find(|it| region.starts_with(it.prefix)).unwrap_or(usual)
}

/// The domains of endpoints that have IPv6 addresses, too.
pub fn dual_stack_domains() -> impl Iterator<Item = &'static str> {
    PARTITIONS.iter().map(|it| it.dual_stack)
}

/// The host of a service, by FIPS 140 and with IPv6 if that is wanted (`AWS_USE_FIPS_ENDPOINT`,
/// `AWS_USE_DUALSTACK_ENDPOINT`). Source: botocore, the endpoint rule sets of these services.
pub fn host(service: &str, region: &str, fips: bool, dual_stack: bool) -> String {
    let partition = find(region);
    // Of the others, the usual endpoint in GovCloud is by FIPS 140.
    let named = match service {
        "cognito-idp" | "kms" | "lambda" | "secretsmanager" => true,
        "cloudtrail" | "guardduty" | "logs" => dual_stack,
        _ => false,
    };
    let fips = fips && (named || partition.prefix != GOV);
    // Where the endpoint of the usual name has both addresses.
    let usual = match (service, partition.prefix) {
        ("secretsmanager", "" | GOV) => true,
        ("secretsmanager", "cn-") => !fips,
        ("cognito-idp", "") => !fips || region.starts_with("us-"),
        _ => false,
    };
    let domain = if dual_stack && !usual { partition.dual_stack } else { partition.domain };
    format!("{service}{}.{region}.{domain}", if fips { "-fips" } else { "" })
}

/// Where the services are that exist once for all regions.
pub fn global_region(region: &str) -> &'static str {
    find(region).global_region
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_belong_to_one_partition() {
        for (region, host_name, global) in [
            ("ca-central-1", "kms.ca-central-1.amazonaws.com", "us-east-1"),
            ("us-gov-east-1", "kms.us-gov-east-1.amazonaws.com", "us-gov-west-1"),
            ("us-isob-east-1", "kms.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"),
            ("cn-north-1", "kms.cn-north-1.amazonaws.com.cn", "cn-northwest-1"),
        ] {
            assert_eq!(host("kms", region, false, false), host_name);
            assert_eq!(global_region(region), global, "{region}");
        }
    }

    /// What botocore asks, as of version 1.44.5.
    #[test]
    fn endpoints_are_those_of_fips_and_ipv6_where_they_are_wanted() {
        const CHINA: &str = "api.amazonwebservices.com.cn";
        for (service, region, fips, dual_stack, suffix, domain) in [
            ("lambda", "ca-central-1", true, false, "-fips", "amazonaws.com"),
            ("lambda", "ca-central-1", false, true, "", "api.aws"),
            ("logs", "us-gov-west-1", true, false, "", "amazonaws.com"),
            ("logs", "us-gov-west-1", false, true, "", "api.aws"),
            ("logs", "us-gov-west-1", true, true, "-fips", "api.aws"),
            ("cloudtrail", "us-gov-east-1", true, true, "-fips", "api.aws"),
            ("guardduty", "us-gov-east-1", true, true, "-fips", "api.aws"),
            ("organizations", "us-gov-west-1", true, true, "", "api.aws"),
            ("kms", "us-gov-west-1", true, true, "-fips", "api.aws"),
            ("cognito-idp", "ca-central-1", false, true, "", "amazonaws.com"),
            ("cognito-idp", "ca-central-1", true, true, "-fips", "api.aws"),
            ("cognito-idp", "us-east-1", true, true, "-fips", "amazonaws.com"),
            ("cognito-idp", "us-west-2", true, true, "-fips", "amazonaws.com"),
            ("cognito-idp", "us-gov-west-1", true, true, "-fips", "api.aws"),
            ("secretsmanager", "us-east-1", true, true, "-fips", "amazonaws.com"),
            ("secretsmanager", "us-gov-west-1", true, true, "-fips", "amazonaws.com"),
            ("secretsmanager", "eusc-de-east-1", false, true, "", "api.amazonwebservices.eu"),
            ("secretsmanager", "us-iso-east-1", false, true, "", "api.aws.ic.gov"),
            ("secretsmanager", "us-isob-east-1", true, true, "-fips", "api.aws.scloud"),
            ("secretsmanager", "cn-north-1", false, true, "", "amazonaws.com.cn"),
            ("secretsmanager", "cn-north-1", true, true, "-fips", CHINA),
            ("events", "cn-north-1", false, true, "", CHINA),
        ] {
            let expected = format!("{service}{suffix}.{region}.{domain}");
            assert_eq!(host(service, region, fips, dual_stack), expected);
        }
    }
}
