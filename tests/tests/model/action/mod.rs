//! What people may do, before it is known what exists.

mod bounty;

use std::fmt;

use bmail_sdk::accounts::Verdict;

pub use bounty::{Deed, Offer};

use crate::{
    choice::{
        Amount, Blank, Flaw, Grant, Key, Leftover, NewFlaw, Part, Party, Place, Stake, Swap, TextFlaw, Tie, Tokens,
        Units, Wait, Which, Whose,
    },
    parameters::Chosen,
    roster::{Net, Who},
    rules::Wanted,
};

/// One step of a sequence.
#[derive(Clone, Debug)]
pub enum Step {
    /// Instructions in one transaction. Each is built on the effects of those before it.
    Do(Vec<Try>),
    /// Lets time pass.
    Wait(Wait),
    /// Adds lamports to an address from nowhere.
    Find(Place, Amount),
}

/// An instruction, and what is wrong with its accounts.
#[derive(Clone)]
pub struct Try {
    pub action: Action,
    pub spoil: Option<Spoil>,
}

/// Replaces one account with another.
#[derive(Clone, Copy, Debug)]
pub struct Spoil {
    /// Its position, modulo the number of accounts.
    pub role: usize,
    /// The position of the replacement among all accounts, or among those of the same kind, modulo their number. A
    /// signer is replaced by another person.
    pub with: usize,
    pub alike: bool,
    /// Whether the replacement is a token account, if the role is a bounty's vault.
    pub of_tokens: bool,
}

/// An instruction of one of the programs, or a transfer. If no person is named, the one who has the right to it acts:
/// `by` replaces the recipient, and `heir` in accepting replaces the person to whom the authority is offered. `Judge`
/// acknowledges with reputation. `Prepare` only creates an account for the program.
#[derive(Clone, Debug)]
pub enum Action {
    CreateNetwork { net: Net, rules: Wanted, flaw: Option<Flaw> },
    ProposeRules { net: Net, rules: Wanted },
    ApplyRules { net: Net },
    ProposeAuthority { net: Net, heir: Option<Who> },
    AcceptAuthority { net: Net, heir: Option<Who> },
    SetSending { net: Net, paused: bool },
    OpenMailbox { who: Who, net: Net, key: Key },
    SetMailbox { who: Who, net: Net, min_fee: u64, min_reputation: u64, accepting: bool },
    RotateKey { who: Who, net: Net, key: Key },
    Sweep { who: Who, net: Net },
    CloseMailbox { who: Who, net: Net },
    Send(Sending),
    Reveal { message: Which, old_key: bool },
    Acknowledge { message: Which, by: Option<Who>, verdict: Verdict, other_body: bool },
    Judge { message: Which, by: Option<Who>, verdict: Verdict, other_body: bool, swap: Option<Swap> },
    Expire { message: Which, other_body: bool },
    Refund { message: Which, by: Option<Who> },
    SetContact { who: Who, other: Who, net: Net, contact: bool },
    CloseCorrespondence { pair: Whose, other_payer: bool },
    OpenBody { who: Who, content: usize, empty: bool },
    WriteBody { body: Which, part: Part },
    SealBody { body: Which },
    CloseBody { body: Which },
    Prepare { who: Who, blank: Blank, space: usize },
    Reclaim(Leftover),
    Transfer { from: Who, to: Place, amount: Amount },
    CreateReputation { net: Net, parameters: Chosen, flaw: Option<TextFlaw> },
    ProposeParameters { net: Net, parameters: Chosen },
    ApplyParameters { net: Net },
    OpenStanding { who: Who, net: Net },
    Seed { who: Who, net: Net, amount: Grant },
    RecordVerdict { by: Who, of: Who, net: Net },
    RecordAward { by: Who, to: Who, net: Net },
    CloseStanding { who: Who, net: Net },
    Endorse { tie: Tie, stake: Stake, flaw: Option<NewFlaw> },
    BeginUnendorse { tie: Tie, units: Units, by: Party },
    FinishUnendorse { tie: Tie },
    Collect { tie: Tie },
    OpenTokens { who: Who, net: Net, payer: Who },
    Sync { who: Who, net: Net, other_bump: bool },
    SyncEverybody { net: Net },
    BurnTokens { who: Who, net: Net, amount: Tokens, by: Option<Who> },
    CloseTokens { who: Who, net: Net, by: Option<Who> },
    Bounty(Deed),
}

/// A message sent with `send`, or with `post` if it is `hidden`.
#[derive(Clone, Debug)]
pub struct Sending {
    pub from: Who,
    pub to: Who,
    pub net: Net,
    pub size: usize,
    /// One of the sender's bodies, used instead of the ciphertext.
    pub body: Option<usize>,
    pub hidden: bool,
    pub flaw: Option<SendFlaw>,
}

/// What is wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SendFlaw {
    PriceAboveMax,
    OldRules,
    OldKey,
    /// A number that is not the next.
    Number,
    /// Neither a ciphertext nor a body.
    Empty,
    /// Both a ciphertext and a body.
    Both,
    /// Less than a sealed key.
    CutKey,
    /// One lamport less than the postage.
    Underfunded,
    /// More than the postage, which is allowed.
    Overfunded,
    /// One byte too many.
    Space,
    /// No account is created.
    Uncreated,
    /// An account is created although it exists.
    CreatedTwice,
}

impl fmt::Debug for Try {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.action)?;
        self.spoil.map_or(Ok(()), |spoil| write!(f, ", but {spoil:?}"))
    }
}

impl From<Action> for Try {
    fn from(action: Action) -> Self {
        Self { action, spoil: None }
    }
}
