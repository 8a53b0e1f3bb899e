//! `sweep`: the network's cut reaches its treasury.

use bmail_sdk::instructions::mail as instructions;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Sweep {
    pub who: Who,
    pub net: Net,
}

impl Modeled for Sweep {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let network = self.net.address();
        let treasury = builder.model.networks.get(&network).map_or(self.net.treasury(), |network| network.treasury);
        // If the person has no mailbox, sweeps what others left in the ledger.
        let own = self.who.mailbox(self.net);
        let mailbox = builder.model.mailboxes.contains_key(&own).then_some(&own);
        builder.only(instructions::sweep(&builder.chain(), &network, &treasury, mailbox))
    }

    fn choices() -> Weighted<Self> {
        (21, (who(), net()).prop_map(|(who, net)| Self { who, net }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [network, ledger, mailbox, treasury] = sent.addresses();
        let network_state = known(&model.networks, network)?;
        let totals = known(&model.ledgers, ledger)?;
        let state = if mailbox == MAIL_ID { None } else { Some(known(&model.mailboxes, mailbox)?) };
        let elsewhere = state.as_ref().is_some_and(|state| state.network != network);
        Reasons::default()
            .when(elsewhere || totals.network != network, MailError::OtherNetwork)
            .when(network_state.treasury != treasury, MailError::WrongTreasury)
            .none()?;

        let cut = state.map_or(0, |state| {
            model.gather(ledger, mailbox);
            model.pay(mailbox, treasury, state.cut);
            state.cut
        });
        model.pay(ledger, treasury, totals.unpaid);
        model.flows.swept += cut + totals.unpaid;
        model.tills.entry(treasury).and_modify(|till| till.swept += cut + totals.unpaid);
        model.ledgers.entry(ledger).and_modify(|ledger| ledger.unpaid = 0);
        Ok(())
    }
}

impl Model {
    /// Adds what the mailbox has counted since the last time to the ledger.
    pub fn gather(&mut self, ledger: Pubkey, mailbox: Pubkey) {
        let Some(state) = self.mailboxes.get_mut(&mailbox) else { return };
        self.ledgers.entry(ledger).and_modify(|ledger| {
            ledger.messages += state.next_sequence - state.swept_sequence;
            ledger.earned += state.earned;
            ledger.cut += state.cut;
        });
        state.swept_sequence = state.next_sequence;
        state.earned = 0;
        state.cut = 0;
    }
}
