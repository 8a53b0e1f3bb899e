//! Adding what the mail program's ledger has counted to the current week.

use anchor_lang::{address_eq, prelude::*};
use kit::{now, Account};
use mail_interface::LedgerHead;

use crate::{state::WeeklyStats, BountyError};

// No signer: there is nothing to choose. Seeds are not checked: the programs create accounts with these discriminators
// at their one address only.
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
