//! What actions on bounties are about.

use crate::{model::Phase, roster::Who};

#[derive(Clone, Copy, Debug)]
pub enum WhichBounty {
    /// One of the existing ones, modulo their number.
    There(usize),
    /// One of those in this phase.
    In(Phase, usize),
    /// One of those that pay in a token.
    InTokens(usize),
    /// The one that the previous action was about.
    Last,
}

/// Someone's submission or contribution to a bounty.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    /// It may or may not exist.
    Of(WhichBounty, Who),
    /// One of the existing ones, modulo their number.
    Nth(WhichBounty, usize),
}

/// A share of what a bounty still lacks.
#[derive(Clone, Copy, Debug)]
pub enum Gift {
    Nothing,
    One,
    Third,
    Missing,
    TooMuch,
}

/// What is wrong with the judges, or with the terms' URI.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PromiseFlaw {
    /// The issuer is also a judge.
    Issuer,
    Twice,
    Nobody,
    /// A reviewer follows an empty place.
    Gap,
    LongUri,
    Space,
    NotAscii,
    /// A number that does not match the address.
    Number,
    /// The network's reputation token as the currency.
    Mint,
}

/// What someone commits to or reveals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Right,
    /// Different content.
    Other,
    /// A hash of zeros.
    Zeros,
    /// Someone else's commitment.
    Copied,
}

/// The signer.
#[derive(Clone, Copy, Debug)]
pub enum Signs {
    Issuer,
    Authority,
    Nobody,
    Other(Who),
}
