//! The embedded validator: deploys the built program, funds people, and moves the clock.

use std::path::Path;

use anyhow::{Context, Result};
use bmail_sdk::{Client, MAIL_ID};
use solana_commitment_config::CommitmentConfig;
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use surfpool_sdk::{Surfnet, cheatcodes::builders::DeployProgram};
use tokio::task::block_in_place;

/// A running validator with the mail program, and the SDK's client of it.
pub struct Stage {
    validator: Surfnet,
    pub client: Client,
}

impl Stage {
    pub async fn open() -> Result<Self> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/deploy/mail.so");
        anyhow::ensure!(program.exists(), "the program is not built: run `make build`");

        let validator = Surfnet::start().await.context("could not start the embedded validator")?;
        let deploy = DeployProgram::new(MAIL_ID).so_path(program);
        block_in_place(|| validator.cheatcodes().deploy(deploy)).context("could not deploy the mail program")?;
        let url = validator.rpc_url().to_owned();
        let client = Client::new(RpcClient::new_with_commitment(url, CommitmentConfig::confirmed()));
        Ok(Self { validator, client })
    }

    pub fn fund(&self, address: &Pubkey, lamports: u64) -> Result<()> {
        block_in_place(|| self.validator.cheatcodes().fund_sol(address, lamports)).context("could not fund a wallet")
    }

    /// Lets time pass until the given moment, in unix seconds.
    pub fn travel_to(&self, seconds: i64) -> Result<()> {
        let milliseconds = u64::try_from(seconds)?.saturating_mul(1_000);
        block_in_place(|| self.validator.cheatcodes().time_travel_to_timestamp(milliseconds))
            .context("could not move the validator's clock")?;
        Ok(())
    }
}
