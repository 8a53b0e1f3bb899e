//! Contributions and refunds.

use bmail_sdk::{
    BOUNTY_ID, NewAccount, PROGRAMS, TOKEN_2022_ID, accounts,
    generated::bounty::instructions::{self as generated, FundInstructionArgs},
};
use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use super::{
    Builder,
    find::{coins, network_of, treasury_for},
    treasury::op,
    vault::transfer_coins,
};
use crate::{
    choice::{Entry, Gift, NewFlaw, Signs, WhichBounty},
    op::{BountyData, Data, Op},
    roster::Who,
};

impl Builder<'_> {
    /// Creates the contribution's account, or adds lamports to it, and contributes.
    pub(super) fn fund(&mut self, who: Who, which: WhichBounty, gift: Gift, flaw: Option<NewFlaw>) -> Option<Vec<Op>> {
        let (bounty, state) = self.bounty(which)?;
        let (net, author, amount) = (network_of(&state)?, who.address(), self.gift(gift, bounty));
        let (address, seed) = PROGRAMS.contribution(&author, &bounty);
        let space = accounts::Contribution::LEN;
        let (tokens, flaw, owed) = match (state.pays_tokens(), flaw) {
            (true, Some(NewFlaw::Short)) => (Some(amount.saturating_sub(1)), None, 0),
            (true, flaw) => (Some(amount), flaw, 0),
            (false, flaw) => (None, flaw, amount),
        };
        let mut ops = match self.model.contributions.contains_key(&address) && flaw != Some(NewFlaw::Twice) {
            true if tokens.is_some() => Vec::new(),
            true => {
                let lamports = amount.saturating_sub(u64::from(flaw == Some(NewFlaw::Short)));
                vec![Op::new(Data::Transfer { lamports }, transfer(&author, &address, lamports))]
            }
            false => self.account_for(NewAccount { author, address, seed, space, program: BOUNTY_ID }, owed, flaw),
        };
        ops.extend(tokens.map(|tokens| transfer_coins(who, PROGRAMS.vault(&bounty).0, tokens)));
        let accounts = generated::Fund {
            contributor: author,
            bounty,
            contribution: address,
            weekly_stats: net.weekly_stats(),
            vault: PROGRAMS.vault(&bounty).0,
        };
        let instruction = accounts.instruction(FundInstructionArgs { amount });
        ops.push(op(BountyData::Fund { amount }, instruction));
        Some(ops)
    }

    /// A share of what a bounty still lacks.
    pub(super) fn gift(&self, gift: Gift, bounty: Pubkey) -> u64 {
        let lacking = self.model.lacking(bounty);
        match gift {
            Gift::Nothing => 0,
            Gift::One => 1,
            Gift::Third => lacking.div_ceil(3),
            Gift::Missing => lacking,
            Gift::TooMuch => lacking + 1,
        }
    }

    pub(super) fn withdraw(&mut self, entry: Entry, signed: bool) -> Option<Op> {
        let (bounty, _, contributor) = self.contributor(entry)?;
        let contribution = PROGRAMS.contribution(&contributor, &bounty).0;
        let accounts = generated::WithdrawContribution {
            contributor,
            bounty,
            contribution,
            vault: PROGRAMS.vault(&bounty).0,
            destination: coins(contributor),
            token_program: TOKEN_2022_ID,
        };
        let mut instruction = accounts.instruction();
        instruction.accounts[0].is_signer = signed;
        Some(op(BountyData::Withdraw, instruction))
    }

    pub(super) fn return_allocation(&mut self, which: WhichBounty, by: Signs) -> Option<Op> {
        let (bounty, state) = self.bounty(which)?;
        let (treasury, authority) = (treasury_for(&state)?, self.signer(by, &state));
        let accounts = generated::ReturnAllocation {
            network: state.network,
            treasury,
            bounty,
            vault: PROGRAMS.vault(&bounty).0,
            destination: coins(treasury),
            token_program: TOKEN_2022_ID,
            authority,
        };
        Some(op(BountyData::ReturnAllocation, accounts.instruction()))
    }
}
