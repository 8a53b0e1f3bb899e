//! What a person does, over JSON-RPC: reading chain state here, mailboxes and mail in their own files.

mod mail;
mod mailbox;

pub use mail::{Draft, Letter};
pub use mailbox::Terms;

use postage::Timestamp;
use solana_account_decoder_client_types::UiAccountEncoding;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_rpc_client_api::{
    config::{RpcAccountInfoConfig, RpcProgramAccountsConfig},
    filter::{Memcmp, RpcFilterType},
};
use solana_signer::Signer;

use crate::{
    ClientError, MAIL_ID, Priority, Receipt,
    accounts::{Correspondence, MailAccount, Mailbox, Network, StoredMessage},
    pda,
    transaction::execute,
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
