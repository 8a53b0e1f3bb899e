//! What shows whether a transaction that nobody remembers has landed: what the accounts hold that it changes.

use solana_account::Account;
use solana_account_decoder_client_types::UiDataSliceConfig;
use solana_pubkey::Pubkey;
use solana_rpc_client_api::config::RpcAccountInfoConfig;

use super::Cluster;
use crate::{
    ClientError,
    client::{
        read::{MAX_ACCOUNTS, accounts_then, binary},
        transport::CONFIRMED,
    },
};

/// So many bytes of an account are compared. What changes in ours is in its fields, which come before its content.
const HEAD: usize = 1_024;

/// What a payer and other accounts hold.
#[derive(PartialEq, Eq)]
pub(super) struct Held {
    /// The payer's lamports. Whoever pays a fee holds less, unless somebody gives as much meanwhile.
    pub lamports: u64,
    others: Vec<Option<Account>>,
}

impl Cluster {
    /// The slot, and what a payer and other accounts hold then.
    pub(super) async fn held(&self, payer: &Pubkey, others: &[Pubkey]) -> Result<(u64, Held), ClientError> {
        if others.is_empty() {
            let found = self.rpc.get_balance_with_commitment(payer, CONFIRMED).await?;
            return Ok((found.context.slot, Held { lamports: found.value, others: Vec::new() }));
        }
        let all: Vec<_> = [payer].into_iter().chain(others).copied().take(MAX_ACCOUNTS).collect();
        let data_slice = Some(UiDataSliceConfig { offset: 0, length: HEAD });
        let config = RpcAccountInfoConfig { data_slice, ..binary(CONFIRMED) };
        let (slot, mut found) = accounts_then(&self.rpc, &all, config).await?;
        let others = found.split_off(1);
        let lamports = found.into_iter().flatten().map(|payer| payer.lamports).sum();
        Ok((slot, Held { lamports, others }))
    }
}
