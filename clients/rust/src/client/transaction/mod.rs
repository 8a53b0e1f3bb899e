//! Lands a transaction exactly once, with few more compute units than it needs.

mod expiry;
mod fit;
mod held;
mod lookup;
mod page;
mod past;
mod price;
mod record;
mod settle;
mod signed;
mod statuses;

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use solana_instruction::Instruction;
use solana_message::{Hash, VersionedMessage};
use solana_pubkey::Pubkey;
use solana_rpc_client::nonblocking::rpc_client::RpcClient;
use solana_signature::Signature;
use solana_signer::{Signer, SignerError};
use solana_transaction::versioned::VersionedTransaction;
use tokio::time::Instant;

pub(super) use fit::Fit;
pub use lookup::RecordGap;
pub(super) use lookup::{Record, keeps_no_history, lookup, named, naming, newest, successful};
pub(super) use page::{Entry, Page};
pub(super) use past::{Done, Past, find_first};
use record::RECORD;

use super::{
    read::account,
    transport::{CONFIRMED, Seen, Told},
};
use crate::{
    ClientError, PriorityFee, Programs, Reason,
    format::{Budget, Format},
};
use price::Unsaid;
use record::network_fee;
use settle::Sent;
use statuses::Statuses;

/// How often a transaction is signed, with a new blockhash each time.
const ATTEMPTS: usize = 5;
/// The feature gate of version 1 transactions (`enable_tx_v1`), and its program.
const LARGE_TRANSACTIONS: Pubkey = Pubkey::from_str_const("txv1aq4pp281K9um3tnPgkfX8UqtFT6wcVW3hNezGLL");
const FEATURE_PROGRAM: Pubkey = Pubkey::from_str_const("Feature111111111111111111111111111111111111");

/// A transaction that is confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its signature.
    pub signature: Signature,
    /// The cost of its signatures and its priority, in lamports, without what the instructions moved.
    pub network_fee: u64,
    /// The compute units that it used; zero if the cluster has no record of them.
    pub compute_units: u64,
    /// What it logged; `None` if the cluster has no record of that.
    pub logs: Option<Vec<String>>,
}

/// A cluster, and how to send transactions to it.
pub(super) struct Cluster {
    pub rpc: RpcClient,
    pub priority: PriorityFee,
    /// The most lamports that the signatures and the priority of one transaction may cost.
    pub max_network_fee: u64,
    /// Whose errors are whose.
    pub programs: Programs,
    seen: Seen,
    statuses: Statuses,
    unsaid: Unsaid,
    /// Whether it is known to take version 1 transactions. A feature gate never closes again, so only `true` is kept.
    takes_large: AtomicBool,
}

impl Cluster {
    pub fn new(rpc: RpcClient, seen: Seen) -> Self {
        Self {
            rpc,
            priority: PriorityFee::default(),
            max_network_fee: u64::MAX,
            programs: Programs::default(),
            seen,
            statuses: Statuses::default(),
            unsaid: Unsaid::default(),
            takes_large: AtomicBool::new(false),
        }
    }

    /// Simulates, signs and sends `instructions`, and waits until they are confirmed. The first signer pays. If the state
    /// has changed so much since the simulation that the compute units do not suffice, it does so once more.
    pub async fn execute(
        &self,
        instructions: &[Instruction],
        signers: &[&dyn Signer],
        witnesses: &[Pubkey],
    ) -> Result<Receipt, ClientError> {
        let fit = self.fit(instructions, signers).await?;
        match self.carry_out(fit, instructions, signers, witnesses).await {
            Err(ClientError::Refused(Reason::OutOfUnits)) => {
                let fit = self.fit(instructions, signers).await?;
                self.carry_out(fit, instructions, signers, witnesses).await
            }
            carried_out => carried_out,
        }
    }

    /// Like [`Cluster::execute`], without a priority.
    pub async fn execute_free(
        &self,
        instructions: &[Instruction],
        signers: &[&dyn Signer],
        witnesses: &[Pubkey],
    ) -> Result<Receipt, ClientError> {
        let fit = self.free_fit(instructions, signers).await?;
        self.carry_out(fit, instructions, signers, witnesses).await
    }

    /// Signs and sends `instructions`, and waits until they are confirmed.
    ///
    /// A transaction can land only while its blockhash is valid. During that time it is sent again unchanged. It is
    /// signed again only after the previous one can no longer land, and if what the payer and the witnesses hold shows that
    /// it did not: whoever pays a fee holds less, and the witnesses are accounts that it changes. So it never lands twice.
    pub async fn carry_out(
        &self,
        fit: Fit,
        instructions: &[Instruction],
        signers: &[&dyn Signer],
        witnesses: &[Pubkey],
    ) -> Result<Receipt, ClientError> {
        let (payer, mut last) = (payer(signers)?, Signature::default());
        for _ in 0..ATTEMPTS {
            let begun = Instant::now();
            let (held_at, held) = self.held(&payer, witnesses).await?;
            let latest = self.rpc.get_latest_blockhash_with_commitment_and_context(CONFIRMED).await?;
            let (slot, (blockhash, last_valid_height)) = (held_at.max(latest.context.slot), latest.value);
            let told = Told { slot: held_at.min(latest.context.slot), at: begun };
            let message = fit.compile(instructions, &payer, blockhash)?;
            self.check_fee(&message, fit.budget())?;
            let transaction = VersionedTransaction::try_new(message, signers)?;
            last = transaction.signatures[0];
            let budget = fit.budget();
            let sent = Sent { transaction: &transaction, budget, slot, told, last_valid_height, held, witnesses };
            if self.settle(&sent).await? {
                return Ok(self.receipt(&sent).await);
            }
        }
        Err(ClientError::Unconfirmed { signature: last, attempts: ATTEMPTS })
    }

    /// Refuses a transaction whose signatures and priority cost more than this client pays. The priority depends on the
    /// compute units that a node says are needed.
    fn check_fee(&self, message: &VersionedMessage, budget: Budget) -> Result<(), ClientError> {
        let asked = network_fee(usize::from(message.header().num_required_signatures), budget);
        let limit = self.max_network_fee;
        if asked > limit { Err(ClientError::NetworkFeeTooHigh { asked, limit }) } else { Ok(()) }
    }

    /// The format for `instructions`: version 0, which every cluster takes, if they fit. Refuses instructions that do
    /// not fit in any format, before anyone is asked to sign.
    pub async fn format_for(&self, instructions: &[Instruction], payer: &Pubkey) -> Result<Format, ClientError> {
        let priority = self.priority.planned();
        if Format::V0.fits(instructions, payer, priority) {
            return Ok(Format::V0);
        }
        let format = self.longest_format().await?;
        format.check_length(instructions, payer, priority)?;
        Ok(format)
    }

    /// The longest format that the cluster takes.
    pub async fn longest_format(&self) -> Result<Format, ClientError> {
        if !self.takes_large.load(Relaxed) {
            let gate = account(&self.rpc, &LARGE_TRANSACTIONS).await?;
            // A gate's data is an `Option` of the slot at which it opened: one byte, and eight more for `Some`.
            let is_open = gate.is_some_and(|gate| {
                gate.owner == FEATURE_PROGRAM && gate.data.len() >= 9 && gate.data.first() == Some(&1)
            });
            self.takes_large.store(is_open, Relaxed);
        }
        Ok(if self.takes_large.load(Relaxed) { Format::V1 } else { Format::V0 })
    }
}

/// The first signer.
pub(super) fn payer(signers: &[&dyn Signer]) -> Result<Pubkey, ClientError> {
    let payer = signers.first().map(|signer| signer.pubkey());
    payer.ok_or(ClientError::Sign(SignerError::NotEnoughSigners))
}

/// A transaction that nobody has signed and that cannot land.
fn unsigned(message: VersionedMessage) -> VersionedTransaction {
    let signatures = vec![Signature::default(); usize::from(message.header().num_required_signatures)];
    VersionedTransaction { signatures, message }
}

/// A blockhash that no cluster has ever had.
const NO_BLOCKHASH: Hash = Hash::new_from_array([0; 32]);
