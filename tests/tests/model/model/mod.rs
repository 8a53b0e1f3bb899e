//! The specifications as a plain program: the chain's state, and what each instruction does to it.
//!
//! Single formulas come from the crates `postage` (the price, the split of a fee) and `reputation_core` (what shares
//! are worth, what a verdict mints or burns), which have their own tests; everything that follows from them is the
//! model's. The model lists all the reasons why an instruction must be refused, and the chain must give one of them,
//! because the specification does not say which comes first.

mod kinds;
mod money;
mod refusal;
mod shares;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use bmail_sdk::{MAIL_ID, NewAccount};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

pub use money::{Flows, Till};
pub use refusal::{Failure, Prediction, Reasons, Refusal};
pub use shares::{Shares, Sum};
pub use state::{
    Body, Bounty, BountyAccount, Contribution, Endorsement, Ledger, Mailbox, Message, Mint, Money, Network, Pair,
    Phase, Reputation, Side, Standing, StandingAccount, Submission, TokenAccount, Treasury, WeeklyStats,
};

use crate::{registry, sent::Sent, system};

/// Everything on the chain, by address.
#[derive(Clone, Default)]
pub struct Model {
    pub now: i64,
    pub lamports_per_byte: u64,
    /// Balances of all addresses that ever had one.
    pub lamports: BTreeMap<Pubkey, u64>,
    pub networks: BTreeMap<Pubkey, Network>,
    pub ledgers: BTreeMap<Pubkey, Ledger>,
    pub mailboxes: BTreeMap<Pubkey, Mailbox>,
    pub pairs: BTreeMap<Pubkey, Pair>,
    pub messages: BTreeMap<Pubkey, Message>,
    pub bodies: BTreeMap<Pubkey, Body>,
    pub reputations: BTreeMap<Pubkey, Reputation>,
    pub standings: BTreeMap<Pubkey, Standing>,
    pub endorsements: BTreeMap<Pubkey, Endorsement>,
    pub mints: BTreeMap<Pubkey, Mint>,
    pub tokens: BTreeMap<Pubkey, TokenAccount>,
    pub treasuries: BTreeMap<Pubkey, Treasury>,
    pub weekly_stats: BTreeMap<Pubkey, WeeklyStats>,
    pub bounties: BTreeMap<Pubkey, Bounty>,
    pub contributions: BTreeMap<Pubkey, Contribution>,
    pub submissions: BTreeMap<Pubkey, Submission>,
    /// Accounts that were created for a program and are still unused.
    pub blanks: BTreeMap<Pubkey, NewAccount>,
    /// Messages that have ended.
    pub ended: BTreeMap<Pubkey, Message>,
    /// The addresses of all messages, in sending order.
    pub sent: Vec<Pubkey>,
    pub flows: Flows,
    /// By the bounty program's treasury.
    pub tills: BTreeMap<Pubkey, Till>,
    /// By network.
    pub shares: BTreeMap<Pubkey, Shares>,
    /// Lamports that someone gave to an address without being asked to.
    pub gifts: BTreeMap<Pubkey, u64>,
    /// Tokens that reached an account without a bounty or a treasury.
    pub token_gifts: BTreeMap<Pubkey, u64>,
    /// The signers of the transaction so far.
    pub signers: BTreeSet<Pubkey>,
    /// A mistake that the model makes on purpose.
    pub mistake: Option<Mistake>,
}

/// What a model of a different program would say. The test must notice it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The network's cut is rounded up.
    CutRoundedUp,
    /// A message that expires still counts for its body.
    BodyKept,
    /// A fee can be earned until just before the deadline.
    DeadlineExclusive,
    /// A refunded message can still earn its fee.
    RefundedEarns,
    /// Spam burns nothing that others staked on its sender.
    StakeSpared,
    /// Spam burns nothing that its sender lent.
    LentSpared,
    /// A leaving stake still counts.
    LeavingSupports,
    /// A stake does not wait for messages that can still be marked as spam.
    VerdictsForgotten,
    /// The token shows a person's own shares, without those staked on them.
    StakesNotShown,
    /// A vetoed award is paid.
    VetoIgnored,
    /// An accepted submission wins even if reviewers call it spam.
    SpamAccepted,
    /// Contributors' refunds are rounded up.
    PartRoundedUp,
    /// An unrevealed submission keeps its stake.
    HiddenKeepsStake,
    /// An award also earns reputation for the contributors' part.
    OwnAwardEarns,
    /// A submission that too few reviewers judged gets nothing of the bond.
    SilenceUnpaid,
    /// A submission that just enough reviewers judged gets a share of the bond.
    JudgedIsOwed,
}

impl Mistake {
    pub const ALL: [Self; 16] = [
        Self::CutRoundedUp,
        Self::BodyKept,
        Self::DeadlineExclusive,
        Self::RefundedEarns,
        Self::StakeSpared,
        Self::LentSpared,
        Self::LeavingSupports,
        Self::VerdictsForgotten,
        Self::StakesNotShown,
        Self::VetoIgnored,
        Self::SpamAccepted,
        Self::PartRoundedUp,
        Self::HiddenKeepsStake,
        Self::OwnAwardEarns,
        Self::SilenceUnpaid,
        Self::JudgedIsOwed,
    ];
}

impl Model {
    /// The state after a transaction, or why it fails.
    pub fn after(&self, sent: &[Instruction]) -> Result<Self, Failure> {
        let mut next = self.clone();
        for (index, instruction) in sent.iter().enumerate() {
            next.run(instruction).map_err(|reasons| Failure { at: Some(index), reasons })?;
        }
        next.signers.clear();
        next.check_rent(self)?;
        // The runtime drops accounts without lamports.
        next.blanks.retain(|address, _| next.lamports.get(address).is_some_and(|lamports| *lamports > 0));
        Ok(next)
    }

    /// Runs one instruction. After a refusal the state is meaningless.
    pub fn run(&mut self, sent: &Instruction) -> Prediction {
        self.signers.extend(sent.signers());
        let outcome = registry::find(sent).map_or(system::predict as _, |entry| entry.predict)(self, sent);
        let mut reasons = outcome.err().unwrap_or_default();
        if sent.has_duplicates() && sent.is_ours() {
            reasons.push(Refusal::Duplicate);
        }
        if reasons.is_empty() { Ok(()) } else { Err(reasons) }
    }

    pub fn makes(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }
}

/// The state at an address, if it is of this kind. An account of any other kind is refused before everything else.
pub fn known<T: Clone>(accounts: &BTreeMap<Pubkey, T>, address: Pubkey) -> Result<T, Vec<Refusal>> {
    accounts.get(&address).cloned().ok_or_else(|| vec![Refusal::Account])
}

/// Like [`known`], for a role that may be empty.
pub fn optional<T: Clone>(accounts: &BTreeMap<Pubkey, T>, address: Pubkey) -> Result<Option<T>, Vec<Refusal>> {
    if address == MAIL_ID { Ok(None) } else { known(accounts, address).map(Some) }
}
