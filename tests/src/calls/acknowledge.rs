//! What ends a message: the recipient's verdict, or time.

use bmail_sdk::generated::mail::layout::roles;
use bmail_sdk::{
    REPUTATION_ID,
    accounts::{StoredMessage, Verdict},
    generated::mail::instructions::{
        self as generated, AcknowledgeInstructionArgs, AcknowledgeWithReputationInstructionArgs,
    },
    pda,
};
use solana_pubkey::Pubkey;

use super::bare_parts;
use crate::{Call, Harness, Parts, Person};
use solana_instruction::Instruction;

/// Accounts and arguments of `acknowledge`.
pub struct Acknowledge {
    pub(crate) accounts: generated::Acknowledge,
    pub(crate) args: AcknowledgeInstructionArgs,
}

/// Accounts and arguments of `acknowledge_with_reputation`.
pub struct AcknowledgeWithReputation {
    pub(crate) accounts: generated::AcknowledgeWithReputation,
    pub(crate) args: AcknowledgeWithReputationInstructionArgs,
}

/// Accounts and arguments of `expire`.
pub struct Expire {
    pub(crate) message: Pubkey,
    pub(crate) sender: Pubkey,
    pub(crate) body: Option<Pubkey>,
}

/// Accounts and arguments of `refund`.
pub struct Refund {
    accounts: generated::Refund,
}
bare_parts!(Refund, "refund", roles::REFUND);

impl Harness {
    /// Acknowledges a message, by default as valuable, which earns its fee. The sender is read from the message; if the
    /// message is gone, name the sender with [`Call::from`].
    pub fn acknowledge(&mut self, recipient: &Person, message: Pubkey) -> Call<'_, Acknowledge> {
        let accounts = generated::Acknowledge {
            recipient: recipient.address(),
            recipient_mailbox: self.mailbox_of(recipient),
            message,
            sender: self.sender_of(message),
            body: self.body_of(message),
        };
        Call::new(self, Acknowledge { accounts, args: AcknowledgeInstructionArgs { verdict: Verdict::Valuable } })
    }

    /// Acknowledges a message, by default as valuable, and applies the verdict to the sender's standing.
    pub fn judge(&mut self, recipient: &Person, message: Pubkey) -> Call<'_, AcknowledgeWithReputation> {
        let stored = self.find_account::<StoredMessage>(message).map(|message| message.header);
        let (sender, correspondence) =
            stored.map_or_else(Default::default, |stored| (stored.sender, stored.correspondence));
        let standing = |owner| pda::standing(&self.network, owner).0;
        let accounts = generated::AcknowledgeWithReputation {
            recipient: recipient.address(),
            recipient_mailbox: self.mailbox_of(recipient),
            message,
            sender,
            body: self.body_of(message),
            correspondence,
            reputation: pda::reputation(&self.network).0,
            sender_standing: standing(&sender),
            recipient_standing: standing(&recipient.address()),
            reputation_program: REPUTATION_ID,
        };
        let args = AcknowledgeWithReputationInstructionArgs { verdict: Verdict::Valuable };
        Call::new(self, AcknowledgeWithReputation { accounts, args })
    }

    /// Expires a message, which refunds it. The sender is read from the message; if the message is gone, name the
    /// sender with [`Call::from`].
    pub fn expire(&mut self, message: Pubkey) -> Call<'_, Expire> {
        let (sender, body) = (self.sender_of(message), self.body_of(message));
        Call::new(self, Expire { message, sender, body })
    }

    /// Refunds a message's fee. The sender is read from the message.
    pub fn refund(&mut self, recipient: &Person, message: Pubkey) -> Call<'_, Refund> {
        let accounts = generated::Refund {
            recipient: recipient.address(),
            recipient_mailbox: self.mailbox_of(recipient),
            message,
            sender: self.sender_of(message),
        };
        Call::new(self, Refund { accounts })
    }

    /// The body that a message refers to, if any.
    pub fn body_of(&self, message: Pubkey) -> Option<Pubkey> {
        self.find_account::<StoredMessage>(message).and_then(|message| message.body())
    }

    fn sender_of(&self, message: Pubkey) -> Pubkey {
        self.find_account::<StoredMessage>(message).map_or(Pubkey::default(), |message| message.header.sender)
    }
}

impl Call<'_, Acknowledge> {
    /// Sets the recipient's verdict.
    pub fn verdict(mut self, verdict: Verdict) -> Self {
        self.parts.args.verdict = verdict;
        self
    }

    /// Sets the body that is passed for the message.
    pub fn body(mut self, body: Option<Pubkey>) -> Self {
        self.parts.accounts.body = body;
        self
    }

    /// Sets who gets the rent back.
    pub fn from(mut self, sender: &Person) -> Self {
        self.parts.accounts.sender = sender.address();
        self
    }
}

impl Call<'_, AcknowledgeWithReputation> {
    /// Sets the recipient's verdict.
    pub fn verdict(mut self, verdict: Verdict) -> Self {
        self.parts.args.verdict = verdict;
        self
    }

    /// Sets the body that is passed for the message.
    pub fn body(mut self, body: Option<Pubkey>) -> Self {
        self.parts.accounts.body = body;
        self
    }
}

impl Call<'_, Expire> {
    /// Sets the body that is passed for the message.
    pub fn body(mut self, body: Option<Pubkey>) -> Self {
        self.parts.body = body;
        self
    }

    /// Sets the sender to whom the message is refunded.
    pub fn from(mut self, sender: &Person) -> Self {
        self.parts.sender = sender.address();
        self
    }
}
