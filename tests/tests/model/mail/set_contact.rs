//! `set_contact`: someone makes another person a contact, or no longer.

use bmail_sdk::{generated::mail::instructions::SetContactInstructionArgs, instructions::mail as instructions};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct SetContact {
    pub who: Who,
    pub other: Who,
    pub net: Net,
    pub contact: bool,
}

impl Modeled for SetContact {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (owner, other) = (self.who.address(), self.other.address());
        let plan =
            instructions::set_contact(&builder.chain(), &self.net.address(), &owner, &other, self.contact, false);
        builder.only(plan)
    }

    fn choices() -> Weighted<Self> {
        let contact = (two(), net(), weighted(0.8));
        (30, contact.prop_map(|((who, other), net, contact)| Self { who, other, net, contact }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [owner, mailbox, other, address, _system] = sent.addresses();
        let SetContactInstructionArgs { contact } = sent.arguments();
        let own = known(&model.mailboxes, mailbox)?;
        let reasons = Reasons::default()
            .when(own.owner != owner, MailError::NotYourMailbox)
            .when(mailbox == other, MailError::SelfContact);
        let missing = model.missing_for_pair(address);
        let reasons = reasons.when(model.balance(owner) < missing, Refusal::Funds);
        let reasons = match model.mailboxes.get(&other) {
            _ if model.has_data(address) => reasons,
            Some(other) => reasons.when(other.network != own.network, MailError::OtherNetwork),
            None => reasons.when(true, Refusal::Account),
        };
        let (mut pair, side) = match model.between(mailbox, other, address) {
            Ok(found) => found,
            Err(refusal) => return reasons.when(true, refusal).none(),
        };
        reasons.none()?;

        model.pay(owner, address, missing);
        pair.sides[side].contact = contact;
        model.pairs.insert(address, pair);
        Ok(())
    }
}
