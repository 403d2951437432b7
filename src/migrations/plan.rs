//! What is pending: compares the files with the rows.

use std::collections::{BTreeMap, BTreeSet};

use super::directory::no_such_version;
use super::migration::Migration;
use crate::error::Result;
use crate::model::{Checksum, MigrationRow};

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selection {
    #[default]
    All,
    /// Up to and including this version.
    To(i64),
    /// This many migrations.
    Steps(usize),
    /// This version and all newer ones.
    From(i64),
}

#[derive(Debug, Clone)]
pub struct Pending {
    pub migration: Migration,
    /// The newest applied version, if newer.
    pub older_than: Option<i64>,
}

/// A migration whose file differs from what was applied.
#[derive(Debug, Clone)]
pub struct Edited {
    pub version: i64,
    pub file: String,
    /// Of the file as it is.
    pub checksum: Checksum,
    /// Only its line ends or its byte order mark differ.
    pub line_ends: bool,
    /// It and everything applied after it can be rolled back.
    pub can_redo: bool,
    /// What was applied has this other name: it is another migration of the same version.
    pub applied_as: Option<String>,
}

/// The files compared with the rows.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The selected migrations, in order.
    pub pending: Vec<Pending>,
    /// Pending but not selected.
    pub later: usize,
    /// Applied, but without a file.
    pub missing: Vec<MigrationRow>,
    pub edited: Vec<Edited>,
    /// Rows of incomplete migrations.
    pub unfinished: Vec<MigrationRow>,
    /// Applied, with its file.
    pub applied: usize,
}

/// Compares. `ignored` are the characters that checksums ignore.
///
/// Errors (usage): the selection names a version without a file.
pub fn plan(
    migrations: &[Migration],
    rows: &[MigrationRow],
    selection: Selection,
    ignored: &BTreeSet<char>,
) -> Result<Plan> {
    let known: BTreeMap<i64, &Migration> = migrations.iter().map(|it| (it.version, it)).collect();
    let applied: BTreeMap<i64, &MigrationRow> = rows.iter().map(|it| (it.version, it)).collect();
    if let Selection::To(version) | Selection::From(version) = selection
        && !known.contains_key(&version)
    {
        return Err(no_such_version(version));
    }
    let has_down = |version| known.get(version).is_some_and(|it| it.down.is_some());
    let can_redo = |from: &MigrationRow| {
        let mut later = rows.iter().filter(|row| row.version >= from.version);
        later.all(|row| row.success && has_down(&row.version))
    };
    let mut plan = Plan::default();
    for row in rows {
        match known.get(&row.version) {
            _ if !row.success => plan.unfinished.push(row.clone()),
            None => plan.missing.push(row.clone()),
            Some(migration) => {
                plan.applied += 1;
                let edited = edited(migration, row, ignored);
                plan.edited.extend(edited.map(|it| Edited { can_redo: can_redo(row), ..it }));
            }
        }
    }
    let newest = rows.iter().filter(|row| row.success).map(|row| row.version).max();
    let due = migrations.iter().filter(|it| !applied.contains_key(&it.version));
    for (index, migration) in due.enumerate() {
        let selected = match selection {
            Selection::All => true,
            Selection::To(version) => migration.version <= version,
            Selection::Steps(steps) => index < steps,
            Selection::From(version) => migration.version >= version,
        };
        if selected {
            let older_than = newest.filter(|newest| migration.version < *newest);
            plan.pending.push(Pending { migration: migration.clone(), older_than });
        } else {
            plan.later += 1;
        }
    }
    Ok(plan)
}

/// How the file differs from what was applied, if it does.
pub fn edited(
    migration: &Migration,
    row: &MigrationRow,
    ignored: &BTreeSet<char>,
) -> Option<Edited> {
    let line_ends = || row.checksum.differs_by_line_ends(&migration.hashed, ignored);
    (!migration.has_checksum(&row.checksum)).then(|| Edited {
        version: migration.version,
        file: migration.file(),
        checksum: migration.checksum.clone(),
        line_ends: line_ends(),
        can_redo: false,
        applied_as: (row.description != migration.name && !line_ends())
            .then(|| row.description.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::super::migration::SqlText;
    use super::*;
    use proptest::prelude::*;

    fn migration(version: i64, text: &str) -> Migration {
        let up = SqlText::of_file(format!("{version}_a.sql").into(), text.to_owned());
        let checksum = Checksum::of(text, &BTreeSet::new());
        let (name, hashed) = ("a".into(), std::sync::Arc::clone(&up.text));
        Migration { version, name, up, down: None, hashed, checksum, whole: None, python_id: None }
    }

    fn row(version: i64, text: &str) -> MigrationRow {
        MigrationRow {
            version,
            description: "a".into(),
            installed_on: String::new(),
            success: true,
            checksum: Checksum::of(text, &BTreeSet::new()),
            execution_time: 1,
        }
    }

    fn versions(plan: &Plan) -> Vec<i64> {
        plan.pending.iter().map(|it| it.migration.version).collect()
    }

    #[test]
    fn what_is_due_older_edited_and_missing() {
        let none = BTreeSet::new();
        let files =
            [migration(1, "a\r\n"), migration(2, "b"), migration(3, "c"), migration(5, "e")];
        let rows = [row(1, "a\n"), row(2, "was b"), row(4, "d")];
        let found = plan(&files, &rows, Selection::All, &none).unwrap();
        assert_eq!(versions(&found), [3, 5]);
        assert_eq!(found.pending[0].older_than, Some(4));
        assert_eq!(found.pending[1].older_than, None);
        assert_eq!(found.missing[0].version, 4);
        let edited: Vec<_> = found.edited.iter().map(|it| (it.version, it.line_ends)).collect();
        assert_eq!(edited, [(1, true), (2, false)]);
        assert_eq!(found.applied, 2);
        let unfinished = [MigrationRow { success: false, execution_time: -3, ..row(3, "c") }];
        let found = plan(&files, &unfinished, Selection::All, &none).unwrap();
        assert_eq!(versions(&found), [1, 2, 5]);
        assert_eq!(found.unfinished[0].statements_done(), 2);
        let error = plan(&files, &[], Selection::To(4), &none).unwrap_err();
        assert!(error.to_string().contains("no migration of version 4"));
    }

    proptest! {
        #[test]
        fn each_is_due_or_applied(files in prop::collection::btree_set(1_i64..20, 0..12),
                                  rows in prop::collection::btree_set(1_i64..20, 0..12),
                                  steps in 0_usize..12) {
            let none = BTreeSet::new();
            let migrations: Vec<_> = files.iter().map(|it| migration(*it, "x")).collect();
            let rows: Vec<_> = rows.iter().map(|it| row(*it, "x")).collect();
            let all = plan(&migrations, &rows, Selection::All, &none).unwrap();
            prop_assert_eq!(all.pending.len() + all.applied, files.len());
            prop_assert_eq!(all.missing.len() + all.applied, rows.len());
            prop_assert!(versions(&all).is_sorted() && all.edited.is_empty());
            let some = plan(&migrations, &rows, Selection::Steps(steps), &none).unwrap();
            prop_assert_eq!(&versions(&some)[..], &versions(&all)[..steps.min(all.pending.len())]);
            prop_assert_eq!(some.pending.len() + some.later, all.pending.len());
            for to in files {
                let some = plan(&migrations, &rows, Selection::To(to), &none).unwrap();
                prop_assert!(versions(&some).iter().all(|version| *version <= to));
                prop_assert_eq!(some.pending.len() + some.later, all.pending.len());
            }
        }
    }
}
