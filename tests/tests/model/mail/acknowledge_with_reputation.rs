//! `acknowledge_with_reputation`: a verdict that also moves the sender's reputation.

use bmail_sdk::{
    generated::mail::instructions::AcknowledgeWithReputationInstructionArgs, instructions::mail as instructions,
};
use reputation_core::{Burn, minted, weight};

use super::Acknowledge;
use crate::{mail::verdict::Moving, prelude::*};

#[derive(Clone, Copy, Debug)]
pub struct AcknowledgeWithReputation {
    pub message: Which,
    /// Who acknowledges, if not the recipient.
    pub by: Option<Who>,
    pub verdict: Verdict,
    pub other_body: bool,
    pub swap: Option<Swap>,
}

/// Whose standing is passed instead of another's.
#[derive(Clone, Copy, Debug)]
pub enum Swap {
    ForSenders(Who),
    ForRecipients(Who),
}

/// Seldom one at all.
pub fn swap() -> impl Strategy<Value = Option<Swap>> {
    let swapped = prop_oneof![who().prop_map(Swap::ForSenders), who().prop_map(Swap::ForRecipients)];
    option::weighted(0.15, swapped)
}

impl Modeled for AcknowledgeWithReputation {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (at, recipient) = builder.message_at(self.message, self.by, self.other_body)?;
        let (net, _) = ROSTER.owner(at.recipient_mailbox);
        let plan =
            instructions::acknowledge_with_reputation(&builder.chain(), &net.address(), &recipient, &at, self.verdict);
        let mut sent = builder.only(plan)?;
        let (swapped, by) = match self.swap {
            None => return Some(sent),
            Some(Swap::ForSenders(other)) => (at.sender, other),
            Some(Swap::ForRecipients(other)) => (recipient, other),
        };
        let swapped = ROSTER.standing(net.address(), swapped)?;
        replace(&mut sent, swapped, by.standing(net));
        Some(sent)
    }

    fn choices() -> Weighted<Self> {
        let (_, acknowledge) = Acknowledge::choices();
        let acknowledge = (acknowledge, swap()).prop_map(|(acknowledge, swap)| {
            let Acknowledge { message, by, verdict, other_body } = acknowledge;
            Self { message, by, verdict, other_body, swap }
        });
        (78, acknowledge.boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let AcknowledgeWithReputationInstructionArgs { verdict } = sent.arguments();
        let [recipient, mailbox, message, sender, body, pair, reputation, sender_standing, recipient_standing, program] =
            sent.addresses();
        let mut pair_state = known(&model.pairs, pair)?;
        let accounts = [recipient, mailbox, message, sender, body];
        let (own, state, reasons) = model.check_acknowledgement(accounts)?;
        let reasons = reasons.when(state.pair != pair, MailError::WrongCorrespondence);
        let standings = [sender_standing, recipient_standing];
        let Some(moving) = model.moving(&state, verdict).filter(|_| standings.iter().all(|at| model.has_data(*at)))
        else {
            reasons.none()?;
            model.settle(accounts, verdict);
            return Ok(());
        };
        let (rules, standing_reasons) = model.check_standings((&own, &state), reputation, standings, program);
        reasons.also(standing_reasons).none()?;
        let rules = rules.expect("checked above");

        let earlier = model.count_verdict(&mut pair_state, mailbox, moving, &state);
        model.pairs.insert(pair, pair_state);
        let weight = weight(model.effective(recipient_standing), rules.in_force(model.now).constant);
        match moving {
            Moving::Valuable { cut } => {
                let minted = minted(Lamports(cut), rules.in_force(model.now).rate, earlier, weight);
                let earned = rules.index(model.now).shares(minted).unwrap_or(0);
                model.shares_of(rules.network).earned.add(earned);
                model.earn(sender_standing, earned);
            }
            Moving::Spam => {
                model.mark(sender_standing, Burn::new(rules.in_force(model.now).spam_burn, weight, earlier));
            }
        }
        model.settle(accounts, verdict);
        Ok(())
    }
}
