//! What a person does, over JSON-RPC.

use solana_account_decoder_client_types::UiAccountEncoding;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_rpc_client_api::{
    config::{RpcAccountInfoConfig, RpcProgramAccountsConfig},
    filter::{Memcmp, RpcFilterType},
};
use solana_signer::Signer;

use postage::{Quote, Timestamp};

use crate::{
    ClientError, MAIL_ID, Priority, Receipt,
    accounts::{Correspondence, MailAccount, Mailbox, Network, StoredMessage, Verdict},
    generated::mail::instructions::{
        AcknowledgeBuilder, CreateNetworkBuilder, ExpireBuilder, OpenMailboxBuilder, RotateKeyBuilder, SendBuilder,
        SetMailboxBuilder,
    },
    pda,
    sealing::{self, EncryptionKey, Envelope, Sealed, SecretKey},
    transaction::{check_length, execute},
};

/// Where in a message's account its sender's wallet is, and its recipient's mailbox.
const SENDER_OFFSET: usize = 8;
const RECIPIENT_OFFSET: usize = 40;

/// The clock's account, and where in it the unix time is.
const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
const CLOCK_TIME_OFFSET: usize = 32;

/// A connection to a cluster.
pub struct Client {
    rpc: RpcClient,
    priority: Priority,
}

/// What a mailbox's owner asks of senders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Lamports that a message costs at least.
    pub min_fee: u64,
    /// Millionths of reputation that strangers need.
    pub min_reputation: u64,
    /// Whether strangers may write at all.
    pub accepting: bool,
}

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
    /// A client of the cluster at `rpc`, without priority fees.
    pub fn new(rpc: RpcClient) -> Self {
        Self { rpc, priority: Priority::default() }
    }

    /// The same client, paying for speed.
    pub fn with_priority(mut self, priority: Priority) -> Self {
        self.priority = priority;
        self
    }

    /// The connection, for whatever this client does not do.
    pub fn rpc(&self) -> &RpcClient {
        &self.rpc
    }

    /// The cluster's time, by which prices and deadlines go.
    pub async fn now(&self) -> Result<Timestamp, ClientError> {
        let clock = self.rpc.get_account_data(&CLOCK).await?;
        let time = clock.get(CLOCK_TIME_OFFSET..).and_then(|rest| rest.first_chunk());
        let time = time.ok_or(ClientError::NotFound { kind: "clock", address: CLOCK })?;
        Ok(Timestamp(i64::from_le_bytes(*time)))
    }

    /// A network.
    pub async fn network(&self, address: &Pubkey) -> Result<Network, ClientError> {
        self.existing(address).await
    }

    /// A mailbox, by its address (see [`pda::mailbox`]).
    pub async fn mailbox(&self, address: &Pubkey) -> Result<Mailbox, ClientError> {
        self.existing(address).await
    }

    /// What two mailboxes wrote to each other, if they did.
    pub async fn correspondence(&self, one: &Pubkey, other: &Pubkey) -> Result<Option<Correspondence>, ClientError> {
        self.account(&pda::correspondence(one, other).0).await
    }

    /// Messages that wait for the verdict of a mailbox's owner, oldest first.
    pub async fn inbox(&self, mailbox: &Pubkey) -> Result<Vec<(Pubkey, StoredMessage)>, ClientError> {
        self.messages(RECIPIENT_OFFSET, mailbox).await
    }

    /// Messages of a wallet, on any network, that nobody answered yet, oldest first.
    pub async fn outbox(&self, sender: &Pubkey) -> Result<Vec<(Pubkey, StoredMessage)>, ClientError> {
        self.messages(SENDER_OFFSET, sender).await
    }

    /// Founds a network and returns its address.
    pub async fn create_network(
        &self,
        founder: &dyn Signer,
        name: &str,
        treasury: &Pubkey,
        rules: &postage::Rules,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let name = pda::network_name(name).ok_or(ClientError::InvalidName)?;
        let (network, _) = pda::network(&founder.pubkey(), &name);
        let instruction = CreateNetworkBuilder::new()
            .founder(founder.pubkey())
            .network(network)
            .name(name)
            .treasury(*treasury)
            .rules(rules.into())
            .instruction();
        Ok((network, self.run(instruction, founder).await?))
    }

    /// Opens the owner's mailbox and returns its address. Senders will seal to `key`.
    pub async fn open_mailbox(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        key: EncryptionKey,
    ) -> Result<(Pubkey, Receipt), ClientError> {
        let (mailbox, _) = pda::mailbox(network, &owner.pubkey());
        let instruction = OpenMailboxBuilder::new()
            .owner(owner.pubkey())
            .network(*network)
            .mailbox(mailbox)
            .encryption_key(key.to_bytes())
            .instruction();
        Ok((mailbox, self.run(instruction, owner).await?))
    }

    /// Sets what the owner asks of senders.
    pub async fn set_mailbox(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        terms: Terms,
    ) -> Result<Receipt, ClientError> {
        let instruction = SetMailboxBuilder::new()
            .owner(owner.pubkey())
            .mailbox(pda::mailbox(network, &owner.pubkey()).0)
            .min_fee(terms.min_fee)
            .min_reputation(terms.min_reputation)
            .accepting(terms.accepting)
            .instruction();
        self.run(instruction, owner).await
    }

    /// Replaces the owner's key. Keep the old secret: it still opens old mail.
    pub async fn rotate_key(
        &self,
        owner: &dyn Signer,
        network: &Pubkey,
        key: EncryptionKey,
    ) -> Result<Receipt, ClientError> {
        let instruction = RotateKeyBuilder::new()
            .owner(owner.pubkey())
            .mailbox(pda::mailbox(network, &owner.pubkey()).0)
            .encryption_key(key.to_bytes())
            .instruction();
        self.run(instruction, owner).await
    }

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

    async fn run(&self, instruction: Instruction, signer: &dyn Signer) -> Result<Receipt, ClientError> {
        execute(&self.rpc, &[instruction], &[signer], self.priority).await
    }

    async fn existing<T: MailAccount>(&self, address: &Pubkey) -> Result<T, ClientError> {
        self.account(address).await?.ok_or(ClientError::NotFound { kind: T::KIND, address: *address })
    }

    async fn account<T: MailAccount>(&self, address: &Pubkey) -> Result<Option<T>, ClientError> {
        let account = self.rpc.get_account_with_commitment(address, self.rpc.commitment()).await?.value;
        // An address that somebody only sent lamports to has no account yet.
        let account = account.filter(|account| !account.data.is_empty());
        Ok(account.map(|account| T::decode(&account.owner, &account.data)).transpose()?)
    }

    async fn messages(&self, offset: usize, party: &Pubkey) -> Result<Vec<(Pubkey, StoredMessage)>, ClientError> {
        let filter = |offset, bytes: &[u8]| RpcFilterType::Memcmp(Memcmp::new_raw_bytes(offset, bytes.to_vec()));
        let config = RpcProgramAccountsConfig {
            filters: Some(vec![filter(0, &StoredMessage::DISCRIMINATOR), filter(offset, party.as_ref())]),
            account_config: RpcAccountInfoConfig {
                encoding: Some(UiAccountEncoding::Base64),
                commitment: Some(self.rpc.commitment()),
                ..Default::default()
            },
            ..Default::default()
        };
        let found = self.rpc.get_program_ui_accounts_with_config(&MAIL_ID, config).await?;
        let decoded = found.into_iter().map(|(address, account)| {
            let data = account.data.decode().unwrap_or_default();
            Ok((address, StoredMessage::decode(&MAIL_ID, &data)?))
        });
        let mut messages = decoded.collect::<Result<Vec<_>, ClientError>>()?;
        messages.sort_by_key(|(_, message)| (message.header.sent_at, message.header.sequence));
        Ok(messages)
    }
}
