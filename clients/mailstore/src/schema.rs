//! The tables, and how older ones become them.
//!
//! What stands in the clear is what the chain shows, too: addresses, times, lamports. Everything else is sealed.

use rusqlite::{Connection, Transaction};

use crate::StoreError;

/// The version of the tables that this code writes.
pub(crate) const VERSION: i64 = 2;

/// What marks an SQLite file as ours: "bMLs".
pub(crate) const APPLICATION: i64 = 0x624d_4c73;

/// The tables of version 1.
const FIRST: &str = "
    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE keys (network BLOB NOT NULL, version INTEGER NOT NULL, public BLOB NOT NULL, wrapped BLOB NOT NULL,
        PRIMARY KEY (network, version)) WITHOUT ROWID;
    CREATE TABLE letters (id INTEGER PRIMARY KEY, message BLOB NOT NULL UNIQUE, network BLOB NOT NULL,
        sent INTEGER NOT NULL, other BLOB NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL, fee INTEGER NOT NULL,
        deadline INTEGER NOT NULL, head BLOB NOT NULL, state BLOB NOT NULL);
    CREATE INDEX letters_at ON letters (at, id);
    CREATE INDEX letters_other ON letters (other, at, id);
    CREATE TABLE bodies (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
    CREATE TABLE notes (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, tag BLOB NOT NULL, sealed BLOB NOT NULL,
        UNIQUE (kind, tag));
";

/// What came with version 2: how a letter ended, and the search index. No number of a segment is used twice, since processes
/// remember what they opened by it.
const SECOND: &str = "
    ALTER TABLE letters ADD COLUMN outcome INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX letters_open ON letters (outcome, at, id) WHERE outcome = 0;
    CREATE TABLE segments (id INTEGER PRIMARY KEY AUTOINCREMENT, first INTEGER NOT NULL UNIQUE, last INTEGER NOT NULL,
        sealed BLOB NOT NULL);
";

/// The steps from each version to the next: the first one makes version 1 of nothing.
const STEPS: [&str; VERSION as usize] = [FIRST, SECOND];

/// The version of the file. Zero if it is empty. It is read at once: another process may be creating the tables.
pub(crate) fn version(connection: &Connection) -> Result<i64, StoreError> {
    let (version, application, is_empty) = connection.query_row(
        "SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id),
             NOT EXISTS (SELECT 1 FROM sqlite_schema)",
        [],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, bool>(2)?)),
    )?;
    match (version, application) {
        (0, 0) if is_empty => Ok(0),
        (found, APPLICATION) if found > VERSION => Err(StoreError::Newer { found }),
        (1.., APPLICATION) => Ok(version),
        _ => Err(StoreError::NotAStore { path: connection.path().unwrap_or_default().into() }),
    }
}

/// Brings the tables to this version, all or nothing.
pub(crate) fn migrate(transaction: &Transaction<'_>, from: i64) -> Result<(), StoreError> {
    for step in STEPS.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}
