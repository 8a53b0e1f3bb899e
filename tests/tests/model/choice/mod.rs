//! What actions are about. Things are counted, so that a sequence of which steps are left out still means something.

mod bounty;
mod reputation;

pub use bounty::{Entry, Gift, PromiseFlaw, Shown, Signs, WhichBounty};
pub use reputation::{Grant, NewFlaw, Party, Stake, Swap, TextFlaw, Tie, Tokens, Units};

use crate::roster::{Net, Who};

#[derive(Clone, Copy, Debug)]
pub enum Flaw {
    Name,
    Treasury,
}

#[derive(Clone, Copy, Debug)]
pub enum Key {
    New(u8),
    Same,
    Zero,
}

/// A message or a body.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// Among those that are there, counted over and over.
    Open(usize),
    /// Among messages that wait to be revealed, and bodies that wait to be sealed.
    Waiting(usize),
    /// Among those that are gone.
    Ended(usize),
    /// The one that the action before was about.
    Last,
}

/// A correspondence, and by whom something is done with it.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// By the first of two people.
    Of(Who, Who, Net),
    /// Among those that are there, the longest silent first; by the one or the other of the two.
    Oldest(usize, bool),
}

#[derive(Clone, Copy, Debug)]
pub enum Part {
    All,
    FirstHalf,
    SecondHalf,
    /// Something else at the beginning.
    Wrong,
    /// One byte too far.
    Beyond,
}

/// What an account is created for.
#[derive(Clone, Copy, Debug)]
pub enum Blank {
    /// A message, so many numbers ahead.
    Message(Net, u64),
    Body(usize),
}

/// What somebody wants lamports back from.
#[derive(Clone, Copy, Debug)]
pub enum Leftover {
    Blank(usize),
    Message(Which),
    Body(Which),
}

/// Where lamports go.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    Wallet(Who),
    Treasury(Net),
    Network(Net),
    Ledger(Net),
    Mailbox(Who, Net),
    Correspondence(Who, Who, Net),
    Message(Which),
    NextMessage(Who, Net),
    Body(Who, usize),
    Blank(usize),
    Reputation(Net),
    Mint(Net),
    Standing(Who, Net),
    Endorsement(Who, Who, Net),
    Tokens(Who, Net),
    Chest(Net),
    WeeklyStats(Net),
    CoinChest(Net),
    Vault(WhichBounty),
    Bounty(WhichBounty),
    Submission(WhichBounty, Who),
    Contribution(WhichBounty, Who),
}

#[derive(Clone, Copy, Debug)]
pub enum Amount {
    One,
    AlmostRent,
    Rent,
    Much,
    /// All that somebody has, when they give it; else much.
    All,
}

/// For how long to wait: until a message's deadline or past it, until rules or parameters are due, a correspondence can
/// be closed, a stake has cooled down or a phase of a bounty is over, or just before.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
    Seconds(i64),
    Deadline {
        message: Which,
        past: bool,
    },
    Rules {
        net: Net,
        early: bool,
    },
    Parameters {
        net: Net,
        early: bool,
    },
    Silence {
        pair: Whose,
        early: bool,
    },
    CoolDown {
        tie: Tie,
        early: bool,
    },
    Phase {
        bounty: WhichBounty,
        early: bool,
    },
    /// Of whichever bounty's is over first.
    NextPhase {
        early: bool,
    },
    Limit {
        net: Net,
        early: bool,
    },
}
