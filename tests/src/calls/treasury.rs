//! A network's treasury, what it allocates to bounties, and the weekly figures of its economy.

use bmail_sdk::generated::bounty::layout::roles;
use bmail_sdk::{
    generated::bounty::instructions::{
        self as generated, AllocateInstructionArgs, ContributeInstructionArgs, CreateTreasuryInstructionArgs,
        ProposeLimitInstructionArgs,
    },
    pda,
};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::{bare_parts, parts};
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `create_treasury`.
pub struct CreateTreasury {
    accounts: generated::CreateTreasury,
    args: CreateTreasuryInstructionArgs,
}
parts!(CreateTreasury, "create_treasury", roles::CREATE_TREASURY);

/// Accounts and arguments of `contribute`.
pub struct Contribute {
    accounts: generated::Contribute,
    args: ContributeInstructionArgs,
}
parts!(Contribute, "contribute", roles::CONTRIBUTE);

/// Accounts and arguments of `allocate`.
pub struct Allocate {
    accounts: generated::Allocate,
    args: AllocateInstructionArgs,
}
parts!(Allocate, "allocate", roles::ALLOCATE);

/// Accounts and arguments of `return_allocation`.
pub struct ReturnAllocation {
    accounts: generated::ReturnAllocation,
}
bare_parts!(ReturnAllocation, "return_allocation", roles::RETURN_ALLOCATION);

/// Accounts and arguments of `tally`.
pub struct Tally {
    accounts: generated::Tally,
}
bare_parts!(Tally, "tally", roles::TALLY);

/// Accounts and arguments of `propose_limit`.
pub struct ProposeLimit {
    accounts: generated::ProposeLimit,
    args: ProposeLimitInstructionArgs,
}
parts!(ProposeLimit, "propose_limit", roles::PROPOSE_LIMIT);

/// Accounts and arguments of `apply_limit`.
pub struct ApplyLimit {
    accounts: generated::ApplyLimit,
}
bare_parts!(ApplyLimit, "apply_limit", roles::APPLY_LIMIT);

impl Harness {
    /// Creates the network's treasury, with an allowance of one SOL per week.
    pub fn create_treasury(&mut self, authority: &Person) -> Call<'_, CreateTreasury> {
        let accounts = generated::CreateTreasury {
            authority: authority.address(),
            network: self.network,
            treasury: pda::treasury(&self.network).0,
            weekly_stats: pda::weekly_stats(&self.network).0,
            system_program: SYSTEM,
        };
        let args = CreateTreasuryInstructionArgs { limit: 1_000_000_000, period: 7 * 86_400 };
        Call::new(self, CreateTreasury { accounts, args })
    }

    /// Gives lamports to the network's treasury.
    pub fn contribute(&mut self, contributor: &Person, lamports: u64) -> Call<'_, Contribute> {
        let accounts = generated::Contribute {
            contributor: contributor.address(),
            treasury: pda::treasury(&self.network).0,
            weekly_stats: pda::weekly_stats(&self.network).0,
            system_program: SYSTEM,
        };
        Call::new(self, Contribute { accounts, args: ContributeInstructionArgs { amount: lamports } })
    }

    /// Allocates from the network's treasury for the bounty's currency, signed by the founder.
    pub fn allocate(&mut self, bounty: Pubkey, amount: u64) -> Call<'_, Allocate> {
        let money = self.money_of(bounty);
        let treasury = self.treasury_for(&money);
        let accounts = generated::Allocate {
            authority: self.founder().address(),
            network: self.network,
            treasury,
            bounty,
            vault: pda::vault(&bounty).0,
            source: money.account_of(&treasury),
            token_program: money.token_program,
        };
        Call::new(self, Allocate { accounts, args: AllocateInstructionArgs { amount } })
    }

    /// Returns a bounty's allocation to the treasury, without a signature.
    pub fn return_allocation(&mut self, bounty: Pubkey) -> Call<'_, ReturnAllocation> {
        let money = self.money_of(bounty);
        let treasury = self.treasury_for(&money);
        let accounts = generated::ReturnAllocation {
            network: self.network,
            treasury,
            bounty,
            vault: pda::vault(&bounty).0,
            destination: money.account_of(&treasury),
            token_program: money.token_program,
            authority: None,
        };
        Call::new(self, ReturnAllocation { accounts })
    }

    /// Adds what mail's ledger has counted to the current week.
    pub fn tally(&mut self) -> Call<'_, Tally> {
        let (ledger, weekly_stats) = (pda::ledger(&self.network).0, pda::weekly_stats(&self.network).0);
        Call::new(self, Tally { accounts: generated::Tally { ledger, weekly_stats } })
    }

    /// Proposes another limit for the treasury's allowance.
    pub fn propose_limit(&mut self, authority: &Person, limit: u64) -> Call<'_, ProposeLimit> {
        let (network, treasury) = (self.network, pda::treasury(&self.network).0);
        let accounts = generated::ProposeLimit { authority: authority.address(), network, treasury };
        Call::new(self, ProposeLimit { accounts, args: ProposeLimitInstructionArgs { limit } })
    }

    /// Puts the proposed limit in force.
    pub fn apply_limit(&mut self) -> Call<'_, ApplyLimit> {
        let treasury = pda::treasury(&self.network).0;
        Call::new(self, ApplyLimit { accounts: generated::ApplyLimit { treasury } })
    }
}

impl Call<'_, CreateTreasury> {
    /// Sets how many lamports can be allocated at once.
    pub fn limit(mut self, lamports: u64) -> Self {
        self.parts.args.limit = lamports;
        self
    }

    /// Sets the period in seconds after which the whole limit is available again.
    pub fn period(mut self, seconds: u64) -> Self {
        self.parts.args.period = seconds;
        self
    }
}

impl Call<'_, ReturnAllocation> {
    /// Sets the signer.
    pub fn by(mut self, authority: &Person) -> Self {
        self.parts.accounts.authority = Some(authority.address());
        self
    }
}
