//! Converts bounties, submissions and treasuries to the inputs of [`bounty_core`].

use bounty_core::{Allowance, Leftover, Outcome, Periods, Phase, Ranking, Schedule, Votes};
use solana_pubkey::Pubkey;
use units::{Seconds, Timestamp};

use crate::accounts::{Bounty, Submission, Terms, Treasury};

impl Bounty {
    /// The bounty's schedule: when it opened, and its periods.
    pub fn schedule(&self) -> Schedule {
        let opened_at = (self.opened_at != 0).then_some(Timestamp(self.opened_at));
        Schedule { opened_at, periods: self.terms.periods() }
    }

    /// The phase at a moment. A cancelled bounty goes through its phases, too, but nothing can be done in them.
    pub fn phase(&self, at: Timestamp) -> Phase {
        self.schedule().phase(at)
    }

    /// When the phase at a moment ends. `None` for a draft and for a settled bounty, because time does not end those
    /// phases.
    pub fn ends_at(&self, at: Timestamp) -> Option<Timestamp> {
        let Schedule { opened_at, periods: Periods { submit, reveal, review, challenge } } = self.schedule();
        let ends = [submit, reveal, review, challenge].into_iter().scan(opened_at?, |end, period| {
            *end = end.after(period);
            Some(*end)
        });
        ends.into_iter().find(|end| at < *end)
    }

    /// Whether it pays in a token.
    pub fn pays_tokens(&self) -> bool {
        self.mint != Pubkey::default()
    }

    /// The amount that it still needs before it can open, in lamports or base units.
    pub fn missing(&self) -> u64 {
        self.terms.total().saturating_sub(self.funded)
    }

    /// The lamports that its account lacks to open with its bond, if it holds `lamports` and its rent is `rent`. What
    /// somebody gave to its address counts: it would be the issuer's when the bounty closes.
    pub fn missing_bond(&self, lamports: u64, rent: u64) -> u64 {
        let held = if self.pays_tokens() { 0 } else { self.held };
        match self.terms.bond.0 {
            0 => 0,
            bond => rent.saturating_add(held).saturating_add(bond).saturating_sub(lamports),
        }
    }

    /// What a contribution gets back at a moment, in lamports or base units: before the bounty opens, all of it; after it
    /// is settled or cancelled, its part of what is not owed to winners. In between, nothing.
    pub fn part_of(&self, contribution: u64, at: Timestamp) -> u64 {
        match self.phase(at) {
            Phase::Draft if self.cancelled == 0 => return contribution,
            phase if self.cancelled == 0 && phase != Phase::Settled => return 0,
            _ => {}
        }
        let winners = if self.cancelled == 0 { self.ranking().winners(self.terms.awards) } else { 0 };
        let (owed, contributed) = match self.settled {
            0 => (self.terms.reward.saturating_mul(winners.into()), self.funded),
            _ => (self.owed, self.contributed_left),
        };
        Leftover { amount: self.held.saturating_sub(owed), contributed }.take(contribution)
    }

    /// The ranking of the accepted submissions.
    pub fn ranking(&self) -> Ranking {
        Ranking(self.accepted)
    }

    /// The reviewers.
    pub fn judges(&self) -> &[Pubkey] {
        &self.reviewers[..usize::from(self.reviewer_count).min(self.reviewers.len())]
    }

    /// Whether a wallet is the issuer or a reviewer. Those cannot win an award.
    pub fn is_judge(&self, wallet: &Pubkey) -> bool {
        self.issuer == *wallet || self.judges().contains(wallet)
    }
}

impl Submission {
    /// Whether the submission is revealed.
    pub fn is_revealed(&self) -> bool {
        self.content_hash != [0; 32]
    }

    /// The reviewers' opinions.
    pub fn votes(&self) -> Votes {
        Votes { accept: self.accept, reject: self.reject, spam: self.spam }
    }

    /// The outcome of the opinions, if `threshold` reviewers have to agree.
    pub fn outcome(&self, threshold: u8) -> Outcome {
        self.votes().outcome(threshold)
    }

    /// Lamports of the bond that it is owed if nobody judges it any more.
    pub fn owed_bond(&self, terms: &Terms) -> u64 {
        terms.owed_bond(self.is_revealed(), self.votes()).0
    }

    /// Whether the reviewer in this place has reviewed it.
    pub fn is_reviewed_by(&self, place: usize) -> bool {
        let Votes { accept, reject, spam } = self.votes();
        u32::try_from(place).is_ok_and(|place| (accept | reject | spam).checked_shr(place).unwrap_or(0) & 1 != 0)
    }
}

impl Treasury {
    /// The allowance of the authority, in lamports or base units.
    pub fn allowance(&self) -> Allowance {
        let at = Timestamp(self.spent_at);
        Allowance { limit: self.limit, period: Seconds(self.period), spent: self.spent, at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_ends_when_the_next_begins_and_the_first_and_last_have_no_end() {
        let mut bounty = Bounty::from_bytes(&[0; Bounty::LEN]).unwrap();
        bounty.terms = bounty_core::Terms::EXAMPLE;
        assert_eq!((bounty.phase(Timestamp(5)), bounty.ends_at(Timestamp(5))), (Phase::Draft, None));
        bounty.opened_at = 1_000;
        let (mut now, mut phases) = (Timestamp(1_000), vec![Phase::Submitting]);
        while let Some(end) = bounty.ends_at(now) {
            assert_eq!(bounty.phase(Timestamp(end.0 - 1)), bounty.phase(now));
            phases.push(bounty.phase(end));
            now = end;
        }
        let expected = [Phase::Submitting, Phase::Revealing, Phase::Reviewing, Phase::Challenging, Phase::Settled];
        assert_eq!((phases, now), (expected.to_vec(), Timestamp(1_000 + 18 * 86_400)));
    }
}
