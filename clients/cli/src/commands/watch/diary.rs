//! What was announced, and where: so that nothing is announced twice.

use std::{collections::BTreeMap, path::PathBuf};

use bmail_sdk::files::{Held, hold, store};
use serde::{Deserialize, Serialize};
use solana_message::Hash;

use super::{notice::Notice, target::Target};
use crate::{
    config::{json, private_folder, read},
    failure::{Code, Failure, Outcome},
    when,
};

/// How long after its deadline a message is forgotten, in seconds. A node that lists it again later is wrong anyway.
const FORGOTTEN: i64 = 30 * 86_400;

/// The file, which no other process uses meanwhile.
pub struct Diary {
    path: PathBuf,
    cluster: String,
    noted: Noted,
    _held: Held,
}

#[derive(Default, Serialize, Deserialize)]
struct Noted {
    /// The version of this file.
    version: u32,
    /// By the cluster's genesis hash, and the message.
    announced: BTreeMap<String, BTreeMap<String, Entry>>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    notice: Notice,
    /// The targets that have taken it.
    taken_by: Vec<String>,
}

const VERSION: u32 = 1;

impl Diary {
    /// # Errors
    /// If the file cannot be read or written, is of a newer version, or another process uses it.
    pub fn open(path: PathBuf, genesis: Hash) -> Outcome<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            private_folder(folder)?;
        }
        let held = hold(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::WouldBlock => Failure {
                retry: true,
                ..Failure::new(Code::Storage, format!("{error}; or give this one a file of its own with --state"))
            },
            _ => Failure::file(&path)(error),
        })?;
        let noted: Noted = read(&path, json)?.unwrap_or_default();
        if noted.version > VERSION {
            let says =
                format!("{} was written by a newer bmail: use that one, or another file with --state", path.display());
            return Err(Failure::new(Code::Storage, says));
        }
        Ok(Self { path, cluster: genesis.to_string(), noted, _held: held })
    }

    /// Whether a target has taken it.
    pub fn knows(&self, notice: &Notice, target: &Target) -> bool {
        let of_cluster = self.noted.announced.get(&self.cluster);
        let entry = of_cluster.and_then(|all| all.get(&notice.message));
        entry.is_some_and(|entry| entry.taken_by.iter().any(|name| name == target.key()))
    }

    /// Whether all targets have taken it.
    pub fn is_done(&self, notice: &Notice, targets: &[Target]) -> bool {
        targets.iter().all(|target| self.knows(notice, target))
    }

    /// The messages of this cluster that a target has taken, newest first.
    pub fn taken_by(&self, key: &str) -> Vec<&Notice> {
        let of_cluster = self.noted.announced.get(&self.cluster).into_iter().flat_map(BTreeMap::values);
        let taken = of_cluster.filter(|entry| entry.taken_by.iter().any(|name| name == key));
        let mut notices: Vec<_> = taken.map(|entry| &entry.notice).collect();
        notices.sort_by_key(|notice| std::cmp::Reverse((notice.at, notice.message.clone())));
        notices
    }

    /// The cluster's genesis hash.
    pub fn cluster(&self) -> &str {
        &self.cluster
    }

    /// Notes that a target has taken it. It is on the disk when this returns.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn note(&mut self, notice: &Notice, target: &Target) -> Outcome<()> {
        let now = when::now();
        for all in self.noted.announced.values_mut() {
            all.retain(|_, entry| entry.notice.deadline.saturating_add(FORGOTTEN) > now);
        }
        let all = self.noted.announced.entry(self.cluster.clone()).or_default();
        let entry = || Entry { notice: notice.clone(), taken_by: Vec::new() };
        all.entry(notice.message.clone()).or_insert_with(entry).taken_by.push(target.key().to_owned());
        self.noted.version = VERSION;
        let text = serde_json::to_string_pretty(&self.noted).expect("its keys are texts");
        store(&self.path, text.as_bytes()).map_err(Failure::file(&self.path))
    }
}
