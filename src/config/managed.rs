//! Whose database is whose on the managed server, which all projects of a user share.

use super::Config;
use crate::model::{DatabaseName, Environment, Project, ProjectName};

/// The directory that tells a Cruddur repository.
const BACK_END: &str = "backend-flask";

impl Config {
    pub fn managed_database(&self, environment: &Environment) -> Option<DatabaseName> {
        self.managed_name().database(environment)
    }

    /// What the databases on the managed server are called. A project without a file of its own
    /// has those of Cruddur, whose schema is built in.
    pub fn managed_name(&self) -> ProjectName {
        self.project.name().unwrap_or(ProjectName::cruddur())
    }

    /// What databases made for this project are called: as its file says, else by its directory.
    pub fn project_name(&self) -> ProjectName {
        let root = self.project_home();
        self.project.name().unwrap_or_else(|| match root.join(BACK_END).is_dir() {
            true => ProjectName::cruddur(),
            false => ProjectName::of_directory(root),
        })
    }

    /// The project that a database on the managed server is tagged with. None where its directory
    /// is not to be written on one line.
    pub fn project_tag(&self) -> Option<Project> {
        let file = self.project.directory();
        let directory = file.unwrap_or(self.project_root()).to_str()?;
        let fits = !directory.contains(['\n', '\r']);
        let (has_file, is_plain) = (file.is_some(), !self.root.found);
        let project = Project { directory: directory.to_owned(), has_file, is_plain };
        fits.then_some(project)
    }
}
