//! The bodies of the owner's long texts, whose rent comes back when nothing needs them any more.

use std::collections::BTreeSet;

use bmail_sdk::Programs;
use solana_pubkey::Pubkey;

use crate::{Became, Mailing, Store, StoreError};

impl Store {
    /// The bodies of the owner's long texts that nothing needs which is still to be sent. Only the chain knows whether a
    /// message refers to one: if none does, [`Client::close_body`](bmail_sdk::Client::close_body) brings its rent back.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn spare_bodies(&self, programs: &Programs) -> Result<BTreeSet<Pubkey>, StoreError> {
        let mut uses = Vec::new();
        for intent in self.outbox()? {
            let is_needed = intent.is_pending() || intent.became == Became::Elsewhere;
            uses.extend(intent.long.map(|long| (long.body(programs), is_needed)));
        }
        for link in self.link_intents()? {
            uses.extend(link.long().map(|long| (long.body(programs), link.made.is_none())));
        }
        for mailing in self.notes::<Mailing>()? {
            uses.push((mailing.newsletter.long().body(programs), mailing.is_pending()));
        }
        let needed: BTreeSet<_> = uses.iter().filter(|(_, is_needed)| *is_needed).map(|(body, _)| *body).collect();
        Ok(uses.into_iter().map(|(body, _)| body).filter(|body| !needed.contains(body)).collect())
    }
}
