//! `refund`: the recipient gives a fee back.

use bmail_sdk::instructions::mail as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Refund {
    pub message: Which,
    /// Who refunds, if not the recipient.
    pub by: Option<Who>,
}

impl Modeled for Refund {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (at, recipient) = builder.message_at(self.message, self.by, false)?;
        builder.only(instructions::refund(&builder.chain(), &recipient, &at))
    }

    fn choices() -> Weighted<Self> {
        (22, (which(), option::weighted(0.1, who())).prop_map(|(message, by)| Self { message, by }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [recipient, mailbox, message, sender] = sent.addresses();
        let own = known(&model.mailboxes, mailbox)?;
        let mut state = known(&model.messages, message)?;
        Reasons::default()
            .when(own.owner != recipient, MailError::NotYourMailbox)
            .when(state.recipient != mailbox, MailError::NotYourMessage)
            .when(state.sender != sender, MailError::WrongSender)
            .none()?;

        model.pay(message, sender, state.fee);
        model.flows.returned += state.fee;
        if !model.makes(Mistake::RefundedEarns) {
            state.fee = 0;
        }
        model.messages.insert(message, state);
        Ok(())
    }
}
