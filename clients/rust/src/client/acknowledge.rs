//! How a message ends: its recipient acknowledges it, or it expires. And how a recipient refunds its fee.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use super::read::decode;
use crate::{
    Client, ClientError, REPUTATION_ID, Receipt,
    accounts::{Correspondence, Reputation, Standing, StoredMessage, Verdict},
    generated::mail::instructions::{
        AcknowledgeBuilder, AcknowledgeWithReputationBuilder, ExpireBuilder, RefundBuilder,
    },
    pda,
};

/// The standings that a verdict uses, and the reputation of their network.
struct Standings {
    reputation: Pubkey,
    of_sender: Pubkey,
    of_recipient: Pubkey,
}

impl Client {
    /// Acknowledges a message with a verdict, and earns its fee.
    ///
    /// The verdict moves the sender's reputation if the network has one, both people have standings, and their
    /// correspondence still exists.
    pub async fn acknowledge(
        &self,
        recipient: &dyn Signer,
        message: &Pubkey,
        verdict: Verdict,
    ) -> Result<Receipt, ClientError> {
        let stored = self.message(message).await?;
        let standings = self.standings_for(&recipient.pubkey(), &stored, verdict).await?;
        self.run(acknowledge(&recipient.pubkey(), (message, &stored), standings, verdict), recipient).await
    }

    /// Closes a message that was not acknowledged in time, or whose key was not published in time, and refunds its
    /// sender. Anyone may call and pay for this.
    pub async fn expire(&self, payer: &dyn Signer, message: &Pubkey) -> Result<Receipt, ClientError> {
        let stored = self.message(message).await?;
        let instruction =
            ExpireBuilder::new().message(*message).sender(stored.header.sender).body(stored.body()).instruction();
        self.run(instruction, payer).await
    }

    /// Refunds the fee of an open message to its sender. The message stays open, but earns nothing any more.
    pub async fn refund(&self, recipient: &dyn Signer, message: &Pubkey) -> Result<Receipt, ClientError> {
        let stored = self.message(message).await?;
        let instruction = refund(&recipient.pubkey(), message, &stored);
        self.run(instruction, recipient).await
    }

    /// The standings that a verdict uses, if it moves reputation. Abstaining moves none.
    async fn standings_for(
        &self,
        recipient: &Pubkey,
        message: &StoredMessage,
        verdict: Verdict,
    ) -> Result<Option<Standings>, ClientError> {
        if verdict == Verdict::Abstain {
            return Ok(None);
        }
        let network = self.mailbox(&message.header.recipient).await?.network;
        let standings = Standings {
            reputation: pda::reputation(&network).0,
            of_sender: pda::standing(&network, &message.header.sender).0,
            of_recipient: pda::standing(&network, recipient).0,
        };
        let Standings { reputation, of_sender, of_recipient } = standings;
        let addresses = [reputation, of_sender, of_recipient, message.header.correspondence];
        let accounts = self.accounts_at(&addresses, self.rpc().commitment()).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let all_there = decode::<Reputation>(found(0))?.is_some()
            && decode::<Standing>(found(1))?.is_some()
            && decode::<Standing>(found(2))?.is_some()
            && decode::<Correspondence>(found(3))?.is_some();
        Ok(all_there.then_some(standings))
    }
}

fn acknowledge(
    recipient: &Pubkey,
    (address, message): (&Pubkey, &StoredMessage),
    standings: Option<Standings>,
    verdict: Verdict,
) -> Instruction {
    match standings {
        None => AcknowledgeBuilder::new()
            .recipient(*recipient)
            .recipient_mailbox(message.header.recipient)
            .message(*address)
            .sender(message.header.sender)
            .body(message.body())
            .verdict(verdict)
            .instruction(),
        Some(Standings { reputation, of_sender, of_recipient }) => AcknowledgeWithReputationBuilder::new()
            .recipient(*recipient)
            .recipient_mailbox(message.header.recipient)
            .message(*address)
            .sender(message.header.sender)
            .body(message.body())
            .correspondence(message.header.correspondence)
            .reputation(reputation)
            .sender_standing(of_sender)
            .recipient_standing(of_recipient)
            .reputation_program(REPUTATION_ID)
            .verdict(verdict)
            .instruction(),
    }
}

/// Refunds a message's fee.
pub(super) fn refund(recipient: &Pubkey, address: &Pubkey, message: &StoredMessage) -> Instruction {
    RefundBuilder::new()
        .recipient(*recipient)
        .recipient_mailbox(message.header.recipient)
        .message(*address)
        .sender(message.header.sender)
        .instruction()
}
