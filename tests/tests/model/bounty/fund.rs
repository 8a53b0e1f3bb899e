//! `fund`: someone contributes to a bounty.

use bmail_sdk::{PROGRAMS, generated::bounty::instructions::FundInstructionArgs, instructions::bounty as instructions};
use solana_system_interface::instruction::transfer;

use crate::{prelude::*, token::transfer_coins};

#[derive(Clone, Copy, Debug)]
pub struct Fund {
    pub who: Who,
    pub bounty: WhichBounty,
    pub gift: Gift,
    pub flaw: Option<NewFlaw>,
}

impl Modeled for Fund {
    /// Creates the contribution's account, or adds lamports to it, and contributes.
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (bounty, state) = builder.bounty(self.bounty)?;
        let (contributor, amount) = (self.who.address(), builder.gift(self.gift, bounty));
        let contribution = PROGRAMS.contribution(&contributor, &bounty).0;
        let is_new = !builder.model.contributions.contains_key(&contribution) || self.flaw == Some(NewFlaw::Twice);
        let mut plan = instructions::fund(&builder.chain(), &state.at(bounty), &contributor, amount, is_new);
        if self.flaw != Some(NewFlaw::Short) || is_new && !state.pays_tokens() {
            return builder.creating(plan, self.flaw);
        }
        // What is short is the transfer.
        let less = amount.saturating_sub(1);
        plan.steps[0].actions[0] = match state.pays_tokens() {
            true => transfer_coins(self.who, PROGRAMS.vault(&bounty).0, less),
            false => transfer(&contributor, &contribution, less),
        };
        builder.creating(plan, None)
    }

    fn choices() -> Weighted<Self> {
        let fund = (anybody(), draft(), gift(), flaw());
        (16, fund.prop_map(|(who, bounty, gift, flaw)| Self { who, bounty, gift, flaw }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [contributor, bounty, contribution, weekly_stats, vault, destination, token_program] = sent.addresses();
        let FundInstructionArgs { amount } = sent.arguments();
        let state = known(&model.bounties, bounty)?;
        let weeks_state = known(&model.weekly_stats, weekly_stats)?;
        let (tokens, lamports) = if state.pays_tokens() { (amount, 0) } else { (0, amount) };
        let taken = amount.min(model.lacking(bounty));
        let excess = match amount - taken {
            0 => Reasons::default(),
            _ => model.unless_paid(&state, [vault, destination, contributor, token_program], true),
        };
        model
            .unless_in(&state, Phase::Draft)
            .also(model.unless_funded(contributor, bounty, contribution, lamports))
            .also(model.unless_arrived(bounty, vault, tokens))
            .when(amount == 0, BountyError::NothingGiven)
            .when(weeks_state.network != state.network, BountyError::OtherNetwork)
            .also(excess)
            .none()?;
        model.blanks.remove(&contribution);
        model.move_tokens(vault, destination, tokens.saturating_sub(taken));
        if taken == 0 && !model.contributions.contains_key(&contribution) {
            model.pay_all(contribution, contributor);
            return Ok(());
        }
        let first = Contribution { bounty, contributor, amount: 0 };
        model.contributions.entry(contribution).or_insert(first).amount += taken;
        model.bounties.entry(bounty).and_modify(|bounty| bounty.came += taken);
        if !state.pays_tokens() {
            model.pay(contribution, bounty, taken);
            model.pay(contribution, contributor, amount - taken);
            model.week(weekly_stats).invested += taken;
        }
        Ok(())
    }

    /// Twice as often as an allocation.
    fn due(model: &Model, bounty: Pubkey, choice: usize) -> Vec<Self> {
        let due = model.can_be_funded(bounty) && model.lacking(bounty) > 0;
        let who = Who(choice % Who::all().count());
        let fund = Self { who, bounty: IT, gift: Gift::some(choice), flaw: None };
        if due { vec![fund, fund] } else { Vec::new() }
    }
}

impl Model {
    /// Why an account is neither someone's contribution with enough lamports nor fit to become one.
    fn unless_funded(&self, contributor: Pubkey, bounty: Pubkey, contribution: Pubkey, amount: u64) -> Reasons {
        const SPACE: usize = accounts::Contribution::LEN;
        match self.contributions.get(&contribution) {
            Some(state) => Reasons::default()
                .when(state.bounty != bounty, BountyError::OtherBounty)
                .when(state.contributor != contributor, BountyError::WrongContributor)
                .when(self.balance(contribution) < self.rent(SPACE).saturating_add(amount), BountyError::Underfunded),
            None if self.is_something(contribution) => Reasons::default().when(true, Refusal::Account),
            None => self.unless_new(contribution, PROGRAMS.contribution(&contributor, &bounty).0, SPACE, amount),
        }
    }

    /// Whether an account exists already.
    pub fn is_something(&self, address: Pubkey) -> bool {
        self.has_data(address) && !self.blanks.contains_key(&address)
    }
}
