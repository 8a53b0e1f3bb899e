//! The file: where it is, who may open it, and how it is written.

mod private;
mod unlock;

pub(crate) use self::{
    private::{make_private, sync_folder},
    unlock::address,
};

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    thread::sleep,
    time::{Duration, Instant},
};

use bmail_sdk::sealing::SecretKey;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};
use solana_message::Hash;
use solana_pubkey::Pubkey;
use zeroize::Zeroizing;

use self::unlock::{begin, insert_key, wrap};
use crate::{StoreError, index::Cache, schema, sealer::Sealer};

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whose mail it is, and on which cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The wallet.
    pub wallet: Pubkey,
    /// The cluster's genesis hash ([`Client::genesis`](bmail_sdk::Client::genesis)).
    pub genesis: Hash,
}

/// A mailbox key of the owner, which opens the store.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    /// The network of the mailbox.
    pub network: Pubkey,
    /// The version of the key.
    pub version: u32,
    /// The secret half.
    pub secret: &'a SecretKey,
}

/// What a person keeps of their mail: one file for each wallet and cluster. Several processes can use it at once, and
/// several threads one of these.
pub struct Store {
    pub(crate) connection: Mutex<Connection>,
    pub(crate) sealer: Sealer,
    pub(crate) cache: Mutex<Cache>,
    key: Zeroizing<[u8; 32]>,
    id: [u8; 16],
    owner: Owner,
    path: PathBuf,
}

impl Store {
    /// Opens the owner's store in a folder, and creates both if necessary, so that nobody else can read them. An older
    /// file is migrated.
    ///
    /// # Errors
    /// [`StoreError::Exposed`], [`StoreError::WrongKey`], [`StoreError::Newer`], [`StoreError::OtherCluster`] and
    /// [`StoreError::OtherWallet`] if the file was renamed, [`StoreError::NotAStore`], [`StoreError::Damaged`],
    /// [`StoreError::Busy`], [`StoreError::Full`], [`StoreError::Io`].
    pub fn open(folder: &Path, owner: Owner, key: Key<'_>) -> Result<Self, StoreError> {
        Self::open_on(folder, owner, key, None)
    }

    /// Like [`Store::open`], on a file system of SQLite's that was registered under this name.
    ///
    /// # Errors
    /// Those of [`Store::open`].
    #[doc(hidden)]
    pub fn open_on(folder: &Path, owner: Owner, key: Key<'_>, vfs: Option<&str>) -> Result<Self, StoreError> {
        let path = Self::path_in(folder, &owner);
        make_private(folder, &path)?;
        Self::open_file(path, owner, key, vfs)
    }

    /// Opens a file, which may have any name.
    pub(crate) fn open_file(path: PathBuf, owner: Owner, key: Key<'_>, vfs: Option<&str>) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = match vfs {
            Some(vfs) => Connection::open_with_flags_and_vfs(&path, flags, vfs)?,
            None => Connection::open_with_flags(&path, flags)?,
        };
        prepare(&connection)?;
        let (id, store_key) = begin(&mut connection, &owner, key)?;
        Ok(Self {
            connection: Mutex::new(connection),
            sealer: Sealer::new(&store_key, id),
            cache: Mutex::default(),
            key: store_key,
            id,
            owner,
            path,
        })
    }

    /// Where an owner's store is in a folder, whether there is one or not.
    pub fn path_in(folder: &Path, owner: &Owner) -> PathBuf {
        folder.join(file_name(owner))
    }

    /// Whose it is.
    pub fn owner(&self) -> Owner {
        self.owner
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets another mailbox key open the store: that of another network, or the next version of this one. Older versions
    /// of the same network's key do not open it any more.
    ///
    /// Whoever has an older key and a copy of the file from before can still read that copy.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn add_key(&self, key: Key<'_>) -> Result<(), StoreError> {
        let wrapped = wrap(key, &self.id, &self.key)?;
        self.write(|transaction| {
            transaction.execute(
                "DELETE FROM keys WHERE network = ?1 AND version < ?2",
                params![key.network.as_ref(), key.version],
            )?;
            insert_key(transaction, key, &wrapped)
        })
    }

    /// Refuses another cluster than the store's.
    ///
    /// # Errors
    /// [`StoreError::OtherCluster`].
    pub fn check_cluster(&self, here: &Hash) -> Result<(), StoreError> {
        let stored = self.owner.genesis;
        if stored == *here { Ok(()) } else { Err(StoreError::OtherCluster { stored, here: *here }) }
    }

    /// Looks at every page and every sealed row.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn check(&self) -> Result<(), StoreError> {
        let says: String =
            self.connection().query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(StoreError::from)?;
        if says != "ok" {
            return Err(StoreError::damaged(says));
        }
        self.check_letters()?;
        self.check_notes()
    }

    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes all or nothing. It is on the disk when this returns.
    pub(crate) fn write<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let written = write(&transaction)?;
        transaction.commit()?;
        Ok(written)
    }
}

/// The name says whose mail it is, and on which cluster.
fn file_name(owner: &Owner) -> String {
    format!("{}.{}.bmail", owner.wallet, owner.genesis)
}

/// How the file is written. With a write-ahead log, `EXTRA` syncs the log with every commit, as `FULL` does. But a new file
/// is switched to the log by a transaction without one, and after that `EXTRA` also puts it on the disk that the journal of
/// that transaction is gone. Otherwise a power cut could bring the journal back, and it would undo the switch and all that
/// came after.
fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(PATIENCE)?;
    schema::version(connection)?;
    connection.execute_batch("PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;")?;
    let mode = journal(connection)?;
    if mode != "wal" {
        return Err(StoreError::damaged(format!("its journal is {mode}, on a file system that cannot share memory")));
    }
    connection.execute_batch(
        "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
         PRAGMA journal_size_limit = 1048576;",
    )?;
    Ok(())
}

/// Switches to a write-ahead log. For this once, SQLite does not wait for another process that does the same.
fn journal(connection: &Connection) -> Result<String, StoreError> {
    let give_up_at = Instant::now() + PATIENCE;
    loop {
        let switched = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
        match switched.map_err(StoreError::from) {
            Err(StoreError::Busy) if Instant::now() < give_up_at => sleep(Duration::from_millis(20)),
            switched => return switched,
        }
    }
}
