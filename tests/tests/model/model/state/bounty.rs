//! The content of the bounty program's accounts, and what it derives from.

use std::collections::{BTreeMap, BTreeSet};

use bmail_sdk::accounts::{Opinion, Terms, Week};
use solana_pubkey::Pubkey;

/// What can be done with a bounty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Draft,
    Submitting,
    Revealing,
    Reviewing,
    Challenging,
    Settled,
}

/// A treasury. Its lamports are in its balance, its tokens in its token account.
#[derive(Clone, Debug, PartialEq)]
pub struct Treasury {
    pub network: Pubkey,
    /// The default address for SOL.
    pub mint: Pubkey,
    pub limit: u64,
    pub period: u64,
    pub spent: u64,
    pub spent_at: i64,
    /// A proposed limit, and when it is due.
    pub proposed: Option<(u64, i64)>,
}

/// All weeks in which something happened. The account keeps a year of them.
#[derive(Clone, Debug, PartialEq)]
pub struct WeeklyStats {
    pub network: Pubkey,
    pub seen_earned: u64,
    pub all: BTreeMap<u64, Week>,
}

/// A bounty as promised, plus whatever cannot be derived. Everything else is recomputed each time.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounty {
    pub network: Pubkey,
    pub issuer: Pubkey,
    pub terms_hash: [u8; 32],
    pub reviewers: Vec<Pubkey>,
    pub terms: Terms,
    pub terms_uri: Vec<u8>,
    /// The currency in which it pays; the default address means SOL.
    pub mint: Pubkey,
    /// The vault's address and bump, until it is closed.
    pub vault: Option<(Pubkey, u8)>,
    pub opened_at: Option<i64>,
    pub cancelled: bool,
    /// Whether anyone has been paid since its end.
    pub settled: bool,
    /// What the treasury allocated.
    pub allocated: u64,
    /// Whether the allocation was returned.
    pub returned: bool,
    /// Numbers of submissions whose awards were vetoed.
    pub vetoed: BTreeSet<u32>,
    /// Whether the issuer has what was left of the bond.
    pub bond_returned: bool,
    /// Submissions whose accounts are closed.
    pub closed: Vec<Submission>,
    /// Winners who were paid.
    pub paid: Vec<Pubkey>,
    /// For each withdrawn contribution after the draft: its amount, and what was returned.
    pub parts: Vec<(u64, u64)>,
    /// What was contributed and withdrawn before it opened.
    pub came: u64,
    pub went: u64,
}

/// The whole content of a bounty's account.
#[derive(Debug, PartialEq)]
pub struct BountyAccount {
    pub network: Pubkey,
    pub issuer: Pubkey,
    pub terms_hash: [u8; 32],
    pub reviewers: Vec<Pubkey>,
    pub terms: Terms,
    pub mint: Pubkey,
    pub vault_bump: u8,
    pub opened_at: Option<i64>,
    pub cancelled: bool,
    pub settled: bool,
    /// In order of commitment.
    pub accepted: Vec<u32>,
    pub money: Money,
    /// In lamports, whatever it pays in.
    pub bond: u64,
    /// The number of submissions ever made, of those that exist, and of contributions.
    pub counts: [usize; 3],
}

/// What a bounty holds and whose it is, in lamports or base units of its token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    pub held: u64,
    pub funded: u64,
    pub allocated: u64,
    pub from_treasury: u64,
    pub contributed_left: u64,
    pub owed: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    pub bounty: Pubkey,
    pub contributor: Pubkey,
    pub amount: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub bounty: Pubkey,
    pub submitter: Pubkey,
    pub commitment: [u8; 32],
    pub content_hash: Option<[u8; 32]>,
    pub stake: u64,
    pub number: u32,
    /// By the reviewers' positions.
    pub opinions: Vec<(usize, Opinion)>,
    pub paid: bool,
    pub earned: bool,
}

impl Treasury {
    pub fn is_for_sol(&self) -> bool {
        self.mint == Pubkey::default()
    }
}

impl Bounty {
    pub fn pays_tokens(&self) -> bool {
        self.mint != Pubkey::default()
    }

    /// What must be funded before it opens.
    pub fn total(&self) -> u64 {
        self.terms.reward * u64::from(self.terms.awards)
    }

    /// The treasury's part of it.
    pub fn treasurys(&self) -> u64 {
        if self.returned { 0 } else { self.allocated }
    }

    pub fn is_judge(&self, wallet: Pubkey) -> bool {
        self.issuer == wallet || self.reviewers.contains(&wallet)
    }

    /// The ends of an open bounty's four phases.
    pub fn ends(&self) -> Option<[i64; 4]> {
        let Terms { submit_period, reveal_period, review_period, challenge_period, .. } = self.terms;
        let mut end = self.opened_at?;
        Some([submit_period, reveal_period, review_period, challenge_period].map(|period| {
            end += i64::from(period);
            end
        }))
    }
}

impl Submission {
    /// How many reviewers have this opinion.
    pub fn votes(&self, opinion: Opinion) -> usize {
        self.opinions.iter().filter(|(_, said)| *said == opinion).count()
    }
}
