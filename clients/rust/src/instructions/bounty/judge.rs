//! Reviewing submissions, and paying the winners.

use solana_pubkey::Pubkey;

use super::{BountyAt, paying};
use crate::{
    accounts::Opinion,
    generated::bounty::instructions::{ClaimBuilder, EarnReputationBuilder, ReviewBuilder, VetoBuilder},
    instructions::{Chain, Plan, Purpose, Return},
};

/// Records a reviewer's opinion of a submission. It is final.
pub fn review(chain: &Chain, bounty: &Pubkey, reviewer: &Pubkey, submitter: &Pubkey, opinion: Opinion) -> Plan {
    let review = ReviewBuilder::new()
        .reviewer(*reviewer)
        .bounty(*bounty)
        .submission(chain.programs.submission(submitter, bounty).0)
        .opinion(opinion)
        .instruction();
    chain.step(review).into()
}

/// Vetoes an award during the challenge period. The network's authority signs. The next accepted submission moves up.
pub fn veto(chain: &Chain, bounty: &Pubkey, network: &Pubkey, authority: &Pubkey, submitter: &Pubkey) -> Plan {
    let veto = VetoBuilder::new()
        .authority(*authority)
        .network(*network)
        .bounty(*bounty)
        .submission(chain.programs.submission(submitter, bounty).0)
        .instruction();
    chain.step(veto).into()
}

/// Pays an award to its winner: to their wallet or, for a token, to their associated token account. If somebody is
/// named (`created_by`), they create that account first. That costs them its rent, or nothing if it exists. Anyone may do
/// this, unless the account is frozen, or others can use it: see [`claim_to`].
pub fn claim(chain: &Chain, bounty: &BountyAt, submitter: &Pubkey, created_by: Option<&Pubkey>) -> Plan {
    let money = &bounty.money;
    let payee = if money.is_sol() { *submitter } else { money.account_of(submitter) };
    claim_into(chain, bounty, submitter, &payee, None, created_by)
}

/// Like [`claim`], for an award in tokens, which its winner signs for: it goes to another token account that the winner
/// owns. So it also works while the associated one is frozen or in other hands.
pub fn claim_to(chain: &Chain, bounty: &BountyAt, winner: &Pubkey, to: &Pubkey) -> Plan {
    claim_into(chain, bounty, winner, to, Some(*winner), None)
}

fn claim_into(
    chain: &Chain,
    bounty: &BountyAt,
    submitter: &Pubkey,
    payee: &Pubkey,
    signer: Option<Pubkey>,
    created_by: Option<&Pubkey>,
) -> Plan {
    let (money, vault) = (&bounty.money, bounty.vault(&chain.programs));
    let claim = ClaimBuilder::new()
        .bounty(bounty.address)
        .submission(chain.programs.submission(submitter, &bounty.address).0)
        .payee(*payee)
        .contribution(chain.programs.contribution(submitter, &bounty.address).0)
        .weekly_stats(chain.programs.weekly_stats(&bounty.network).0)
        .vault(vault)
        .token_program(money.token_program)
        .submitter(signer)
        .instruction();
    let (mint, held_by) = (money.mint().copied(), if money.is_sol() { bounty.address } else { vault });
    let mut step = paying(chain, claim, money, submitter, created_by);
    step.returns.push(Return { purpose: Purpose::Award, amount: bounty.terms.reward, mint, held_by, to: *submitter });
    step.into()
}

/// Records a paid award in its winner's standing, which must exist. It earns reputation for the part that the treasury
/// paid. Anyone may do this until the submission is closed.
pub fn earn_reputation(chain: &Chain, bounty: &Pubkey, network: &Pubkey, submitter: &Pubkey) -> Plan {
    let earn = EarnReputationBuilder::new()
        .bounty(*bounty)
        .submission(chain.programs.submission(submitter, bounty).0)
        .awards(chain.programs.awards(network).0)
        .reputation(chain.programs.reputation(network).0)
        .standing(chain.programs.standing(network, submitter).0)
        .reputation_program(crate::REPUTATION_ID)
        .instruction();
    chain.step(earn).into()
}
