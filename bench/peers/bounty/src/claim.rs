//! Paying an award in SOL.

use machine::{add, check, log, now, refuse, Input, Words};

use crate::{
    accounts::Accounts,
    arithmetic::{rewards, settles_at, week},
    layout::{Bounty, Week},
    refusal::Refusal as R,
};

/// `Claimed`: its discriminator, and its fields.
#[repr(C)]
struct Claimed {
    discriminator: [u8; 8],
    submission: Words,
    submitter: Words,
    reward: u64,
}

impl Claimed {
    const DISCRIMINATOR: [u8; 8] = [217, 192, 123, 72, 108, 150, 248, 33];
}

#[inline(always)]
pub fn claim(input: &Input) -> Result<(), R> {
    // What is behind the instruction's number is ignored, as Anchor ignores it.
    check!(input.data_len() != 0, R::NoInstruction);
    let mut accounts = Accounts::walk(input)?;
    accounts.check()?;
    let now = now().map_err(|_| refuse(R::ClockFailed))?;
    settle(&mut accounts.bounty.fields, now)?;
    let reward = accounts.bounty.fields.terms.reward;
    let own = accounts.own(reward)?;
    accounts.pay(reward)?;
    accounts.spend(reward, own, now);
    log(&Claimed {
        discriminator: Claimed::DISCRIMINATOR,
        submission: accounts.submission.header.address,
        submitter: accounts.submission.fields.submitter,
        reward,
    });
    Ok(())
}

/// Fixes what is owed to winners and what to contributors, once nothing of it can change any more.
#[inline(always)]
fn settle(bounty: &mut Bounty, now: i64) -> Result<(), R> {
    if bounty.settled != 0 {
        return Ok(());
    }
    check!(bounty.opened_at != 0, R::NotOpen);
    check!(now >= settles_at(bounty), R::WrongPhase);
    bounty.owed = rewards(bounty);
    bounty.contributed_left = bounty.funded;
    bounty.settled = 1;
    Ok(())
}

impl Accounts {
    /// Moves the reward. The bounty holds what it owes, before and after.
    #[inline(always)]
    fn pay(&mut self, reward: u64) -> Result<(), R> {
        self.submission.fields.paid = 1;
        let bounty = &mut self.bounty.fields;
        bounty.held = bounty.held.checked_sub(reward).ok_or_else(|| refuse(R::HeldTooLittle))?;
        bounty.owed = bounty.owed.checked_sub(reward).ok_or_else(|| refuse(R::OwedTooLittle))?;
        let lamports = self.bounty.header.lamports.checked_sub(reward).ok_or_else(|| refuse(R::LamportsTooLow))?;
        self.bounty.header.lamports = lamports;
        self.payee.lamports = add(self.payee.lamports, reward, R::PayeeOverflow)?;
        let held = add(bounty.bond, bounty.held, R::HeldInsolvent)?;
        check!(lamports >= held, R::HeldInsolvent);
        check!(bounty.held >= bounty.owed, R::OwedInsolvent);
        Ok(())
    }

    /// Counts the reward in its week. What is older than a year makes room for it; a clock that went back so far finds the
    /// newer week in its place, and counts into that.
    #[inline(always)]
    fn spend(&mut self, reward: u64, own: u64, now: i64) {
        let (number, place) = week(now);
        // In bounds: the place is a remainder by their number.
        let Some(week) = self.weekly_stats.fields.weekly_stats.get_mut(place) else { return };
        if week.number < number {
            *week = Week { number, earned: 0, invested: 0, spent: 0, self_funded: 0, mailboxes: 0 };
        }
        week.spent = week.spent.saturating_add(reward);
        week.self_funded = week.self_funded.saturating_add(own);
    }
}
