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

/// How much a first citizen is seeded with.
#[derive(Clone, Copy, Debug)]
pub enum Grant {
    Millionths(u64),
    /// Everything left in the budget.
    Rest,
    /// A millionth more than that.
    TooMuch,
}

/// Whose standing is passed instead of another's.
#[derive(Clone, Copy, Debug)]
pub enum Swap {
    ForSenders(Who),
    ForRecipients(Who),
}

/// How much someone stakes.
#[derive(Clone, Copy, Debug)]
pub enum Stake {
    Least,
    TooLittle,
    Half,
    /// Everything above the reserve.
    All,
    TooMuch,
}

/// How much of a stake someone takes back.
#[derive(Clone, Copy, Debug)]
pub enum Units {
    All,
    Half,
    None,
    TooMany,
}

/// How many of their tokens someone burns.
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
    /// It is created even if it exists.
    Twice,
    /// One byte too many.
    Space,
    /// One lamport less than its rent.
    Short,
    /// No lamports at all.
    Empty,
    /// For an endorsement: at the address that an endorsement of oneself would have.
    Elsewhere,
}

/// One of the two people in an endorsement.
#[derive(Clone, Copy, Debug)]
pub enum Party {
    Endorser,
    Endorsed,
    Other(Who),
}

/// An endorsement that may or may not exist.
#[derive(Clone, Copy, Debug)]
pub enum Tie {
    /// The first person's endorsement of the second.
    Of(Who, Who, Net),
    /// By someone who has a standing, of another on the same network, both modulo their number.
    Between(usize, usize),
    /// One of the existing ones, modulo their number.
    There(usize),
    /// One of those with something leaving.
    Leaving(usize),
    /// The one that the previous action was about.
    Last,
}
