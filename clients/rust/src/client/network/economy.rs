//! A community's economy and population.

use bounty_core::{Week, recent_weeks};
use solana_pubkey::Pubkey;
use units::{Reputation, Seconds, Timestamp};

use crate::{
    Client, ClientError,
    accounts::{Ledger, Listing, Mailbox, Standing, Treasury, WeeklyStats},
    client::read::{CLOCK, MAX_ACCOUNTS, decode, present, time},
    generated::mail::layout::fields,
};

/// A community's last year. Amounts are lamports.
///
/// Each week has what people earned by mail, what they invested in the treasury and in bounties, what they were
/// awarded, and the number of mailboxes. [`Week::gross`] is the gross product; [`Week::net`] leaves out what winners
/// had contributed themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Economy {
    /// The moment.
    pub at: Timestamp,
    /// The weeks in which something was counted, oldest first, each with its number ([`bounty_core::week_of`]).
    pub weeks: Vec<Week>,
    /// What verdicts earned since the last [`Client::tally`], as far as mailboxes were swept.
    pub untallied: u64,
    /// The treasury's balance, including its rent.
    pub treasury: u64,
    /// The amount that the authority may allocate now, if the treasury holds that much.
    pub available: u64,
}

impl Economy {
    /// The current week; empty if nothing was counted in it yet.
    pub fn this_week(&self) -> Week {
        let number = bounty_core::week_of(self.at);
        let found = self.weeks.iter().find(|week| week.number == number);
        found.copied().unwrap_or(Week { number, ..Week::default() })
    }
}

/// How many people are on a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Population {
    /// Open mailboxes. One person can open many.
    pub mailboxes: u64,
    /// Mailboxes with the requested age, and the requested reputation of their owner.
    pub established: u64,
    /// Mailboxes and standings that cannot be read. They are not counted as established.
    pub unreadable: u64,
}

impl Client {
    /// The economy of a network that has a treasury.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if the network has no treasury.
    pub async fn economy(&self, network: &Pubkey) -> Result<Economy, ClientError> {
        let addresses = [
            CLOCK,
            self.programs.treasury(network).0,
            self.programs.weekly_stats(network).0,
            self.programs.ledger(network).0,
        ];
        let accounts = self.accounts_at(&addresses).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let at = time(found(0))?;
        let treasury: Treasury = present(decode(&self.programs, found(1))?, &addresses[1])?;
        let stats: WeeklyStats = present(decode(&self.programs, found(2))?, &addresses[2])?;
        let ledger: Ledger = present(decode(&self.programs, found(3))?, &addresses[3])?;
        Ok(Economy {
            at,
            weeks: recent_weeks(&stats.weeks, at).collect(),
            untallied: ledger.earned.saturating_sub(stats.seen_earned),
            treasury: found(1).map_or(0, |account| account.lamports),
            available: treasury.allowance().available(at),
        })
    }

    /// The population of a network: all mailboxes, and those that were opened at least `age` ago and whose owner has at
    /// least `reputation`. A person who opens many mailboxes earns no reputation with them.
    ///
    /// This reads every mailbox of the network, and the standings of those that are old enough.
    ///
    /// # Errors
    /// [`ClientError::Rpc`]: not every node answers such requests.
    pub async fn population(
        &self,
        network: &Pubkey,
        age: Seconds,
        reputation: Reputation,
    ) -> Result<Population, ClientError> {
        let (Listing { entries, gaps, .. }, now): (Listing<(Pubkey, Mailbox)>, _) =
            (self.accounts_with(fields::mailbox::NETWORK, network).await?, self.now().await?);
        let mailboxes = (entries.len() + gaps.len()) as u64;
        let mut population = Population { mailboxes, established: 0, unreadable: gaps.len() as u64 };
        let is_old = |mailbox: &Mailbox| mailbox.opened_at().after(age) <= now;
        let old = entries.iter().filter(|(_, mailbox)| is_old(mailbox));
        let standings: Vec<_> = old.map(|(_, mailbox)| self.programs.standing(network, &mailbox.owner).0).collect();
        for some in standings.chunks(MAX_ACCOUNTS) {
            for account in self.accounts_at(some).await? {
                let Ok(standing) = decode::<Standing>(&self.programs, account.as_ref()) else {
                    population.unreadable += 1;
                    continue;
                };
                let has = standing.map_or(Reputation(0), |standing| standing.effective(now));
                population.established += u64::from(has >= reputation);
            }
        }
        Ok(population)
    }
}
