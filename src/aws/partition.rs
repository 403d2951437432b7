//! Parts of AWS that have nothing in common but the software. Source: botocore, `endpoints.json`.

/// The first part of the names of regions, the domain of their endpoints, and the region of the
/// services that exist once.
const PARTITIONS: [(&str, &str, &str); 7] = [
    ("cn-", "amazonaws.com.cn", "cn-northwest-1"),
    ("us-gov-", "amazonaws.com", "us-gov-west-1"),
    ("us-iso-", "c2s.ic.gov", "us-iso-east-1"),
    ("us-isob-", "sc2s.sgov.gov", "us-isob-east-1"),
    ("us-isof-", "csp.hci.ic.gov", "us-isof-south-1"),
    ("eu-isoe-", "cloud.adc-e.uk", "eu-isoe-west-1"),
    ("eusc-", "amazonaws.eu", "eusc-de-east-1"),
];

fn find(region: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    PARTITIONS.iter().find(|(prefix, ..)| region.starts_with(prefix))
}

/// What host names of services end in.
pub fn dns_suffix(region: &str) -> &'static str {
    find(region).map_or("amazonaws.com", |(_, suffix, _)| suffix)
}

/// Where the services are that exist once for all regions.
pub fn global_region(region: &str) -> &'static str {
    find(region).map_or("us-east-1", |(.., global)| global)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_belong_to_one_partition() {
        for (region, suffix, global) in [
            ("ca-central-1", "amazonaws.com", "us-east-1"),
            ("us-gov-east-1", "amazonaws.com", "us-gov-west-1"),
            ("us-isob-east-1", "sc2s.sgov.gov", "us-isob-east-1"),
            ("cn-north-1", "amazonaws.com.cn", "cn-northwest-1"),
        ] {
            assert_eq!((dns_suffix(region), global_region(region)), (suffix, global), "{region}");
        }
    }
}
