//! What people do, as plans: from fetched state and arguments to the transactions that do it ([`Plan`]).
//!
//! Nothing here reads, signs or sends anything, so a browser's wallet, a multisig or an offline signer can use it.
//! [`Client`](crate::Client) fetches the state, asks these functions, signs and sends.
//!
//! ```
//! use bmail_sdk::{instructions::{Chain, mail}, sealing::EncryptionKey};
//! use solana_pubkey::Pubkey;
//!
//! let [network, bo] = [Pubkey::new_from_array([7; 32]), Pubkey::new_from_array([2; 32])];
//! let plan = mail::open_mailbox(&Chain::default(), &network, &bo, EncryptionKey::try_from([9; 32])?);
//! let step = &plan.steps[0];
//! assert_eq!(step.signers(), [bo]);
//! println!("{} lamports of rent come back to {:?}", step.locks[0].amount, step.locks[0].back_to);
//! # Ok::<(), bmail_sdk::BuildError>(())
//! ```

pub mod bounty;
mod brought;
mod lock;
pub mod mail;
mod new_account;
mod plan;
pub mod reputation;

use solana_instruction::Instruction;
use solana_message::Hash;
use solana_pubkey::Pubkey;
use solana_rent::Rent;

pub use lock::{Lock, Purpose, Return, Until};
pub use new_account::{Creation, MAX_CALLED_SPACE, NewAccount};
pub use plan::{Plan, Step};

use crate::{BuildError, Programs};

/// What is the same for all actions on a cluster.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// Where the programs are.
    pub programs: Programs,
    /// The rent of accounts.
    pub rent: Rent,
    /// The cluster's genesis hash, which tells it from all others. What is stored and resumed is bound to it.
    pub genesis: Hash,
}

impl Chain {
    /// The rent of an account of this size in bytes, in lamports.
    pub fn rent_of(&self, space: usize) -> u64 {
        self.rent.minimum_balance(space)
    }

    /// A new account with its rent, which a program takes over.
    fn creation(&self, account: NewAccount) -> Creation {
        let rent = self.rent_of(account.space);
        account.with(rent)
    }

    /// An instruction that lets its program create accounts of these sizes at the actor's expense. The rent comes back to
    /// the actor when they are closed.
    fn opening(&self, action: Instruction, accounts: &[(Pubkey, usize)], actor: &Pubkey) -> Step {
        accounts.iter().fold(self.step(action), |step, (address, space)| {
            step.locking(Lock::rent(self.rent_of(*space), *address, *actor))
        })
    }

    /// Like [`Chain::opening`], for accounts that are never closed.
    fn founding(&self, action: Instruction, accounts: &[(Pubkey, usize)], actor: &Pubkey) -> Step {
        let mut step = self.opening(action, accounts, actor);
        step.locks.iter_mut().for_each(|lock| lock.back_to = None);
        step
    }

    /// An instruction of the generated client as a step.
    fn step(&self, action: Instruction) -> Step {
        Step::from(self.programs.relocate(action))
    }
}

/// Refuses what was stored on another cluster, or before the cluster was stored with it.
///
/// # Errors
/// [`BuildError::OtherCluster`], [`BuildError::UnknownCluster`].
pub(crate) fn check_cluster(stored: Option<Hash>, here: &Hash) -> Result<(), BuildError> {
    match stored {
        Some(stored) if stored == *here => Ok(()),
        Some(stored) => Err(BuildError::OtherCluster { stored, here: *here }),
        None => Err(BuildError::UnknownCluster),
    }
}

/// Refuses the default address where people give one: to the programs, it means none.
fn require_set(what: &'static str, address: &Pubkey) -> Result<(), BuildError> {
    if *address == Pubkey::default() { Err(BuildError::Zeros(what)) } else { Ok(()) }
}

/// Refuses an account that its author cannot create: one that is a program's address creates accounts in calls, and only
/// small ones.
fn check_space(author: &Pubkey, space: usize) -> Result<(), BuildError> {
    match author.is_on_curve() || space <= MAX_CALLED_SPACE {
        true => Ok(()),
        false => Err(BuildError::TooLongForProgram { space, limit: MAX_CALLED_SPACE }),
    }
}
