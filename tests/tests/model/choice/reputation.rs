//! What actions on reputation are about.

use crate::roster::{Net, Who};

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

/// Whose standing is given instead of another's.
#[derive(Clone, Copy, Debug)]
pub enum Swap {
    ForSenders(Who),
    ForRecipients(Who),
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
    /// Of an endorsement: where one of oneself would be.
    Elsewhere,
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
