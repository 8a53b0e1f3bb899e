//! How a message ends: its recipient acknowledges it, or it expires. And how a recipient refunds its fee.

use solana_pubkey::Pubkey;

use crate::{
    accounts::{StoredMessage, Verdict},
    generated::mail::instructions::{
        AcknowledgeBuilder, AcknowledgeWithReputationBuilder, ExpireBuilder, RefundBuilder,
    },
    instructions::{Chain, Plan, Purpose, Step},
};

/// What is known of an open message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageAt {
    /// Its address.
    pub address: Pubkey,
    /// The sender's wallet.
    pub sender: Pubkey,
    /// The recipient's mailbox.
    pub recipient_mailbox: Pubkey,
    /// The correspondence of the two.
    pub correspondence: Pubkey,
    /// The body that it refers to, if any.
    pub body: Option<Pubkey>,
    /// The fee that it still holds, in lamports.
    pub fee: u64,
    /// The other lamports of its account.
    pub rent: u64,
}

impl MessageAt {
    /// What is known of a message, from its account with these lamports.
    pub fn new(address: &Pubkey, message: &StoredMessage, lamports: u64) -> Self {
        let header = &message.header;
        Self {
            address: *address,
            sender: header.sender,
            recipient_mailbox: header.recipient,
            correspondence: header.correspondence,
            body: message.body(),
            fee: header.fee,
            rent: lamports.saturating_sub(header.fee),
        }
    }

    /// A step that ends the message: its rent goes to the sender, and its fee to one of the two.
    fn ended(&self, step: Step, fee_to: &Pubkey) -> Step {
        step.returning(Purpose::Rent, self.rent, self.address, self.sender).returning(
            Purpose::Postage,
            self.fee,
            self.address,
            *fee_to,
        )
    }
}

/// Acknowledges a message with a verdict, and earns its fee, less the network's cut. Of spam, a part of the fee is
/// forfeited.
pub fn acknowledge(chain: &Chain, recipient: &Pubkey, message: &MessageAt, verdict: Verdict) -> Plan {
    let acknowledge = AcknowledgeBuilder::new()
        .recipient(*recipient)
        .recipient_mailbox(message.recipient_mailbox)
        .message(message.address)
        .sender(message.sender)
        .body(message.body)
        .verdict(verdict)
        .instruction();
    message.ended(chain.step(acknowledge), recipient).into()
}

/// Like [`acknowledge`], and the verdict moves the sender's reputation. The network must have a reputation, both people
/// a standing, and their correspondence must still exist.
pub fn acknowledge_with_reputation(
    chain: &Chain,
    network: &Pubkey,
    recipient: &Pubkey,
    message: &MessageAt,
    verdict: Verdict,
) -> Plan {
    let acknowledge = AcknowledgeWithReputationBuilder::new()
        .recipient(*recipient)
        .recipient_mailbox(message.recipient_mailbox)
        .message(message.address)
        .sender(message.sender)
        .body(message.body)
        .correspondence(message.correspondence)
        .reputation(chain.programs.reputation(network).0)
        .sender_standing(chain.programs.standing(network, &message.sender).0)
        .recipient_standing(chain.programs.standing(network, recipient).0)
        .reputation_program(crate::REPUTATION_ID)
        .verdict(verdict)
        .instruction();
    message.ended(chain.step(acknowledge), recipient).into()
}

/// Closes a message that was not acknowledged in time, or whose key was not published in time, and refunds its sender.
/// Anyone may do this.
pub fn expire(chain: &Chain, message: &MessageAt) -> Plan {
    let MessageAt { address, sender, body, .. } = *message;
    let expire = ExpireBuilder::new().message(address).sender(sender).body(body).instruction();
    message.ended(chain.step(expire), &sender).into()
}

/// Refunds the fee of an open message to its sender. The message stays open, but earns nothing any more.
pub fn refund(chain: &Chain, recipient: &Pubkey, message: &MessageAt) -> Plan {
    let refund = RefundBuilder::new()
        .recipient(*recipient)
        .recipient_mailbox(message.recipient_mailbox)
        .message(message.address)
        .sender(message.sender)
        .instruction();
    chain.step(refund).returning(Purpose::Postage, message.fee, message.address, message.sender).into()
}
