//! Recording verdicts for the mail program and awards for the bounty program.

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

// Seeds are not checked: the programs create accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct RecordVerdict {
    /// Signs for the mail program, and says which network and which recipient.
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

/// The arguments of `record_verdict`.
pub struct VerdictRecord {
    pub verdict: Verdict,
    /// What the treasury got of the message's fee, irrecoverably, in lamports.
    pub cut: u64,
    /// Earlier verdicts of this kind within this pair, decayed, in Q32.32.
    pub earlier: u64,
    /// Unix seconds. The mail program read the clock, and reading it again costs a hundred compute units.
    pub now: i64,
}

impl RecordVerdict {
    #[inline(always)]
    fn validate(&self) -> Result<()> {
        // mail: only that program can sign for its accounts, and it writes this discriminator into mailboxes only
        let mailbox = Account::<MailboxHead>::load(*self.recipient_mailbox.account());
        let mailbox = mailbox.map_err(|_| ReputationError::NotMail)?;

        // network
        require!(address_eq(&self.reputation.network, &mailbox.network), ReputationError::OtherNetwork);
        require!(address_eq(&self.sender_standing.network, &mailbox.network), ReputationError::OtherNetwork);
        require!(address_eq(&self.recipient_standing.network, &mailbox.network), ReputationError::OtherNetwork);

        // people: the mail program checks the sender's standing
        require!(address_eq(&self.recipient_standing.owner, &mailbox.owner), ReputationError::WrongStanding);
        Ok(())
    }

    #[inline(always)]
    pub fn run(&mut self, record: &VerdictRecord) -> Result<()> {
        self.validate()?;

        let now = Timestamp(record.now);
        let (index, parameters) = (self.reputation.index(now), self.reputation.in_force(now));
        let constant = parameters.constant;
        let weight = weight(self.recipient_standing.effective(index), constant);
        match record.verdict {
            Verdict::Valuable => {
                let minted = minted(Lamports(record.cut), parameters.rate, Q32(record.earlier), weight);
                // A verdict must not fail when the index has run out: a fee depends on it.
                self.sender_standing.earn(index.shares(minted).unwrap_or(0));
            }
            Verdict::Spam => {
                self.sender_standing.burn(Burn::new(parameters.spam_burn, weight, Q32(record.earlier)));
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

        let now = now()?;
        let (index, rate) = (self.reputation.index(now), self.reputation.in_force(now).award_rate);
        // An award must not fail when the index has run out, either.
        let shares = index.shares(minted(Lamports(spent), rate, Q32::ZERO, Q32::ONE)).unwrap_or(0);
        let shares = self.standing.earn(shares);
        emit(Awarded { standing: *self.standing.address(), shares });
        Ok(())
    }
}
