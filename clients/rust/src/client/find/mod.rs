//! Finds accounts by their contents: open messages, and endorsements.

mod history;
mod mail;
mod page;
mod people;
mod scan;

use solana_pubkey::Pubkey;

pub(super) use mail::{Listed, Whose};

pub(super) use scan::Scan;

use crate::{
    Client, ClientError,
    accounts::{DecodeError, Endorsement, Listing, ProgramAccount},
    generated::reputation::layout::fields::endorsement,
};

impl Client {
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

    /// The accounts of a kind that have `address` at this offset of their data, sorted by their own addresses.
    pub(super) async fn accounts_with<T: ProgramAccount>(
        &self,
        offset: usize,
        address: &Pubkey,
    ) -> Result<Listing<(Pubkey, T)>, ClientError> {
        let scan = self.scan_of::<T>(offset, address, None);
        let mut accounts = Listing::default();
        for found in self.scan(&scan).await?.accounts {
            let decoded = match scan.is_met_by(&found) {
                true => T::decode(&self.programs, &scan.program, &found.data),
                false => Err(DecodeError::WrongKind(T::KIND)),
            };
            accounts.add(found.address, decoded.map(|decoded| (found.address, decoded)));
        }
        Ok(accounts)
    }

    fn scan_of<T: ProgramAccount>(&self, offset: usize, address: &Pubkey, bytes: Option<usize>) -> Scan {
        let program = self.programs.address(T::PROGRAM);
        Scan { program, kind: T::DISCRIMINATOR, offset, address: *address, bytes, parts: None }
    }
}
