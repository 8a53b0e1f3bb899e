//! `close_mailbox`: the owner gets the rent back.

use bmail_sdk::instructions::mail as instructions;
use units::decay_up;

use crate::{mail::open_mailbox::first_sequence, prelude::*};

#[derive(Clone, Copy, Debug)]
pub struct CloseMailbox {
    pub who: Who,
    pub net: Net,
}

impl Modeled for CloseMailbox {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        builder.only(instructions::close_mailbox(&builder.chain(), &self.net.address(), &self.who.address(), 0))
    }

    fn choices() -> Weighted<Self> {
        (7, (who(), net()).prop_map(|(who, net)| Self { who, net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [owner, network, ledger, mailbox] = sent.addresses();
        let network_state = known(&model.networks, network)?;
        let totals = known(&model.ledgers, ledger)?;
        let state = known(&model.mailboxes, mailbox)?;
        let elapsed = Timestamp(model.now).since(state.load_at);
        let load = decay_up(state.load, elapsed, network_state.rules.window_half_life);
        Reasons::default()
            .when(state.owner != owner, MailError::NotYourMailbox)
            .when(state.network != network || totals.network != network, MailError::OtherNetwork)
            .when(load > Q32::ONE || state.next_sequence > first_sequence(model.now), MailError::LoadTooHigh)
            .none()?;

        model.gather(ledger, mailbox);
        model.pay(mailbox, ledger, state.cut);
        model.ledgers.entry(ledger).and_modify(|ledger| {
            ledger.unpaid += state.cut;
            ledger.mailboxes -= 1;
        });
        model.mailboxes.remove(&mailbox);
        model.pay_all(mailbox, owner);
        Ok(())
    }
}
