//! Bounties and treasuries in a token.

use bmail_sdk::generated::bounty::layout::roles;
use bmail_sdk::{
    generated::bounty::instructions::{self as generated, CreateTokenTreasuryInstructionArgs},
    pda,
};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::{bare_parts, parts};
use crate::{Call, Harness, Money, Parts, Person};

/// Accounts and arguments of `create_vault`.
pub struct CreateVault {
    accounts: generated::CreateVault,
}
bare_parts!(CreateVault, "create_vault", roles::CREATE_VAULT);

/// Accounts and arguments of `close_vault`.
pub struct CloseVault {
    accounts: generated::CloseVault,
}
bare_parts!(CloseVault, "close_vault", roles::CLOSE_VAULT);

/// Accounts and arguments of `create_token_treasury`.
pub struct CreateTokenTreasury {
    accounts: generated::CreateTokenTreasury,
    args: CreateTokenTreasuryInstructionArgs,
}
parts!(CreateTokenTreasury, "create_token_treasury", roles::CREATE_TOKEN_TREASURY);

impl Harness {
    /// Creates the vault of a bounty that pays in a token.
    pub fn create_vault(&mut self, issuer: &Person, bounty: Pubkey, money: &Money) -> Call<'_, CreateVault> {
        let accounts = generated::CreateVault {
            issuer: issuer.address(),
            bounty,
            mint: money.mint,
            vault: pda::vault(&bounty).0,
            token_program: money.token_program,
            system_program: SYSTEM,
        };
        Call::new(self, CreateVault { accounts })
    }

    /// Closes a bounty's vault.
    pub fn close_vault(&mut self, issuer: &Person, bounty: Pubkey) -> Call<'_, CloseVault> {
        let money = self.money_of(bounty);
        let accounts = generated::CloseVault {
            issuer: issuer.address(),
            bounty,
            vault: pda::vault(&bounty).0,
            destination: money.account_of(&issuer.address()),
            token_program: money.token_program,
        };
        Call::new(self, CloseVault { accounts })
    }

    /// Creates the network's treasury for a token, with an allowance of 1,000,000 base units per week.
    pub fn create_token_treasury(&mut self, authority: &Person, money: &Money) -> Call<'_, CreateTokenTreasury> {
        let accounts = generated::CreateTokenTreasury {
            authority: authority.address(),
            network: self.network,
            mint: money.mint,
            treasury: pda::token_treasury(&self.network, &money.mint).0,
            token_program: money.token_program,
            system_program: SYSTEM,
        };
        let args = CreateTokenTreasuryInstructionArgs { limit: 1_000_000, period: 7 * 86_400 };
        Call::new(self, CreateTokenTreasury { accounts, args })
    }
}

impl Call<'_, CreateTokenTreasury> {
    /// Sets how many base units can be allocated at once.
    pub fn limit(mut self, amount: u64) -> Self {
        self.parts.args.limit = amount;
        self
    }

    /// Sets the period in seconds after which the whole limit is available again.
    pub fn period(mut self, seconds: u64) -> Self {
        self.parts.args.period = seconds;
        self
    }
}
