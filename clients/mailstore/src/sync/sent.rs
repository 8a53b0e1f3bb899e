//! The owner's letters that were sent from another device. Only their recipients can open them, so what is kept says that
//! there is a letter, to whom, when, and what became of it.

use bmail_sdk::{PastMessage, lists::MessageHeader};

use super::{Mailbox, SyncReport, mailbox::Place};
use crate::{Content, Direction, Facts, Missing, Outcome, Store, StoreError};

impl Store {
    /// Keeps what is open. If this device sends one of them at the same time, its text takes this one's place.
    pub(super) async fn sync_sent(
        &self,
        mailbox: &Mailbox<'_>,
        sent: &[MessageHeader],
        synced: &mut SyncReport,
    ) -> Result<(), StoreError> {
        let mut letters = Vec::new();
        for header in sent {
            if self.letter(&header.address)?.is_some() {
                continue;
            }
            let facts = |other| Facts {
                message: header.address,
                network: mailbox.network,
                direction: Direction::Sent,
                other,
                sequence: header.sequence,
                at: header.sent_at,
                fee: header.fee,
                deadline: header.deadline,
                outcome: Outcome::Open,
            };
            match mailbox.owner_of(&header.recipient).await? {
                Some(Place { network, owner }) if network == mailbox.network => {
                    letters.push((facts(owner), Content::Elsewhere));
                }
                Some(_) => {}
                None => self.put(&mailbox.gap(Missing::Message(header.address), &NOBODY))?,
            }
        }
        self.keep_sent(mailbox, &letters, synced)
    }

    /// Keeps one that has ended, from the transaction that sent it.
    pub(super) async fn rebuild_sent(
        &self,
        mailbox: &Mailbox<'_>,
        sent: &PastMessage,
        at: i64,
        synced: &mut SyncReport,
    ) -> Result<(), StoreError> {
        let is_here = self.letter(&sent.message)?.is_some();
        if is_here || sent.network != mailbox.network || !mailbox.has_ended(&sent.message).await? {
            return Ok(()); // an open one is listed
        }
        let Some(Place { owner, .. }) = mailbox.owner_of(&sent.recipient_mailbox).await? else {
            return self.put(&mailbox.gap(Missing::Message(sent.message), &NOBODY));
        };
        let (outcome, fee) = mailbox.end_of(&sent.message).await?;
        let facts = Facts {
            message: sent.message,
            network: sent.network,
            direction: Direction::Sent,
            other: owner,
            sequence: sent.sequence,
            at,
            fee: fee.unwrap_or(0),
            deadline: 0,
            outcome,
        };
        self.keep_sent(mailbox, &[(facts, Content::Elsewhere)], synced)
    }

    fn keep_sent(
        &self,
        mailbox: &Mailbox<'_>,
        letters: &[(Facts, Content)],
        synced: &mut SyncReport,
    ) -> Result<(), StoreError> {
        synced.sent_elsewhere += self.keep(letters)?.len();
        self.found(mailbox, letters)
    }
}

const NOBODY: &str = "its recipient has closed their mailbox, so that nobody can tell who they are";
