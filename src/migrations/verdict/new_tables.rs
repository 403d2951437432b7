//! The tables that earlier statements of a plan have made: what they hold is nobody's yet.

use std::collections::BTreeSet;

const TEMPORARY: &str = "pg_temp";

/// Their names. An unqualified one is a table of the search_path that it was made with.
#[derive(Debug, Default)]
pub struct NewTables {
    names: BTreeSet<Vec<String>>,
    path: u32,
    paths: u32,
}

impl NewTables {
    fn key(&self, name: &[String]) -> Vec<String> {
        match name {
            [name] => vec![self.path.to_string(), String::new(), name.clone()],
            _ => name.to_vec(),
        }
    }

    pub fn add(&mut self, name: &[String], is_temporary: bool) {
        let key = match name {
            [name] if is_temporary => temporary(name),
            _ => self.key(name),
        };
        self.names.insert(key);
    }

    pub fn has(&self, name: &[String]) -> bool {
        let hidden = matches!(name, [name] if self.names.contains(&temporary(name)));
        hidden || self.names.contains(&self.key(name))
    }

    /// Like [`NewTables::has`], taking `public.t` for `t`: where it does no harm to be wrong.
    pub fn may_have(&self, name: &[String]) -> bool {
        self.has(name)
            || matches!(name, [schema, name] if schema == "public" && self.has(std::slice::from_ref(name)))
    }

    /// The name no longer stands for a new table, or not for one with new rows alone.
    pub fn forget(&mut self, name: &[String]) {
        let was_temporary = matches!(name, [name] if self.names.remove(&temporary(name)));
        if !was_temporary {
            self.names.remove(&self.key(name));
        }
    }

    pub fn forget_all(&mut self) {
        self.names.clear();
    }

    /// Unqualified names may stand for other tables from here on.
    pub fn change_path(&mut self) {
        self.paths += 1;
        self.path = self.paths;
    }

    /// A file begins with a session as it was.
    pub fn begin_file(&mut self) {
        self.path = 0;
        self.names.retain(|name| name.first().is_none_or(|schema| schema != TEMPORARY));
    }
}

fn temporary(name: &str) -> Vec<String> {
    vec![TEMPORARY.to_owned(), name.to_owned()]
}
