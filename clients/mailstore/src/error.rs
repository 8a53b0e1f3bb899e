//! What can go wrong, with what to do.

use std::{io, path::PathBuf};

use bmail_sdk::ClientError;
use rusqlite::ErrorCode;
use solana_message::Hash;
use solana_pubkey::Pubkey;

use crate::schema::VERSION;

/// Why the mail store cannot do something. What it held before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder or the file cannot be read or written.
    #[error("the mail store at {path} cannot be used: {error}", path = path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Others can look into it.
    #[error(
        "others can look into {path}, and what is stored there is private; nothing was changed: `chmod {mode} {path}`, or \
         name another folder", path = path.display()
    )]
    Exposed {
        /// The file or folder.
        path: PathBuf,
        /// The mode that it should have.
        mode: &'static str,
    },
    /// It is of another cluster.
    #[error(
        "this is the mail store of the cluster with the genesis hash {stored}, not of {here}; nothing was read, stored or \
         sent: connect to that cluster, or open the store of this one"
    )]
    OtherCluster {
        /// The genesis hash of the store.
        stored: Hash,
        /// The genesis hash of the connected cluster.
        here: Hash,
    },
    /// It is of another wallet.
    #[error("this is the mail store of the wallet {stored}, not of {asked}: nothing was read; name the other wallet")]
    OtherWallet {
        /// The wallet of the store.
        stored: Pubkey,
        /// The wallet that was asked for.
        asked: Pubkey,
    },
    /// No mailbox key that opens it was given.
    #[error(
        "this key does not open the mail store, which opens with {}; nothing was read: derive one of these keys from the \
         wallet, and add this one with it", keys(.known)
    )]
    WrongKey {
        /// The networks and the versions of the mailbox keys that open it.
        known: Vec<(Pubkey, u32)>,
    },
    /// A newer version wrote it.
    #[error(
        "a newer version wrote this mail store (schema {found}, and this one knows up to {VERSION}); nothing was changed: \
         use the newer version, or import its backup there"
    )]
    Newer {
        /// The file's version.
        found: i64,
    },
    /// It is a file of something else.
    #[error("{path} is no mail store of b-mail; nothing was changed: name another file or folder", path = path.display())]
    NotAStore {
        /// The file.
        path: PathBuf,
    },
    /// Its bytes are not those that were written.
    #[error(
        "the mail store is damaged: {what}; no money moved: keep a copy of the file, and import the last backup into a new \
         one, which then fetches from the chain what is missing"
    )]
    Damaged {
        /// What cannot be read.
        what: String,
    },
    /// Another process has held it for longer than the time to wait.
    #[error(
        "another process uses the mail store and does not let go of it; nothing was changed: end it, and try again"
    )]
    Busy,
    /// The disk is full.
    #[error("the disk is full; nothing was stored, acknowledged or sent: free some space and try again")]
    Full,
    /// The system has no random bytes.
    #[error("the system has no random bytes, so nothing can be sealed: {0}")]
    NoRandomness(getrandom::Error),
    /// What was asked for is not there.
    #[error("the mail store has no {0}: list what it has")]
    Missing(&'static str),
    /// A file to import is none of ours, or is cut off.
    #[error("this is no {0} of a mail store, or it is cut off; nothing was imported: check the file")]
    NotAnExport(&'static str),
    /// Another error of the database.
    #[error("the mail store's database failed: {0}")]
    Database(rusqlite::Error),
    /// What the cluster, or a program, says. See it for whether money moved.
    #[error(transparent)]
    Client(#[from] Box<ClientError>),
}

fn keys(known: &[(Pubkey, u32)]) -> String {
    let words: Vec<_> =
        known.iter().map(|(network, version)| format!("version {version} of the key for {network}")).collect();
    if words.is_empty() { "no key any more".to_owned() } else { words.join(" or ") }
}

impl StoreError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    pub(crate) fn io(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }
}

impl From<ClientError> for StoreError {
    fn from(error: ClientError) -> Self {
        Self::Client(Box::new(error))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::damaged(error.to_string()),
            _ => Self::Database(error),
        }
    }
}
