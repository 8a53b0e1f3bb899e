//! People's names in the Solana Name Service, looked up and verified both ways.

use std::collections::HashMap;

use solana_account::Account;
use solana_pubkey::Pubkey;

use super::read::MAX_ACCOUNTS;
use crate::{Client, ClientError, names::sns};

/// The most bytes of an account of a name that are read. A name's own account can hold anything.
const MOST: usize = 1 << 10;

impl Client {
    /// The verified names of wallets, for those who have one, with their suffix: see [`sns`]. On a cluster without the name
    /// service, nothing is asked, but once whether it is there.
    ///
    /// It takes two requests for each fifty wallets.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn verified_names(
        &self,
        wallets: impl IntoIterator<Item = Pubkey>,
    ) -> Result<HashMap<Pubkey, String>, ClientError> {
        let mut names = HashMap::new();
        let wallets: Vec<_> = wallets.into_iter().collect();
        if wallets.is_empty() || !self.has_names().await? {
            return Ok(names);
        }
        for some in wallets.chunks(MAX_ACCOUNTS / 2) {
            let choices: Vec<_> = some.iter().map(sns::choice_of).collect();
            let choices = self.owned_by(&sns::CHOICES, &choices).await?;
            let chosen = some.iter().zip(choices).filter_map(|(wallet, data)| Some((*wallet, sns::chosen(&data?)?)));
            let chosen: Vec<_> = chosen.collect();
            let addresses: Vec<_> =
                chosen.iter().flat_map(|(_, account)| [*account, sns::reverse_of(account)]).collect();
            let found = self.owned_by(&sns::PROGRAM, &addresses).await?;
            for ((wallet, account), data) in chosen.into_iter().zip(found.chunks(2)) {
                if let [Some(data), Some(reverse)] = data
                    && let Some(name) = sns::verified(&wallet, &account, data, reverse)
                {
                    names.insert(wallet, name);
                }
            }
        }
        Ok(names)
    }

    /// The owner of a name, without its suffix; `None` if nobody has it. Of a name that was turned into a token, that is a
    /// program's address, which has no mailbox.
    ///
    /// Show the wallet before money moves to it: a name can change hands.
    ///
    /// # Errors
    /// [`ClientError::Rpc`].
    pub async fn owner_of_name(&self, name: &str) -> Result<Option<Pubkey>, ClientError> {
        if !self.has_names().await? {
            return Ok(None);
        }
        let found = self.owned_by(&sns::PROGRAM, &[sns::account_of(name)]).await?;
        Ok(found.into_iter().flatten().next().and_then(|data| sns::owner(&data)))
    }

    /// Whether the cluster has the name service. It is asked once.
    async fn has_names(&self) -> Result<bool, ClientError> {
        if let Some(has) = self.has_names.get() {
            return Ok(*has);
        }
        let program = self.account_at(&sns::PROGRAM).await?;
        Ok(*self.has_names.get_or_init(|| program.is_some_and(|program| program.executable)))
    }

    /// The data of accounts that belong to a program, at these addresses.
    async fn owned_by(&self, program: &Pubkey, addresses: &[Pubkey]) -> Result<Vec<Option<Vec<u8>>>, ClientError> {
        if addresses.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.accounts_at(addresses).await?;
        let is_owned = |account: &Account| account.owner == *program && account.data.len() <= MOST;
        Ok(found.into_iter().map(|account| account.filter(is_owned).map(|account| account.data)).collect())
    }
}
