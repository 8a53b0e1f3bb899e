//! Finds accounts by their contents: open messages, and endorsements.

use solana_pubkey::Pubkey;
use solana_rpc_client_api::{
    config::RpcProgramAccountsConfig,
    filter::{Memcmp, RpcFilterType},
};

use super::{
    read::{binary, decoded},
    transport::CONFIRMED,
};
use crate::{
    Client, ClientError,
    accounts::{Endorsement, Listing, ProgramAccount, StoredMessage},
    generated::{mail::layout::fields::message, reputation::layout::fields::endorsement},
};

impl Client {
    /// Open messages to a mailbox, oldest first. Unrevealed messages wait for their sender, the others for the owner's
    /// verdict.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn inbox(&self, mailbox: &Pubkey) -> Result<Listing<(Pubkey, StoredMessage)>, ClientError> {
        self.messages(message::RECIPIENT, mailbox).await
    }

    /// Open messages from a wallet, on any network, oldest first.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn outbox(&self, sender: &Pubkey) -> Result<Listing<(Pubkey, StoredMessage)>, ClientError> {
        self.messages(message::SENDER, sender).await
    }

    /// The endorsements that a person gave on a network, with their addresses.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn endorsements_given(
        &self,
        network: &Pubkey,
        endorser: &Pubkey,
    ) -> Result<Listing<(Pubkey, Endorsement)>, ClientError> {
        self.accounts_with(endorsement::ENDORSER, &self.programs.standing(network, endorser).0).await
    }

    /// The endorsements that a person received on a network, with their addresses.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn endorsements_received(
        &self,
        network: &Pubkey,
        endorsed: &Pubkey,
    ) -> Result<Listing<(Pubkey, Endorsement)>, ClientError> {
        self.accounts_with(endorsement::ENDORSED, &self.programs.standing(network, endorsed).0).await
    }

    async fn messages(&self, offset: usize, party: &Pubkey) -> Result<Listing<(Pubkey, StoredMessage)>, ClientError> {
        let mut messages: Listing<(Pubkey, StoredMessage)> = self.accounts_with(offset, party).await?;
        messages.entries.sort_by_key(|(_, message)| (message.header.sent_at, message.header.sequence));
        Ok(messages)
    }

    /// The accounts of a kind that have `address` at this offset of their data, sorted by their own addresses.
    pub(super) async fn accounts_with<T: ProgramAccount>(
        &self,
        offset: usize,
        address: &Pubkey,
    ) -> Result<Listing<(Pubkey, T)>, ClientError> {
        let program = self.programs.address(T::PROGRAM);
        let filter = |offset, bytes: &[u8]| RpcFilterType::Memcmp(Memcmp::new_raw_bytes(offset, bytes.to_vec()));
        let config = RpcProgramAccountsConfig {
            filters: Some(vec![filter(0, &T::DISCRIMINATOR), filter(offset, address.as_ref())]),
            account_config: binary(CONFIRMED),
            ..Default::default()
        };
        let found = self.rpc().get_program_ui_accounts_with_config(&program, config).await?;
        let mut accounts = Listing::default();
        for (address, account) in found {
            let data = decoded(account).map(|account| account.data).unwrap_or_default();
            let found = T::decode(&self.programs, &program, &data);
            accounts.add(address, found.map(|found| (address, found)));
        }
        accounts.entries.sort_by_key(|(address, _)| *address);
        Ok(accounts)
    }
}
