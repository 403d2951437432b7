//! What kind of project a directory holds, and where its SQL is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::migrations;
use crate::model::OtherTool;
use crate::model::places::{MIGRATIONS, MORE_MIGRATIONS, MORE_SCHEMAS, MORE_SEEDS, SCHEMAS, SEEDS};
use crate::regular_file;
use crate::report::counted;

/// The files that name a project's libraries, the library that tells its kind, and its language.
const KINDS: [(&str, &str, &str, Language); 6] = [
    ("requirements.txt", "flask", "a Flask project", Language::Python),
    ("pyproject.toml", "flask", "a Flask project", Language::Python),
    ("Pipfile", "flask", "a Flask project", Language::Python),
    ("Gemfile", "rails", "a Rails project", Language::Ruby),
    ("package.json", "\"pg\"", "a Node project with pg", Language::Node),
    ("package.json", "", "a Node project", Language::Node),
];

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Python,
    Node,
    Ruby,
}

/// A project, by paths from its root.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// What there is to say of it.
    pub found: Vec<String>,
    pub schema: Option<PathBuf>,
    pub seeds: Option<PathBuf>,
    pub migrations: Option<PathBuf>,
    pub other_tool: Option<OtherTool>,
    pub language: Language,
}

impl Project {
    pub fn find(root: &Path) -> Self {
        let mut directories = vec![PathBuf::new()];
        let below = entries(root).filter(|path| path.is_dir());
        let below = below.filter_map(|path| path.file_name().map(PathBuf::from));
        directories.extend(below.filter(|name| {
            !name.to_string_lossy().starts_with('.') && name != Path::new("node_modules")
        }));
        let with = |usual: &[&str], more: &[&str], fits: &dyn Fn(&Path) -> bool| {
            let places = || usual.iter().chain(more);
            let mut paths = directories
                .iter()
                .flat_map(|directory| places().map(move |place| directory.join(place)));
            paths.find(|path| root.join(path).exists() && fits(&root.join(path)))
        };
        let any = |_: &Path| true;
        let mut project = Self {
            schema: with(&SCHEMAS, &MORE_SCHEMAS, &any),
            seeds: with(&SEEDS, &MORE_SEEDS, &|path| !path.is_dir() || has_seeds(path)),
            migrations: with(&MIGRATIONS, &MORE_MIGRATIONS, &any)
                .filter(|path| has_sql(&root.join(path))),
            ..Self::default()
        };
        let mut languages = Vec::new();
        for directory in &directories {
            let kind = KINDS.iter().find(|(file, library, ..)| {
                let text = regular_file::read_to_string(root.join(directory).join(file));
                text.is_ok_and(|text| text.to_lowercase().contains(library))
            });
            if let Some((file, _, kind, language)) = kind {
                let file = directory.join(file);
                project.found.push(format!("{kind} ({})", file.display()));
                languages.push(*language);
            }
            project.add_other_tool(root, directory);
        }
        // The back end's, where there is a front end, too.
        languages.sort_by_key(|language| *language == Language::Node);
        project.language = languages.first().copied().unwrap_or_default();
        project.add_django(root, &directories);
        project
    }

    /// The migrations of Django's apps, which are next to other things of theirs.
    fn add_django(&mut self, root: &Path, directories: &[PathBuf]) {
        let of_apps = directories.iter().map(|directory| directory.join("migrations"));
        let of_apps: Vec<_> = of_apps
            .map(|path| (entries(&root.join(&path)).filter(is_djangos).count(), path))
            .collect();
        let all: usize = of_apps.iter().map(|(count, _)| count).sum();
        if all == 0 {
            return;
        }
        let named = of_apps.iter().filter(|(count, _)| *count > 0);
        let named: Vec<_> = named.map(|(_, path)| path.display().to_string()).collect();
        let count = counted(all, "migration");
        self.found.push(format!("{count} in {}, which Django runs", named.join(" and ")));
        self.other_tool = Some(OtherTool::Django);
    }

    /// What there is of other tools, whose migrations are run by themselves.
    fn add_other_tool(&mut self, root: &Path, directory: &Path) {
        // Of the files that are looked for, these directories have only those of one above them.
        if ["bin", "migrations"].iter().any(|part| directory.ends_with(part)) {
            return;
        }
        let below = root.join(directory);
        let Some((tool, mark)) = other_tool(&below) else { return };
        let named = |path: &str| directory.join(path).display().to_string();
        self.other_tool.get_or_insert(tool);
        match tool {
            OtherTool::Rails => {
                if let Ok(entries) = std::fs::read_dir(below.join("db/migrate")) {
                    let count = counted(entries.count(), "migration");
                    self.found
                        .push(format!("{count} in {}, which Rails runs", named("db/migrate")));
                }
                if below.join("db/schema.rb").is_file() && self.schema.is_none() {
                    self.found.push(format!("{}, which is Ruby, not SQL", named("db/schema.rb")));
                }
            }
            OtherTool::Prisma => self.found.push(match below.join("prisma/migrations").is_dir() {
                true => format!("{}, which Prisma runs", named("prisma/migrations")),
                false => named("prisma/schema.prisma"),
            }),
            tool if below.join(mark).is_dir() => {
                self.found.push(format!("{}, which {} runs", named(mark), tool.name()));
            }
            tool => self.found.push(format!("{} of {}", named(mark), tool.name())),
        }
    }

    pub fn files_found(&self) -> Vec<String> {
        [("schema", &self.schema), ("seeds", &self.seeds), ("migrations", &self.migrations)]
            .into_iter()
            .filter_map(|(what, path)| Some(format!("{what} {}", path.as_ref()?.display())))
            .collect()
    }
}

/// The tool that a directory has the files of, and which of them.
pub fn other_tool(directory: &Path) -> Option<(OtherTool, &'static str)> {
    let has = |tool: &OtherTool, mark: &str| {
        let path = directory.join(mark);
        match Path::new(mark).extension() {
            // A directory; scripts may be called bin/db/migrate.
            None => path.is_dir(),
            // Other projects have one of this name.
            Some(_) if *tool == OtherTool::Django => {
                regular_file::read_to_string(path).is_ok_and(|text| text.contains("django"))
            }
            Some(_) => path.is_file(),
        }
    };
    OtherTool::MARKS
        .into_iter()
        .find_map(|(tool, marks)| Some((tool, *marks.iter().find(|mark| has(&tool, mark))?)))
}

/// Whether a directory holds seeds to be loaded, or one of its directories for environments does.
fn has_seeds(directory: &Path) -> bool {
    let is_seed = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        [".sql", ".csv"].iter().any(|ending| name.contains(ending))
    };
    entries(directory).any(|path| match path.is_dir() {
        true => entries(&path).any(|path| is_seed(&path)),
        false => is_seed(&path),
    })
}

/// Whether a directory holds migrations that are SQL, or Cruddur's Python.
pub(super) fn has_sql(directory: &Path) -> bool {
    entries(directory).any(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".sql") || is_python(&path) && !is_djangos(&path)
    })
}

/// What is in a directory, by name.
pub(super) fn entries(directory: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect::<BTreeSet<_>>().into_iter()
}

/// Whether it is a migration in Python, whoever runs it.
fn is_python(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(|c: char| c.is_ascii_digit()) && name.ends_with(".py")
}

fn is_djangos(path: &PathBuf) -> bool {
    is_python(path)
        && regular_file::read_to_string(path).is_ok_and(|text| migrations::is_djangos(&text))
}
