//! Writes and reads the rows of letters.

use rusqlite::{OptionalExtension, Transaction, params};
use solana_pubkey::Pubkey;

use super::{Direction, Facts, Letter, Outcome, State, Stored};
use crate::{Content, Head, Store, StoreError, sealer::Place};

/// The length of a sealed letter is a multiple of this, in bytes.
const BODY_CLASS: usize = 256;

pub(super) const BODY: &str = "bodies.sealed";

pub(super) const COLUMNS: &str = "id, message, network, sent, other, sequence, at, fee, deadline, outcome, head, state";

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

    /// Notes that a letter holds no fee any more, because its recipient gave it back.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn refunded(&self, message: &Pubkey) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.execute("UPDATE letters SET fee = 0 WHERE message = ?1", [message.as_ref()])?;
            Ok(())
        })
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
                || before.head.is_elsewhere()
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
}

/// Notes how a message ended. What is known stays.
pub(crate) fn set_outcome(transaction: &Transaction<'_>, message: &Pubkey, outcome: Outcome) -> Result<(), StoreError> {
    let query = "UPDATE letters SET outcome = ?2 WHERE message = ?1 AND outcome IN (0, 5)";
    transaction.execute(query, params![message.as_ref(), outcome as u8])?;
    Ok(())
}
