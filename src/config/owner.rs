use super::Config;
use crate::error::Result;
use crate::model::Owner;

impl Config {
    /// The owner of our rules: `CRUDDUR_OWNER`, else the user and the workspace of Gitpod or
    /// Codespaces, else the user and the host.
    pub fn owner(&self) -> Result<Owner> {
        if let Some(owner) = self.var("CRUDDUR_OWNER")? {
            return owner
                .parse()
                .map_err(|error: crate::error::Error| error.prefixed("CRUDDUR_OWNER"));
        }
        if let Some(workspace) = self.var("GITPOD_WORKSPACE_ID")? {
            let user = self.first_of(&["GITPOD_GIT_USER_EMAIL", "GITPOD_GIT_USER_NAME", "USER"])?;
            return Ok(Owner::new(&local_part(&user), &workspace));
        }
        if let Some(workspace) = self.var("CODESPACE_NAME")? {
            return Ok(Owner::new(&self.first_of(&["GITHUB_USER", "USER"])?, &workspace));
        }
        let host = nix::unistd::gethostname().unwrap_or_default();
        Ok(Owner::new(&self.first_of(&["USER", "LOGNAME"])?, &host.to_string_lossy()))
    }

    fn first_of(&self, names: &[&str]) -> Result<String> {
        for name in names {
            if let Some(value) = self.var(name)? {
                return Ok(value);
            }
        }
        let user = nix::unistd::User::from_uid(nix::unistd::getuid()).ok().flatten();
        Ok(user.map_or("unknown".to_owned(), |user| user.name))
    }
}

/// The part of an address before the @, since tags are visible to everyone in the account.
fn local_part(address: &str) -> String {
    address.split('@').next().unwrap_or_default().to_owned()
}
