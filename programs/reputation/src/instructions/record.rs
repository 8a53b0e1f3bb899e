//! What the mail and the bounty program report: verdicts and awards.

use anchor_lang::{address_eq, prelude::*};
use kit::{emit, now, Account};
use mail_interface::MailboxHead;
use postage::Verdict;
use reputation_core::{minted, weight, Burn};
use units::{Lamports, Timestamp, Q32};

use crate::{
    state::{Reputation, Standing},
    Awarded, ReputationError,
};

// No seeds are checked: the programs made every account with these discriminators, each at its one address.
#[derive(Accounts)]
pub struct RecordVerdict {
    /// Signs for the mail program, and says on which network and for whom.
    pub recipient_mailbox: Signer,
    pub reputation: Account<Reputation>,
    #[account(mut)]
    pub sender_standing: Account<Standing>,
    pub recipient_standing: Account<Standing>,
}

#[derive(Accounts)]
pub struct RecordAward {
    pub awards: Signer,
    pub reputation: Account<Reputation>,
    #[account(mut)]
    pub standing: Account<Standing>,
}

/// A verdict, as the mail program reports it.
pub struct Report {
    pub verdict: Verdict,
    /// Lamports that the treasury got of the message, for ever.
    pub cut: u64,
    /// The verdicts of this kind that these two gave before, decayed, in Q32.32.
    pub earlier: u64,
    /// Unix seconds, as the mail program asked for them: asking again costs a hundred units.
    pub now: i64,
}

impl RecordVerdict {
    #[inline(always)]
    fn validate(&self) -> Result<()> {
        // mail: nobody else signs for an account of that program, which writes this discriminator into mailboxes only
        let mailbox = Account::<MailboxHead>::load(*self.recipient_mailbox.account());
        let mailbox = mailbox.map_err(|_| ReputationError::NotMail)?;

        // network
        require!(address_eq(&self.reputation.network, &mailbox.network), ReputationError::OtherNetwork);
        require!(address_eq(&self.sender_standing.network, &mailbox.network), ReputationError::OtherNetwork);
        require!(address_eq(&self.recipient_standing.network, &mailbox.network), ReputationError::OtherNetwork);

        // people: that of the sender, the mail program names
        require!(address_eq(&self.recipient_standing.owner, &mailbox.owner), ReputationError::WrongStanding);
        Ok(())
    }

    #[inline(always)]
    pub fn run(&mut self, report: &Report) -> Result<()> {
        self.validate()?;

        let index = self.reputation.index(Timestamp(report.now));
        let parameters = &self.reputation.parameters;
        let constant = parameters.constant;
        let weight = weight(self.recipient_standing.effective(index), constant);
        match report.verdict {
            Verdict::Valuable => {
                let minted = minted(Lamports(report.cut), parameters.rate, Q32(report.earlier), weight);
                // A verdict does not fail where the index has run out: a fee depends on it.
                self.sender_standing.earn(index.shares(minted).unwrap_or(0));
            }
            Verdict::Spam => {
                self.sender_standing.burn(Burn::new(parameters.spam_burn, weight, Q32(report.earlier)));
            }
            Verdict::Abstain => {}
        }
        Ok(())
    }
}

impl RecordAward {
    fn validate(&self) -> Result<()> {
        require!(address_eq(&self.reputation.awards, self.awards.address()), ReputationError::NotBounty);
        require!(address_eq(&self.standing.network, &self.reputation.network), ReputationError::OtherNetwork);
        Ok(())
    }

    pub fn run(&mut self, spent: u64) -> Result<()> {
        self.validate()?;

        let index = self.reputation.index(now()?);
        let rate = self.reputation.parameters.award_rate;
        // An award does not fail where the index has run out, either.
        let shares = index.shares(minted(Lamports(spent), rate, Q32::ZERO, Q32::ONE)).unwrap_or(0);
        self.standing.earn(shares);
        emit(Awarded { standing: *self.standing.address(), shares });
        Ok(())
    }
}
