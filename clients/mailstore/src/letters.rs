//! Letters, received and sent: what is public of them in the clear, and the rest sealed.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};
use solana_pubkey::Pubkey;

use crate::{Content, Head, Store, StoreError, sealer::Place, store::address};

/// Lengths of what is sealed are multiples of these, in bytes.
const HEAD_CLASS: usize = 256;
const BODY_CLASS: usize = 256;
const STATE_CLASS: usize = 16;

const HEAD: &str = "letters.head";
const BODY: &str = "bodies.sealed";
const STATE: &str = "letters.state";

const COLUMNS: &str = "id, message, network, sent, other, sequence, at, fee, deadline, outcome, head, state";

/// Which way a letter went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// To the owner.
    Received,
    /// From the owner.
    Sent,
}

/// How a message ended, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Not yet.
    Open,
    /// Its recipient found it valuable.
    Valuable,
    /// Its recipient acknowledged it.
    Abstain,
    /// Its recipient marked it as spam.
    Spam,
    /// Nobody answered in time, and the fee went back.
    Expired,
    /// It has ended, and no node that was asked knows how.
    Ended,
}

/// What the chain says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The message's address.
    pub message: Pubkey,
    /// The network.
    pub network: Pubkey,
    /// Which way it went.
    pub direction: Direction,
    /// The other one's wallet.
    pub other: Pubkey,
    /// The sequence number in its sender's mailbox.
    pub sequence: u64,
    /// When it was sent, in unix seconds.
    pub at: i64,
    /// Its fee in lamports, before the network's cut.
    pub fee: u64,
    /// The last moment to acknowledge it, in unix seconds; zero if it is not known.
    pub deadline: i64,
    /// How it ended.
    pub outcome: Outcome,
}

/// What its owner has done with a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// They have read it.
    pub read: bool,
    /// They have put it away.
    pub archived: bool,
    /// They have thrown it away: its text is gone.
    pub deleted: bool,
}

/// A letter in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its number in this store.
    pub id: i64,
    /// What the chain says of it.
    pub facts: Facts,
    /// What a list shows of its text.
    pub head: Head,
    /// What its owner has done with it.
    pub state: State,
}

/// The proof that a letter is on the disk. Only a committed transaction gives it, and only with it can a message be
/// acknowledged: see [`Store::acknowledge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a stored letter can be acknowledged"]
pub struct Stored {
    message: Pubkey,
}

impl Stored {
    /// The message.
    pub fn message(&self) -> Pubkey {
        self.message
    }
}

/// Which letters to list: all that fit everything that is given, newest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// On this network.
    pub network: Option<Pubkey>,
    /// With this wallet.
    pub other: Option<Pubkey>,
    /// Which way.
    pub direction: Option<Direction>,
    /// Whose messages have not ended.
    pub open: bool,
    /// That were not read.
    pub unread: bool,
    /// Also what was put away.
    pub archived: bool,
    /// Those before this letter of the page before.
    pub before: Option<(i64, i64)>,
}

impl Letter {
    /// The `before` of the page with what is older.
    pub fn place(&self) -> (i64, i64) {
        (self.facts.at, self.id)
    }
}

impl Store {
    /// Keeps letters. All of them, and the proof of each, or none. One that is there already stays as it is, unless it was
    /// not opened before, or came from a file.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn keep(&self, letters: &[(Facts, Content)]) -> Result<Vec<Stored>, StoreError> {
        self.write(|transaction| {
            letters.iter().try_for_each(|(facts, content)| self.insert(transaction, facts, content, content.head()))
        })?;
        Ok(letters.iter().map(|(facts, _)| Stored { message: facts.message }).collect())
    }

    /// The proof that a letter is stored, if it is and came from the chain. Other processes see what is written only after
    /// it is on the disk.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn stored(&self, message: &Pubkey) -> Result<Option<Stored>, StoreError> {
        let found = self.letter(message)?.filter(|letter| !letter.head.imported);
        Ok(found.map(|letter| Stored { message: letter.facts.message }))
    }

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

    /// Changes what its owner has done with a letter.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not there.
    pub fn mark(&self, message: &Pubkey, change: impl FnOnce(&mut State)) -> Result<(), StoreError> {
        self.write(|transaction| {
            let found: Option<Vec<u8>> = transaction
                .query_row("SELECT state FROM letters WHERE message = ?1", [message.as_ref()], |row| row.get(0))
                .optional()?;
            let mut state = self.state(message, &found.ok_or(StoreError::Missing("such letter"))?)?;
            change(&mut state);
            self.set_state(transaction, message, state)
        })
    }

    /// Deletes a letter's text, and what a search finds of it. That there was a letter stays, so that it is not fetched
    /// again.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not there.
    pub fn delete(&self, message: &Pubkey) -> Result<(), StoreError> {
        let letter = self.letter(message)?.ok_or(StoreError::Missing("such letter"))?;
        let head = Head { kind: letter.head.kind, imported: letter.head.imported, ..Head::default() };
        self.write(|transaction| {
            self.set_state(transaction, message, State { deleted: true, ..letter.state })?;
            self.set_head(transaction, message, &head)?;
            transaction.execute("DELETE FROM bodies WHERE id = ?1", [letter.id])?;
            transaction.execute("DELETE FROM segments WHERE ?1 BETWEEN first AND last", [letter.id])?;
            Ok(())
        })
    }

    /// Notes how a message ended.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn ended(&self, message: &Pubkey, outcome: Outcome) -> Result<(), StoreError> {
        self.write(|transaction| set_outcome(transaction, message, outcome))
    }

    pub(crate) fn insert(
        &self,
        transaction: &Transaction<'_>,
        facts: &Facts,
        content: &Content,
        head: Head,
    ) -> Result<(), StoreError> {
        if let Some(before) = self.letter_in(transaction, &facts.message)? {
            let is_better = before.head.unopened.is_some() && head.unopened.is_none()
                || before.head.kind == crate::content::Kind::Elsewhere
                || before.head.imported && !head.imported;
            if before.state.deleted || !is_better {
                return Ok(());
            }
            transaction.execute("DELETE FROM bodies WHERE id = ?1", [before.id])?;
            transaction.execute("DELETE FROM letters WHERE id = ?1", [before.id])?;
            transaction.execute("DELETE FROM segments WHERE ?1 BETWEEN first AND last", [before.id])?;
        }
        let Facts { message, network, direction, other, sequence, at, fee, deadline, outcome } = facts;
        let state = State { read: *direction == Direction::Sent, ..State::default() };
        transaction.execute(
            "INSERT INTO letters (message, network, sent, other, sequence, at, fee, deadline, outcome, head, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                message.as_ref(),
                network.as_ref(),
                *direction == Direction::Sent,
                other.as_ref(),
                *sequence as i64, // the same 64 bits
                at,
                i64::try_from(*fee).unwrap_or(i64::MAX),
                deadline,
                *outcome as u8,
                self.sealed_head(message, &head)?,
                self.sealed_state(message, state)?,
            ],
        )?;
        let sealed = self.sealer.seal(Place { table: BODY, row: message.as_ref() }, &content.to_bytes(), BODY_CLASS)?;
        transaction.execute(
            "INSERT INTO bodies (id, sealed) VALUES (?1, ?2)",
            params![transaction.last_insert_rowid(), sealed],
        )?;
        Ok(())
    }

    /// That there was a letter, which was deleted.
    pub(crate) fn insert_deleted(&self, transaction: &Transaction<'_>, letter: &Letter) -> Result<(), StoreError> {
        if self.letter_in(transaction, &letter.facts.message)?.is_none() {
            self.insert(transaction, &letter.facts, &Content::Elsewhere, letter.head.clone())?;
            let query = "DELETE FROM bodies WHERE id = (SELECT id FROM letters WHERE message = ?1)";
            transaction.execute(query, [letter.facts.message.as_ref()])?;
        }
        Ok(())
    }

    pub(crate) fn letter_in(
        &self,
        transaction: &Transaction<'_>,
        message: &Pubkey,
    ) -> Result<Option<Letter>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM letters WHERE message = ?1");
        let found = transaction.query_row(&query, [message.as_ref()], |row| Ok(self.opened(row))).optional()?;
        found.transpose()
    }

    fn opened(&self, row: &Row<'_>) -> Result<Letter, StoreError> {
        let message = address(row.get(1)?)?;
        let outcome = match row.get(9)? {
            0 => Outcome::Open,
            1 => Outcome::Valuable,
            2 => Outcome::Abstain,
            3 => Outcome::Spam,
            4 => Outcome::Expired,
            _ => Outcome::Ended,
        };
        let head = self.sealer.open(Place { table: HEAD, row: message.as_ref() }, &row.get::<_, Vec<u8>>(10)?)?;
        Ok(Letter {
            id: row.get(0)?,
            facts: Facts {
                message,
                network: address(row.get(2)?)?,
                direction: if row.get(3)? { Direction::Sent } else { Direction::Received },
                other: address(row.get(4)?)?,
                sequence: row.get::<_, i64>(5)? as u64, // the same 64 bits
                at: row.get(6)?,
                fee: u64::try_from(row.get::<_, i64>(7)?).unwrap_or(0),
                deadline: row.get(8)?,
                outcome,
            },
            head: head_of(&head)?,
            state: self.state(&message, &row.get::<_, Vec<u8>>(11)?)?,
        })
    }

    fn sealed_head(&self, message: &Pubkey, head: &Head) -> Result<Vec<u8>, StoreError> {
        let head = serde_json::to_vec(head).expect("it has no keys but texts");
        self.sealer.seal(Place { table: HEAD, row: message.as_ref() }, &head, HEAD_CLASS)
    }

    fn set_head(&self, transaction: &Transaction<'_>, message: &Pubkey, head: &Head) -> Result<(), StoreError> {
        let sealed = self.sealed_head(message, head)?;
        transaction.execute("UPDATE letters SET head = ?2 WHERE message = ?1", params![message.as_ref(), sealed])?;
        Ok(())
    }

    fn state(&self, message: &Pubkey, sealed: &[u8]) -> Result<State, StoreError> {
        let bits = self.sealer.open(Place { table: STATE, row: message.as_ref() }, sealed)?;
        let has = |bit: u8| bits.first().is_some_and(|bits| bits & bit != 0);
        Ok(State { read: has(1), archived: has(2), deleted: has(4) })
    }

    pub(crate) fn set_state(
        &self,
        transaction: &Transaction<'_>,
        message: &Pubkey,
        state: State,
    ) -> Result<(), StoreError> {
        let sealed = self.sealed_state(message, state)?;
        transaction.execute("UPDATE letters SET state = ?2 WHERE message = ?1", params![message.as_ref(), sealed])?;
        Ok(())
    }

    fn sealed_state(&self, message: &Pubkey, state: State) -> Result<Vec<u8>, StoreError> {
        let State { read, archived, deleted } = state;
        let bits = u8::from(read) | u8::from(archived) << 1 | u8::from(deleted) << 2;
        self.sealer.seal(Place { table: STATE, row: message.as_ref() }, &[bits], STATE_CLASS)
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

fn head_of(json: &[u8]) -> Result<Head, StoreError> {
    serde_json::from_slice(json).map_err(|_| StoreError::damaged("the head of a letter is malformed"))
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

/// Notes how a message ended. What is known stays.
pub(crate) fn set_outcome(transaction: &Transaction<'_>, message: &Pubkey, outcome: Outcome) -> Result<(), StoreError> {
    let query = "UPDATE letters SET outcome = ?2 WHERE message = ?1 AND outcome IN (0, 5)";
    transaction.execute(query, params![message.as_ref(), outcome as u8])?;
    Ok(())
}
