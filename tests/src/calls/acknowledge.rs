//! What ends a message: the recipient's verdict, or time.

use bmail_sdk::{
    Plan,
    accounts::{Rules, StoredMessage, Verdict},
    generated::mail::layout::roles,
    instructions::mail::{self, MessageAt},
};
use solana_pubkey::Pubkey;

use super::planned;
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `acknowledge`.
pub struct Acknowledge {
    recipient: Pubkey,
    message: MessageAt,
    verdict: Verdict,
}

/// Accounts and arguments of `expire`.
pub struct Expire {
    message: MessageAt,
}

planned!(mail:
    /// `refund`
    Refund "refund" REFUND,
);

/// Accounts and arguments of `acknowledge_with_reputation`.
pub struct AcknowledgeWithReputation {
    recipient: Pubkey,
    message: MessageAt,
    verdict: Verdict,
}

impl Parts for AcknowledgeWithReputation {
    const NAME: &'static str = "acknowledge_with_reputation";
    const ROLES: &'static [&'static str] = roles::ACKNOWLEDGE_WITH_REPUTATION;

    fn plan(&self, harness: &Harness) -> Plan {
        let (chain, network) = (harness.chain(), &harness.network);
        mail::acknowledge_with_reputation(&chain, network, &self.recipient, &self.message, self.verdict)
    }
}

impl Parts for Acknowledge {
    const NAME: &'static str = "acknowledge";
    const ROLES: &'static [&'static str] = roles::ACKNOWLEDGE;

    fn plan(&self, harness: &Harness) -> Plan {
        mail::acknowledge(&harness.chain(), &self.recipient, &self.message, self.verdict)
    }
}

impl Parts for Expire {
    const NAME: &'static str = "expire";
    const ROLES: &'static [&'static str] = roles::EXPIRE;

    fn plan(&self, harness: &Harness) -> Plan {
        mail::expire(&harness.chain(), &self.message)
    }
}

impl Harness {
    /// Acknowledges a message, by default as valuable, which earns its fee. The sender is read from the message; if the
    /// message is gone, name the sender with [`Call::from`].
    pub fn acknowledge(&mut self, recipient: &Person, message: Pubkey) -> Call<'_, Acknowledge> {
        let message = self.message_to(recipient, message);
        Call::new(self, Acknowledge { recipient: recipient.address(), message, verdict: Verdict::Valuable })
    }

    /// Acknowledges a message, by default as valuable, and applies the verdict to the sender's standing.
    pub fn judge(&mut self, recipient: &Person, message: Pubkey) -> Call<'_, AcknowledgeWithReputation> {
        let message = self.message_to(recipient, message);
        Call::new(
            self,
            AcknowledgeWithReputation { recipient: recipient.address(), message, verdict: Verdict::Valuable },
        )
    }

    /// Expires a message, which refunds it. The sender is read from the message; if the message is gone, name the
    /// sender with [`Call::from`].
    pub fn expire(&mut self, message: Pubkey) -> Call<'_, Expire> {
        let message = self.message_at(message);
        Call::new(self, Expire { message })
    }

    /// Refunds a message's fee. The sender is read from the message.
    pub fn refund(&mut self, recipient: &Person, message: Pubkey) -> Call<'_, Refund> {
        let (chain, message) = (self.chain(), self.message_to(recipient, message));
        Call::new(self, Refund(mail::refund(&chain, &recipient.address(), &message)))
    }

    /// The body that a message refers to, if any.
    pub fn body_of(&self, message: Pubkey) -> Option<Pubkey> {
        self.message_at(message).body
    }

    /// What is known of a message; only its address if it is gone.
    fn message_at(&self, address: Pubkey) -> MessageAt {
        let nobody = Pubkey::default();
        let gone = MessageAt {
            address,
            sender: nobody,
            recipient_mailbox: nobody,
            correspondence: nobody,
            body: None,
            fee: 0,
            split: Rules::PERSONAL.fee_split(),
            rent: 0,
        };
        let stored = self.find_account::<StoredMessage>(address);
        stored.map_or(gone, |stored| MessageAt::new(&address, &stored, self.lamports(address)))
    }

    /// The same, as if it were to this recipient.
    fn message_to(&self, recipient: &Person, address: Pubkey) -> MessageAt {
        MessageAt { recipient_mailbox: self.mailbox_of(recipient), ..self.message_at(address) }
    }
}

impl Call<'_, Acknowledge> {
    /// Sets the recipient's verdict.
    pub fn verdict(mut self, verdict: Verdict) -> Self {
        self.parts.verdict = verdict;
        self
    }

    /// Sets the body that is passed for the message.
    pub fn body(mut self, body: Option<Pubkey>) -> Self {
        self.parts.message.body = body;
        self
    }

    /// Sets who gets the rent back.
    pub fn from(mut self, sender: &Person) -> Self {
        self.parts.message.sender = sender.address();
        self
    }
}

impl Call<'_, AcknowledgeWithReputation> {
    /// Sets the recipient's verdict.
    pub fn verdict(mut self, verdict: Verdict) -> Self {
        self.parts.verdict = verdict;
        self
    }

    /// Sets the body that is passed for the message.
    pub fn body(mut self, body: Option<Pubkey>) -> Self {
        self.parts.message.body = body;
        self
    }
}

impl Call<'_, Expire> {
    /// Sets the body that is passed for the message.
    pub fn body(mut self, body: Option<Pubkey>) -> Self {
        self.parts.message.body = body;
        self
    }

    /// Sets the sender to whom the message is refunded.
    pub fn from(mut self, sender: &Person) -> Self {
        self.parts.message.sender = sender.address();
        self
    }
}
