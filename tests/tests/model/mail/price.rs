//! What a message costs.

use postage::{Quote, RecipientState, SenderState};
use units::Reputation;

use super::reference::Reference;
use crate::prelude::*;

impl Model {
    /// What a message would cost without an offer, if it can be sent at all.
    pub fn price(&self, network: &Pubkey, own: &Pubkey, other: &Pubkey, size: usize) -> u64 {
        let (from, to) = (self.mailboxes.get(own), self.mailboxes.get(other));
        let (Some(state), Some(from), Some(to)) = (self.networks.get(network), from, to) else { return 0 };
        let reputation = ROSTER.standing(*network, from.owner).map_or(Reputation(0), |at| self.effective(at));
        let Some(address) = ROSTER.pair(*own, *other) else { return 0 };
        let Ok((pair, side)) = self.between(*own, *other, address) else { return 0 };
        self.quote(state, (from, reputation), to, &pair, side, size).price.0
    }

    /// The sender's reputation, or why it is not theirs. If there is no standing, the sender is a newcomer.
    pub fn reputation_at(&self, standing: Pubkey, network: Pubkey, sender: Pubkey) -> (Reputation, Option<Refusal>) {
        let wrong = match self.standings.get(&standing) {
            Some(state) if (state.network, state.owner) == (network, sender) => None,
            Some(_) => Some(MailError::WrongStanding.into()),
            None => self.has_data(standing).then_some(Refusal::Account),
        };
        (self.effective(standing), wrong)
    }

    pub fn quote(
        &self,
        network: &Network,
        (from, reputation): (&Mailbox, Reputation),
        to: &Mailbox,
        pair: &Pair,
        side: usize,
        size: usize,
    ) -> Quote {
        let sender = SenderState { load: from.load, load_at: from.load_at, reputation };
        let recipient = RecipientState { min_fee: Lamports(to.min_fee) };
        let pair = pair.seen_from(side);
        let (rules, now) = (&network.rules, Timestamp(self.now));
        let quote = postage::quote(rules, &sender, &pair, &recipient, size as u32, now).unwrap();
        Reference { rules, sender: &sender, pair: &pair, recipient: &recipient, size, now }.check(&quote);
        quote
    }
}
