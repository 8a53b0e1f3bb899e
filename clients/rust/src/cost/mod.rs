//! What an action costs, in two numbers: what is paid, and what is set aside and comes back, with when it does.
//!
//! Rent is most of what a newcomer sees leaving, and it comes back. So no one number stands for both. What others keep, such
//! as what is given to the key of a link, is a third one.
//!
//! ```
//! use bmail_sdk::{PriorityFee, cost::{Cost, Unit}, instructions::{Chain, mail}, sealing::EncryptionKey};
//! use solana_pubkey::Pubkey;
//! use units::Timestamp;
//!
//! let [network, bo] = [Pubkey::new_from_array([7; 32]), Pubkey::new_from_array([2; 32])];
//! let plan = mail::open_mailbox(&Chain::default(), &network, &bo, EncryptionKey::try_from([9; 32])?);
//! let cost = Cost::of(&plan, &bo, &bo, PriorityFee::Off);
//! assert_eq!(
//!     cost.sentence(Unit::Sol, Timestamp(1_800_000_000)),
//!     "Pay 0.000005 SOL. Set aside 0.00211584 SOL, which returns when the mailbox is closed."
//! );
//! # Ok::<(), bmail_sdk::BuildError>(())
//! ```

mod dollars;
mod sentence;

use solana_pubkey::Pubkey;
use units::Timestamp;

pub use dollars::{Dollars, RateError, SOL_USD_ACCOUNT};
pub use sentence::Unit;

use crate::{
    Plan, PriorityFee,
    instructions::{Lock, Purpose, Step, Until, mail::LINK_FEE},
};

/// What an action costs a wallet, in lamports. Tokens are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The postage of its letters, if all are answered. Of a letter that is not, it comes back.
    pub postage: u64,
    /// The most that the postage may be. What the program does not charge comes back at once.
    pub max_postage: u64,
    /// The fees of its transactions, for signatures and at most for priority.
    pub fees: u64,
    /// What else does not come back: rent of accounts that are never closed.
    pub spent: u64,
    /// What others keep: gifts, what a link's key is given, and what comes back to others. Of a link that nobody takes, it comes
    /// back.
    pub kept: u64,
    /// What comes back, with when: one part for each event, the soonest first.
    pub set_aside: Vec<SetAside>,
    /// Its letters.
    pub letters: usize,
}

/// What comes back on an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Lamports.
    pub amount: u64,
    /// When it comes back.
    pub until: Until,
}

impl Cost {
    /// What a plan costs a wallet, if `payer` pays the fees of its transactions. If the payer brings more than the fees, ask
    /// for the cost of the plan that says so ([`Plan::brought_by`]). The plan of a letter is
    /// [`mail::send_and_reveal`](crate::instructions::mail::send_and_reveal).
    pub fn of(plan: &Plan, wallet: &Pubkey, payer: &Pubkey, priority: PriorityFee) -> Self {
        plan.steps.iter().fold(Self::default(), |mut cost, step| {
            cost.add_step(step, wallet);
            if payer == wallet {
                cost.fees = cost.fees.saturating_add(fees(step, payer, priority));
            }
            cost
        })
    }

    /// Both costs in one, such as of an upload and of the letters that refer to it.
    pub fn and(mut self, other: &Self) -> Self {
        for (mine, theirs) in [
            (&mut self.postage, other.postage),
            (&mut self.max_postage, other.max_postage),
            (&mut self.fees, other.fees),
            (&mut self.spent, other.spent),
            (&mut self.kept, other.kept),
        ] {
            *mine = mine.saturating_add(theirs);
        }
        other.set_aside.iter().for_each(|part| self.add(part.amount, part.until));
        self.letters += other.letters;
        self
    }

    /// What is paid, if all letters are answered.
    pub fn paid(&self) -> u64 {
        [self.fees, self.spent].iter().fold(self.postage, |sum, part| sum.saturating_add(*part))
    }

    /// What is set aside in all, without postage.
    pub fn total_set_aside(&self) -> u64 {
        self.returning(|_| true)
    }

    fn add_step(&mut self, step: &Step, wallet: &Pubkey) {
        let mut quotes = step.quotes.iter();
        for lock in step.locks.iter().filter(|lock| lock.mint.is_none()) {
            let quote = if lock.purpose == Purpose::Postage { quotes.next() } else { None };
            if lock.from != *wallet {
                continue;
            }
            match (quote, lock.back_to) {
                (Some(quote), Some(to)) if to == *wallet => self.add_postage(lock, quote.postage.0),
                (None, Some(to)) if to == *wallet => self.add(lock.amount, lock.until),
                (None, None) if lock.purpose != Purpose::Gift => self.spent = self.spent.saturating_add(lock.amount),
                _ => self.kept = self.kept.saturating_add(lock.amount),
            }
        }
    }

    fn add_postage(&mut self, lock: &Lock, postage: u64) {
        self.postage = self.postage.saturating_add(postage.min(lock.amount));
        self.max_postage = self.max_postage.saturating_add(lock.amount);
        self.letters += 1;
    }

    /// Adds what comes back. Of letters, the last moment counts.
    fn add(&mut self, amount: u64, until: Until) {
        let same = self.set_aside.iter_mut().find(|part| part.until.is_like(&until));
        match same {
            Some(part) => {
                part.amount = part.amount.saturating_add(amount);
                part.until = part.until.max(until);
            }
            None => self.set_aside.push(SetAside { amount, until }),
        }
        self.set_aside.sort_by_key(|part| part.until);
    }

    /// What comes back on some events.
    pub fn returning(&self, on: impl Fn(&Until) -> bool) -> u64 {
        let parts = self.set_aside.iter().filter(|part| on(&part.until));
        parts.fold(0, |sum, part| sum.saturating_add(part.amount))
    }

    /// When all letters have ended at the latest; `None` if it has none.
    pub fn answer_by(&self) -> Option<Timestamp> {
        self.set_aside.iter().find_map(|part| match part.until {
            Until::Answered { by } => Some(by),
            _ => None,
        })
    }

    /// The last moment to take its links; `None` if it has none.
    pub fn take_by(&self) -> Option<Timestamp> {
        self.set_aside.iter().find_map(|part| match part.until {
            Until::Taken { by } => Some(by),
            _ => None,
        })
    }

    /// What does not come back after the last moment to take its links, if nobody does: what waits for a year of silence, and
    /// fees, with that of a transaction of a link's key for each.
    pub fn lost_untaken(&self) -> u64 {
        let collecting = LINK_FEE.saturating_mul(self.letters as u64);
        let parts = [self.fees, self.spent, collecting, self.returning(|until| *until == Until::Silence)];
        parts.into_iter().fold(0, u64::saturating_add)
    }
}

/// What the signatures of a transaction cost, and at most its priority.
fn fees(step: &Step, payer: &Pubkey, priority: PriorityFee) -> u64 {
    let others = step.signers().iter().filter(|signer| *signer != payer).count() as u64;
    let signatures = postage::SIGNATURE_FEE.0.saturating_mul(others.saturating_add(1));
    signatures.saturating_add(priority.most())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFF: PriorityFee = PriorityFee::Off;

    fn lock(amount: u64, from: Pubkey, back_to: Option<Pubkey>) -> Lock {
        Lock { back_to, ..Lock::rent(amount, Pubkey::new_from_array([9; 32]), from) }
    }

    #[test]
    fn what_others_get_or_get_back_is_theirs_and_what_never_comes_back_is_spent() {
        let [ada, bo, payer] = [1, 2, 3].map(|byte| Pubkey::new_from_array([byte; 32]));
        let locks =
            vec![lock(1, ada, Some(ada)), lock(10, ada, Some(bo)), lock(100, ada, None), lock(1_000, bo, Some(ada))];
        let token = Lock { mint: Some(bo), ..lock(10_000, ada, Some(ada)) };
        let gift = Lock { purpose: Purpose::Gift, ..lock(20_000, ada, None) };
        let step = [locks, vec![token, gift]].concat().into_iter().fold(Step::default(), Step::locking);
        let cost = Cost::of(&step.into(), &ada, &payer, OFF);
        assert_eq!((cost.spent, cost.kept, cost.fees, cost.paid()), (100, 20_010, 0, 100));
        assert_eq!(cost.set_aside, [SetAside { amount: 1, until: Until::Closed }]);
    }

    #[test]
    fn each_event_is_one_part_and_the_last_moment_of_an_answer_counts() {
        let mut cost = Cost::default();
        let by = |seconds| Until::Answered { by: Timestamp(seconds) };
        for (amount, until) in [(1, Until::Silence), (2, by(20)), (4, by(30)), (8, by(10)), (16, Until::Silence)] {
            cost.add(amount, until);
        }
        assert_eq!(
            cost.set_aside,
            [SetAside { amount: 14, until: by(30) }, SetAside { amount: 17, until: Until::Silence }]
        );
        assert_eq!((cost.total_set_aside(), cost.answer_by()), (31, Some(Timestamp(30))));
        assert_eq!(Cost::default().and(&cost), cost);
    }
}
