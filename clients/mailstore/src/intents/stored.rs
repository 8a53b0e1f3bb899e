//! Stores intents, and what their owner decides about them.

use bmail_sdk::{
    ClientError,
    instructions::mail::{LongDraft, Schedule, Scheduled},
    sealing::{Kind, Plain},
};
use rusqlite::Transaction;

use super::{Became, Intent, IntentId, Wish};
use crate::{Store, StoreError};

impl Store {
    /// Stores an intent, or finds the one with this name: it stays as it is, whatever the wish says. It is on the disk when
    /// this returns, and nothing is signed.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn intend(&self, id: IntentId, wish: &Wish<'_>) -> Result<Intent, StoreError> {
        self.write(|transaction| self.intend_in(transaction, id, wish, None))
    }

    /// Stores an intent for each letter of a schedule, to be sent at its time and for at most what it says: all, or none. A
    /// `name` tells the mailing from others, so that the same one again is found. [`Store::due`] has those whose time has
    /// come.
    ///
    /// # Errors
    /// [`StoreError::OtherWallet`], [`StoreError::Client`] if it is of another cluster, [`StoreError::Full`].
    pub fn intend_all(
        &self,
        name: &[u8],
        schedule: &Schedule,
        text: Plain<'_>,
        offer: u64,
    ) -> Result<Vec<Intent>, StoreError> {
        self.intend_all_of(name, schedule, text, None, offer)
    }

    /// Like [`Store::intend_all`], for a `long` text that does not fit in a transaction: all letters refer to one body,
    /// which is uploaded once.
    ///
    /// # Errors
    /// Those of [`Store::intend_all`].
    pub fn intend_all_of(
        &self,
        name: &[u8],
        schedule: &Schedule,
        text: Plain<'_>,
        long: Option<&LongDraft>,
        offer: u64,
    ) -> Result<Vec<Intent>, StoreError> {
        let (stored, asked) = (self.owner().wallet, schedule.sender);
        if stored != asked {
            return Err(StoreError::OtherWallet { stored, asked });
        }
        schedule.check_cluster(&self.owner().genesis).map_err(ClientError::from)?;
        self.write(|transaction| {
            let letters = schedule.letters.iter().map(|letter| {
                let Scheduled { recipient, at, max_fee, .. } = *letter;
                let network = schedule.network;
                let wish = Wish { network, recipient, text, most: max_fee, offer, strict: false, not_before: at };
                self.intend_in(transaction, IntentId::scheduled(&network, &recipient, name), &wish, long)
            });
            letters.collect()
        })
    }

    fn intend_in(
        &self,
        transaction: &Transaction<'_>,
        id: IntentId,
        wish: &Wish<'_>,
        long: Option<&LongDraft>,
    ) -> Result<Intent, StoreError> {
        let Wish { network, recipient, text, most, offer, strict, not_before } = *wish;
        self.change_in(transaction, &id.0, |intent| {
            let new = || Intent {
                id,
                network,
                recipient,
                text: text.bytes.to_vec(),
                is_letter: text.kind == Kind::Letter,
                most,
                offer,
                strict,
                not_before,
                became: Became::Waiting,
                attempts: Vec::new(),
                long: long.cloned(),
            };
            Ok(intent.get_or_insert_with(new).clone())
        })
    }

    /// An intent.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Damaged`].
    pub fn intent(&self, id: &IntentId) -> Result<Intent, StoreError> {
        self.note(&id.0)?.ok_or(StoreError::Missing("such intent"))
    }

    /// All intents, the oldest first, with what became of each.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn outbox(&self) -> Result<Vec<Intent>, StoreError> {
        self.notes()
    }

    /// The intents that sending can change, and whose time has come: what a client sends while it runs.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn due(&self, now: i64) -> Result<Vec<Intent>, StoreError> {
        let all = self.outbox()?.into_iter();
        Ok(all.filter(|intent| intent.is_pending() && intent.not_before <= now).collect())
    }

    /// Withdraws an intent of which nothing was signed, or that was refused.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is none, or if it may have been sent.
    pub fn withdraw(&self, id: &IntentId) -> Result<(), StoreError> {
        self.change_intent(id, |intent| match intent.became {
            Became::Waiting | Became::Refused { .. } => {
                intent.became = Became::Withdrawn;
                Ok(())
            }
            _ => Err(StoreError::Missing("intent that could still be withdrawn")),
        })
    }

    /// Changes the most postage that may be paid for an intent, in lamports, for example because the price has risen. It is
    /// for what is sent from now on.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such intent, or if it is paid for.
    pub fn allow(&self, id: &IntentId, most: u64) -> Result<(), StoreError> {
        self.change_intent(id, |intent| match intent.is_unsettled() {
            true => {
                intent.most = most;
                Ok(())
            }
            false => Err(StoreError::Missing("such intent that is not paid for")),
        })
    }

    /// Takes over an intent that another device began. Do so only if that device does not send it any more: two devices that
    /// send it at the same time pay twice.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such intent.
    pub fn adopt(&self, id: &IntentId) -> Result<(), StoreError> {
        self.change_intent(id, |intent| match intent.became {
            Became::Elsewhere => {
                intent.became = if intent.attempts.is_empty() { Became::Waiting } else { Became::Sending };
                Ok(())
            }
            _ => Err(StoreError::Missing("such intent of another device")),
        })
    }

    pub(crate) fn change_intent<T>(
        &self,
        id: &IntentId,
        change: impl FnOnce(&mut Intent) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.change(&id.0, |intent| change(intent.as_mut().ok_or(StoreError::Missing("such intent"))?))
    }
}
