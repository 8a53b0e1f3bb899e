//! Reads accounts.

use solana_account::Account;
use solana_account_decoder_client_types::{UiAccount, UiAccountData, UiAccountEncoding};
use solana_commitment_config::CommitmentConfig;
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_rpc_client_api::{
    client_error::{Error as RpcError, ErrorKind},
    config::RpcAccountInfoConfig,
};
use units::Timestamp;

use super::transport::CONFIRMED;
use crate::{
    BuildError, Client, ClientError, Programs,
    accounts::{
        Correspondence, DecodeError, Ledger, Mailbox, Network, ProgramAccount, Reputation, Standing, StoredBody,
        StoredMessage,
    },
};

/// The most accounts that a cluster returns at once.
pub(super) const MAX_ACCOUNTS: usize = 100;

/// The clock's account, and the offset of the unix time in it.
pub(super) const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
const CLOCK_TIME_OFFSET: usize = 32;

impl Client {
    /// The cluster's time, which decides prices and deadlines.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn now(&self) -> Result<Timestamp, ClientError> {
        time(self.accounts_at(&[CLOCK]).await?.first().and_then(Option::as_ref))
    }

    /// A network.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is none, [`ClientError::Decode`] if something
    /// else is there.
    pub async fn network(&self, address: &Pubkey) -> Result<Network, ClientError> {
        self.existing(address).await
    }

    /// A network's ledger: the totals of what its people did, as far as their mailboxes were swept.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is none, [`ClientError::Decode`] if something
    /// else is there.
    pub async fn ledger(&self, network: &Pubkey) -> Result<Ledger, ClientError> {
        self.existing(&self.programs.ledger(network).0).await
    }

    /// A mailbox, by its address (see [`Programs::mailbox`]).
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is none, [`ClientError::Decode`] if something
    /// else is there.
    pub async fn mailbox(&self, address: &Pubkey) -> Result<Mailbox, ClientError> {
        self.existing(address).await
    }

    /// The correspondence of two mailboxes, if it exists.
    ///
    /// # Errors
    /// [`ClientError::Rpc`], [`ClientError::Decode`].
    pub async fn correspondence(&self, one: &Pubkey, other: &Pubkey) -> Result<Option<Correspondence>, ClientError> {
        self.account(&self.programs.correspondence(one, other).0).await
    }

    /// An open message.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is none, [`ClientError::Decode`] if something
    /// else is there.
    pub async fn message(&self, address: &Pubkey) -> Result<StoredMessage, ClientError> {
        self.existing(address).await
    }

    /// A body with its content, as far as it has been uploaded.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is none, [`ClientError::Decode`] if something
    /// else is there.
    pub async fn body(&self, address: &Pubkey) -> Result<StoredBody, ClientError> {
        self.existing(address).await
    }

    /// A network's reputation, if it has one.
    ///
    /// # Errors
    /// [`ClientError::Rpc`], [`ClientError::Decode`].
    pub async fn reputation(&self, network: &Pubkey) -> Result<Option<Reputation>, ClientError> {
        self.account(&self.programs.reputation(network).0).await
    }

    /// A person's standing on a network, if they have one.
    ///
    /// # Errors
    /// [`ClientError::Rpc`], [`ClientError::Decode`].
    pub async fn standing(&self, network: &Pubkey, owner: &Pubkey) -> Result<Option<Standing>, ClientError> {
        self.account(&self.programs.standing(network, owner).0).await
    }

    pub(super) async fn existing<T: ProgramAccount>(&self, address: &Pubkey) -> Result<T, ClientError> {
        present(self.account(address).await?, address)
    }

    pub(super) async fn account<T: ProgramAccount>(&self, address: &Pubkey) -> Result<Option<T>, ClientError> {
        Ok(decode(&self.programs, self.account_at(address).await?.as_ref())?)
    }

    /// An account that exists, and its lamports.
    pub(super) async fn existing_with_lamports<T: ProgramAccount>(
        &self,
        address: &Pubkey,
    ) -> Result<(T, u64), ClientError> {
        let account = self.account_at(address).await?;
        let found = present(decode(&self.programs, account.as_ref())?, address)?;
        Ok((found, account.map_or(0, |account| account.lamports)))
    }

    /// An account of any program.
    pub(super) async fn account_at(&self, address: &Pubkey) -> Result<Option<Account>, ClientError> {
        account(self.rpc(), address).await
    }

    /// Accounts of any program, all from the same moment. A cluster returns at most a hundred at once.
    pub(super) async fn accounts_at(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Account>>, ClientError> {
        accounts(self.rpc(), addresses, CONFIRMED).await
    }
}

/// One account.
pub(super) async fn account(rpc: &RpcClient, address: &Pubkey) -> Result<Option<Account>, ClientError> {
    let found = rpc.get_ui_account_with_config(address, binary(CONFIRMED)).await?.value;
    found.map(decoded).transpose()
}

/// Accounts, all from the same moment.
pub(super) async fn accounts(
    rpc: &RpcClient,
    addresses: &[Pubkey],
    commitment: CommitmentConfig,
) -> Result<Vec<Option<Account>>, ClientError> {
    accounts_then(rpc, addresses, binary(commitment)).await.map(|(_, found)| found)
}

/// The slot of a moment, and accounts at that moment.
pub(super) async fn accounts_then(
    rpc: &RpcClient,
    addresses: &[Pubkey],
    config: RpcAccountInfoConfig,
) -> Result<(u64, Vec<Option<Account>>), ClientError> {
    let response = rpc.get_multiple_ui_accounts_with_config(addresses, config).await?;
    let found = response.value;
    match found.len() == addresses.len() {
        true => {
            let found: Result<_, _> = found.into_iter().map(|account| account.map(decoded).transpose()).collect();
            Ok((response.context.slot, found?))
        }
        false => Err(made_up("another number of accounts than was asked for")),
    }
}

/// Nothing compressed: what a node that lies has compressed could expand to anything.
pub(super) fn binary(commitment: CommitmentConfig) -> RpcAccountInfoConfig {
    let encoding = Some(UiAccountEncoding::Base64);
    RpcAccountInfoConfig { encoding, commitment: Some(commitment), ..Default::default() }
}

/// What a node made up is refused, and so is what it compressed. Solana's own client would panic.
pub(super) fn decoded(account: UiAccount) -> Result<Account, ClientError> {
    let is_plain = matches!(account.data, UiAccountData::Binary(_, UiAccountEncoding::Base64));
    let account = is_plain.then(|| account.to_account()).flatten();
    account.ok_or_else(|| made_up("an account that cannot be decoded"))
}

pub(super) fn made_up(what: &str) -> ClientError {
    RpcError::from(ErrorKind::Custom(format!("the node returned {what}"))).into()
}

/// Decodes an account of one of the programs. An address that only received lamports has no account yet.
pub(super) fn decode<T: ProgramAccount>(
    programs: &Programs,
    account: Option<&Account>,
) -> Result<Option<T>, DecodeError> {
    let account = account.filter(|account| !account.data.is_empty());
    account.map(|account| T::decode(programs, &account.owner, &account.data)).transpose()
}

/// Fails if the account does not exist.
pub(super) fn present<T: ProgramAccount>(account: Option<T>, address: &Pubkey) -> Result<T, ClientError> {
    Ok(account.ok_or(BuildError::NotFound { kind: T::KIND, address: *address })?)
}

/// The time in the clock's account.
pub(super) fn time(clock: Option<&Account>) -> Result<Timestamp, ClientError> {
    let time = clock.and_then(|clock| clock.data.get(CLOCK_TIME_OFFSET..)?.first_chunk());
    let time = time.ok_or(BuildError::NotFound { kind: "clock", address: CLOCK })?;
    Ok(Timestamp(i64::from_le_bytes(*time)))
}
