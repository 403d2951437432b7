//! Host names that RDS gives: which instance, which region.

/// The domains of AWS, one a partition. Source: partitions.json of botocore.
pub const AWS_DOMAINS: [&str; 7] = [
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonaws.eu",
    "c2s.ic.gov",
    "sc2s.sgov.gov",
    "cloud.adc-e.uk",
    "csp.hci.ic.gov",
];

/// What a host name of RDS says. All in lower case, as AWS keeps and signs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RdsHost {
    /// The whole name.
    pub host: String,
    /// The instance's identifier; absent for the endpoints of clusters and proxies.
    pub instance: Option<String>,
    pub region: String,
}

impl RdsHost {
    /// Reads `NAME.HASH.REGION.rds.amazonaws.com` and, as in China, GovCloud and the isolated
    /// partitions, `NAME.HASH.rds.REGION.DOMAIN`. `None`: a name of something else, or without a
    /// region. Source: the endpoints in the Amazon RDS User Guide and in AWS's JDBC driver.
    pub fn parse(host: &str) -> Option<Self> {
        let host = normalized(host);
        let labels = labels(&host)?;
        let (names, region) = match labels.as_slice() {
            [names @ .., region, service] if is_service(service) => (names, *region),
            [names @ .., service, region] if is_service(service) => (names, *region),
            _ => return None,
        };
        if names.len() < 2 || !is_region(region) {
            return None;
        }
        // Clusters and proxies are told by a prefix: `cluster-HASH`, `cluster-ro-HASH`,
        // `proxy-HASH`.
        let instance = match names {
            [name, hash] if !hash.contains('-') => Some((*name).to_owned()),
            _ => None,
        };
        Some(Self { instance, region: region.to_owned(), host })
    }
}

/// Whether this is a host name of RDS.
pub fn is_rds_host(host: &str) -> bool {
    let host = normalized(host);
    labels(&host).is_some_and(|labels| match labels.as_slice() {
        [_, .., service] if is_service(service) => true,
        [_, .., service, region] => is_service(service) && is_region(region),
        _ => false,
    })
}

/// As the resolver takes it: the dot at the end and the case make no difference.
fn normalized(host: &str) -> String {
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// What is before the domain of AWS, if the host is in one.
fn labels(host: &str) -> Option<Vec<&str>> {
    let names = AWS_DOMAINS.iter().find_map(|domain| host.strip_suffix(domain)?.strip_suffix('.'));
    names.map(|names| names.split('.').collect())
}

fn is_service(label: &str) -> bool {
    matches!(label, "rds" | "rds-fips")
}

/// Whether it looks like `ca-central-1` or `us-iso-east-1`.
fn is_region(label: &str) -> bool {
    let Some((name, number)) = label.rsplit_once('-') else { return false };
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    name.contains('-')
        && name.split('-').all(is_word)
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(host: &str) -> Option<(String, String)> {
        let host = RdsHost::parse(host)?;
        Some((host.instance.unwrap_or_default(), host.region))
    }

    #[test]
    fn hosts_of_rds_tell_name_and_region() {
        for (host, name, region) in [
            ("cruddur-db.c9xyz.ca-central-1.rds.amazonaws.com", "cruddur-db", "ca-central-1"),
            ("DB1.C9.CA-Central-1.RDS.AmazonAWS.com.", "db1", "ca-central-1"),
            ("db1.c9.rds.cn-north-1.amazonaws.com.cn", "db1", "cn-north-1"),
            ("db1.c9.cn-north-1.rds.amazonaws.com.cn", "db1", "cn-north-1"),
            ("db1.c9.us-gov-west-1.rds.amazonaws.com", "db1", "us-gov-west-1"),
            ("db1.c9.rds.us-gov-west-1.amazonaws.com", "db1", "us-gov-west-1"),
            ("db1.c9.rds-fips.us-gov-west-1.amazonaws.com", "db1", "us-gov-west-1"),
            ("db1.c9.eusc-de-east-1.rds.amazonaws.eu", "db1", "eusc-de-east-1"),
            ("db1.c9.rds.eusc-de-east-1.amazonaws.eu", "db1", "eusc-de-east-1"),
            ("db1.c9.rds.us-iso-east-1.c2s.ic.gov", "db1", "us-iso-east-1"),
            ("db1.c9.rds.us-isob-east-1.sc2s.sgov.gov", "db1", "us-isob-east-1"),
            ("db1.c9.rds.eu-isoe-west-1.cloud.adc-e.uk", "db1", "eu-isoe-west-1"),
            ("db1.c9.us-isof-south-1.rds.csp.hci.ic.gov", "db1", "us-isof-south-1"),
            // A cluster's or a proxy's name is none of an instance.
            ("c1.cluster-c9.eu-west-1.rds.amazonaws.com", "", "eu-west-1"),
            ("c1.cluster-ro-c9.eu-west-1.rds.amazonaws.com", "", "eu-west-1"),
            ("p1.proxy-c9.eu-west-1.rds.amazonaws.com", "", "eu-west-1"),
            ("own.endpoint.proxy-c9.eu-west-1.rds.amazonaws.com", "", "eu-west-1"),
        ] {
            assert_eq!(parsed(host), Some((name.into(), region.into())), "{host}");
            assert!(is_rds_host(host), "{host}");
        }
    }

    #[test]
    fn others_are_none() {
        for other in [
            "db.example",
            "127.0.0.1",
            "",
            "rds.amazonaws.com",
            "ca-central-1.rds.amazonaws.com",
            "a.b.rds.amazonaws.com",
            "bucket.rds.s3.amazonaws.com",
            "a.b.evilrds.amazonaws.com",
            "db1.c9.ca-central-1.rds.amazonaws.com.example",
            "db1.c9.ca-central-1.rds.evilamazonaws.com",
            "db1.c9.ca-central-1.ec2.amazonaws.com",
        ] {
            assert_eq!(parsed(other), None, "{other}");
        }
        assert!(is_rds_host("w.global-c9.global.rds.amazonaws.com"));
        for other in ["rds.amazonaws.com", "evilrds.amazonaws.com", "a.rds.s3.amazonaws.com"] {
            assert!(!is_rds_host(other), "{other}");
        }
    }
}
