//! What people may do with bounties.

use bmail_sdk::accounts::Opinion;

use crate::{
    choice::{Entry, Gift, NewFlaw, PromiseFlaw, Shown, Signs, WhichBounty},
    roster::{Net, Who},
    terms::Asked,
};

/// An instruction of the bounty program. If no person is named, the one who has the right to it acts.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    CreateTreasury {
        net: Net,
        limit: u64,
        days: u64,
        /// One second less than that.
        short: bool,
    },
    /// For the coin, the model's token.
    CreateTokenTreasury {
        net: Net,
        limit: u64,
    },
    /// Runs the mail program's `adopt_treasury`.
    Adopt {
        net: Net,
        /// Whether it is the treasury for the coin.
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
    /// Transfers coins to a vault without a contribution.
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
        /// Whose standing is passed, if not the submitter's.
        whose: Option<Who>,
    },
    CloseSubmission {
        entry: Entry,
        /// Whether another network's treasury is passed.
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
    /// One of the actions that the bounty waits for.
    Next {
        bounty: WhichBounty,
        choice: usize,
    },
}

/// A bounty, with this many judges starting at a given person.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    pub who: Who,
    pub net: Net,
    pub number: u64,
    pub terms: Asked,
    /// Whether it pays in the coin.
    pub in_coins: bool,
    pub judges: usize,
    pub first: Who,
    pub flaw: Option<PromiseFlaw>,
    pub account: Option<NewFlaw>,
}
