//! One community with its own rules.

use anchor_lang::prelude::*;
use kit::{assert_begins_with, increase};
use mail_interface::NetworkHead;
use postage::Rules;
use units::Timestamp;

use crate::MailError;

assert_begins_with!(
    Network,
    NetworkHead { authority, pending_authority, treasury, founder, name, rules, longest_answering }
);

#[account]
pub struct Network {
    /// The address that may change the network.
    pub authority: Address,
    /// The address to which the authority is offered. The default address if there is no offer.
    pub pending_authority: Address,
    /// The address that receives the network's cut. It changes at most once, to the bounty program's treasury.
    pub treasury: Address,
    /// The founder. The network's address is derived from the founder and the name.
    pub founder: Address,
    /// UTF-8, padded with zeros.
    pub name: [u8; 32],
    pub rules: Rules,
    /// The longest answering period of any rules that were ever in force, in seconds. Stakes in the reputation program
    /// wait at least as long.
    pub longest_answering: u64,
    /// The proposed rules. Meaningless if `rules_due_at` is zero.
    pub pending_rules: Rules,
    /// When the proposed rules can be applied, in unix seconds. Zero if none are waiting.
    pub rules_due_at: i64,
    /// Increases by one with each change of the rules. The first is one.
    pub rules_version: u32,
    /// Whether sending is paused: zero or one.
    pub paused: u8,
    pub bump: u8,
    pub padding: [u8; 2],
}

impl Network {
    /// A name is 1 to 32 bytes of UTF-8 without control characters, followed by zeros only.
    pub fn validate_name(name: &[u8; 32]) -> Result<()> {
        let length = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
        let (text, filling) = name.split_at(length);
        let text = core::str::from_utf8(text).map_err(|_| MailError::InvalidName)?;
        require!(!text.is_empty() && !text.chars().any(char::is_control), MailError::InvalidName);
        require!(filling.iter().all(|byte| *byte == 0), MailError::InvalidName);
        Ok(())
    }

    /// Proposes rules, and replaces any that were waiting. They are due after the delay of the rules in force.
    pub fn propose(&mut self, rules: Rules, now: Timestamp) -> Result<()> {
        rules.validate().map_err(MailError::from)?;
        self.pending_rules = rules;
        self.rules_due_at = now.after(self.rules.rules_delay).0;
        Ok(())
    }

    /// Puts rules in force.
    pub fn put_in_force(&mut self, rules: Rules) {
        self.rules = rules;
        self.longest_answering = self.longest_answering.max(rules.answering_period.0);
    }

    /// Puts the proposed rules in force, if they are due.
    pub fn apply(&mut self, now: Timestamp) -> Result<()> {
        require!(self.rules_due_at != 0, MailError::NothingProposed);
        require!(now.0 >= self.rules_due_at, MailError::RulesNotDue);
        self.put_in_force(self.pending_rules);
        self.rules_due_at = 0;
        increase(&mut self.rules_version, 1).ok_or_else(|| MailError::Overflow.into())
    }
}
