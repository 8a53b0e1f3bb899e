//! Bringing what mail's ledger has counted to the week.

use anchor_lang::{address_eq, prelude::*};
use kit::{now, Account};
use mail_interface::LedgerHead;

use crate::{state::WeeklyStats, BountyError};

// Nobody has to sign: there is nothing to choose. No seeds are checked: the programs made every account with these
// discriminators, each at its one address.
#[derive(Accounts)]
pub struct Tally {
    pub ledger: Account<LedgerHead>,
    #[account(mut)]
    pub weekly_stats: Account<WeeklyStats>,
}

impl Tally {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.weekly_stats.network, &self.ledger.network), BountyError::OtherNetwork);
        Ok(())
    }

    pub fn run(&mut self) -> Result<()> {
        self.validate()?;

        self.weekly_stats.tally(self.ledger.earned, self.ledger.mailboxes, now()?);
        Ok(())
    }
}
