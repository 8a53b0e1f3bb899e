//! What a bounty holds and owes, recomputed from what people gave and got.

use bmail_sdk::accounts::Terms;

use crate::{
    model::{BountyAccount, Money},
    prelude::*,
};

impl Model {
    pub fn contributions_to(&self, bounty: Pubkey) -> impl Iterator<Item = (&Pubkey, &Contribution)> {
        self.contributions.iter().filter(move |(_, contribution)| contribution.bounty == bounty)
    }

    /// The bounty's money now, or at the moment when contributors started to take their shares.
    pub fn funded(&self, address: Pubkey) -> u64 {
        let state = &self.bounties[&address];
        let there: u64 = self.contributions_to(address).map(|(_, contribution)| contribution.amount).sum();
        there + state.treasurys() + state.parts.iter().map(|(given, _)| given).sum::<u64>()
    }

    pub fn lacking(&self, address: Pubkey) -> u64 {
        self.bounties[&address].total() - self.funded(address)
    }

    pub fn money(&self, address: Pubkey) -> Money {
        let state = &self.bounties[&address];
        let funded = self.funded(address);
        let sum = |which: fn(&(u64, u64)) -> u64| state.parts.iter().map(which).sum::<u64>();
        let winners = if state.cancelled { 0 } else { self.winners(address).len() };
        let unpaid = winners.saturating_sub(state.paid.len()) as u64;
        Money {
            held: funded - sum(|(_, got)| *got) - state.terms.reward * state.paid.len() as u64,
            funded,
            allocated: state.allocated,
            from_treasury: state.treasurys(),
            contributed_left: if state.settled { funded - sum(|(given, _)| *given) } else { 0 },
            owed: if state.settled { state.terms.reward * unpaid } else { 0 },
        }
    }

    /// What an open bounty holds of its bond.
    pub fn bond(&self, bounty: &Bounty) -> u64 {
        if bounty.bond_returned {
            return 0;
        }
        let paid: u64 = bounty.closed.iter().map(|submission| self.owed_bond(bounty, submission)).sum();
        bounty.opened_at.map_or(0, |_| bounty.terms.bond.0 - paid)
    }

    /// What a submission gets of the bond if nobody judges it any more.
    pub fn owed_bond(&self, bounty: &Bounty, submission: &Submission) -> u64 {
        let Terms { bond, max_submissions, threshold, .. } = bounty.terms;
        let enough = usize::from(threshold) + usize::from(self.makes(Mistake::JudgedIsOwed));
        let is_owed = submission.content_hash.is_some() && submission.opinions.len() < enough;
        if is_owed && !self.makes(Mistake::SilenceUnpaid) { bond.0 / u64::from(max_submissions) } else { 0 }
    }

    /// What the account of a draft lacks to open with its bond.
    pub fn missing_bond(&self, address: Pubkey) -> u64 {
        let state = &self.bounties[&address];
        let held = if state.pays_tokens() { 0 } else { self.money(address).held };
        let kept = self.rent(accounts::Bounty::LEN + state.terms_uri.len()) + held;
        if state.terms.bond.0 == 0 { 0 } else { (kept + state.terms.bond.0).saturating_sub(self.balance(address)) }
    }

    /// How much of a contribution is returned: all of it from a draft, otherwise its share of what no one wins.
    pub fn take_part(&mut self, address: Pubkey, given: u64) -> u64 {
        let state = &self.bounties[&address];
        if self.is_draft(state) {
            self.bounties.entry(address).and_modify(|bounty| bounty.went += given);
            return given;
        }
        self.bounties.entry(address).and_modify(|bounty| bounty.settled = true);
        let Money { held, owed, contributed_left, .. } = self.money(address);
        let (left, whole) = (u128::from(held - owed), u128::from(contributed_left.max(1)));
        let got = match self.makes(Mistake::PartRoundedUp) {
            true => (left * u128::from(given)).div_ceil(whole),
            false => left * u128::from(given) / whole,
        };
        let got = u64::try_from(got).expect("a part of what is held");
        self.bounties.entry(address).and_modify(|bounty| bounty.parts.push((given, got)));
        got
    }

    /// The expected content of a bounty's account.
    pub fn bounty_account(&self, address: Pubkey, bounty: &Bounty) -> BountyAccount {
        let there = self.submissions.values().filter(|submission| submission.bounty == address).count();
        BountyAccount {
            network: bounty.network,
            issuer: bounty.issuer,
            terms_hash: bounty.terms_hash,
            reviewers: bounty.reviewers.clone(),
            terms: bounty.terms,
            mint: bounty.mint,
            vault_bump: bounty.vault.map_or(0, |(_, bump)| bump),
            opened_at: bounty.opened_at,
            cancelled: bounty.cancelled,
            settled: bounty.settled,
            accepted: self.accepted(address),
            money: self.money(address),
            bond: self.bond(bounty),
            counts: [self.submissions_to(address).len(), there, self.contributions_to(address).count()],
        }
    }
}

/// `amount * of / whole`, rounded up.
pub fn part_up(amount: u64, of: u64, whole: u64) -> u64 {
    let part = (u128::from(amount) * u128::from(of)).div_ceil(u128::from(whole));
    u64::try_from(part).expect("a part of the amount")
}
