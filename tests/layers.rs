//! The lines between the modules of `src`, as the crate's documentation draws them, read from what
//! the code imports and names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Meta, Token, UseTree, Visibility};

/// A module, and what it may not name: other modules of ours, crates, modules of the standard
/// library. A name that ends in `*` stands for all that begin so.
const LINES: [(&str, &[&str]); 19] = [
    ("cli", &["sqlx", "aws_*", "reqwest", "std::fs"]),
    ("args", &["crate::cli", "crate::commands", "crate::config", "crate::ui"]),
    ("commands", &["crate::cli", "sqlx", "aws_*", "std::env"]),
    (
        "ops",
        &[
            "crate::cli",
            "crate::commands",
            "crate::config",
            "crate::ui",
            "sqlx",
            "clap",
            "std::env",
        ],
    ),
    (
        "postgres",
        &[
            "crate::aws",
            "crate::ops",
            "crate::report",
            "crate::script",
            "crate::ui",
            "aws_*",
            "clap",
        ],
    ),
    ("script", &["crate::ops", "crate::report", "crate::ui", "sqlx", "aws_*", "clap", "std::env"]),
    ("script::syntax", &["crate::script::load", "crate::postgres::client", "std::fs", "tokio"]),
    ("script::input", &["crate::script::load", "crate::script::syntax", "crate::postgres"]),
    (
        "migrations",
        &[
            "crate::ops",
            "crate::postgres",
            "crate::report",
            "crate::ui",
            "crate::config",
            "sqlx",
            "aws_*",
            "clap",
            "std::env",
        ],
    ),
    ("console", &["crate::ops", "crate::ui", "crate::config", "sqlx", "aws_*", "clap", "std::env"]),
    ("server", &["crate::ops", "crate::ui", "crate::config", "sqlx", "aws_*", "clap"]),
    ("aws", &["crate::ops", "crate::postgres", "crate::ui", "crate::config", "sqlx", "clap"]),
    ("trigger", &["crate::ui", "sqlx", "clap", "std::env"]),
    (
        "model",
        &["crate::ops", "crate::ui", "crate::config", "crate::report", "sqlx", "aws_sdk*", "tokio"],
    ),
    ("report", &["crate::ops", "crate::postgres", "sqlx", "aws_*", "std::fs", "tokio"]),
    ("ui", &["crate::ops", "crate::config", "crate::commands", "sqlx", "aws_*"]),
    ("config", &["crate::ops", "crate::ui", "crate::cli", "sqlx", "aws_sdk*"]),
    ("progress", &["crate"]),
    ("error", &["crate", "sqlx", "aws_*", "clap"]),
];

/// What commands share; apart from these, no command knows another.
const SHARED_BY_COMMANDS: [&str; 14] = [
    "commands::arguments",
    "commands::aws",
    "commands::aws_trigger",
    "commands::backup",
    "commands::complete",
    "commands::files",
    "commands::help",
    "commands::migration_files",
    "commands::migration_run",
    "commands::open",
    "commands::schema_json",
    "commands::target",
    "commands::typos",
    "commands::words",
];

#[test]
fn no_module_uses_what_it_must_not() {
    let house = House::read();
    let mut crossed = Vec::new();
    for (module, forbidden) in LINES {
        let inside = |name: &str| name == module || name.starts_with(&format!("{module}::"));
        assert!(house.modules.keys().any(|name| inside(name)), "there is no module {module}");
        for (name, file) in house.modules.iter().filter(|(name, _)| inside(name)) {
            let own = format!("crate::{module}");
            for path in file.paths.iter().filter(|path| !is_under(path, &own)) {
                for word in forbidden.iter().filter(|word| is_under(path, word)) {
                    crossed.push(format!("{name} names {path}, and may not use {word}"));
                }
            }
        }
    }
    assert!(crossed.is_empty(), "{}", crossed.join("\n"));
}

/// Pipes and devices among the files of a project: `regular_file` refuses them, the standard library
/// waits for them and does not end.
#[test]
fn a_project_is_read_in_one_way() {
    const READS: [&str; 3] = ["::fs::read", "::fs::read_to_string", "::File::open"];
    // The first two read pipes, too.
    const MAY: [&str; 2] = ["script::input::reader", "commands::post_confirmation"];
    let house = House::read();
    let mut seen = 0;
    for (name, file) in &house.modules {
        let layers = ["commands", "config", "migrations", "ops", "script"];
        if !layers.iter().any(|it| is_under(name, it)) {
            continue;
        }
        let reads = |path: &&String| READS.iter().any(|it| format!("::{path}").ends_with(it));
        for path in file.paths.iter().filter(reads) {
            assert!(MAY.contains(&name.as_str()), "{name} uses {path}: use crate::regular_file");
            seen += 1;
        }
    }
    assert_ne!(seen, 0, "the ones that may are found");
}

#[test]
fn no_command_knows_another() {
    let house = House::read();
    let is_command = |name: &str| name.starts_with("commands::");
    let top = |name: &str| name.split("::").take(2).collect::<Vec<_>>().join("::");
    for (from, to) in house.imports() {
        if is_command(&from) && is_command(&to) && top(&from) != top(&to) {
            assert!(SHARED_BY_COMMANDS.contains(&top(&to).as_str()), "{from} uses {to}");
        }
    }
}

#[test]
fn nothing_imports_in_a_circle() {
    let imports = House::read().imports();
    assert!(imports.len() > 500, "{}", imports.len());
    let below: BTreeMap<&str, BTreeSet<&str>> =
        imports.iter().map(|(_, to)| (to.as_str(), reached(&imports, to))).collect();
    let left: Vec<_> =
        imports.iter().filter(|(from, to)| below[to.as_str()].contains(from.as_str())).collect();
    assert!(left.is_empty(), "these import each other: {left:#?}");
}

/// A file has one subject. Functions have a limit too, which clippy holds (`.clippy.toml`).
#[test]
fn no_file_is_long() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lines = |file: &PathBuf| fs::read_to_string(file).unwrap().lines().count();
    let long: Vec<_> = rust_files(&src).into_iter().filter(|file| lines(file) > 300).collect();
    assert!(long.is_empty(), "these have more than 300 lines: {long:#?}");
}

/// The modules that imports lead to from this one.
fn reached<'a>(imports: &'a BTreeSet<(String, String)>, from: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(at) = next.pop() {
        // The edges are sorted by where they begin.
        let edges = imports.range((at.to_owned(), String::new())..);
        for (_, below) in edges.take_while(|(above, _)| above == at) {
            if reached.insert(below) {
                next.push(below);
            }
        }
    }
    reached
}

/// Whether a path is the forbidden one or below it.
fn is_under(path: &str, word: &str) -> bool {
    match word.strip_suffix('*') {
        // The cryptography of TLS has a name like the SDK's crates.
        Some(begin) => path.starts_with(begin) && !path.starts_with("aws_lc_rs"),
        None => path == word || path.starts_with(&format!("{word}::")),
    }
}

/// All modules, by their paths without `crate`; the root's is empty.
struct House {
    modules: BTreeMap<String, Module>,
}

/// What a file names, as absolute paths: `crate::model::Target`, `sqlx::Row`.
#[derive(Default)]
struct Module {
    paths: BTreeSet<String>,
    /// What it passes on: the name, and the path that it stands for.
    passed_on: BTreeMap<String, String>,
}

impl House {
    fn read() -> &'static Self {
        static HOUSE: LazyLock<House> = LazyLock::new(House::parse);
        &HOUSE
    }

    fn parse() -> Self {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut modules = BTreeMap::new();
        for file in rust_files(&src) {
            let name = file.strip_prefix(&src).unwrap().with_extension("");
            let mut parts: Vec<_> =
                name.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            if parts[0] == "main" || parts[0] == "bin" {
                continue;
            }
            if parts.last().is_some_and(|part| part == "mod" || part == "lib") {
                parts.pop();
            }
            let code = syn::parse_file(&fs::read_to_string(&file).unwrap()).unwrap();
            let mut reading = Reading { at: parts.clone(), module: Module::default() };
            reading.visit_file(&code);
            modules.insert(parts.join("::"), reading.module);
        }
        assert!(modules.len() > 200, "{} modules", modules.len());
        Self { modules }
    }

    /// Which module takes something from which other one.
    fn imports(&self) -> BTreeSet<(String, String)> {
        let mut imports = BTreeSet::new();
        for (name, module) in &self.modules {
            let passed_on: BTreeSet<_> = module.passed_on.values().collect();
            for path in module.paths.iter().filter(|path| !passed_on.contains(path)) {
                if let Some(to) = self.home_of(path)
                    && to != *name
                {
                    imports.insert((name.clone(), to));
                }
            }
        }
        imports
    }

    /// The module that defines what the path names.
    fn home_of(&self, path: &str) -> Option<String> {
        let mut at = String::new();
        for part in path.strip_prefix("crate")?.split("::").filter(|part| !part.is_empty()) {
            let below = if at.is_empty() { part.to_owned() } else { format!("{at}::{part}") };
            if self.modules.contains_key(&below) {
                at = below;
            } else {
                return match self.modules[&at].passed_on.get(part) {
                    Some(other) if *other != format!("crate::{below}") => self.home_of(other),
                    // A macro of its own.
                    Some(_) => Some(at),
                    None => Some(at),
                };
            }
        }
        Some(at)
    }
}

struct Reading {
    at: Vec<String>,
    module: Module,
}

impl Reading {
    /// The absolute path; nothing for what begins with a name of the module's own.
    fn absolute(&self, parts: &[String]) -> Option<String> {
        let mut base = self.at.clone();
        let mut rest = parts;
        match rest.first()?.as_str() {
            "crate" => base.clear(),
            "self" | "super" => {
                while let Some(first) = rest.first().filter(|it| *it == "super" || *it == "self") {
                    if first == "super" {
                        base.pop();
                    }
                    rest = &rest[1..];
                }
                return Some([&["crate".to_owned()], &base[..], rest].concat().join("::"));
            }
            _ => return (parts.len() > 1).then(|| parts.join("::")),
        }
        Some([&["crate".to_owned()], &rest[1..]].concat().join("::"))
    }

    fn uses(&mut self, tree: &UseTree, before: &mut Vec<String>, passed_on: bool) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.uses(&path.tree, before, passed_on);
                before.pop();
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.uses(item, before, passed_on));
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.take(before, &name, &name, passed_on);
            }
            UseTree::Rename(rename) => {
                let (name, known_as) = (rename.ident.to_string(), rename.rename.to_string());
                self.take(before, &name, &known_as, passed_on);
            }
            UseTree::Glob(_) => self.take(before, "self", "*", passed_on),
        }
    }

    fn take(&mut self, before: &[String], name: &str, known_as: &str, passed_on: bool) {
        let mut parts = before.to_vec();
        if name != "self" {
            parts.push(name.to_owned());
        }
        // `use lexer::Step` of a module's own child.
        let path = match parts.first().map(String::as_str) {
            Some("crate" | "self" | "super") => self.absolute(&parts),
            _ => Some(parts.join("::")),
        };
        let Some(path) = path else { return };
        if passed_on {
            let own = !path.starts_with("crate") && !path.contains("std::");
            let path = match own {
                true => [&["crate".to_owned()], &self.at[..], &[path]].concat().join("::"),
                false => path,
            };
            self.module.passed_on.insert(known_as.to_owned(), path.clone());
            self.module.paths.insert(path);
        } else {
            self.module.paths.insert(path);
        }
    }
}

pub fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

impl<'a> Visit<'a> for Reading {
    fn visit_item(&mut self, item: &'a Item) {
        match item {
            Item::Mod(inner) if is_test(&inner.attrs) => {}
            Item::Use(used) => {
                let passed_on = !matches!(used.vis, Visibility::Inherited);
                self.uses(&used.tree, &mut Vec::new(), passed_on);
            }
            Item::Mod(inner) if inner.content.is_some() => {
                self.at.push(inner.ident.to_string());
                visit::visit_item(self, item);
                self.at.pop();
            }
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let parts: Vec<_> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        let absolute = self.absolute(&parts);
        self.module.paths.extend(absolute);
        visit::visit_path(self, path);
    }

    /// `pub(super)` takes nothing from anybody.
    fn visit_visibility(&mut self, _: &'a Visibility) {}

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        self.visit_path(attribute.path());
        if let Meta::List(list) = &attribute.meta
            && list.path.is_ident("derive")
        {
            let paths = list.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
            paths.unwrap().iter().for_each(|path| {
                let parts: Vec<_> = path.segments.iter().map(|it| it.ident.to_string()).collect();
                let absolute = self.absolute(&parts);
                self.module.paths.extend(absolute);
            });
        }
    }
}

pub fn rust_files(path: &Path) -> Vec<PathBuf> {
    if path.extension().is_some_and(|end| end == "rs") {
        return vec![path.to_owned()];
    }
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    entries.flat_map(|entry| rust_files(&entry.unwrap().path())).collect()
}
