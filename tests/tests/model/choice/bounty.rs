//! What actions on bounties are about.

use crate::{model::Phase, roster::Who};

#[derive(Clone, Copy, Debug)]
pub enum WhichBounty {
    /// Among those that are there, counted over and over.
    There(usize),
    /// Among those in a phase.
    In(Phase, usize),
    /// Among those that pay in a token.
    InTokens(usize),
    /// The one that the action before was about.
    Last,
}

/// Somebody's submission, or their contribution, to a bounty.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    /// There or not.
    Of(WhichBounty, Who),
    /// Among those that are there, counted over and over.
    Nth(WhichBounty, usize),
}

/// How much of what a bounty lacks.
#[derive(Clone, Copy, Debug)]
pub enum Gift {
    Nothing,
    One,
    Third,
    Missing,
    TooMuch,
}

/// What is wrong with who judges, or with where the terms are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PromiseFlaw {
    /// The issuer judges, too.
    Issuer,
    Twice,
    Nobody,
    /// Somebody stands behind nobody.
    Gap,
    LongUri,
    Space,
    NotAscii,
    /// A number that is not that of the address.
    Number,
    /// The network's reputation, as a token.
    Mint,
}

/// What somebody commits to, or shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Right,
    /// Another one.
    Other,
    /// A hash of zeros.
    Zeros,
    /// A commitment of somebody else's.
    Copied,
}

/// Who signs.
#[derive(Clone, Copy, Debug)]
pub enum Signs {
    Issuer,
    Authority,
    Nobody,
    Other(Who),
}
