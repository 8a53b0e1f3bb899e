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
/// this.
pub fn claim(chain: &Chain, bounty: &BountyAt, submitter: &Pubkey, created_by: Option<&Pubkey>) -> Plan {
    let (money, vault) = (&bounty.money, bounty.vault(&chain.programs));
    let claim = ClaimBuilder::new()
        .bounty(bounty.address)
        .submission(chain.programs.submission(submitter, &bounty.address).0)
        .payee(if money.is_sol() { *submitter } else { money.account_of(submitter) })
        .contribution(chain.programs.contribution(submitter, &bounty.address).0)
        .weekly_stats(chain.programs.weekly_stats(&bounty.network).0)
        .vault(vault)
        .token_program(money.token_program)
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
