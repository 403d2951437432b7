//! TEMPORARY stand-in
use crate::error::Result;
use crate::model::Target;
use crate::ops::{Interrupt, Progress};
use sqlx::AssertSqlSafe;
use sqlx::postgres::PgConnection;
use std::path::{Path, PathBuf};
#[derive(Debug, Default)]
pub struct Options {
    pub variables: Vec<(String, String)>,
    pub no_owner: bool,
    pub no_acl: bool,
    pub dry_run: bool,
}
#[derive(Debug, Clone)]
pub enum Input {
    File(PathBuf),
    Text { name: PathBuf, text: &'static str },
}
impl Input {
    pub fn name(&self) -> &Path {
        match self {
            Self::File(p) => p,
            Self::Text { name, .. } => name,
        }
    }
}
pub struct Loaded {
    pub statements: u64,
    pub tables: Vec<(String, u64)>,
    pub committed: bool,
}
pub async fn load(
    c: &mut PgConnection,
    inputs: &[Input],
    _o: &Options,
    t: &Target,
    _p: &dyn Progress,
    _i: &Interrupt,
) -> Result<Loaded> {
    for i in inputs {
        let text = match i {
            Input::File(p) => std::fs::read_to_string(p)?,
            Input::Text { text, .. } => text.to_string(),
        };
        sqlx::raw_sql(AssertSqlSafe(text))
            .execute(&mut *c)
            .await
            .map_err(|e| crate::postgres::explain(e, t))?;
    }
    Ok(Loaded { statements: 0, tables: vec![], committed: true })
}
