//! Verdicts that move reputation.

use bmail_sdk::{REPUTATION_ID, accounts::Verdict};
use bmail_testing::{MailError, ReputationError};
use reputation_core::{Burn, minted, stake_factor_after, weight};
use solana_pubkey::Pubkey;
use units::{Lamports, Q32, Timestamp, decay_down, decay_up};

use super::{Mailbox, Message, Mistake, Model, Pair, Prediction, Reasons, Refusal, Reputation, known};

/// A verdict that moves reputation.
#[derive(Clone, Copy, PartialEq)]
enum Moving {
    /// The network's cut of the message.
    Valuable {
        cut: u64,
    },
    Spam,
}

impl Model {
    /// Acknowledges a message and applies the verdict to the sender's standing.
    pub(super) fn judge(&mut self, accounts: [Pubkey; 10], verdict: Verdict) -> Prediction {
        let [recipient, mailbox, message, sender, body, pair, reputation, sender_standing, recipient_standing, program] =
            accounts;
        let mut pair_state = known(&self.pairs, pair)?;
        let accounts = [recipient, mailbox, message, sender, body];
        let (own, state, reasons) = self.check_acknowledgement(accounts)?;
        let reasons = reasons.when(state.pair != pair, MailError::WrongCorrespondence);
        let standings = [sender_standing, recipient_standing];
        let Some(moving) = self.moving(&state, verdict).filter(|_| standings.iter().all(|at| self.has_data(*at)))
        else {
            reasons.none()?;
            self.settle(accounts, verdict);
            return Ok(());
        };
        let (rules, standing_reasons) = self.check_standings((&own, &state), reputation, standings, program);
        reasons.also(standing_reasons).none()?;
        let rules = rules.expect("checked above");

        let earlier = self.count_verdict(&mut pair_state, mailbox, moving, &state);
        self.pairs.insert(pair, pair_state);
        let weight = weight(self.effective(recipient_standing), rules.parameters.constant);
        match moving {
            Moving::Valuable { cut } => {
                let minted = minted(Lamports(cut), rules.parameters.rate, earlier, weight);
                let earned = rules.index(self.now).shares(minted).unwrap_or(0);
                self.shares_of(rules.network).earned.add(earned);
                self.earn(sender_standing, earned);
            }
            Moving::Spam => {
                self.mark(sender_standing, Burn::new(rules.parameters.spam_burn, weight, earlier));
            }
        }
        self.settle(accounts, verdict);
        Ok(())
    }

    /// The part of a verdict that moves reputation, if any. Abstaining moves none, and neither does praise for a
    /// message that paid the network nothing.
    fn moving(&self, message: &Message, verdict: Verdict) -> Option<Moving> {
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
    fn check_standings(
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
    fn count_verdict(&self, pair: &mut Pair, marker: Pubkey, moving: Moving, message: &Message) -> Q32 {
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
    fn mark(&mut self, standing: Pubkey, burn: Burn) {
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

    /// Records a verdict without the mail program, which alone signs for mailboxes.
    pub(super) fn record_verdict(
        &mut self,
        [_signer, reputation, sender_standing, recipient_standing]: [Pubkey; 4],
    ) -> Prediction {
        known(&self.reputations, reputation)?;
        known(&self.standings, sender_standing)?;
        known(&self.standings, recipient_standing)?;
        Err(vec![ReputationError::NotMail.into()])
    }

    /// Records an award without the bounty program, which alone can sign for it.
    pub(super) fn record_award(&mut self, [_signer, reputation, standing]: [Pubkey; 3]) -> Prediction {
        known(&self.reputations, reputation)?;
        known(&self.standings, standing)?;
        Err(vec![ReputationError::NotBounty.into()])
    }
}
