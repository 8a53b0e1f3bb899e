//! `claim`: an award is paid.

use bmail_sdk::instructions::bounty as instructions;

use crate::{bounty::money::part_up, prelude::*};

#[derive(Clone, Copy, Debug)]
pub struct Claim {
    pub entry: Entry,
}

impl Modeled for Claim {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state, submitter) = builder.submitter(self.entry)?;
        builder.only(instructions::claim(&builder.chain(), &state.at(bounty), &submitter, None))
    }

    fn choices() -> Weighted<Self> {
        (6, entry(Phase::Settled).prop_map(|entry| Self { entry }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [bounty, submission, payee, contribution, weekly_stats, vault, token_program, signer] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        let submitted = known(&model.submissions, submission)?;
        let weeks_state = known(&model.weekly_stats, weekly_stats)?;
        let is_accepted = model.accepted(bounty).contains(&submitted.number);
        let wins = model.winners(bounty).contains(&submitted.number);
        let (submitter, for_sol) = (submitted.submitter, !state.pays_tokens());
        let given = model.contributions.get(&contribution).filter(|_| for_sol);
        let is_none = for_sol && given.is_none();
        let agrees = signer != BOUNTY_ID;
        Reasons::default()
            .when(weeks_state.network != state.network, BountyError::OtherNetwork)
            .when(submitted.bounty != bounty, BountyError::OtherBounty)
            .when(for_sol && payee != submitter, BountyError::WrongSubmitter)
            .when(agrees && !model.signers.contains(&signer), Refusal::Account)
            .when(!for_sol && agrees && signer != submitter, BountyError::WrongSubmitter)
            .also(model.unless_paid(&state, [vault, payee, submitter, token_program], agrees))
            .when(state.cancelled, BountyError::Cancelled)
            .when(submitted.paid, BountyError::AlreadyPaid)
            .when(!is_accepted, BountyError::NotAccepted)
            .when(is_accepted && !wins, BountyError::NoAwardLeft)
            .when(!model.is_over(&state), BountyError::WrongPhase)
            .when(is_none && model.is_something(contribution), Refusal::Account)
            .when(given.is_some_and(|given| given.bounty != bounty), BountyError::OtherBounty)
            .when(given.is_some_and(|given| given.contributor != payee), BountyError::WrongContributor)
            .none()?;

        let reward = state.terms.reward;
        let own = part_up(reward, given.map_or(0, |given| given.amount), model.money(bounty).funded);
        model.bounties.entry(bounty).and_modify(|bounty| {
            bounty.settled = true;
            bounty.paid.push(submitter);
        });
        model.submissions.entry(submission).and_modify(|submission| submission.paid = true);
        model.pay_out(bounty, [submitter, payee], reward);
        if for_sol {
            let week = model.week(weekly_stats);
            week.spent += reward;
            week.self_funded += own;
        }
        Ok(())
    }

    /// Seldom an award that was paid already.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let again = choice.is_multiple_of(7);
        let unpaid = model.to_pay(bounty, choice).into_iter().filter(|submission| again || !submission.paid);
        unpaid.map(|submission| Self { entry: their(submission.submitter) }).collect()
    }
}
