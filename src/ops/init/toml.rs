//! The text of a new `cruddur-db.toml`.

use std::path::{Path, PathBuf};

use super::project::Project;
use crate::model::ProjectName;

/// Where comments begin.
const COMMENTS: usize = 34;

const HEAD: &str = "\
# What cruddur-db does in this project; `cruddur-db config` shows what comes of it.
# Paths start from here. Passwords do not belong here: the URLs are in .env or the environment,
# as CONNECTION_URL (dev), TEST_CONNECTION_URL, PROD_CONNECTION_URL.

";

const MIDDLE: &str = "
# local_hosts = [\"db\"]            # as good as 127.0.0.1 for dev and test

[defaults]                        # for all environments that do not say otherwise
";

const TAIL: &str = "
# [environments.dev]
# url_var = \"CONNECTION_URL\"      # the variable that holds the URL
# seeds = [\"db/seeds\"]            # files and directories

# [environments.prod]
# protected = true                # the default for all but dev and test
# iam = true                      # log in by IAM token
";

/// The file for a project of this name, with what was found in it.
pub fn text(name: &ProjectName, project: &Project) -> String {
    let Project { schema, seeds, migrations, other_tool, .. } = project;
    let mut text = HEAD.to_owned();
    let line = format!("name = \"{name}\"");
    text.push_str(&format!(
        "{line:COMMENTS$}# its databases on the managed server: {name}, {name}_test\n"
    ));
    text.push_str(MIDDLE);
    text.push_str(&match schema {
        Some(path) => format!("schema = {}\n", quoted(path)),
        None => "# schema = \"db/schema.sql\"\n".to_owned(),
    });
    text.push_str(&match (seeds, schema.is_some() || other_tool.is_some()) {
        (Some(path), _) => format!("seeds = [{}]\n", quoted(path)),
        (None, true) => "seeds = []                        # there are none in SQL\n".to_owned(),
        (None, false) => "# seeds = [\"db/seed.sql\"]\n".to_owned(),
    });
    text.push_str(TAIL);
    let dir = migrations.clone().unwrap_or_else(|| PathBuf::from("db/migrations"));
    let mark = if migrations.is_some() { "" } else { "# " };
    text.push_str(&format!("\n{mark}[migrations]\n{mark}dir = {}\n", quoted(&dir)));
    text
}

fn quoted(path: &Path) -> String {
    toml::Value::String(path.display().to_string()).to_string()
}
