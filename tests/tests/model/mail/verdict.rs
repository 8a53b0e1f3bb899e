//! Verdicts that move reputation.

use reputation_core::{Burn, stake_factor_after};
use units::{decay_down, decay_up};

use crate::prelude::*;

/// A verdict that moves reputation.
#[derive(Clone, Copy, PartialEq)]
pub enum Moving {
    /// The network's cut of the message.
    Valuable {
        cut: u64,
    },
    Spam,
}

impl Model {
    /// The part of a verdict that moves reputation, if any. Abstaining moves none, and neither does praise for a
    /// message that paid the network nothing.
    pub fn moving(&self, message: &Message, verdict: Verdict) -> Option<Moving> {
        match verdict {
            Verdict::Valuable => {
                let cut = self.settlement(message, verdict).treasury.0;
                (cut > 0).then_some(Moving::Valuable { cut })
            }
            Verdict::Abstain => None,
            Verdict::Spam => Some(Moving::Spam),
        }
    }

    /// Why the two standings are not the sender's and the recipient's.
    pub fn check_standings(
        &self,
        (own, message): (&Mailbox, &Message),
        reputation: Pubkey,
        [sender, recipient]: [Pubkey; 2],
        program: Pubkey,
    ) -> (Option<Reputation>, Reasons) {
        let rules = self.reputations.get(&reputation).cloned();
        let (sender, recipient) = (self.standings.get(&sender), self.standings.get(&recipient));
        let unknown = rules.is_none() || sender.is_none() || recipient.is_none();
        let network = |network: Option<Pubkey>| network.is_some_and(|network| network != own.network);
        let networks = [
            rules.as_ref().map(|rules| rules.network),
            sender.map(|sender| sender.network),
            recipient.map(|recipient| recipient.network),
        ];
        let reasons = Reasons::default()
            .when(unknown || program != REPUTATION_ID, Refusal::Account)
            .when(networks.into_iter().any(network), ReputationError::OtherNetwork)
            .when(recipient.is_some_and(|state| state.owner != own.owner), ReputationError::WrongStanding)
            .when(sender.is_some_and(|state| state.owner != message.sender), MailError::WrongStanding);
        (rules, reasons)
    }

    /// Counts a verdict, and returns how many earlier ones of its kind there were: praise by either of the two, spam
    /// marks by the recipient alone.
    pub fn count_verdict(&self, pair: &mut Pair, marker: Pubkey, moving: Moving, message: &Message) -> Q32 {
        let (now, half_life) = (Timestamp(self.now), message.pair_half_life);
        let elapsed = now.since(pair.judged_at);
        pair.valuable = decay_up(pair.valuable, elapsed, half_life);
        for side in &mut pair.sides {
            side.marked = decay_down(side.marked, elapsed, half_life);
        }
        pair.judged_at = pair.judged_at.max(now);
        let count = match moving {
            Moving::Valuable { .. } => &mut pair.valuable,
            Moving::Spam => {
                let marker = pair.sides.iter().position(|side| side.mailbox == marker);
                &mut pair.sides[marker.expect("a recipient is one of the two")].marked
            }
        };
        std::mem::replace(count, count.count_one())
    }

    /// Burns a person's own shares, what they lent, and what was staked on them.
    pub fn mark(&mut self, standing: Pubkey, burn: Burn) {
        let lends = self.given(standing).next().is_some() && !self.makes(Mistake::LentSpared);
        let spared = self.makes(Mistake::StakeSpared);
        let Some(state) = self.standings.get_mut(&standing) else { return };
        let burned = [burn.of(state.own), if spared { 0 } else { burn.of(state.staked) }];
        state.own -= burned[0];
        state.staked -= burned[1];
        if lends {
            state.stake_factor = stake_factor_after(state.stake_factor, burn);
        }
        let network = state.network;
        self.shares_of(network).marked.add(burned[0] + burned[1]);
    }
}
