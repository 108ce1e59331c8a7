//! The territory as an earlier commit left it.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::model::past::History;
use crate::source::history::{Blob, Oid, Unknown, Versions};
use crate::source::layout;
use crate::source::snapshot::{File, Snapshot};

/// The files of a commit as a snapshot of that day. With a `policy`, settings, matrix, cycle, questions and overlay schema are its files and not the
/// commit's, so that two days are measured with one rule.
///
/// # Errors
/// When the repository is broken.
pub fn snapshot(commit: Oid, day: Date, policy: Option<&Snapshot>, versions: &mut dyn Versions) -> Result<Snapshot, Unknown> {
    let blobs = versions.files(commit)?;
    snapshot_of(blobs, day, policy, versions)
}

/// The same of any list of files, for example those of the index.
///
/// # Errors
/// When the repository is broken.
pub fn snapshot_of(blobs: Vec<Blob>, day: Date, policy: Option<&Snapshot>, versions: &mut dyn Versions) -> Result<Snapshot, Unknown> {
    let mut files = BTreeMap::new();
    let mut wanted = Vec::new();
    for Blob { path, id, bytes, regular } in blobs {
        // folders that no walk enters are no inputs here either
        let hidden = path.split('/').rev().skip(1).any(|folder| !layout::enters(folder));
        let Some(path) = SourcePath::new(&path).filter(|_| !hidden) else { continue };
        let role = layout::role(&path);
        if policy.is_some() && role.is_yardstick() {
            continue;
        }
        let read =
            matches!(role, layout::Role::Plan { .. } | layout::Role::Review { .. } | layout::Role::Page { .. } | layout::Role::Data(_)) || role.is_policy();
        let file = match role.limit() {
            Some(_) if !regular => File::Refused("is no regular file".to_owned()),
            Some((most, what)) if bytes > most => File::Refused(format!("is larger than {} MiB, the limit for {what}", most >> 20)),
            Some(_) if read => {
                wanted.push((path, id));
                continue;
            }
            _ => File::Present,
        };
        files.insert(path, file);
    }
    let ids: Vec<Oid> = wanted.iter().map(|(_, id)| *id).collect();
    for ((path, _), bytes) in wanted.into_iter().zip(versions.contents(&ids)?) {
        files.insert(path, bytes.map_or_else(|| File::Refused("is no regular file".to_owned()), File::Bytes));
    }
    if let Some(policy) = policy {
        files.extend(policy.files.iter().filter(|(path, _)| layout::role(path).is_yardstick()).map(|(path, file)| (path.clone(), file.clone())));
    }
    Ok(Snapshot { files, today: day, history: History::NotRead })
}

/// The files of a snapshot, judged by the policy of another.
pub fn with_policy_of(snapshot: &Snapshot, policy: &Snapshot) -> Snapshot {
    let of = |snapshot: &Snapshot, wanted: bool| -> Vec<_> {
        let files = snapshot.files.iter().filter(|(path, _)| layout::role(path).is_yardstick() == wanted);
        files.map(|(path, file)| (path.clone(), file.clone())).collect()
    };
    let files = of(snapshot, false).into_iter().chain(of(policy, true)).collect();
    Snapshot { files, today: snapshot.today, history: snapshot.history.clone() }
}
