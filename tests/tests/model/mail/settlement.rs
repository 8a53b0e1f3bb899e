//! What ends messages: who may, who gets what.

use bmail_sdk::instructions::mail::MessageAt;
use postage::Settlement;
use units::Bps;

use crate::prelude::*;

impl Builder<'_> {
    /// A message as the SDK knows it, and who ends it: the recipient, or someone else with their mailbox.
    pub fn message_at(&mut self, which: Which, by: Option<Who>, other_body: bool) -> Option<(MessageAt, Pubkey)> {
        let (address, state) = self.message(which)?;
        let (net, recipient) = ROSTER.owner(state.recipient);
        let who = by.unwrap_or(recipient);
        let at = MessageAt {
            address,
            sender: state.sender,
            recipient_mailbox: who.mailbox(net),
            correspondence: state.pair,
            body: self.body_of(&state, other_body),
            fee: state.fee,
            split: state.split,
            rent: 0,
        };
        Some((at, who.address()))
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

impl Model {
    /// The message and the mailbox that acknowledges it, and why that fails.
    pub fn check_acknowledgement(
        &self,
        [recipient, mailbox, message, sender, body]: [Pubkey; 5],
    ) -> Result<(Mailbox, Message, Reasons), Vec<Refusal>> {
        let own = known(&self.mailboxes, mailbox)?;
        let state = known(&self.messages, message)?;
        optional(&self.bodies, body)?;
        let last = state.deadline - i64::from(self.makes(Mistake::DeadlineExclusive));
        let reasons = Reasons::default()
            .when(own.owner != recipient, MailError::NotYourMailbox)
            .when(state.recipient != mailbox, MailError::NotYourMessage)
            .when(state.sender != sender, MailError::WrongSender)
            .when(state.revealed.is_none(), MailError::NotRevealed)
            .when(self.now > last, MailError::AnswerTooLate)
            .when(state.body().unwrap_or(MAIL_ID) != body, MailError::WrongBody);
        Ok((own, state, reasons))
    }

    /// Splits a fee whose checks have passed, and ends its message.
    pub fn settle(&mut self, [recipient, mailbox, message, ..]: [Pubkey; 5], verdict: Verdict) {
        let state = self.messages[&message].clone();
        let Settlement { recipient: earned, treasury: cut } = self.settlement(&state, verdict);
        self.mailboxes.entry(mailbox).and_modify(|own| {
            own.earned += earned.0;
            own.cut += cut.0;
        });
        self.pay(message, recipient, earned.0);
        self.pay(message, mailbox, cut.0);
        self.flows.earned += earned.0;
        self.flows.cut += cut.0;
        self.end(message, state);
    }

    /// Who gets which part of a fee.
    pub fn settlement(&self, message: &Message, verdict: Verdict) -> Settlement {
        let mut settlement = postage::settle(Lamports(message.fee), message.split, verdict);
        let share = u64::from(message.split.treasury_share.0);
        let is_rounded = !(message.fee * share).is_multiple_of(Bps::WHOLE.0.into());
        if self.makes(Mistake::CutRoundedUp) && is_rounded && settlement.recipient.0 > 0 {
            settlement.recipient.0 -= 1;
            settlement.treasury.0 += 1;
        }
        settlement
    }

    /// Returns what is left to the sender.
    pub fn end(&mut self, message: Pubkey, state: Message) {
        if let Some(body) = state.body() {
            self.bodies.entry(body).and_modify(|body| body.references -= 1);
        }
        self.messages.remove(&message);
        self.pay_all(message, state.sender);
        self.ended.insert(message, state);
    }
}
