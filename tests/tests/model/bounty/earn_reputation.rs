//! `earn_reputation`: an award earns its winner reputation, through the reputation program.

use bmail_sdk::{PROGRAMS, instructions::bounty as instructions};
use reputation_core::minted;

use crate::{bounty::money::part_up, prelude::*};

#[derive(Clone, Copy, Debug)]
pub struct EarnReputation {
    pub entry: Entry,
    /// Whose standing is passed, if not the submitter's.
    pub whose: Option<Who>,
}

impl Modeled for EarnReputation {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state, submitter) = builder.submitter(self.entry)?;
        let of = self.whose.map_or(submitter, Who::address);
        let plan = instructions::earn_reputation(&builder.chain(), &bounty, &state.network, &submitter);
        let mut sent = builder.only(plan)?;
        replace(&mut sent, PROGRAMS.standing(&state.network, &submitter).0, PROGRAMS.standing(&state.network, &of).0);
        Some(sent)
    }

    fn choices() -> Weighted<Self> {
        let judged = prop_oneof![
            2 => entry(Phase::Settled),
            1 => (bounty(), 0..MANY).prop_map(|(bounty, index)| Entry::Nth(bounty, index)),
        ];
        let earn = (judged, option::weighted(0.3, who()));
        (6, earn.prop_map(|(entry, whose)| Self { entry, whose }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [bounty, submission, awards, reputation, standing, program] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        let submitted = known(&model.submissions, submission)?;
        let (rules, held) = (model.reputations.get(&reputation).cloned(), model.standings.get(&standing));
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

        model.submissions.entry(submission).and_modify(|submission| submission.earned = true);
        let rules = rules.expect("checked above");
        let spent = match model.makes(Mistake::OwnAwardEarns) {
            true => state.terms.reward,
            false => part_up(state.terms.reward, state.allocated, model.money(bounty).funded),
        };
        let rate = rules.in_force(model.now).award_rate;
        let earned = minted(Lamports(spent), rate, Q32::ZERO, Q32::ONE);
        let most = (u128::from(spent) * u128::from(rate.0)) >> 32;
        assert!(u128::from(earned.0) <= most, "{earned:?} for {spent} lamports is more than the rate allows");
        let shares = rules.index(model.now).shares(earned).unwrap_or(0);
        model.shares_of(rules.network).awarded.add(shares);
        model.earn(standing, shares);
        Ok(())
    }

    /// Seldom on someone else's standing.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let whose = choice.is_multiple_of(5).then_some(Who(choice % WRITERS));
        let paid = model.to_pay(bounty, choice).into_iter().filter(|submission| submission.paid && !submission.earned);
        paid.map(|submission| Self { entry: their(submission.submitter), whose }).collect()
    }
}
