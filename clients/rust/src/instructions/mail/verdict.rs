//! How a message ends: its recipient acknowledges it, or it expires. And how a recipient refunds its fee.

use postage::settle;
use solana_pubkey::Pubkey;
use units::{Bps, Lamports};

use crate::{
    accounts::{FeeSplit, StoredMessage, Verdict},
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
    /// How the fee is divided, by the rules under which the message was sent.
    pub split: FeeSplit,
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
            split: FeeSplit { treasury_share: Bps(header.treasury_share), spam_forfeit: Bps(header.spam_forfeit) },
            rent: lamports.saturating_sub(header.fee),
        }
    }

    /// The lamports of its fee that its recipient earns with a verdict: what the network's cut leaves.
    pub fn earned_by(&self, verdict: Verdict) -> u64 {
        settle(Lamports(self.fee), self.split, verdict).recipient.0
    }

    /// A step that ends the message: its rent goes to the sender, and these lamports of its fee to one of the two.
    fn ended(&self, step: Step, lamports: u64, to: &Pubkey) -> Step {
        let step = step.returning(Purpose::Rent, self.rent, self.address, self.sender);
        step.returning(Purpose::Postage, lamports, self.address, *to)
    }

    /// A step that ends the message with a verdict: the recipient earns their part of the fee.
    fn earned(&self, step: Step, recipient: &Pubkey, verdict: Verdict) -> Step {
        self.ended(step, self.earned_by(verdict), recipient)
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
    message.earned(chain.step(acknowledge), recipient, verdict).into()
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
    message.earned(chain.step(acknowledge), recipient, verdict).into()
}

/// Closes a message that was not acknowledged in time, or whose key was not published in time, and refunds its sender.
/// Anyone may do this.
pub fn expire(chain: &Chain, message: &MessageAt) -> Plan {
    let MessageAt { address, sender, body, .. } = *message;
    let expire = ExpireBuilder::new().message(address).sender(sender).body(body).instruction();
    message.ended(chain.step(expire), message.fee, &sender).into()
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
