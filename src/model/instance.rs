use super::{DatabaseName, DatabaseUrl, Host, Instance};

impl Instance {
    /// Whether its engine is Postgres, as far as AWS tells.
    pub fn is_postgres(&self) -> bool {
        let engine = self.engine.as_deref();
        engine.is_none_or(|engine| matches!(engine, "postgres" | "aurora-postgresql"))
    }

    /// The URL to connect to it, without the password; `None` until it has an endpoint, and for
    /// other engines than Postgres. `user` and
    /// `database` replace the master user and the first database.
    pub fn url(&self, user: Option<&str>, database: Option<&str>) -> Option<DatabaseUrl> {
        let endpoint = self.endpoint.as_ref().filter(|_| self.is_postgres())?;
        let database = database.or(self.db_name.as_deref()).unwrap_or("postgres");
        let (host, database) =
            (Host::Tcp(endpoint.host.clone()), DatabaseName::new(database).ok()?);
        // No sslmode: ours is then verify-full, which needs a file in other programs.
        let mut url = DatabaseUrl::new(host, endpoint.port, database);
        url.user = user.or(self.master_username.as_deref()).map(str::to_owned);
        Some(url)
    }
}
