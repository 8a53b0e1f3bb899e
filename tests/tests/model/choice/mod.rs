//! What actions are about. Items are addressed by count, so that a sequence stays meaningful if steps are left out.

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
    /// One of the open ones, modulo their number.
    Open(usize),
    /// A message that waits to be revealed, or a body that waits to be sealed.
    Waiting(usize),
    /// One of those that have ended.
    Ended(usize),
    /// The one that the previous action was about.
    Last,
}

/// A correspondence, and the person who acts on it.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// The first of these two people acts.
    Of(Who, Who, Net),
    /// One of the existing ones, the longest silent first. The flag chooses who acts.
    Oldest(usize, bool),
}

#[derive(Clone, Copy, Debug)]
pub enum Part {
    All,
    FirstHalf,
    SecondHalf,
    /// Content that differs in its first byte.
    Wrong,
    /// One byte too far.
    Beyond,
}

/// What an account is created for.
#[derive(Clone, Copy, Debug)]
pub enum Blank {
    /// A message this many numbers ahead.
    Message(Net, u64),
    Body(usize),
}

/// The unused account that someone reclaims.
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
    /// Everything that someone has, if they are the giver; otherwise a large amount.
    All,
}

/// How long to wait: until a message's deadline or past it, until rules or parameters are due, a correspondence can be
/// closed, a stake has cooled down or a bounty's phase is over, or until just before that.
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
    /// The end of whichever bounty's phase ends first.
    NextPhase {
        early: bool,
    },
    Limit {
        net: Net,
        early: bool,
    },
}
