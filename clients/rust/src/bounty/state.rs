//! Bounties, submissions, treasuries and weeks as [`bounties`] wants them.

use bounties::{Allowance, Outcome, Periods, Phase, Ranking, Schedule, Votes};
use postage::{Lamports, Reputation, Seconds, Timestamp};
use solana_pubkey::Pubkey;

use crate::accounts::{Bounty, Submission, Terms, Treasury, Week, Weeks};

impl Bounty {
    /// When it does what.
    pub fn schedule(&self) -> Schedule {
        let opened_at = (self.opened_at != 0).then_some(Timestamp(self.opened_at));
        Schedule { opened_at, periods: self.promise().periods }
    }

    /// Its phase at a moment. A cancelled one goes through its phases, but nothing is done in them.
    pub fn phase(&self, at: Timestamp) -> Phase {
        self.schedule().phase(at)
    }

    /// When the phase of a moment ends; nothing where it has no end of its own: before the opening, and once it is settled.
    pub fn ends_at(&self, at: Timestamp) -> Option<Timestamp> {
        let Schedule { opened_at, periods: Periods { submit, reveal, review, challenge } } = self.schedule();
        let ends = [submit, reveal, review, challenge].into_iter().scan(opened_at?, |end, period| {
            *end = end.after(period);
            Some(*end)
        });
        ends.into_iter().find(|end| at < *end)
    }

    /// What it promises.
    pub fn promise(&self) -> bounties::Terms {
        self.terms.with(self.reviewer_count)
    }

    /// Whether it pays in a token.
    pub fn pays_tokens(&self) -> bool {
        self.mint != Pubkey::default()
    }

    /// What is missing of its awards before it can open, in what it pays in.
    pub fn missing(&self) -> u64 {
        self.promise().total().saturating_sub(self.funded)
    }

    /// Which submissions are accepted.
    pub fn ranking(&self) -> Ranking {
        Ranking(self.accepted)
    }

    /// Who judges.
    pub fn judges(&self) -> &[Pubkey] {
        &self.reviewers[..usize::from(self.reviewer_count).min(self.reviewers.len())]
    }

    /// Whether somebody cannot be paid: who made it, and who judges.
    pub fn is_judge(&self, wallet: &Pubkey) -> bool {
        self.issuer == *wallet || self.judges().contains(wallet)
    }
}

impl Terms {
    /// Terms as accounts carry them. Periods that no bounty can have are cut to what fits, which the program refuses.
    pub fn new(terms: &bounties::Terms, earns_reputation: bool) -> Self {
        let seconds = |period: Seconds| u32::try_from(period.0).unwrap_or(u32::MAX);
        let Periods { submit, reveal, review, challenge } = terms.periods;
        Self {
            reward: terms.reward,
            stake: terms.stake.0,
            min_reputation: terms.min_reputation.0,
            submit_period: seconds(submit),
            reveal_period: seconds(reveal),
            review_period: seconds(review),
            challenge_period: seconds(challenge),
            awards: terms.awards,
            threshold: terms.threshold,
            earns_reputation: earns_reputation.into(),
            padding: [0; 5],
        }
    }

    /// The terms as the arithmetic wants them, with so many reviewers.
    pub fn with(&self, reviewers: u8) -> bounties::Terms {
        let seconds = |period: u32| Seconds(period.into());
        bounties::Terms {
            reward: self.reward,
            awards: self.awards,
            reviewers,
            threshold: self.threshold,
            stake: Lamports(self.stake),
            min_reputation: Reputation(self.min_reputation),
            periods: Periods {
                submit: seconds(self.submit_period),
                reveal: seconds(self.reveal_period),
                review: seconds(self.review_period),
                challenge: seconds(self.challenge_period),
            },
        }
    }
}

impl Submission {
    /// Whether it shows what was committed to.
    pub fn is_revealed(&self) -> bool {
        self.content_hash != [0; 32]
    }

    /// Who thinks what of it.
    pub fn votes(&self) -> Votes {
        Votes { accept: self.accept, reject: self.reject, spam: self.spam }
    }

    /// What follows from that, where so many have to agree.
    pub fn outcome(&self, threshold: u8) -> Outcome {
        self.votes().outcome(threshold)
    }

    /// Whether the reviewer in this place has said what they think.
    pub fn is_reviewed_by(&self, place: usize) -> bool {
        let Votes { accept, reject, spam } = self.votes();
        u32::try_from(place).is_ok_and(|place| (accept | reject | spam).checked_shr(place).unwrap_or(0) & 1 != 0)
    }
}

impl Treasury {
    /// What the authority can give away of it, in what it holds.
    pub fn allowance(&self) -> Allowance {
        let at = Timestamp(self.spent_at);
        Allowance { limit: self.limit, period: Seconds(self.period), spent: self.spent, at }
    }
}

impl From<&Week> for bounties::Week {
    fn from(week: &Week) -> Self {
        let Week { number, earned, invested, spent, own, people } = *week;
        Self { number, earned, invested, spent, own, people }
    }
}

impl From<&Weeks> for bounties::Weeks {
    fn from(weeks: &Weeks) -> Self {
        let mut all = Self::default();
        for (place, week) in all.0.iter_mut().zip(weeks.halves.as_flattened()) {
            *place = week.into();
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_ends_where_the_next_begins_and_the_first_and_last_have_no_end() {
        let mut bounty = Bounty::from_bytes(&[0; Bounty::LEN]).unwrap();
        bounty.terms = Terms::new(&bounties::Terms::EXAMPLE, false);
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

    #[test]
    fn terms_come_back_as_they_were() {
        let terms = bounties::Terms::EXAMPLE;
        assert_eq!(Terms::new(&terms, true).with(terms.reviewers), terms);
        assert_eq!(Terms::new(&terms, true).earns_reputation, 1);
    }
}
