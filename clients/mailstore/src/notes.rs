//! Notes: all that is kept besides letters, each sealed as a whole. The database shows how many there are of each kind.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use crate::{Store, StoreError, sealer::Place};

/// The length of a sealed note is a multiple of this, in bytes.
const CLASS: usize = 256;

/// Something to keep.
pub trait Note: Serialize + DeserializeOwned {
    /// The kind, which stands in the clear.
    const KIND: &'static str;

    /// What tells it from others of its kind. It does not stand in the clear.
    fn key(&self) -> Vec<u8>;
}

/// What is sealed: a note, or that it was removed, and when, so that the later one stays when stores are merged.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sealed<N> {
    pub changed: i64,
    pub note: Option<N>,
}

impl Store {
    /// Keeps a note, in place of one with the same key.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn put<N: Note>(&self, note: &N) -> Result<(), StoreError> {
        self.write(|transaction| self.put_in(transaction, note))
    }

    /// The note with this key.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn note<N: Note>(&self, key: &[u8]) -> Result<Option<N>, StoreError> {
        self.note_in(&self.connection(), key)
    }

    /// All notes of a kind, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn notes<N: Note>(&self) -> Result<Vec<N>, StoreError> {
        let all = self.sealed_notes(N::KIND)?;
        let opened = all.iter().map(|json| Ok(parse::<Sealed<N>>(json)?.note));
        opened.filter_map(Result::transpose).collect()
    }

    /// Removes a note, and says whether there was one.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn remove<N: Note>(&self, key: &[u8]) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let was_there = self.note_in::<N>(transaction, key)?.is_some();
            if was_there {
                self.write_note::<N>(transaction, key, &Sealed { changed: now(), note: None::<N> })?;
            }
            Ok(was_there)
        })
    }

    /// Changes a note, or makes it, while no other process does.
    ///
    /// # Errors
    /// Those of the change, after which nothing is changed, [`StoreError::Busy`], [`StoreError::Full`].
    pub fn change<N: Note, T>(
        &self,
        key: &[u8],
        change: impl FnOnce(&mut Option<N>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.write(|transaction| self.change_in(transaction, key, change))
    }

    pub(crate) fn change_in<N: Note, T>(
        &self,
        transaction: &Transaction<'_>,
        key: &[u8],
        change: impl FnOnce(&mut Option<N>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut note = self.note_in(transaction, key)?;
        let changed = change(&mut note)?;
        self.write_note::<N>(transaction, key, &Sealed { changed: now(), note })?;
        Ok(changed)
    }

    pub(crate) fn put_in<N: Note>(&self, transaction: &Transaction<'_>, note: &N) -> Result<(), StoreError> {
        self.write_note::<N>(transaction, &note.key(), &Sealed { changed: now(), note: Some(note) })
    }

    pub(crate) fn note_in<N: Note>(&self, connection: &Connection, key: &[u8]) -> Result<Option<N>, StoreError> {
        let json = self.json_in(connection, N::KIND, &self.sealer.tag(N::KIND, key))?;
        Ok(json.map(|json| parse::<Sealed<N>>(&json)).transpose()?.and_then(|sealed| sealed.note))
    }

    pub(crate) fn write_note<N: Note>(
        &self,
        transaction: &Transaction<'_>,
        key: &[u8],
        note: &Sealed<impl Serialize>,
    ) -> Result<(), StoreError> {
        let json = serde_json::to_vec(note).expect("a note's keys are texts");
        self.write_json(transaction, N::KIND, &self.sealer.tag(N::KIND, key), &Zeroizing::new(json))
    }

    pub(crate) fn json_in(
        &self,
        connection: &Connection,
        kind: &str,
        tag: &[u8],
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let query = "SELECT sealed FROM notes WHERE kind = ?1 AND tag = ?2";
        let sealed: Option<Vec<u8>> = connection.query_row(query, params![kind, tag], |row| row.get(0)).optional()?;
        sealed.map(|sealed| self.sealer.open(Place { table: &table(kind), row: tag }, &sealed)).transpose()
    }

    pub(crate) fn write_json(
        &self,
        transaction: &Transaction<'_>,
        kind: &str,
        tag: &[u8],
        json: &[u8],
    ) -> Result<(), StoreError> {
        let sealed = self.sealer.seal(Place { table: &table(kind), row: tag }, json, CLASS)?;
        transaction.execute(
            "INSERT INTO notes (kind, tag, sealed) VALUES (?1, ?2, ?3)
             ON CONFLICT (kind, tag) DO UPDATE SET sealed = excluded.sealed",
            params![kind, tag, sealed],
        )?;
        Ok(())
    }

    /// The opened texts of all notes of a kind, also of removed ones, oldest first.
    pub(crate) fn sealed_notes(&self, kind: &str) -> Result<Vec<Zeroizing<Vec<u8>>>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare("SELECT tag, sealed FROM notes WHERE kind = ?1 ORDER BY id")?;
        let rows = statement.query_map([kind], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        let opened = rows.map(|row| {
            let (tag, sealed) = row?;
            self.sealer.open(Place { table: &table(kind), row: &tag }, &sealed)
        });
        opened.collect()
    }

    pub(crate) fn kinds(&self) -> Result<Vec<String>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare("SELECT DISTINCT kind FROM notes")?;
        let kinds = statement.query_map([], |row| row.get(0))?;
        Ok(kinds.collect::<Result<_, _>>()?)
    }

    pub(crate) fn check_notes(&self) -> Result<(), StoreError> {
        self.kinds()?.iter().try_for_each(|kind| self.sealed_notes(kind).map(drop))
    }
}

/// What the notes of a kind are sealed as, which is the name of no table.
fn table(kind: &str) -> String {
    format!("notes.{kind}")
}

pub(crate) fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(json).map_err(|error| StoreError::damaged(format!("a note is malformed: {error}")))
}

/// This machine's time, in unix seconds. It decides nothing but which of two versions of a note is the later one.
pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or(0)
}
