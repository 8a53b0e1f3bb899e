//! What ends a message: the recipient's verdict, or time.

use bmail_sdk::{
    accounts::{StoredMessage, Verdict},
    generated::mail::instructions::{self as generated, AcknowledgeInstructionArgs},
};
use solana_pubkey::Pubkey;

use crate::{Call, Person, Stage};

/// The parts of `acknowledge`.
pub struct Acknowledge {
    pub(crate) accounts: generated::Acknowledge,
    pub(crate) args: AcknowledgeInstructionArgs,
}

/// The parts of `expire`.
pub struct Expire {
    pub(crate) message: Pubkey,
    pub(crate) sender: Pubkey,
}

impl Stage {
    /// Earns a message's fee, by default as valuable. The sender is whom the message names; of a message that is
    /// gone, say who with [`Call::from`].
    pub fn acknowledge(&mut self, recipient: &Person, message: Pubkey) -> Call<'_, Acknowledge> {
        let accounts = generated::Acknowledge {
            recipient: recipient.address(),
            recipient_mailbox: self.mailbox_of(recipient),
            message,
            sender: self.sender_of(message),
        };
        Call::new(self, Acknowledge { accounts, args: AcknowledgeInstructionArgs { verdict: Verdict::Valuable } })
    }

    /// Refunds a message. The sender is whom the message names; of a message that is gone, say who with
    /// [`Call::from`].
    pub fn expire(&mut self, message: Pubkey) -> Call<'_, Expire> {
        let sender = self.sender_of(message);
        Call::new(self, Expire { message, sender })
    }

    fn sender_of(&self, message: Pubkey) -> Pubkey {
        self.find_account::<StoredMessage>(message).map_or(Pubkey::default(), |message| message.header.sender)
    }
}

impl Call<'_, Acknowledge> {
    /// What the recipient says of the message.
    pub fn verdict(mut self, verdict: Verdict) -> Self {
        self.parts.args.verdict = verdict;
        self
    }

    /// Whom the rent returns to.
    pub fn from(mut self, sender: &Person) -> Self {
        self.parts.accounts.sender = sender.address();
        self
    }
}

impl Call<'_, Expire> {
    /// Whom the message returns to.
    pub fn from(mut self, sender: &Person) -> Self {
        self.parts.sender = sender.address();
        self
    }
}
