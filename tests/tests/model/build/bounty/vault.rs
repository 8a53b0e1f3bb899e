//! Vaults, and coins that people give.

use bmail_sdk::{
    PROGRAMS, TOKEN_2022_ID,
    generated::bounty::instructions::{self as generated},
    token::Money,
};
use solana_pubkey::Pubkey;
use solana_system_interface::program::ID as SYSTEM;

use super::{Builder, find::coins, treasury::op};
use crate::{
    choice::WhichBounty,
    op::{BountyData, Data, Op},
    roster::{ROSTER, Who},
};

impl Builder<'_> {
    pub(super) fn create_vault(&mut self, which: WhichBounty) -> Option<Op> {
        let (bounty, state) = self.bounty(which)?;
        let accounts = generated::CreateVault {
            issuer: state.issuer,
            bounty,
            mint: if state.pays_tokens() { state.mint } else { ROSTER.coin },
            vault: PROGRAMS.vault(&bounty).0,
            token_program: TOKEN_2022_ID,
            system_program: SYSTEM,
        };
        Some(op(BountyData::CreateVault, accounts.instruction()))
    }

    pub(super) fn close_vault(&mut self, which: WhichBounty) -> Option<Op> {
        let (bounty, state) = self.bounty(which)?;
        let accounts = generated::CloseVault {
            issuer: state.issuer,
            bounty,
            vault: PROGRAMS.vault(&bounty).0,
            destination: coins(state.issuer),
            token_program: TOKEN_2022_ID,
        };
        Some(op(BountyData::CloseVault, accounts.instruction()))
    }

    /// A gift of coins that no one asked for.
    pub(super) fn give_coins(&mut self, who: Who, which: WhichBounty, amount: u64) -> Option<Op> {
        let (bounty, _) = self.bounty(which)?;
        Some(transfer_coins(who, PROGRAMS.vault(&bounty).0, amount))
    }
}

pub(super) fn transfer_coins(who: Who, to: Pubkey, amount: u64) -> Op {
    let coin = Money { mint: ROSTER.coin, token_program: TOKEN_2022_ID, decimals: 6 };
    Op::new(Data::TransferTokens { amount }, coin.transfer(&who.address(), &to, amount))
}
