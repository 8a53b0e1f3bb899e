//! What actions are about. Things are counted, so that a sequence of which steps are left out still means something.

use crate::cast::{Net, Who};

#[derive(Clone, Copy, Debug)]
pub enum Flaw {
    Name,
    Treasury,
}

/// What is wrong with a token's texts.
#[derive(Clone, Copy, Debug)]
pub enum TextFlaw {
    NoName,
    LongName,
    NoSymbol,
    LongSymbol,
    LongUri,
    Control,
}

/// What a first citizen is given.
#[derive(Clone, Copy, Debug)]
pub enum Grant {
    Millionths(u64),
    /// All that is left of the budget.
    Rest,
    /// A millionth more.
    TooMuch,
}

/// What somebody stakes on somebody.
#[derive(Clone, Copy, Debug)]
pub enum Stake {
    Least,
    TooLittle,
    Half,
    /// All that the reserve does not need.
    All,
    TooMuch,
}

/// What of a stake somebody takes back.
#[derive(Clone, Copy, Debug)]
pub enum Units {
    All,
    Half,
    None,
    TooMany,
}

/// How many of their tokens somebody burns.
#[derive(Clone, Copy, Debug)]
pub enum Tokens {
    One,
    All,
    TooMany,
}

/// What is wrong with a new account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NewFlaw {
    Missing,
    /// Created though it may be there.
    Twice,
    /// A byte too much.
    Space,
    /// A lamport less than its rent.
    Short,
    /// No lamports at all.
    Empty,
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

/// One of those whom an endorsement is about.
#[derive(Clone, Copy, Debug)]
pub enum Party {
    Endorser,
    Endorsed,
    Other(Who),
}

/// An endorsement, there or not.
#[derive(Clone, Copy, Debug)]
pub enum Tie {
    /// By the first of two people, of the second.
    Of(Who, Who, Net),
    /// By one of those who have standings, of another of the same network, counted over and over.
    Between(usize, usize),
    /// Among those that are there, counted over and over.
    There(usize),
    /// Among those of which something is leaving.
    Leaving(usize),
    /// The one that the action before was about.
    Last,
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
/// be closed or a stake has cooled down, or just before.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
    Seconds(i64),
    Deadline { message: Which, past: bool },
    Rules { net: Net, early: bool },
    Parameters { net: Net, early: bool },
    Silence { pair: Whose, early: bool },
    CoolDown { tie: Tie, early: bool },
}
