//! The embedded validator: it deploys the built programs, funds wallets, moves the clock, and looks up transactions.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result};
use bmail_sdk::{BOUNTY_ID, Client, MAIL_ID, REPUTATION_ID, Receipt};
use solana_commitment_config::CommitmentConfig;
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::GetConfirmedSignaturesForAddress2Config;
use solana_rpc_client_api::config::RpcTransactionConfig;
use solana_transaction_status_client_types::UiTransactionEncoding;
use surfpool_sdk::{Surfnet, SurfnetError, cheatcodes::builders::DeployProgram};
use tokio::{task::block_in_place, time::sleep};

/// Attempts to start the validator. It chooses free ports, but another process may take them before it opens them.
const STARTS: usize = 5;

/// A running validator with the programs, and the SDK's client of it.
pub struct Stage {
    validator: Surfnet,
    pub client: Client,
}

impl Stage {
    pub async fn open() -> Result<Self> {
        let validator = start().await.context("could not start the embedded validator")?;
        for (address, file) in [(MAIL_ID, "mail.so"), (REPUTATION_ID, "reputation.so"), (BOUNTY_ID, "bounty.so")] {
            let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy").join(file);
            anyhow::ensure!(program.exists(), "the programs are not built: run `make build`");
            let deploy = DeployProgram::new(address).so_path(program);
            block_in_place(|| validator.cheatcodes().deploy(deploy)).context("could not deploy a program")?;
        }
        let client = Client::connect(validator.rpc_url());
        Ok(Self { validator, client })
    }

    pub fn fund(&self, address: &Pubkey, lamports: u64) -> Result<()> {
        block_in_place(|| self.validator.cheatcodes().fund_sol(address, lamports)).context("could not fund a wallet")
    }

    /// Moves the clock to a moment, in unix seconds.
    pub fn travel_to(&self, seconds: i64) -> Result<()> {
        let milliseconds = u64::try_from(seconds)?.saturating_mul(1_000);
        block_in_place(|| self.validator.cheatcodes().time_travel_to_timestamp(milliseconds))
            .context("could not move the validator's clock")?;
        Ok(())
    }

    pub async fn balance(&self, address: &Pubkey) -> Result<u64> {
        Ok(self.client.rpc().get_balance(address).await?)
    }

    /// The receipts of all transactions that named an address, oldest first, from the chain's records.
    pub async fn receipts(&self, address: &Pubkey) -> Result<Vec<Receipt>> {
        let rpc = self.client.rpc();
        let commitment = Some(CommitmentConfig::confirmed());
        let config = GetConfirmedSignaturesForAddress2Config { commitment, ..Default::default() };
        let encoding = Some(UiTransactionEncoding::Base64);
        let record = RpcTransactionConfig { encoding, commitment, max_supported_transaction_version: Some(1) };
        let mut receipts = Vec::new();
        for entry in rpc.get_signatures_for_address_with_config(address, config).await?.iter().rev() {
            let signature = entry.signature.parse().context("the validator returned an invalid signature")?;
            let found = rpc.get_transaction_with_config(&signature, record).await?;
            let meta = found.transaction.meta.context("the validator did not return a transaction's cost")?;
            let compute_units = Option::from(meta.compute_units_consumed).unwrap_or(0);
            receipts.push(Receipt { signature, network_fee: meta.fee, compute_units });
        }
        Ok(receipts)
    }
}

/// Starts a validator. Each attempt uses other ports.
async fn start() -> Result<Surfnet, SurfnetError> {
    for attempt in 1..STARTS {
        if let Ok(validator) = Surfnet::start().await {
            return Ok(validator);
        }
        sleep(Duration::from_millis(200 << attempt)).await;
    }
    Surfnet::start().await
}
