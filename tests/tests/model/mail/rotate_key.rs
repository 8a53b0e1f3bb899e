//! `rotate_key`: a mailbox gets another key.

use bmail_sdk::generated::mail::instructions::{self as generated, RotateKeyInstructionArgs};

use crate::{mail::open_mailbox::NO_KEY, prelude::*};

#[derive(Clone, Copy, Debug)]
pub struct RotateKey {
    pub who: Who,
    pub net: Net,
    pub key: Key,
}

impl Modeled for RotateKey {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { who, net, key } = *self;
        let accounts = generated::RotateKey { owner: who.address(), mailbox: who.mailbox(net) };
        let encryption_key = builder.key(who, net, key);
        Some(vec![accounts.instruction(RotateKeyInstructionArgs { encryption_key })])
    }

    fn choices() -> Weighted<Self> {
        (14, (who(), net(), key()).prop_map(|(who, net, key)| Self { who, net, key }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [owner, mailbox] = sent.addresses();
        let RotateKeyInstructionArgs { encryption_key: key } = sent.arguments();
        let state = known(&model.mailboxes, mailbox)?;
        Reasons::default()
            .when(state.owner != owner, MailError::NotYourMailbox)
            .when(key == NO_KEY || key == state.key, MailError::InvalidKey)
            .none()?;
        model.mailboxes.insert(mailbox, Mailbox { key, key_version: state.key_version + 1, ..state });
        Ok(())
    }
}
