//! The columns of a letter that are sealed: its head, and what its owner has done with it.

use rusqlite::{Row, Transaction, params};
use solana_pubkey::Pubkey;

use super::{Direction, Facts, Letter, Outcome, State};
use crate::{Head, Store, StoreError, sealer::Place, store::address};

/// Lengths of what is sealed are multiples of these, in bytes.
const HEAD_CLASS: usize = 256;
const STATE_CLASS: usize = 16;

pub(super) const HEAD: &str = "letters.head";
const STATE: &str = "letters.state";

impl Store {
    pub(super) fn opened(&self, row: &Row<'_>) -> Result<Letter, StoreError> {
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

    pub(super) fn sealed_head(&self, message: &Pubkey, head: &Head) -> Result<Vec<u8>, StoreError> {
        let head = serde_json::to_vec(head).expect("it has no keys but texts");
        self.sealer.seal(Place { table: HEAD, row: message.as_ref() }, &head, HEAD_CLASS)
    }

    pub(super) fn set_head(
        &self,
        transaction: &Transaction<'_>,
        message: &Pubkey,
        head: &Head,
    ) -> Result<(), StoreError> {
        let sealed = self.sealed_head(message, head)?;
        transaction.execute("UPDATE letters SET head = ?2 WHERE message = ?1", params![message.as_ref(), sealed])?;
        Ok(())
    }

    pub(super) fn state(&self, message: &Pubkey, sealed: &[u8]) -> Result<State, StoreError> {
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

    pub(super) fn sealed_state(&self, message: &Pubkey, state: State) -> Result<Vec<u8>, StoreError> {
        let State { read, archived, deleted } = state;
        let bits = u8::from(read) | u8::from(archived) << 1 | u8::from(deleted) << 2;
        self.sealer.seal(Place { table: STATE, row: message.as_ref() }, &[bits], STATE_CLASS)
    }
}

pub(super) fn head_of(json: &[u8]) -> Result<Head, StoreError> {
    serde_json::from_slice(json).map_err(|_| StoreError::damaged("the head of a letter is malformed"))
}
