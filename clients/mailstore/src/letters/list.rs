//! Finds letters, and what they say.

use rusqlite::{Connection, OptionalExtension, params, params_from_iter, types::Value};
use solana_pubkey::Pubkey;

use super::{
    Direction, Filter, Letter, State,
    columns::{HEAD, head_of},
    rows::{BODY, COLUMNS},
};
use crate::{Content, Store, StoreError, sealer::Place};

impl Store {
    /// The last letters that fit, at most `limit`, newest first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn letters(&self, filter: &Filter, limit: usize) -> Result<Vec<Letter>, StoreError> {
        let connection = self.connection();
        let (conditions, values) = conditions(filter);
        let query = format!("SELECT {COLUMNS} FROM letters WHERE {conditions} ORDER BY at DESC, id DESC");
        let mut statement = connection.prepare(&query)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut letters = Vec::new();
        while letters.len() < limit
            && let Some(row) = rows.next()?
        {
            let letter = self.opened(row)?;
            let State { read, archived, deleted } = letter.state;
            let is_hidden = deleted || archived && !filter.archived || read && filter.unread;
            if !is_hidden {
                letters.push(letter);
            }
        }
        Ok(letters)
    }

    /// A letter, by its message's address.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn letter(&self, message: &Pubkey) -> Result<Option<Letter>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM letters WHERE message = ?1");
        let found = self.connection().query_row(&query, [message.as_ref()], |row| Ok(self.opened(row))).optional()?;
        found.transpose()
    }

    /// A letter, by its number in this store.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn letter_numbered(&self, id: i64) -> Result<Option<Letter>, StoreError> {
        Ok(self.letters_by_id(&[id])?.pop())
    }

    /// Letters by their numbers, in the order of these.
    pub(crate) fn letters_by_id(&self, ids: &[i64]) -> Result<Vec<Letter>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM letters WHERE id = ?1"))?;
        let mut letters = Vec::with_capacity(ids.len());
        for id in ids {
            let found = statement.query_row([id], |row| Ok(self.opened(row))).optional()?;
            letters.extend(found.transpose()?.filter(|letter| !letter.state.deleted));
        }
        Ok(letters)
    }

    /// All letters after this number, in the order of their numbers, also those that were deleted.
    pub(crate) fn letters_after(&self, id: i64, limit: usize) -> Result<Vec<Letter>, StoreError> {
        let connection = self.connection();
        let mut statement =
            connection.prepare(&format!("SELECT {COLUMNS} FROM letters WHERE id > ?1 ORDER BY id LIMIT ?2"))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let found = statement.query_map(params![id, limit], |row| Ok(self.opened(row)))?;
        found.map(|letter| letter?).collect()
    }

    /// What a search looks through of a letter; `None` if it was deleted.
    pub(crate) fn searched(&self, connection: &Connection, id: i64) -> Result<Option<String>, StoreError> {
        let query = "SELECT message, head, sealed FROM letters JOIN bodies USING (id) WHERE id = ?1";
        let row = connection.query_row(query, [id], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
        });
        let Some((message, head, body)) = row.optional()? else { return Ok(None) };
        let head = head_of(&self.sealer.open(Place { table: HEAD, row: &message }, &head)?)?;
        let body = self.sealer.open(Place { table: BODY, row: &message }, &body)?;
        let content = Content::from_bytes(head.kind, &body)?;
        Ok(Some(content.searched()))
    }

    /// All that a letter holds.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not there, or was deleted, [`StoreError::Damaged`].
    pub fn content(&self, message: &Pubkey) -> Result<Content, StoreError> {
        let letter = self.letter(message)?.ok_or(StoreError::Missing("such letter"))?;
        self.content_of(&letter)?.ok_or(StoreError::Missing("text of this letter, which was deleted"))
    }

    pub(crate) fn content_of(&self, letter: &Letter) -> Result<Option<Content>, StoreError> {
        let query = "SELECT sealed FROM bodies WHERE id = ?1";
        let sealed: Option<Vec<u8>> = self.connection().query_row(query, [letter.id], |row| row.get(0)).optional()?;
        let Some(sealed) = sealed else { return Ok(None) };
        let bytes = self.sealer.open(Place { table: BODY, row: letter.facts.message.as_ref() }, &sealed)?;
        Content::from_bytes(letter.head.kind, &bytes).map(Some)
    }

    pub(crate) fn check_letters(&self) -> Result<(), StoreError> {
        let mut filter = Filter { archived: true, ..Filter::default() };
        loop {
            let page = self.letters(&filter, 1_000)?;
            page.iter().try_for_each(|letter| self.content_of(letter).map(drop))?;
            let Some(last) = page.last() else { return Ok(()) };
            filter.before = Some(last.place());
        }
    }
}

/// What of a filter the database can decide: what is in the clear.
fn conditions(filter: &Filter) -> (String, Vec<Value>) {
    let (at, id) = filter.before.unwrap_or((i64::MAX, i64::MAX));
    let bytes = |address: Pubkey| Value::from(address.to_bytes().to_vec());
    let sent = filter.direction.map(|direction| Value::from(direction == Direction::Sent));
    let mut conditions = "(at, id) < (?, ?)".to_owned();
    let mut values = vec![at.into(), id.into()];
    for (condition, value) in [
        (" AND network = ?", filter.network.map(bytes)),
        (" AND other = ?", filter.other.map(bytes)),
        (" AND sent = ?", sent),
    ] {
        if let Some(value) = value {
            conditions.push_str(condition);
            values.push(value);
        }
    }
    conditions.push_str(if filter.open { " AND outcome = 0" } else { "" });
    (conditions, values)
}
