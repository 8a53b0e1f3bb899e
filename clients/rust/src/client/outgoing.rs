//! A message on its way to the chain, whether it is sent or posted.

use postage::Quote;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;

use crate::{
    Client, ClientError, MAIL_ID, NewAccount, Reason, Receipt,
    accounts::{Content, StoredMessage},
    error::MailError,
    generated::mail::instructions::{PostBuilder, SendBuilder},
    pda, quote,
    sealing::{EncryptionKey, SEALED_KEY_LEN},
};

/// A message with its price, before it is on the chain.
#[derive(Clone, Copy)]
pub(super) struct Outgoing<'a> {
    pub network: Pubkey,
    pub sender: Pubkey,
    pub recipient: Pubkey,
    pub sequence: u64,
    pub content: &'a Content,
    pub quote: &'a Quote,
    pub rules_version: u32,
    /// Lamports that its account holds besides the fee.
    pub rent: u64,
}

impl Outgoing<'_> {
    /// Its address.
    pub fn message(&self) -> Pubkey {
        self.place().0
    }

    /// The account that the program takes over, and its lamports. The program returns what it does not need.
    pub fn account(&self) -> (NewAccount, u64) {
        let (address, seed) = self.place();
        let account = NewAccount { author: self.sender, address, seed, space: space(self.content), program: MAIL_ID };
        (account, self.rent.saturating_add(quote::max_fee(self.quote)))
    }

    /// The instruction that sends it with its sealed key.
    pub fn send(
        &self,
        (key_version, sealed_to): (u32, &EncryptionKey),
        sealed_key: &[u8; SEALED_KEY_LEN],
    ) -> Instruction {
        let (from, to) = self.mailboxes();
        let (ciphertext, body) = self.parts();
        SendBuilder::new()
            .sender(self.sender)
            .network(self.network)
            .sender_mailbox(from)
            .recipient_mailbox(to)
            .correspondence(pda::correspondence(&from, &to).0)
            .message(self.message())
            .body(body)
            .sender_standing(pda::standing(&self.network, &self.sender).0)
            .max_fee(quote::max_fee(self.quote))
            .sequence(self.sequence)
            .rules_version(self.rules_version)
            .key_version(key_version)
            .encryption_key(sealed_to.to_bytes())
            .sealed([&sealed_key[..], ciphertext].concat())
            .instruction()
    }

    /// The instruction that posts it without its key.
    pub fn post(&self) -> Instruction {
        let (from, to) = self.mailboxes();
        let (ciphertext, body) = self.parts();
        PostBuilder::new()
            .sender(self.sender)
            .network(self.network)
            .sender_mailbox(from)
            .recipient_mailbox(to)
            .correspondence(pda::correspondence(&from, &to).0)
            .message(self.message())
            .body(body)
            .sender_standing(pda::standing(&self.network, &self.sender).0)
            .max_fee(quote::max_fee(self.quote))
            .sequence(self.sequence)
            .rules_version(self.rules_version)
            .ciphertext(ciphertext.to_vec())
            .instruction()
    }

    /// Its address, and the seed of the address.
    fn place(&self) -> (Pubkey, String) {
        pda::message(&self.sender, &pda::mailbox(&self.network, &self.sender).0, self.sequence)
    }

    fn mailboxes(&self) -> (Pubkey, Pubkey) {
        (pda::mailbox(&self.network, &self.sender).0, pda::mailbox(&self.network, &self.recipient).0)
    }

    fn parts(&self) -> (&[u8], Option<Pubkey>) {
        match self.content {
            Content::Ciphertext(ciphertext) => (ciphertext, None),
            Content::Body(address) => (&[], Some(*address)),
        }
    }
}

impl Client {
    /// Lamports that a message's account holds besides the fee.
    pub(super) async fn message_rent(&self, content: &Content) -> Result<u64, ClientError> {
        Ok(self.rpc().get_minimum_balance_for_rent_exemption(space(content)).await?)
    }

    /// Checks that a message fits in a transaction, even if its account has to be created in the longer way. Otherwise
    /// someone could send lamports to its address to keep it from fitting.
    pub(super) async fn check_length(
        &self,
        (account, lamports): &(NewAccount, u64),
        instruction: Instruction,
    ) -> Result<(), ClientError> {
        let mut instructions = account.create_prefunded(*lamports);
        instructions.push(instruction);
        self.cluster.format_for(&instructions, &account.author).await.map(drop)
    }

    /// Creates the accounts of messages, and runs the instructions that send or post them.
    pub(super) async fn bring(
        &self,
        sender: &dyn Signer,
        accounts: &[(NewAccount, u64)],
        instructions: &[Instruction],
    ) -> Result<Receipt, ClientError> {
        match self.run_with_new(accounts, instructions, sender).await {
            // Another message has the number.
            Err(ClientError::Refused(Reason::AlreadyExists)) => Err(Reason::Mail(MailError::SequenceTaken).into()),
            result => result,
        }
    }
}

fn space(content: &Content) -> usize {
    StoredMessage::space(match content {
        Content::Ciphertext(ciphertext) => ciphertext.len(),
        Content::Body(address) => address.as_ref().len(),
    })
}
