//! `set_mailbox`: an owner chooses who may write.

use bmail_sdk::{
    generated::mail::instructions::SetMailboxInstructionArgs,
    instructions::mail::{self as instructions, MailboxSettings},
};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct SetMailbox {
    pub who: Who,
    pub net: Net,
    pub min_fee: u64,
    pub min_reputation: u64,
    pub accepting: bool,
}

impl Modeled for SetMailbox {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { who, net, min_fee, min_reputation, accepting } = *self;
        let settings = MailboxSettings { min_fee, min_reputation, accepting };
        builder.only(instructions::set_mailbox(&builder.chain(), &net.address(), &who.address(), &settings))
    }

    fn choices() -> Weighted<Self> {
        let min_fee = select(vec![0, 0, 0, 1, 20_000, 3_000_000, 1 << 50, (1 << 50) + 1]);
        let min_reputation = select(vec![0, 0, 0, 0, 0, 1, 5_000_000, 25_000_000]);
        let set = (who(), net(), min_fee, min_reputation, weighted(0.7));
        let set = set.prop_map(|(who, net, min_fee, min_reputation, accepting)| Self {
            who,
            net,
            min_fee,
            min_reputation,
            accepting,
        });
        (21, set.boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [owner, mailbox] = sent.addresses();
        let SetMailboxInstructionArgs { min_fee, min_reputation, accepting } = sent.arguments();
        let state = known(&model.mailboxes, mailbox)?;
        Reasons::default()
            .when(state.owner != owner, MailError::NotYourMailbox)
            .when(min_fee > 1 << 50, MailError::MinFeeTooHigh)
            .none()?;
        model.mailboxes.insert(mailbox, Mailbox { min_fee, min_reputation, accepting, ..state });
        Ok(())
    }
}
