use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::spool::Pipes;

/// Input that is not a file on disk but whose lines are shown in errors.
#[derive(Default)]
pub struct InputCache {
    pub texts: HashMap<PathBuf, Arc<str>>,
    pub pipes: Pipes,
}
