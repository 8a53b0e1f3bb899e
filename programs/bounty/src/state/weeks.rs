//! What a community earned, invested and spent in each week of the last year.

use anchor_lang::{
    bytemuck::{Pod, Zeroable},
    prelude::*,
};
use bounties::{place_of, week_of};
use postage::Timestamp;

/// How many weeks are kept in each half of a year.
const HALF: usize = bounties::WEEKS / 2;

#[account]
pub struct Weeks {
    pub network: Address,
    /// What mail's ledger had counted when it was last looked at, in lamports.
    pub seen_earned: u64,
    /// Each week in its place (`bounties::place_of`); in two halves, because longer arrays are no plain data.
    pub halves: [[Week; HALF]; 2],
    pub bump: u8,
    pub padding: [u8; 7],
}

/// [`bounties::Week`] as accounts and the IDL carry it. Amounts are lamports.
#[repr(C)]
#[derive(Clone, Copy, IdlType, AnchorDeserialize, AnchorSerialize)]
pub struct Week {
    /// Which week: weeks since the Monday before 1970.
    pub number: u64,
    /// What verdicts earned their recipients.
    pub earned: u64,
    /// What was contributed to the treasury and to bounties.
    pub invested: u64,
    /// What awards paid.
    pub spent: u64,
    /// What of it winners had contributed themselves.
    pub own: u64,
    /// Mailboxes that were open when it was last looked at.
    pub people: u64,
}

// SAFETY: `repr(C)`, six u64: no padding, and any bits are a value.
unsafe impl Zeroable for Week {}
// SAFETY: as above.
unsafe impl Pod for Week {}

impl Weeks {
    /// The week of a moment: see `bounties::Weeks::at`.
    #[inline(never)]
    pub fn at(&mut self, now: Timestamp) -> Result<&mut Week> {
        let number = week_of(now);
        let weeks = self.halves.as_flattened_mut();
        let week = weeks.get_mut(place_of(number)).ok_or(crate::BountyError::Overflow)?;
        if week.number < number {
            *week = Week { number, ..Week::zeroed() };
        }
        Ok(week)
    }

    pub fn invest(&mut self, amount: u64, now: Timestamp) -> Result<()> {
        let week = self.at(now)?;
        week.invested = week.invested.saturating_add(amount);
        Ok(())
    }

    pub fn spend(&mut self, amount: u64, own: u64, now: Timestamp) -> Result<()> {
        let week = self.at(now)?;
        week.spent = week.spent.saturating_add(amount);
        week.own = week.own.saturating_add(own);
        Ok(())
    }

    /// Takes over what mail's ledger has counted since the last time.
    pub fn tally(&mut self, earned: u64, people: u64, now: Timestamp) -> Result<()> {
        let since = earned.saturating_sub(self.seen_earned);
        self.seen_earned = earned;
        let week = self.at(now)?;
        week.earned = week.earned.saturating_add(since);
        week.people = people;
        Ok(())
    }
}
