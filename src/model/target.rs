use std::fmt;

use serde::Serialize;

use super::{Access, ChosenServer, DatabaseName, DatabaseUrl, Environment, Method, Secret, Server};
use crate::error::Result;

/// The origin of a target's URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The managed local server.
    Managed,
    /// An environment variable (or a line of a `.env` file) of this name.
    Variable(String),
    /// `--url` on the command line.
    Flag,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Managed => f.write_str("the managed server"),
            Self::Variable(name) => f.write_str(name),
            Self::Flag => f.write_str("--url"),
        }
    }
}

/// Whether the server is local, judging by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Locality {
    /// The managed local server.
    Managed,
    /// Loopback, a Unix socket, or what the project calls local.
    Local,
    /// Everything else.
    Remote,
}

impl fmt::Display for Locality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Managed => "managed",
            Self::Local => "local",
            Self::Remote => "remote",
        })
    }
}

/// Whether an environment has two URLs, a pooled and a direct one.
#[derive(Debug, Clone, Default)]
pub enum Way {
    /// It has one.
    #[default]
    Only,
    /// This is the pooled one; the other target is direct.
    Pooled(Box<Target>),
    /// This is the direct one; the other target is pooled.
    Direct(Box<Target>),
}

/// The project that a command works in. Its databases on the managed server, which all projects
/// share, are tagged with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its directory: that of the project file, else of the repository.
    pub directory: String,
    /// It has a project file, and so databases with a name of its own.
    pub has_file: bool,
    /// It has neither a project file nor a repository: it is any directory.
    pub is_plain: bool,
}

/// The database that a command works on, resolved once.
#[derive(Debug, Clone)]
pub struct Target {
    pub environment: Environment,
    pub url: DatabaseUrl,
    /// The role that logs in.
    pub user: String,
    pub origin: Origin,
    /// On the managed server: whose database this is to be.
    pub project: Option<Project>,
    /// Destructive work on it needs the name as confirmation.
    pub protected: bool,
    /// How to get in.
    pub access: Access,
    pub way: Way,
}

impl Target {
    pub fn database(&self) -> &DatabaseName {
        &self.url.database
    }

    /// The directory of the project that it is tagged with.
    pub fn project_directory(&self) -> Option<&str> {
        self.project.as_ref().map(|project| project.directory.as_str())
    }

    /// Remote if either URL is: a pooler on this machine may connect anywhere. Through a tunnel,
    /// `localhost` is another machine.
    pub fn locality(&self) -> Locality {
        let is_local = |Self { url, access, .. }: &Self| {
            access.tunnel.is_none() && (url.is_local() || access.nearby.is_local)
        };
        let is_local = is_local(self) && self.other_way().is_none_or(is_local);
        match (&self.origin, is_local) {
            (Origin::Managed, _) => Locality::Managed,
            (_, true) => Locality::Local,
            (_, false) => Locality::Remote,
        }
    }

    /// The same database by the environment's other URL.
    pub fn other_way(&self) -> Option<&Self> {
        match &self.way {
            Way::Only => None,
            Way::Pooled(other) | Way::Direct(other) => Some(other),
        }
    }

    /// The target for what does not work through a pooler: by the direct URL if there is one.
    pub fn past_pooler(&self) -> &Self {
        match &self.way {
            Way::Pooled(direct) => direct,
            Way::Only | Way::Direct(_) => self,
        }
    }

    /// The same, remembering the pooled URL.
    pub fn into_direct(mut self) -> Self {
        match std::mem::take(&mut self.way) {
            Way::Pooled(direct) => Self { way: Way::Direct(Box::new(self)), ..*direct },
            way => Self { way, ..self },
        }
    }

    /// Whether destructive work needs the database's name typed.
    pub fn needs_typed_name(&self) -> bool {
        self.locality() == Locality::Remote || self.protected
    }

    /// The same with one of its servers, by its index in the URL.
    pub fn at(&self, index: usize) -> Self {
        let mut one = self.clone();
        one.url = self.url.at(index);
        one.access.server = ChosenServer::default();
        one
    }

    /// The server that accepted the login; before that, the first one.
    pub fn server(&self) -> Server {
        self.url.servers().swap_remove(self.access.server.index().unwrap_or(0))
    }

    /// The indexes of the servers to try: all, until one was found.
    pub fn candidates(&self) -> Vec<usize> {
        match self.access.server.index() {
            Some(index) => vec![index],
            None => (0..self.url.servers().len()).collect(),
        }
    }

    /// The password for the next login: a new one if it is short-lived.
    pub async fn password(&self) -> Result<Option<Secret>> {
        match &self.access.source {
            Some(source) => source.password().await.map(Some),
            None => Ok(self.url.password.clone()),
        }
    }

    /// The password that has taken the place of the refused one, if it was replaced.
    pub async fn password_other_than(&self, refused: &Secret) -> Option<Secret> {
        self.access.source.as_ref()?.other_than(refused).await
    }

    /// The same with a currently valid password, for a program started now.
    pub async fn renewed(mut self) -> Result<Self> {
        self.url.password = self.password().await?;
        Ok(self)
    }

    /// The same server and role, another database.
    pub fn with_database(&self, database: DatabaseName) -> Self {
        let mut other = self.clone();
        other.url.database = database;
        other
    }
}

impl fmt::Display for Target {
    /// The line that every command prints first: `dev: cruddur on 127.0.0.1:5432 as postgres
    /// (local)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} on ", self.environment, self.url.database)?;
        let servers = self.url.servers();
        let names: Vec<String> =
            self.candidates().into_iter().map(|index| servers[index].to_string()).collect();
        let user = match (&self.url.user, &self.access.method) {
            // It may name another, and is not read yet.
            (None, Method::Secret(_)) => "the secret's user",
            _ => &self.user,
        };
        write!(f, "{} as {user} ({}", names.join(" or "), self.locality())?;
        if self.protected {
            f.write_str(", protected")?;
        }
        if let Way::Direct(_) = self.way {
            f.write_str(", past the pooler")?;
        }
        if let Some(tunnel) = &self.access.tunnel {
            write!(f, ", through {}", tunnel.way)?;
        }
        f.write_str(")")
    }
}

impl Serialize for Target {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let server = self.server();
        let mut object = serializer.serialize_struct("Target", 8)?;
        object.serialize_field("environment", &self.environment)?;
        object.serialize_field("host", &server.host.to_string())?;
        object.serialize_field("port", &server.port)?;
        object.serialize_field("database", &self.url.database)?;
        object.serialize_field("role", &self.user)?;
        object.serialize_field("locality", &self.locality())?;
        object.serialize_field("protected", &self.protected)?;
        if let Way::Direct(_) = self.way {
            object.serialize_field("direct", &true)?;
        }
        if let Some(tunnel) = &self.access.tunnel {
            object.serialize_field("tunnel", &tunnel.way)?;
        }
        object.end()
    }
}
