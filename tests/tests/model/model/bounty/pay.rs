//! Paying awards, and the reputation they earn.

use bmail_sdk::REPUTATION_ID;
use bmail_testing::{BountyError, ReputationError};
use reputation_core::minted;
use solana_pubkey::Pubkey;
use units::{Lamports, Q32};

use super::super::{Mistake, Model, Prediction, Reasons, Refusal, known};
use crate::roster::ROSTER;

impl Model {
    pub(super) fn claim(
        &mut self,
        [bounty, submission, payee, contribution, weekly_stats, vault, token_program]: [Pubkey; 7],
    ) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let submitted = known(&self.submissions, submission)?;
        let weeks_state = known(&self.weekly_stats, weekly_stats)?;
        let is_accepted = self.accepted(bounty).contains(&submitted.number);
        let wins = self.winners(bounty).contains(&submitted.number);
        let (submitter, for_sol) = (submitted.submitter, !state.pays_tokens());
        let given = self.contributions.get(&contribution).filter(|_| for_sol);
        Reasons::default()
            .when(weeks_state.network != state.network, BountyError::OtherNetwork)
            .when(submitted.bounty != bounty, BountyError::OtherBounty)
            .when(for_sol && payee != submitter, BountyError::WrongSubmitter)
            .also(self.unless_paid(&state, [vault, payee, submitter, token_program]))
            .when(state.cancelled, BountyError::Cancelled)
            .when(submitted.paid, BountyError::AlreadyPaid)
            .when(!is_accepted, BountyError::NotAccepted)
            .when(is_accepted && !wins, BountyError::NoAwardLeft)
            .when(!self.is_over(&state), BountyError::WrongPhase)
            .when(for_sol && given.is_none() && self.has_data(contribution), Refusal::Account)
            .when(given.is_some_and(|given| given.bounty != bounty), BountyError::OtherBounty)
            .when(given.is_some_and(|given| given.contributor != payee), BountyError::WrongContributor)
            .none()?;

        let reward = state.terms.reward;
        let own = part_up(reward, given.map_or(0, |given| given.amount), self.money(bounty).funded);
        self.bounties.entry(bounty).and_modify(|bounty| {
            bounty.settled = true;
            bounty.paid.push(submitter);
        });
        self.submissions.entry(submission).and_modify(|submission| submission.paid = true);
        self.pay_out(bounty, [submitter, payee], reward);
        if for_sol {
            let week = self.week(weekly_stats);
            week.spent += reward;
            week.self_funded += own;
        }
        Ok(())
    }

    /// Applies an award to its winner's standing, through the reputation program.
    pub(super) fn earn_reputation(
        &mut self,
        [bounty, submission, awards, reputation, standing, program]: [Pubkey; 6],
    ) -> Prediction {
        let state = known(&self.bounties, bounty)?;
        let submitted = known(&self.submissions, submission)?;
        let (rules, held) = (self.reputations.get(&reputation).cloned(), self.standings.get(&standing));
        let right = ROSTER.network(state.network).is_some_and(|known| known.awards == awards);
        let unknown = rules.is_none() || held.is_none() || program != REPUTATION_ID;
        let network = rules.as_ref().map(|rules| rules.network);
        Reasons::default()
            .when(unknown || !right, Refusal::Account)
            .when(submitted.bounty != bounty, BountyError::OtherBounty)
            .when(state.terms.earns_reputation == 0, BountyError::NoReputation)
            .when(!submitted.paid, BountyError::AwardUnclaimed)
            .when(submitted.earned, BountyError::AlreadyPaid)
            .when(rules.as_ref().is_some_and(|rules| rules.awards != awards), ReputationError::NotBounty)
            .when(held.is_some_and(|held| Some(held.network) != network), ReputationError::OtherNetwork)
            .when(held.is_some_and(|held| held.owner != submitted.submitter), BountyError::WrongStanding)
            .none()?;

        self.submissions.entry(submission).and_modify(|submission| submission.earned = true);
        let rules = rules.expect("checked above");
        let spent = match self.makes(Mistake::OwnAwardEarns) {
            true => state.terms.reward,
            false => part_up(state.terms.reward, state.allocated, self.money(bounty).funded),
        };
        let earned = minted(Lamports(spent), rules.parameters.award_rate, Q32::ZERO, Q32::ONE);
        let most = (u128::from(spent) * u128::from(rules.parameters.award_rate.0)) >> 32;
        assert!(u128::from(earned.0) <= most, "{earned:?} for {spent} lamports is more than the rate allows");
        let shares = rules.index(self.now).shares(earned).unwrap_or(0);
        self.shares_of(rules.network).awarded.add(shares);
        self.earn(standing, shares);
        Ok(())
    }
}

/// `amount * of / whole`, rounded up.
fn part_up(amount: u64, of: u64, whole: u64) -> u64 {
    let part = (u128::from(amount) * u128::from(of)).div_ceil(u128::from(whole));
    u64::try_from(part).expect("a part of the amount")
}
