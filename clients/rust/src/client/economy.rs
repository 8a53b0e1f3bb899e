//! How a community is doing.

use bounty_core::{Week, recent_weeks};
use solana_pubkey::Pubkey;
use units::{Reputation, Seconds, Timestamp};

use super::read::{CLOCK, MAX_ACCOUNTS, decode, present, time};
use crate::{
    Client, ClientError,
    accounts::{Ledger, Mailbox, Standing, Treasury, WeeklyStats},
    pda,
};

/// A community's last year. Amounts are lamports.
///
/// A week has what its people earned by mail, invested in the treasury and in bounties, and were awarded, and how many of
/// them there are. Its gross product is [`Week::gross`]; [`Week::net`] leaves out what winners had contributed themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Economy {
    /// The moment.
    pub at: Timestamp,
    /// Weeks in which something was counted, the oldest first, each under its number ([`bounty_core::week_of`]).
    pub weeks: Vec<Week>,
    /// What verdicts have earned, as far as mailboxes were swept, since it was last brought to a week by
    /// [`Client::tally`].
    pub untallied: u64,
    /// What the treasury holds, its rent included.
    pub treasury: u64,
    /// What of it the authority can give away now, if there is as much.
    pub available: u64,
}

impl Economy {
    /// The week of this moment; empty where nothing was counted in it.
    pub fn this_week(&self) -> Week {
        let number = bounty_core::week_of(self.at);
        let found = self.weeks.iter().find(|week| week.number == number);
        found.copied().unwrap_or(Week { number, ..Week::default() })
    }
}

/// How many people are on a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Population {
    /// Mailboxes that are open: anybody can open many.
    pub mailboxes: u64,
    /// Those that were opened so long ago and whose owner has so much reputation as was asked for.
    pub established: u64,
}

/// Where in a mailbox's account its network is.
const NETWORK: usize = 8;

impl Client {
    /// The economy of a network that has a treasury.
    pub async fn economy(&self, network: &Pubkey) -> Result<Economy, ClientError> {
        let addresses = [CLOCK, pda::treasury(network).0, pda::weekly_stats(network).0, pda::ledger(network).0];
        let accounts = self.accounts_at(&addresses, self.rpc().commitment()).await?;
        let found = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let at = time(found(0))?;
        let treasury: Treasury = present(decode(found(1))?, &addresses[1])?;
        let stats: WeeklyStats = present(decode(found(2))?, &addresses[2])?;
        let ledger: Ledger = present(decode(found(3))?, &addresses[3])?;
        Ok(Economy {
            at,
            weeks: recent_weeks(&stats.weeks, at).collect(),
            untallied: ledger.earned.saturating_sub(stats.seen_earned),
            treasury: found(1).map_or(0, |account| account.lamports),
            available: treasury.allowance().available(at),
        })
    }

    /// The population of a network: all mailboxes, and those that were opened at least `age` ago by somebody who has
    /// `reputation`. Who opens a hundred mailboxes to look like a hundred people earns no reputation with them.
    ///
    /// It reads every mailbox of the network, and the standings of those that are old enough.
    pub async fn population(
        &self,
        network: &Pubkey,
        age: Seconds,
        reputation: Reputation,
    ) -> Result<Population, ClientError> {
        let (mailboxes, now): (Vec<(Pubkey, Mailbox)>, _) =
            (self.accounts_with(NETWORK, network).await?, self.now().await?);
        let is_old = |mailbox: &Mailbox| mailbox.opened_at().after(age) <= now;
        let old = mailboxes.iter().filter(|(_, mailbox)| is_old(mailbox));
        let standings: Vec<_> = old.map(|(_, mailbox)| pda::standing(network, &mailbox.owner).0).collect();
        let mut established = 0;
        for some in standings.chunks(MAX_ACCOUNTS) {
            for account in self.accounts_at(some, self.rpc().commitment()).await? {
                let standing: Option<Standing> = decode(account.as_ref())?;
                let has = standing.map_or(Reputation(0), |standing| standing.effective(now));
                established += u64::from(has >= reputation);
            }
        }
        Ok(Population { mailboxes: mailboxes.len() as u64, established })
    }
}
