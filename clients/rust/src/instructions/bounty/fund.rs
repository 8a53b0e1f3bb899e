//! A bounty's money: contributions, allocations from the treasury, and what goes back.

use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use super::{BountyAt, open, paying, paying_treasury};
use crate::{
    accounts::Contribution,
    generated::bounty::instructions::{
        AllocateBuilder, FundBuilder, ReturnAllocationBuilder, WithdrawContributionBuilder,
    },
    instructions::{Chain, Lock, NewAccount, Plan, Purpose, Return, Step, Until},
};

/// What a contribution gets back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Its part, in lamports or base units: see [`Bounty::part_of`](crate::accounts::Bounty::part_of).
    pub part: u64,
    /// The lamports of its account.
    pub rent: u64,
}

/// Contributes to a bounty that is not open: lamports, or base units of the token that it pays in. The bounty takes what it
/// still needs when this lands, which can be nothing. The rest comes back in the same transaction: lamports to the wallet,
/// tokens to its associated token account. Lamports count as invested in the current week. It adds to an existing
/// contribution; if there is none (`is_new`), its account is created, unless nothing is taken.
///
/// The contributor can withdraw them until the bounty opens. Afterwards, the part that is not awarded goes back.
pub fn fund(chain: &Chain, bounty: &BountyAt, contributor: &Pubkey, amount: u64, is_new: bool) -> Plan {
    let (money, vault) = (&bounty.money, bounty.vault(&chain.programs));
    let (address, seed) = chain.programs.contribution(contributor, &bounty.address);
    let fund = FundBuilder::new()
        .contributor(*contributor)
        .bounty(bounty.address)
        .contribution(address)
        .weekly_stats(chain.programs.weekly_stats(&bounty.network).0)
        .vault(vault)
        .destination(money.account_of(contributor))
        .token_program(money.token_program)
        .amount(amount)
        .instruction();
    // Lamports go to the contribution's account, which hands them on. Tokens go to the vault.
    let (mint, held_by) = (money.mint().copied(), if money.is_sol() { bounty.address } else { vault });
    let (purpose, from, back_to) = (Purpose::Contribution, *contributor, Some(*contributor));
    let until = Until::Closed;
    let mut step = Step::default().locking(Lock { purpose, amount, mint, held_by, from, back_to, until });
    let lamports = if money.is_sol() { amount } else { 0 };
    if is_new {
        let (space, program) = (Contribution::LEN, chain.programs.bounty);
        let account = NewAccount { author: *contributor, address, seed, space, program };
        step.create(chain.creation(account));
        step.creations.iter_mut().for_each(|creation| creation.lamports = creation.lamports.saturating_add(lamports));
    } else if money.is_sol() {
        step.actions.push(transfer(contributor, &address, lamports));
    }
    if !money.is_sol() {
        step.actions.push(money.transfer(contributor, &vault, amount));
    }
    step.actions.push(chain.programs.relocate(fund));
    step.into()
}

/// What a bounty lacks before it can open, or what is offered of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Contributions, in lamports or base units: see [`Bounty::missing`](crate::accounts::Bounty::missing).
    pub awards: u64,
    /// Lamports of the bond: see [`Bounty::missing_bond`](crate::accounts::Bounty::missing_bond).
    pub bond: u64,
}

/// Contributes up to `missing.awards` of what a bounty still needs, puts down its bond and opens it, in one transaction. The
/// issuer signs. It opens however much others have given meanwhile, but not if somebody has withdrawn what is needed beyond
/// that.
pub fn fund_and_open(chain: &Chain, bounty: &BountyAt, issuer: &Pubkey, missing: Missing, is_new: bool) -> Plan {
    let open = open(chain, &bounty.address, issuer, missing.bond);
    match missing.awards {
        0 => open,
        awards => Plan::together([fund(chain, bounty, issuer, awards, is_new), open]),
    }
}

/// Allocates lamports or base units from the network's treasury to a bounty that is not open, within the treasury's
/// allowance. The treasury gives what the bounty still needs when this lands, which can be nothing.
pub fn allocate(chain: &Chain, bounty: &BountyAt, authority: &Pubkey, amount: u64) -> Plan {
    let treasury = bounty.treasury(&chain.programs);
    let allocate = AllocateBuilder::new()
        .authority(*authority)
        .network(bounty.network)
        .treasury(treasury)
        .bounty(bounty.address)
        .vault(bounty.vault(&chain.programs))
        .source(bounty.money.account_of(&treasury))
        .token_program(bounty.money.token_program)
        .amount(amount)
        .instruction();
    chain.step(allocate).into()
}

/// Returns a contribution, with its rent, to its contributor. Before the bounty opens, all of it is returned, and only the
/// contributor can do this. After the bounty is settled or cancelled, its part of what was not awarded is returned, and
/// anyone can do this. Tokens go to the contributor's associated token account. If somebody is named (`created_by`), they
/// create it first. That costs them its rent, or nothing if it exists.
pub fn withdraw_contribution(
    chain: &Chain,
    bounty: &BountyAt,
    contributor: &Pubkey,
    is_signed: bool,
    Given { part, rent }: Given,
    created_by: Option<&Pubkey>,
) -> Plan {
    let (money, vault) = (&bounty.money, bounty.vault(&chain.programs));
    let contribution = chain.programs.contribution(contributor, &bounty.address).0;
    let mut withdraw = WithdrawContributionBuilder::new()
        .contributor(*contributor)
        .bounty(bounty.address)
        .contribution(contribution)
        .vault(vault)
        .destination(money.account_of(contributor))
        .token_program(money.token_program)
        .instruction();
    for meta in withdraw.accounts.iter_mut().filter(|meta| meta.pubkey == *contributor) {
        meta.is_signer = is_signed;
    }
    let (mint, held_by) = (money.mint().copied(), if money.is_sol() { bounty.address } else { vault });
    let mut step = paying(chain, withdraw, money, contributor, created_by);
    step.returns.push(Return { purpose: Purpose::Contribution, amount: part, mint, held_by, to: *contributor });
    step.returning(Purpose::Rent, rent, contribution, *contributor).into()
}

/// Like [`withdraw_contribution`] with the contributor's signature, for a contribution in tokens: they go to another token
/// account that the contributor owns. So it also works while the associated one is frozen or in other hands.
pub fn withdraw_contribution_to(
    chain: &Chain,
    bounty: &BountyAt,
    contributor: &Pubkey,
    given: Given,
    to: &Pubkey,
) -> Plan {
    let mut plan = withdraw_contribution(chain, bounty, contributor, true, given, None);
    let associated = bounty.money.account_of(contributor);
    let metas = plan.steps.iter_mut().flat_map(|step| &mut step.actions).flat_map(|action| &mut action.accounts);
    metas.filter(|meta| meta.pubkey == associated).for_each(|meta| meta.pubkey = *to);
    plan
}

/// Like [`withdraw_contribution`], for the treasury's allocation. Before the bounty opens, only the network's authority can
/// do this, and signs. The rent of the treasury's token account does not come back.
pub fn return_allocation(
    chain: &Chain,
    bounty: &BountyAt,
    authority: Option<&Pubkey>,
    created_by: Option<&Pubkey>,
) -> Plan {
    let (money, treasury) = (&bounty.money, bounty.treasury(&chain.programs));
    let give_back = ReturnAllocationBuilder::new()
        .network(bounty.network)
        .treasury(treasury)
        .bounty(bounty.address)
        .vault(bounty.vault(&chain.programs))
        .destination(money.account_of(&treasury))
        .token_program(money.token_program)
        .authority(authority.copied())
        .instruction();
    paying_treasury(chain, give_back, money, &treasury, created_by).into()
}
