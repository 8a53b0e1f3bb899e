//! What ends a message or refunds its fee.

use bmail_sdk::{MAIL_ID, accounts::Verdict};
use bmail_testing::MailError;
use postage::Settlement;
use solana_pubkey::Pubkey;
use units::{Bps, Lamports};

use super::{Mailbox, Message, Mistake, Model, Prediction, Reasons, Refusal, known, optional};

impl Model {
    pub(super) fn acknowledge(&mut self, accounts: [Pubkey; 5], verdict: Verdict) -> Prediction {
        let (.., reasons) = self.check_acknowledgement(accounts)?;
        reasons.none()?;
        self.settle(accounts, verdict);
        Ok(())
    }

    /// The message and the mailbox that acknowledges it, and why that fails.
    pub(super) fn check_acknowledgement(
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
    pub(super) fn settle(&mut self, [recipient, mailbox, message, ..]: [Pubkey; 5], verdict: Verdict) {
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
    pub(super) fn settlement(&self, message: &Message, verdict: Verdict) -> Settlement {
        let mut settlement = postage::settle(Lamports(message.fee), message.split, verdict);
        let share = u64::from(message.split.treasury_share.0);
        let is_rounded = !(message.fee * share).is_multiple_of(Bps::WHOLE.0.into());
        if self.makes(Mistake::CutRoundedUp) && is_rounded && settlement.recipient.0 > 0 {
            settlement.recipient.0 -= 1;
            settlement.treasury.0 += 1;
        }
        settlement
    }

    pub(super) fn expire(&mut self, [message, sender, body]: [Pubkey; 3]) -> Prediction {
        let state = known(&self.messages, message)?;
        optional(&self.bodies, body)?;
        Reasons::default()
            .when(state.sender != sender, MailError::WrongSender)
            .when(state.is_in_time(self.now), MailError::NotExpired)
            .when(state.body().unwrap_or(MAIL_ID) != body, MailError::WrongBody)
            .none()?;

        self.flows.returned += state.fee;
        self.end(message, state);
        if self.makes(Mistake::BodyKept) {
            self.bodies.entry(body).and_modify(|body| body.references += 1);
        }
        Ok(())
    }

    pub(super) fn refund(&mut self, [recipient, mailbox, message, sender]: [Pubkey; 4]) -> Prediction {
        let own = known(&self.mailboxes, mailbox)?;
        let mut state = known(&self.messages, message)?;
        Reasons::default()
            .when(own.owner != recipient, MailError::NotYourMailbox)
            .when(state.recipient != mailbox, MailError::NotYourMessage)
            .when(state.sender != sender, MailError::WrongSender)
            .none()?;

        self.pay(message, sender, state.fee);
        self.flows.returned += state.fee;
        if !self.makes(Mistake::RefundedEarns) {
            state.fee = 0;
        }
        self.messages.insert(message, state);
        Ok(())
    }

    /// Returns what is left to the sender.
    fn end(&mut self, message: Pubkey, state: Message) {
        if let Some(body) = state.body() {
            self.bodies.entry(body).and_modify(|body| body.references -= 1);
        }
        self.messages.remove(&message);
        self.pay_all(message, state.sender);
        self.ended.insert(message, state);
    }
}
