//! Bounties: treasuries, a bounty's beginning and end, its money, and what is submitted, judged and paid.

mod fund;
mod judge;
mod life;
mod submit;
mod treasury;

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

pub use fund::*;
pub use judge::*;
pub use life::*;
pub use submit::*;
pub use treasury::*;

use crate::{
    Programs,
    accounts::{Bounty, Terms},
    instructions::{Chain, Lock, Step},
    token::Money,
};

/// What is known of a bounty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BountyAt {
    /// Its address.
    pub address: Pubkey,
    /// Its network.
    pub network: Pubkey,
    /// What it pays in.
    pub money: Money,
    /// Its terms.
    pub terms: Terms,
}

impl BountyAt {
    /// What is known of a bounty, from its account.
    pub fn new(address: &Pubkey, bounty: &Bounty, money: Money) -> Self {
        Self { address: *address, network: bounty.network, money, terms: bounty.terms }
    }

    /// The network's treasury for what it pays in.
    pub fn treasury(&self, programs: &Programs) -> Pubkey {
        treasury_for(programs, &self.network, self.money.mint())
    }

    fn vault(&self, programs: &Programs) -> Pubkey {
        programs.vault(&self.address).0
    }
}

/// A network's treasury for SOL, or for a token.
pub fn treasury_for(programs: &Programs, network: &Pubkey, mint: Option<&Pubkey>) -> Pubkey {
    match mint {
        Some(mint) => programs.token_treasury(network, mint).0,
        None => programs.treasury(network).0,
    }
}

/// A step that pays a wallet. If it pays in a token and somebody is named, they first create the wallet's associated token
/// account. The lock is its rent, which is what this costs at most: nothing if the account exists. The wallet can close
/// the account, and gets the rent then.
fn paying(chain: &Chain, action: Instruction, money: &Money, to: &Pubkey, created_by: Option<&Pubkey>) -> Step {
    let mut step = chain.step(action);
    if let Some(creator) = created_by.filter(|_| !money.is_sol()) {
        step.actions.insert(0, money.open_account_of(creator, to));
        let rent = chain.rent_of(money.account_space());
        step.locks.push(Lock { back_to: Some(*to), ..Lock::rent(rent, money.account_of(to), *creator) });
    }
    step
}

/// Like [`paying`], for a treasury. It never closes its token account, so the rent does not come back.
fn paying_treasury(
    chain: &Chain,
    action: Instruction,
    money: &Money,
    to: &Pubkey,
    created_by: Option<&Pubkey>,
) -> Step {
    let mut step = paying(chain, action, money, to, created_by);
    step.locks.iter_mut().for_each(|lock| lock.back_to = None);
    step
}
