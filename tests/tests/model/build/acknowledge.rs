//! What ends messages.

use bmail_sdk::{
    REPUTATION_ID,
    accounts::Verdict,
    generated::mail::instructions::{
        self as generated, AcknowledgeInstructionArgs, AcknowledgeWithReputationInstructionArgs,
    },
};
use solana_pubkey::Pubkey;

use super::Builder;
use crate::{
    choice::{Swap, Which},
    model::Message,
    op::{Data, Op},
    roster::{ROSTER, Who},
};

impl Builder<'_> {
    pub(super) fn acknowledge(
        &mut self,
        which: Which,
        by: Option<Who>,
        verdict: Verdict,
        other_body: bool,
    ) -> Option<Op> {
        let (message, state) = self.message(which)?;
        let (recipient, recipient_mailbox) = recipient_of(&state, by);
        let body = self.body_of(&state, other_body);
        let accounts = generated::Acknowledge { recipient, recipient_mailbox, message, sender: state.sender, body };
        let instruction = accounts.instruction(AcknowledgeInstructionArgs { verdict });
        Some(Op::new(Data::Acknowledge { verdict }, instruction))
    }

    pub(super) fn judge(
        &mut self,
        which: Which,
        (by, swap): (Option<Who>, Option<Swap>),
        verdict: Verdict,
        other_body: bool,
    ) -> Option<Op> {
        let (message, state) = self.message(which)?;
        let (recipient, recipient_mailbox) = recipient_of(&state, by);
        let (net, _) = ROSTER.owner(state.recipient);
        let (sender, reader) = match swap {
            None => (state.sender, recipient),
            Some(Swap::ForSenders(other)) => (other.address(), recipient),
            Some(Swap::ForRecipients(other)) => (state.sender, other.address()),
        };
        let accounts = generated::AcknowledgeWithReputation {
            recipient,
            recipient_mailbox,
            message,
            sender: state.sender,
            body: self.body_of(&state, other_body),
            correspondence: state.pair,
            reputation: net.reputation(),
            sender_standing: ROSTER.standing(net.address(), sender)?,
            recipient_standing: ROSTER.standing(net.address(), reader)?,
            reputation_program: REPUTATION_ID,
        };
        let instruction = accounts.instruction(AcknowledgeWithReputationInstructionArgs { verdict });
        Some(Op::new(Data::Judge { verdict }, instruction))
    }

    pub(super) fn expire(&mut self, which: Which, other_body: bool) -> Option<Op> {
        let (message, state) = self.message(which)?;
        let body = self.body_of(&state, other_body);
        let accounts = generated::Expire { message, sender: state.sender, body };
        Some(Op::new(Data::Expire, accounts.instruction()))
    }

    pub(super) fn refund(&mut self, which: Which, by: Option<Who>) -> Option<Op> {
        let (message, state) = self.message(which)?;
        let (recipient, recipient_mailbox) = recipient_of(&state, by);
        let accounts = generated::Refund { recipient, recipient_mailbox, message, sender: state.sender };
        Some(Op::new(Data::Refund, accounts.instruction()))
    }

    /// The body that a message refers to, or a different choice.
    fn body_of(&self, message: &Message, other: bool) -> Option<Pubkey> {
        match message.body() {
            right if !other => right,
            Some(right) => self.model.bodies.keys().find(|body| **body != right).copied(),
            None => self.model.bodies.keys().next().copied(),
        }
    }
}

/// Who acknowledges a message, and their mailbox on its network.
fn recipient_of(message: &Message, by: Option<Who>) -> (Pubkey, Pubkey) {
    let (net, recipient) = ROSTER.owner(message.recipient);
    let who = by.unwrap_or(recipient);
    (who.address(), who.mailbox(net))
}
