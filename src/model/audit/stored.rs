//! Checks of what the instance leaves in storage, and of its secrets.

use super::fix::{aws, modify, quoted};
use super::{Fact, Facts, Finding, Key, Snapshot, Unknown, known};

const SNAPSHOTS: &str = "rds:DescribeDBSnapshots";

fn names(snapshots: &[&Snapshot]) -> String {
    snapshots.iter().map(|snapshot| snapshot.id.as_str()).collect::<Vec<_>>().join(", ")
}

pub fn public_snapshots(facts: &Facts) -> Fact<Finding> {
    let snapshots = facts.snapshots.as_ref().map_err(Clone::clone)?;
    let public: Vec<&Snapshot> =
        snapshots.iter().filter(|snapshot| snapshot.is_public == Ok(true)).collect();
    if public.is_empty() {
        for snapshot in snapshots {
            snapshot.is_public.clone()?;
        }
        return Finding::pass(format!("none of {} snapshots is public", snapshots.len()));
    }
    let fix = public.iter().map(|snapshot| {
        let call = "rds modify-db-snapshot-attribute --db-snapshot-identifier";
        let id = quoted(&snapshot.id);
        aws(&facts.subject, format!("{call} {id} --attribute-name restore --values-to-remove all"))
    });
    Finding::fail(format!("every AWS account may restore {}", names(&public)), fix)
}

pub fn encrypted_snapshots(facts: &Facts) -> Fact<Finding> {
    let snapshots = facts.snapshots.as_ref().map_err(Clone::clone)?;
    let plain: Vec<&Snapshot> =
        snapshots.iter().filter(|snapshot| snapshot.is_encrypted == Some(false)).collect();
    if plain.is_empty() {
        for snapshot in snapshots {
            known(snapshot.is_encrypted, SNAPSHOTS, "Encrypted")?;
        }
        return Finding::pass(format!("all of {} snapshots are encrypted", snapshots.len()));
    }
    let fix = plain.iter().map(|snapshot| {
        let id = quoted(&snapshot.id);
        // AWS gives automated ones names that no other snapshot may have.
        let copy = quoted(&format!("{}-encrypted", snapshot.id.trim_start_matches("rds:")));
        let line = format!(
            "rds copy-db-snapshot --source-db-snapshot-identifier {id} \
             --target-db-snapshot-identifier {copy} --kms-key-id alias/aws/rds"
        );
        aws(&facts.subject, line)
    });
    Finding::fail(format!("not encrypted: {}", names(&plain)), fix)
}

pub fn key(facts: &Facts) -> Fact<Finding> {
    let (subject, it) = (&facts.subject, &facts.subject.instance);
    if !it.field(it.storage_encrypted, "StorageEncrypted")? {
        return Finding::not_applicable("the storage is not encrypted");
    }
    let Key { id, state, is_of_aws, rotates } = facts.key.as_ref().map_err(Clone::clone)?;
    let repair = |call: &str| aws(subject, format!("kms {call} --key-id {}", quoted(id)));
    match known(state.as_deref(), "kms:DescribeKey", "KeyState")? {
        "Enabled" => {}
        "Disabled" => return Finding::fail("the key is disabled", [repair("enable-key")]),
        "PendingDeletion" => {
            let fix = [repair("cancel-key-deletion"), repair("enable-key")];
            return Finding::fail("the key is about to be deleted", fix);
        }
        state @ ("PendingImport" | "Unavailable") => {
            return Finding::fail(format!("the key cannot be used: it is {state}"), []);
        }
        state => return Err(Unknown(format!("the key is {state:?}"))),
    }
    if known(*is_of_aws, "kms:DescribeKey", "KeyManager")? {
        return Finding::pass("the key is usable, and AWS rotates it");
    }
    match rotates.clone()? {
        true => Finding::pass("the key is usable and rotated"),
        false => Finding::fail("the key is not rotated", [repair("enable-key-rotation")]),
    }
}

pub fn secret_rotation(facts: &Facts) -> Fact<Finding> {
    let (subject, it) = (&facts.subject, &facts.subject.instance);
    let Some(arn) = &it.secret_arn else {
        return Err(Unknown(format!(
            "RDS does not manage the master password; it would, and rotate it, after: {}",
            modify(subject, "--manage-master-user-password")
        )));
    };
    match facts.secret_rotates.clone()? {
        true => Finding::pass("the master user's password is rotated"),
        false => {
            let rules = "--rotation-rules AutomaticallyAfterDays=7";
            let line = format!("secretsmanager rotate-secret --secret-id {} {rules}", quoted(arn));
            Finding::fail("the master user's password is not rotated", [aws(subject, line)])
        }
    }
}
