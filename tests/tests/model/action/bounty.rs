//! What people may do about bounties.

use bmail_sdk::accounts::Opinion;

use crate::{
    choice::{Entry, Gift, NewFlaw, PromiseFlaw, Shown, Signs, WhichBounty},
    roster::{Net, Who},
    terms::Asked,
};

/// An instruction of the bounty program. Where nobody is named, it is who has the right to it.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    CreateTreasury {
        net: Net,
        limit: u64,
        days: u64,
        /// A second less than that.
        short: bool,
    },
    /// For the coin.
    CreateTokenTreasury {
        net: Net,
        limit: u64,
    },
    /// By the mail program.
    Adopt {
        net: Net,
        /// The treasury for the coin.
        of_coins: bool,
    },
    Contribute {
        who: Who,
        net: Net,
        amount: u64,
    },
    ProposeLimit {
        net: Net,
        limit: u64,
    },
    ApplyLimit {
        net: Net,
    },
    Tally {
        net: Net,
    },
    Create(Offer),
    Fund {
        who: Who,
        bounty: WhichBounty,
        gift: Gift,
        flaw: Option<NewFlaw>,
    },
    Allocate {
        bounty: WhichBounty,
        gift: Gift,
    },
    Open {
        bounty: WhichBounty,
    },
    Cancel {
        bounty: WhichBounty,
        by: Signs,
    },
    CreateVault {
        bounty: WhichBounty,
    },
    CloseVault {
        bounty: WhichBounty,
    },
    /// To a vault, by no contribution.
    GiveCoins {
        who: Who,
        bounty: WhichBounty,
        amount: u64,
    },
    CloseBounty {
        bounty: WhichBounty,
    },
    Commit {
        entry: Entry,
        shown: Shown,
        flaw: Option<NewFlaw>,
    },
    Reveal {
        entry: Entry,
        shown: Shown,
    },
    Review {
        entry: Entry,
        by: Who,
        opinion: Opinion,
    },
    Veto {
        entry: Entry,
    },
    Claim {
        entry: Entry,
    },
    Earn {
        entry: Entry,
        /// On whose standing, if not on the submitter's.
        whose: Option<Who>,
    },
    CloseSubmission {
        entry: Entry,
        /// The treasury of another network is given.
        elsewhere: bool,
    },
    Withdraw {
        entry: Entry,
        signed: bool,
    },
    ReturnAllocation {
        bounty: WhichBounty,
        by: Signs,
    },
    /// One of the things that the bounty waits for.
    Next {
        bounty: WhichBounty,
        choice: usize,
    },
}

/// A bounty, with so many judges from somebody on.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    pub who: Who,
    pub net: Net,
    pub number: u64,
    pub terms: Asked,
    /// It pays in the coin.
    pub in_coins: bool,
    pub judges: usize,
    pub first: Who,
    pub flaw: Option<PromiseFlaw>,
    pub account: Option<NewFlaw>,
}
