//! The embedded validator: it deploys the built programs, funds wallets, moves the clock, and looks up transactions.

use std::{collections::BTreeMap, path::Path, time::Duration};

use anyhow::{Context, Result};
use bmail_sdk::{BOUNTY_ID, Client, MAIL_ID, REPUTATION_ID, Receipt};
use solana_commitment_config::CommitmentConfig;
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::GetConfirmedSignaturesForAddress2Config;
use solana_rpc_client_api::config::RpcTransactionConfig;
use solana_transaction_status_client_types::{UiInstruction, UiTransactionEncoding, UiTransactionTokenBalance};
use surfpool_sdk::{Surfnet, cheatcodes::builders::DeployProgram};
use tokio::{
    runtime::Handle,
    sync::oneshot,
    task::block_in_place,
    time::{sleep, timeout},
};

/// Attempts to start the validator. It chooses free ports, but another process may take them before it opens them.
const STARTS: usize = 5;
/// How long a start may take.
const START: Duration = Duration::from_secs(60);
/// How to ask for the record of a transaction of any version.
const RECORD: RpcTransactionConfig = RpcTransactionConfig {
    encoding: Some(UiTransactionEncoding::Base64),
    commitment: Some(CommitmentConfig::confirmed()),
    max_supported_transaction_version: Some(1),
};

/// The chain's record of a transaction, with accounts as indices into its list of them.
pub struct Record {
    pub accounts: Vec<Pubkey>,
    /// The instructions of the transaction, and then those that programs called.
    pub instructions: Vec<Called>,
    /// How each account's lamports changed.
    pub changes: Vec<i128>,
    /// How the balances of token accounts changed, by mint, in base units.
    pub tokens: BTreeMap<String, Vec<(usize, i128)>>,
    pub network_fee: u64,
}

/// The program, the accounts and the data of an instruction.
pub type Called = (usize, Vec<usize>, Vec<u8>);

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
        let mut receipts = Vec::new();
        for entry in rpc.get_signatures_for_address_with_config(address, config).await?.iter().rev() {
            let signature = entry.signature.parse().context("the validator returned an invalid signature")?;
            let found = rpc.get_transaction_with_config(&signature, RECORD).await?;
            let meta = found.transaction.meta.context("the validator did not return a transaction's cost")?;
            let compute_units = Option::from(meta.compute_units_consumed).unwrap_or(0);
            let logs = meta.log_messages.into();
            receipts.push(Receipt { signature, network_fee: meta.fee, compute_units, logs });
        }
        Ok(receipts)
    }

    /// The record of a transaction.
    pub async fn record(&self, signature: &str) -> Result<Record> {
        let signature = signature.parse().context("a step has an invalid signature")?;
        let found = self.client.rpc().get_transaction_with_config(&signature, RECORD).await?.transaction;
        let message = found.transaction.decode().context("the validator returned an invalid transaction")?.message;
        let meta = found.meta.context("the validator did not return what a transaction moved")?;
        let indices = |list: &[u8]| list.iter().map(|at| usize::from(*at)).collect();
        let instructions = message.instructions().iter();
        let mut instructions: Vec<_> = instructions
            .map(|one| (usize::from(one.program_id_index), indices(&one.accounts), one.data.clone()))
            .collect();
        for group in Option::<Vec<_>>::from(meta.inner_instructions).unwrap_or_default() {
            for one in group.instructions {
                let UiInstruction::Compiled(one) = one else { anyhow::bail!("the validator returned a parsed call") };
                let data = bs58::decode(&one.data).into_vec().context("a call has invalid data")?;
                instructions.push((usize::from(one.program_id_index), indices(&one.accounts), data));
            }
        }
        let balances = meta.pre_balances.iter().zip(&meta.post_balances);
        Ok(Record {
            accounts: message.static_account_keys().to_vec(),
            instructions,
            changes: balances.map(|(before, after)| i128::from(*after) - i128::from(*before)).collect(),
            tokens: tokens(meta.pre_token_balances.into(), meta.post_token_balances.into())?,
            network_fee: meta.fee,
        })
    }

    /// Where the validator listens.
    pub fn url(&self) -> &str {
        self.validator.rpc_url()
    }
}

/// How the balances of token accounts changed, by mint.
fn tokens(
    before: Option<Vec<UiTransactionTokenBalance>>,
    after: Option<Vec<UiTransactionTokenBalance>>,
) -> Result<BTreeMap<String, Vec<(usize, i128)>>> {
    let mut changes = BTreeMap::<_, BTreeMap<usize, i128>>::new();
    for (sign, balances) in [(-1, before), (1, after)] {
        for UiTransactionTokenBalance { account_index, mint, ui_token_amount, .. } in balances.unwrap_or_default() {
            let amount: i128 = ui_token_amount.amount.parse().context("a token balance is not a number")?;
            *changes.entry(mint).or_default().entry(account_index.into()).or_default() += sign * amount;
        }
    }
    let changed = |of_mint: BTreeMap<usize, i128>| of_mint.into_iter().filter(|(_, change)| *change != 0).collect();
    Ok(changes.into_iter().map(|(mint, of_mint)| (mint, changed(of_mint))).collect())
}

/// Starts a validator. Each attempt uses other ports.
async fn start() -> Result<Surfnet> {
    for attempt in 1..STARTS {
        if let Ok(validator) = start_once().await {
            return Ok(validator);
        }
        sleep(Duration::from_millis(200 << attempt)).await;
    }
    start_once().await
}

/// Starts a validator on a thread of its own: a start that fails can wait forever, and blocks its thread.
async fn start_once() -> Result<Surfnet> {
    let (handle, (done, started)) = (Handle::current(), oneshot::channel());
    std::thread::spawn(move || drop(done.send(handle.block_on(Surfnet::start()))));
    Ok(timeout(START, started).await.context("it did not start in time")???)
}
