//! `fund`: someone contributes to a bounty.

use bmail_sdk::PROGRAMS;
use bmail_sdk::generated::bounty::instructions::{self as generated, FundInstructionArgs};
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
        let (net, author, amount) = (network_of(&state)?, self.who.address(), builder.gift(self.gift, bounty));
        let (address, seed) = PROGRAMS.contribution(&author, &bounty);
        let (tokens, flaw, owed) = match (state.pays_tokens(), self.flaw) {
            (true, Some(NewFlaw::Short)) => (Some(amount.saturating_sub(1)), None, 0),
            (true, flaw) => (Some(amount), flaw, 0),
            (false, flaw) => (None, flaw, amount),
        };
        let new = NewAccount { author, address, seed, space: accounts::Contribution::LEN, program: BOUNTY_ID };
        let mut instructions = match builder.model.contributions.contains_key(&address) {
            true if flaw == Some(NewFlaw::Twice) => builder.account_for(new, owed, flaw),
            true if tokens.is_some() => Vec::new(),
            true => {
                let lamports = amount.saturating_sub(u64::from(flaw == Some(NewFlaw::Short)));
                vec![transfer(&author, &address, lamports)]
            }
            false => builder.account_for(new, owed, flaw),
        };
        let vault = PROGRAMS.vault(&bounty).0;
        instructions.extend(tokens.map(|tokens| transfer_coins(self.who, vault, tokens)));
        let weekly_stats = net.weekly_stats();
        let accounts = generated::Fund { contributor: author, bounty, contribution: address, weekly_stats, vault };
        instructions.push(accounts.instruction(FundInstructionArgs { amount }));
        Some(instructions)
    }

    fn choices() -> Weighted<Self> {
        let fund = (anybody(), draft(), gift(), flaw());
        (16, fund.prop_map(|(who, bounty, gift, flaw)| Self { who, bounty, gift, flaw }).boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [contributor, bounty, contribution, weekly_stats, vault] = sent.addresses();
        let FundInstructionArgs { amount } = sent.arguments();
        let state = known(&model.bounties, bounty)?;
        let weeks_state = known(&model.weekly_stats, weekly_stats)?;
        let (tokens, lamports) = if state.pays_tokens() { (amount, 0) } else { (0, amount) };
        model
            .unless_in(&state, Phase::Draft)
            .also(model.unless_funded(contributor, bounty, contribution, lamports))
            .also(model.unless_arrived(bounty, vault, tokens))
            .when(amount == 0, BountyError::NothingGiven)
            .when(weeks_state.network != state.network, BountyError::OtherNetwork)
            .when(amount > model.lacking(bounty), BountyError::Overfunded)
            .none()?;
        model.blanks.remove(&contribution);
        let first = Contribution { bounty, contributor, amount: 0 };
        model.contributions.entry(contribution).or_insert(first).amount += amount;
        model.bounties.entry(bounty).and_modify(|bounty| bounty.came += amount);
        model.pay(contribution, bounty, lamports);
        if lamports > 0 {
            model.week(weekly_stats).invested += lamports;
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
    fn is_something(&self, address: Pubkey) -> bool {
        self.has_data(address) && !self.blanks.contains_key(&address)
    }
}
