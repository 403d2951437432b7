use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Authority, Certificate, Postgres, signal};

/// A real server with TLS, for the name [`Encrypted::HOST`], and with roles that differ in how
/// they may log in.
pub struct Encrypted {
    pub server: Postgres,
    pub authority: Authority,
}

impl Encrypted {
    pub const HOST: &str = "db.example.test";

    /// One for all tests.
    pub fn shared() -> &'static Self {
        static SERVER: OnceLock<Encrypted> = OnceLock::new();
        SERVER.get_or_init(|| {
            let authority = Authority::new("The Right Authority");
            let server = Postgres::private("log_connections = on\n");
            for role in ["tls_only", "clear_only", "certified"] {
                let password = server.password();
                server.psql("postgres", &format!("create role {role} login password '{password}'"));
            }
            server.psql("postgres", "create database plain");
            server.serve(&authority.certify(&[Self::HOST]), &authority.pem());
            Self { server, authority }
        })
    }

    /// A URL of it by its name, with more parameters.
    pub fn url(&self, role: &str, more: &str) -> String {
        let (password, port) = (self.server.password(), self.server.port());
        let host = Self::HOST;
        format!("postgresql://{role}:{password}@{host}:{port}/postgres?hostaddr=127.0.0.1&{more}")
    }
}

impl Postgres {
    /// Has the server speak TLS with this certificate from now on.
    pub fn serve(&self, certificate: &Certificate, clients_authority: &str) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let data = self.data_dir();
        let owner = data.metadata().unwrap();
        let put = |name: &str, text: &str| {
            let path = data.join(name);
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
            chown(&path, Some(owner.uid()), Some(owner.gid())).unwrap();
        };
        put(&format!("{count}.crt"), &certificate.chain);
        put(&format!("{count}.key"), &certificate.key);
        put("clients.crt", clients_authority);
        put(
            "pg_hba.conf",
            "local all postgres trust\n\
             hostssl all tls_only all scram-sha-256\n\
             hostnossl all clear_only all scram-sha-256\n\
             hostssl all certified all cert\n\
             host all postgres all scram-sha-256\n",
        );
        for setting in [
            format!("ssl_cert_file = '{count}.crt'"),
            format!("ssl_key_file = '{count}.key'"),
            "ssl_ca_file = 'clients.crt'".to_owned(),
            "ssl = on".to_owned(),
        ] {
            self.psql("postgres", &format!("alter system set {setting}"));
        }
        signal(data, nix::sys::signal::Signal::SIGHUP);
        self.wait_for("show ssl_cert_file", &format!("{count}.crt"));
    }
}
