use super::{DatabaseName, DatabaseUrl, Host, Instance};

impl Instance {
    /// The URL to connect to it, without the password; `None` until it has an endpoint. `user` and
    /// `database` replace the master user and the first database.
    pub fn url(&self, user: Option<&str>, database: Option<&str>) -> Option<DatabaseUrl> {
        let endpoint = self.endpoint.as_ref()?;
        let database = database.or(self.db_name.as_deref()).unwrap_or("postgres");
        let (host, database) =
            (Host::Tcp(endpoint.host.clone()), DatabaseName::new(database).ok()?);
        // No sslmode: ours is then verify-full, which needs a file in other programs.
        let mut url = DatabaseUrl::new(host, endpoint.port, database);
        url.user = user.or(self.master_username.as_deref()).map(str::to_owned);
        Some(url)
    }
}

/// Whether this is a host name of RDS.
pub fn is_rds_host(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    // In China the region is at the end: NAME.HASH.rds.REGION.amazonaws.com.cn.
    host.ends_with(".rds.amazonaws.com")
        || host.ends_with(".rds.amazonaws.com.cn")
        || host.ends_with(".amazonaws.com.cn") && host.split('.').nth(2) == Some("rds")
}

/// The instance's identifier and its region, from a host name of RDS:
/// `NAME.HASH.REGION.rds.amazonaws.com`.
pub fn from_rds_host(host: &str) -> Option<(&str, &str)> {
    let host = host.trim_end_matches('.');
    if let Some(names) = host.strip_suffix(".amazonaws.com.cn")
        && let [identifier, _, "rds", region] = names.split('.').collect::<Vec<_>>()[..]
    {
        return Some((identifier, region));
    }
    let names = host
        .strip_suffix(".rds.amazonaws.com")
        .or_else(|| host.strip_suffix(".rds.amazonaws.com.cn"))?;
    let mut labels = names.split('.');
    match (labels.next(), labels.next(), labels.next(), labels.next()) {
        (Some(identifier), Some(_), Some(region), None) => Some((identifier, region)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_rds_tell_name_and_region() {
        let host = "cruddur-db-instance.c9xyz.ca-central-1.rds.amazonaws.com";
        assert_eq!(from_rds_host(host), Some(("cruddur-db-instance", "ca-central-1")));
        let china = "db1.c9.rds.cn-north-1.amazonaws.com.cn";
        assert_eq!(from_rds_host(china), Some(("db1", "cn-north-1")));
        for other in ["db.example", "rds.amazonaws.com", "a.b.rds.amazonaws.com", "127.0.0.1"] {
            assert_eq!(from_rds_host(other), None);
        }
    }
}
