//! `rotate_key`: a mailbox gets another key.

use bmail_sdk::{generated::mail::instructions::RotateKeyInstructionArgs, instructions::mail as instructions};

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
        let plan = instructions::rotate_key(&builder.chain(), &net.address(), &who.address(), some_key());
        let mut sent = builder.only(plan)?;
        let encryption_key = builder.key(who, net, key);
        sent.last_mut()?.set(&RotateKeyInstructionArgs { encryption_key });
        Some(sent)
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
            .when(key == NO_KEY, MailError::InvalidKey)
            .when(key[31] >= 0x80, MailError::KeyNotCanonical)
            .when(key == state.key, MailError::InvalidKey)
            .none()?;
        model.mailboxes.insert(mailbox, Mailbox { key, key_version: state.key_version + 1, ..state });
        Ok(())
    }
}
