//! `withdraw_contribution`: a contributor gets back what they gave, or their share of what nobody wins.

use bmail_sdk::instructions::bounty::{self as instructions, Given};

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct WithdrawContribution {
    pub entry: Entry,
    pub signed: bool,
}

impl Modeled for WithdrawContribution {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state, contributor) = builder.contributor(self.entry)?;
        let (at, given) = (state.at(bounty), Given { part: 0, rent: 0 });
        let plan = instructions::withdraw_contribution(&builder.chain(), &at, &contributor, self.signed, given, None);
        builder.only(plan)
    }

    fn choices() -> Weighted<Self> {
        let theirs = prop_oneof![1 => entry(Phase::Settled), 1 => entry(Phase::Draft)];
        let in_coins = (0..MANY, 0..MANY).prop_map(|(index, entry)| Entry::Nth(WhichBounty::InTokens(index), entry));
        let withdraw = prop_oneof![(theirs, any::<bool>()), (in_coins, Just(true))];
        (13, withdraw.prop_map(|(entry, signed)| Self { entry, signed }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [contributor, bounty, contribution, vault, destination, token_program] = sent.addresses();
        let state = known(&model.bounties, bounty)?;
        let given = known(&model.contributions, contribution)?;
        let is_draft = model.is_draft(&state);
        let is_signed = model.signers.contains(&contributor);
        let unsigned = is_draft && !is_signed;
        Reasons::default()
            .when(given.bounty != bounty, BountyError::OtherBounty)
            .when(given.contributor != contributor || unsigned, BountyError::WrongContributor)
            .when(!is_draft && !model.is_over(&state), BountyError::WrongPhase)
            .also(model.unless_paid(&state, [vault, destination, contributor, token_program], is_signed))
            .none()?;
        let amount = model.take_part(bounty, given.amount);
        model.contributions.remove(&contribution);
        model.pay_out(bounty, [contributor, destination], amount);
        model.pay_all(contribution, contributor);
        Ok(())
    }

    fn due(model: &Model, bounty: Pubkey, _: usize) -> Vec<Self> {
        let given = model.contributions_to(bounty).filter(|_| model.is_over(&model.bounties[&bounty]));
        given.map(|(_, given)| Self { entry: their(given.contributor), signed: false }).collect()
    }
}
