//! Finds out how to build a transaction, by simulating it.

use std::time::Duration;

use solana_instruction::Instruction;
use solana_message::{Hash, VersionedMessage};
use solana_pubkey::Pubkey;
use solana_rpc_client_api::config::RpcSimulateTransactionConfig;
use solana_signer::{Signer, SignerError};
use solana_transaction_error::TransactionError;
use tokio::time::sleep;

use super::{Cluster, NO_BLOCKHASH, payer, record::refused, unsigned};
use crate::{
    BuildError, ClientError, Priority, PriorityFee,
    client::transport::CONFIRMED,
    format::{Budget, Format, MAX_COMPUTE_UNITS},
};

/// Compute units beside the tenth that are added to what a simulation used, because other state counts when the
/// transaction lands. A price in a new second costs 295 more. An address at which a program creates an account costs about
/// 2,200 more if it was given lamports meanwhile; most transactions have one or two. What needs still more, such as a
/// newsletter to readers with whom all correspondences are new and were given lamports, is planned once more.
const MARGIN: u64 = 5_000;
/// The pauses after which a simulation is repeated, if the node does not know its own latest blockhash, in milliseconds.
const PAUSES: [u64; 4] = [250, 500, 1_000, 2_000];

/// How to build a transaction, determined by a simulation. It also holds for other transactions with the same
/// instructions that are not longer and do not need more compute units.
#[derive(Clone, Copy)]
pub(in crate::client) struct Fit {
    format: Format,
    budget: Budget,
}

impl Fit {
    pub fn budget(&self) -> Budget {
        self.budget
    }

    pub fn compile(
        &self,
        instructions: &[Instruction],
        payer: &Pubkey,
        blockhash: Hash,
    ) -> Result<VersionedMessage, BuildError> {
        self.format.compile(instructions, payer, blockhash, self.budget)
    }
}

impl Cluster {
    /// Simulates `instructions` to find the format and the compute units that they need. Nobody signs: a signature over
    /// what is only simulated could be used to land it.
    ///
    /// The units are simulated without a priority, because its fee depends on them. If there is one, what is going to be
    /// sent is simulated as well, so that the payer need not have more than it costs. If it is automatic and the payer does
    /// not have that, there is none: nobody asked for it.
    pub async fn fit(&self, instructions: &[Instruction], signers: &[&dyn Signer]) -> Result<Fit, ClientError> {
        let Fit { format, budget: Budget { limit, .. } } = self.free_fit(instructions, signers).await?;
        let priority = self.price(instructions, limit).await;
        let fit = |priority| Fit { format, budget: Budget { limit, priority } };
        if priority == Priority::default() {
            return Ok(fit(priority));
        }
        match (self.simulate(fit(priority), instructions, signers).await, self.priority) {
            (Err(_), PriorityFee::Automatic { .. }) => Ok(fit(Priority::default())),
            (simulated, _) => simulated.map(|_| fit(priority)),
        }
    }

    /// [`Cluster::fit`] without a priority: then the fee is that of the signatures, whatever the transaction does.
    pub async fn free_fit(&self, instructions: &[Instruction], signers: &[&dyn Signer]) -> Result<Fit, ClientError> {
        let format = self.format_for(instructions, &payer(signers)?).await?;
        let most = Fit { format, budget: Budget::most(Priority::default()) };
        let units = self.simulate(most, instructions, signers).await?;
        Ok(Fit { format, budget: Budget { limit: limit_for(units), priority: Priority::default() } })
    }

    /// The compute units that `instructions` use; zero if the node does not say.
    async fn simulate(
        &self,
        fit: Fit,
        instructions: &[Instruction],
        signers: &[&dyn Signer],
    ) -> Result<u64, ClientError> {
        let message = fit.compile(instructions, &payer(signers)?, NO_BLOCKHASH)?;
        check_signers(&message, signers)?;
        let transaction = unsigned(message);
        let config = RpcSimulateTransactionConfig {
            sig_verify: false,
            replace_recent_blockhash: true,
            commitment: Some(CONFIRMED),
            ..Default::default()
        };
        let mut pauses = PAUSES.into_iter();
        loop {
            let result = self.rpc.simulate_transaction_with_config(&transaction, config.clone()).await?.value;
            let Some(error) = result.err.map(TransactionError::from) else {
                return Ok(result.units_consumed.unwrap_or(0));
            };
            match pauses.next() {
                Some(pause) if error == TransactionError::BlockhashNotFound => {
                    sleep(Duration::from_millis(pause)).await;
                }
                _ => {
                    let logs = result.logs.unwrap_or_default();
                    return Err(refused(&error, &transaction.message, &logs, &self.programs).into());
                }
            }
        }
    }
}

/// The most compute units to allow, if a simulation used so many. Zero means that it did not say.
fn limit_for(units: u64) -> u32 {
    if units == 0 {
        return MAX_COMPUTE_UNITS;
    }
    let limit = units.saturating_add(units / 10).saturating_add(MARGIN);
    u32::try_from(limit).unwrap_or(u32::MAX).min(MAX_COMPUTE_UNITS)
}

/// Refuses before anything is simulated what one of these signers is missing for.
fn check_signers(message: &VersionedMessage, signers: &[&dyn Signer]) -> Result<(), ClientError> {
    let needed = usize::from(message.header().num_required_signatures);
    let has = |key: &Pubkey| signers.iter().any(|signer| signer.pubkey() == *key);
    match message.static_account_keys().iter().take(needed).all(has) {
        true => Ok(()),
        false => Err(ClientError::Sign(SignerError::NotEnoughSigners)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_has_a_tenth_and_a_margin_more_and_is_the_most_if_the_units_are_unknown() {
        for (units, limit) in
            [(2_240, 7_464), (1, 5_001), (0, 1_400_000), (1_395_000, 1_400_000), (u64::MAX, 1_400_000)]
        {
            assert_eq!(limit_for(units), limit, "{units}");
        }
    }
}
