//! A network's treasuries, one for SOL and one for each token: creating them, contributing to them, their allowance, and
//! tallying the week.

use solana_pubkey::Pubkey;
use units::Seconds;

use super::{paying_treasury, treasury_for};
use crate::{
    accounts::{Treasury, WeeklyStats},
    generated::bounty::instructions::{
        ApplyLimitBuilder, ContributeBuilder, CreateTokenTreasuryBuilder, CreateTreasuryBuilder, ProposeLimitBuilder,
        TallyBuilder,
    },
    instructions::{Chain, Lock, Plan, Purpose, Until},
    token::Money,
};

/// Creates a network's treasury for SOL and its weekly statistics. The authority pays the rent of both, for good.
///
/// The authority can allocate up to `limit` lamports at once. The allowance then refills evenly, and is full again after
/// `period`, which is a day to a year.
pub fn create_treasury(chain: &Chain, network: &Pubkey, authority: &Pubkey, limit: u64, period: Seconds) -> Plan {
    let (treasury, weekly_stats) = (chain.programs.treasury(network).0, chain.programs.weekly_stats(network).0);
    let create = CreateTreasuryBuilder::new()
        .authority(*authority)
        .network(*network)
        .treasury(treasury)
        .weekly_stats(weekly_stats)
        .limit(limit)
        .period(period.0)
        .instruction();
    chain.founding(create, &[(treasury, Treasury::LEN), (weekly_stats, WeeklyStats::LEN)], authority).into()
}

/// Creates a network's treasury for a token. `limit` is in base units; otherwise it is like the treasury for SOL.
pub fn create_token_treasury(
    chain: &Chain,
    network: &Pubkey,
    authority: &Pubkey,
    money: &Money,
    limit: u64,
    period: Seconds,
) -> Plan {
    let treasury = chain.programs.token_treasury(network, &money.mint).0;
    let create = CreateTokenTreasuryBuilder::new()
        .authority(*authority)
        .network(*network)
        .mint(money.mint)
        .treasury(treasury)
        .token_program(money.token_program)
        .limit(limit)
        .period(period.0)
        .instruction();
    chain.founding(create, &[(treasury, Treasury::LEN)], authority).into()
}

/// Contributes lamports to a network's treasury. They count as invested in the current week, and cannot be withdrawn.
pub fn contribute(chain: &Chain, network: &Pubkey, contributor: &Pubkey, lamports: u64) -> Plan {
    let treasury = chain.programs.treasury(network).0;
    let contribute = ContributeBuilder::new()
        .contributor(*contributor)
        .treasury(treasury)
        .weekly_stats(chain.programs.weekly_stats(network).0)
        .amount(lamports)
        .instruction();
    chain.step(contribute).locking(gift(&Money::SOL, lamports, treasury, contributor)).into()
}

/// Contributes base units of a token to the network's treasury for it, which must exist: otherwise nobody could move them.
/// They cannot be withdrawn. If somebody is named (`created_by`), they create the treasury's token account first. That costs
/// them its rent, which does not come back, or nothing if it exists.
pub fn contribute_tokens(
    chain: &Chain,
    network: &Pubkey,
    contributor: &Pubkey,
    money: &Money,
    amount: u64,
    created_by: Option<&Pubkey>,
) -> Plan {
    let treasury = chain.programs.token_treasury(network, &money.mint).0;
    let account = money.account_of(&treasury);
    let transfer = money.transfer(contributor, &account, amount);
    let step = paying_treasury(chain, transfer, money, &treasury, created_by);
    step.locking(gift(money, amount, account, contributor)).into()
}

/// Proposes a new limit for a treasury, in lamports or in base units of the mint's token. It replaces an earlier proposal,
/// and is due after the `rules_delay` of the network's rules.
pub fn propose_limit(chain: &Chain, network: &Pubkey, authority: &Pubkey, mint: Option<&Pubkey>, limit: u64) -> Plan {
    let propose = ProposeLimitBuilder::new()
        .authority(*authority)
        .network(*network)
        .treasury(treasury_for(&chain.programs, network, mint))
        .limit(limit)
        .instruction();
    chain.step(propose).into()
}

/// Applies the proposed limit once it is due. Anyone may do this.
pub fn apply_limit(chain: &Chain, network: &Pubkey, mint: Option<&Pubkey>) -> Plan {
    let treasury = treasury_for(&chain.programs, network, mint);
    chain.step(ApplyLimitBuilder::new().treasury(treasury).instruction()).into()
}

/// Adds what the network's ledger has counted since the last tally to the current week. Anyone may do this. If nobody does
/// for weeks, all of it counts for the week of the next tally.
pub fn tally(chain: &Chain, network: &Pubkey) -> Plan {
    let (ledger, weekly_stats) = (chain.programs.ledger(network).0, chain.programs.weekly_stats(network).0);
    chain.step(TallyBuilder::new().ledger(ledger).weekly_stats(weekly_stats).instruction()).into()
}

fn gift(money: &Money, amount: u64, held_by: Pubkey, from: &Pubkey) -> Lock {
    let (purpose, mint, until) = (Purpose::Gift, money.mint().copied(), Until::Closed);
    Lock { purpose, amount, mint, held_by, from: *from, back_to: None, until }
}
