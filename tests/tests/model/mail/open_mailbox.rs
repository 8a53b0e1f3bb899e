//! `open_mailbox`: someone joins a network.

use bmail_sdk::{generated::mail::instructions::OpenMailboxInstructionArgs, instructions::mail as instructions};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct OpenMailbox {
    pub who: Who,
    pub net: Net,
    pub key: Key,
}

impl Modeled for OpenMailbox {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let Self { who, net, key } = *self;
        let plan = instructions::open_mailbox(&builder.chain(), &net.address(), &who.address(), some_key());
        let mut sent = builder.only(plan)?;
        let encryption_key = builder.key(who, net, key);
        sent.last_mut()?.set(&OpenMailboxInstructionArgs { encryption_key });
        Some(sent)
    }

    fn choices() -> Weighted<Self> {
        (36, (who(), net(), key()).prop_map(|(who, net, key)| Self { who, net, key }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [owner, network, ledger, mailbox, _system] = sent.addresses();
        let OpenMailboxInstructionArgs { encryption_key: key } = sent.arguments();
        known(&model.networks, network)?;
        let mut totals = known(&model.ledgers, ledger)?;
        let missing = model.missing(mailbox, accounts::Mailbox::LEN);
        Reasons::default()
            .when(ROSTER.mailbox(network, owner) != Some(mailbox), Refusal::Account)
            .when(model.has_data(mailbox), Refusal::InUse)
            .when(model.balance(owner) < missing, Refusal::Funds)
            .when(key == NO_KEY, MailError::InvalidKey)
            .when(key[31] >= 0x80, MailError::KeyNotCanonical)
            .when(totals.network != network, MailError::OtherNetwork)
            .none()?;

        model.pay(owner, mailbox, missing);
        let state = Mailbox {
            network,
            owner,
            key,
            key_version: 1,
            min_fee: 0,
            min_reputation: 0,
            accepting: true,
            load: Q32::ONE,
            load_at: Timestamp(model.now),
            next_sequence: first_sequence(model.now),
            swept_sequence: first_sequence(model.now),
            earned: 0,
            cut: 0,
        };
        model.mailboxes.insert(mailbox, state);
        totals.mailboxes += 1;
        model.ledgers.insert(ledger, totals);
        Ok(())
    }
}

/// No key at all.
pub const NO_KEY: [u8; 32] = [0; 32];

/// The number of a mailbox's first message.
pub fn first_sequence(now: i64) -> u64 {
    (now as u64) << 20
}
