use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::spool::Pipes;

/// What is no file on disk but has lines to show.
#[derive(Default)]
pub struct InputCache {
    pub texts: HashMap<PathBuf, Arc<str>>,
    pub pipes: Pipes,
}
