//! Treasuries and weekly figures.

use bmail_sdk::{
    PROGRAMS, TOKEN_2022_ID,
    generated::{
        bounty::instructions::{
            self as generated, AllocateInstructionArgs, ContributeInstructionArgs, CreateTokenTreasuryInstructionArgs,
            CreateTreasuryInstructionArgs, ProposeLimitInstructionArgs,
        },
        mail::instructions as mail,
    },
};
use solana_system_interface::program::ID as SYSTEM;

use super::{
    Builder,
    find::{coins, treasury_for},
};
use crate::{
    action::Deed,
    choice::{Gift, Signs, WhichBounty},
    op::{BountyData, Data, Op},
    roster::{Net, ROSTER},
};

const DAY: u64 = 86_400;

impl Builder<'_> {
    /// Builds a deed on a treasury or its weekly figures. None for any other deed.
    pub(super) fn of_treasury(&self, deed: Deed) -> Option<Op> {
        match deed {
            Deed::CreateTreasury { net, limit, days, short } => {
                self.create_treasury(net, limit, days * DAY - u64::from(short))
            }
            Deed::CreateTokenTreasury { net, limit } => {
                let accounts = generated::CreateTokenTreasury {
                    authority: self.authority(net)?,
                    network: net.address(),
                    mint: ROSTER.coin,
                    treasury: net.coin_chest(),
                    token_program: TOKEN_2022_ID,
                    system_program: SYSTEM,
                };
                let period = 30 * DAY;
                let instruction = accounts.instruction(CreateTokenTreasuryInstructionArgs { limit, period });
                Some(op(BountyData::CreateTokenTreasury { limit, period }, instruction))
            }
            Deed::Adopt { net, of_coins } => {
                let treasury = if of_coins { net.coin_chest() } else { net.chest() };
                let (authority, network) = (self.authority(net)?, net.address());
                Some(op(BountyData::Adopt, mail::AdoptTreasury { authority, network, treasury }.instruction()))
            }
            Deed::Contribute { who, net, amount } => {
                let (treasury, weekly_stats) = (net.chest(), net.weekly_stats());
                let contributor = who.address();
                let accounts = generated::Contribute { contributor, treasury, weekly_stats, system_program: SYSTEM };
                let instruction = accounts.instruction(ContributeInstructionArgs { amount });
                Some(op(BountyData::Contribute { amount }, instruction))
            }
            Deed::ProposeLimit { net, limit } => {
                let (authority, network, treasury) = (self.authority(net)?, net.address(), net.chest());
                let accounts = generated::ProposeLimit { authority, network, treasury };
                let instruction = accounts.instruction(ProposeLimitInstructionArgs { limit });
                Some(op(BountyData::ProposeLimit { limit }, instruction))
            }
            Deed::ApplyLimit { net } => {
                let accounts = generated::ApplyLimit { treasury: net.chest() };
                Some(op(BountyData::ApplyLimit, accounts.instruction()))
            }
            Deed::Tally { net } => {
                let accounts = generated::Tally { ledger: net.ledger(), weekly_stats: net.weekly_stats() };
                Some(op(BountyData::Tally, accounts.instruction()))
            }
            _ => None,
        }
    }

    fn create_treasury(&self, net: Net, limit: u64, period: u64) -> Option<Op> {
        let accounts = generated::CreateTreasury {
            authority: self.authority(net)?,
            network: net.address(),
            treasury: net.chest(),
            weekly_stats: net.weekly_stats(),
            system_program: SYSTEM,
        };
        let instruction = accounts.instruction(CreateTreasuryInstructionArgs { limit, period });
        Some(op(BountyData::CreateTreasury { limit, period }, instruction))
    }

    pub(super) fn allocate_to(&mut self, which: WhichBounty, gift: Gift) -> Option<Op> {
        let (bounty, state) = self.bounty(which)?;
        let (amount, treasury) = (self.gift(gift, bounty), treasury_for(&state)?);
        let authority = self.signer(Signs::Authority, &state)?;
        let accounts = generated::Allocate {
            authority,
            network: state.network,
            treasury,
            bounty,
            vault: PROGRAMS.vault(&bounty).0,
            source: coins(treasury),
            token_program: TOKEN_2022_ID,
        };
        let instruction = accounts.instruction(AllocateInstructionArgs { amount });
        Some(op(BountyData::Allocate { amount }, instruction))
    }
}

pub(super) fn op(data: BountyData, instruction: solana_instruction::Instruction) -> Op {
    Op::new(Data::Bounty(data), instruction)
}
