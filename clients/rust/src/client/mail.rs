//! Mail: drafting, sending, reading, and what ends a message.

use postage::Quote;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, Receipt,
    accounts::{StoredMessage, Verdict},
    generated::mail::instructions::{AcknowledgeBuilder, ExpireBuilder, SendBuilder},
    pda,
    sealing::{self, Envelope, Sealed, SecretKey},
    transaction::check_length,
};

/// A sealed message with its price, before anything is charged.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it is sealed to.
    pub envelope: Envelope,
    /// The price and its reasons.
    pub quote: Quote,
    /// The version of the rules that gave the price.
    pub rules_version: u32,
    /// What will be public.
    pub sealed: Sealed,
}

/// A message that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Who wrote it.
    pub sender: Pubkey,
    /// What they wrote.
    pub text: Vec<u8>,
    /// Lamports that a verdict earns, before the network's cut.
    pub fee: u64,
    /// The last moment for a verdict, in unix seconds.
    pub deadline: i64,
}

impl Draft {
    /// The message's address, and the instruction that sends it.
    fn instruction(&self) -> (Pubkey, Instruction) {
        let Envelope { network, sender, recipient, sequence, key_version } = self.envelope;
        let (from, to) = (pda::mailbox(&network, &sender).0, pda::mailbox(&network, &recipient).0);
        let (message, message_bump) = pda::message(&from, sequence);
        let instruction = SendBuilder::new()
            .sender(sender)
            .network(network)
            .sender_mailbox(from)
            .recipient_mailbox(to)
            .correspondence(pda::correspondence(&from, &to).0)
            .message(message)
            .max_fee(self.quote.postage.0)
            .sequence(sequence)
            .rules_version(self.rules_version)
            .key_version(key_version)
            .message_bump(message_bump)
            .sealed([&self.sealed.sealed_key[..], &self.sealed.ciphertext].concat())
            .instruction();
        (message, instruction)
    }
}

impl Client {
    /// Seals a text to a recipient and quotes its price from the current state. Nothing is charged.
    pub async fn draft(
        &self,
        sender: &Pubkey,
        network: &Pubkey,
        recipient: &Pubkey,
        text: &[u8],
    ) -> Result<Draft, ClientError> {
        if sender == recipient {
            return Err(ClientError::WriteToSelf);
        }
        let (from, to) = (pda::mailbox(network, sender).0, pda::mailbox(network, recipient).0);
        let rules = self.network(network).await?;
        let (sender_mailbox, recipient_mailbox) = (self.mailbox(&from).await?, self.mailbox(&to).await?);
        let correspondence = self.correspondence(&from, &to).await?;

        let envelope = Envelope {
            network: *network,
            sender: *sender,
            recipient: *recipient,
            sequence: sender_mailbox.next_sequence,
            key_version: recipient_mailbox.key_version,
        };
        let sealed = sealing::seal(text, &recipient_mailbox.encryption_key.into(), &envelope)?;
        let quote = crate::quote::quote(
            &rules,
            (&from, &sender_mailbox),
            &recipient_mailbox,
            correspondence.as_ref(),
            sealed.ciphertext.len() as u32,
            self.now().await?,
        )?;
        let draft = Draft { envelope, quote, rules_version: rules.rules_version, sealed };
        check_length(&[draft.instruction().1], sender, self.priority)?;
        Ok(draft)
    }

    /// Sends a draft for at most the price that it quotes, and returns the message's address.
    ///
    /// The signer is the sender for whom it was drafted; the program refuses any other.
    pub async fn send(&self, sender: &dyn Signer, draft: &Draft) -> Result<(Pubkey, Receipt), ClientError> {
        let (message, instruction) = draft.instruction();
        Ok((message, self.run(instruction, sender).await?))
    }

    /// Opens a message with its recipient's secret of the version to which it was sealed.
    pub async fn read(&self, message: &Pubkey, secret: &SecretKey) -> Result<Letter, ClientError> {
        let StoredMessage { header, ciphertext } = self.existing(message).await?;
        let mailbox = self.mailbox(&header.recipient).await?;
        let envelope = Envelope {
            network: mailbox.network,
            sender: header.sender,
            recipient: mailbox.owner,
            sequence: header.sequence,
            key_version: header.key_version,
        };
        let sealed_key = [&header.sealed_key.encapsulated[..], &header.sealed_key.ciphertext].concat();
        let sealed_key = sealed_key.first_chunk().expect("32 and 48 bytes");
        let text = sealing::open(sealed_key, &ciphertext, secret, &envelope)?;
        Ok(Letter { sender: header.sender, text, fee: header.fee, deadline: header.deadline })
    }

    /// Says what a message was worth and earns its fee.
    pub async fn acknowledge(
        &self,
        recipient: &dyn Signer,
        message: &Pubkey,
        verdict: Verdict,
    ) -> Result<Receipt, ClientError> {
        let header = self.existing::<StoredMessage>(message).await?.header;
        let instruction = AcknowledgeBuilder::new()
            .recipient(recipient.pubkey())
            .recipient_mailbox(header.recipient)
            .message(*message)
            .sender(header.sender)
            .verdict(verdict)
            .instruction();
        self.run(instruction, recipient).await
    }

    /// Refunds a message that nobody answered in time. Anybody may pay for it.
    pub async fn expire(&self, payer: &dyn Signer, message: &Pubkey) -> Result<Receipt, ClientError> {
        let header = self.existing::<StoredMessage>(message).await?.header;
        let instruction = ExpireBuilder::new().message(*message).sender(header.sender).instruction();
        self.run(instruction, payer).await
    }
}
