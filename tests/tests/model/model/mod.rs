//! What the specifications say, as a plain program: what is on the chain, and what each instruction makes of it.
//!
//! Single formulas are those of the crates `postage` (the price, the division of a fee) and `standing` (what shares are
//! worth, what a verdict mints or burns), which have tests of their own; what follows from them is the model's. The model
//! says all the reasons for which an instruction has to be refused, and the chain has to give one of them: the
//! specification does not say which comes first.

mod answer;
mod body;
mod bounty;
mod dispatch;
mod endorsement;
mod kinds;
mod mailbox;
mod money;
mod network;
mod pair;
mod pool;
mod price;
mod refusal;
mod reputation;
mod send;
mod shares;
mod standing;
mod state;
mod token;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};

use bmail_sdk::{MAIL_ID, NewAccount};
use solana_pubkey::Pubkey;

pub use bounty::commitment;
pub use endorsement::ALL;
pub use money::{Flows, Till};
pub use pool::Pool;
pub use refusal::{Failure, Refusal};
use refusal::{Prediction, Reasons};
pub use shares::{Shares, Sum};
pub use state::{
    Body, Bounty, BountyAccount, Contribution, Endorsement, Ledger, Mailbox, Message, Mint, Money, Network, Pair,
    Phase, Reputation, Side, Standing, StandingAccount, Submission, TokenAccount, Treasury, WeeklyStats,
};

use crate::op::Op;

/// Everything that is on the chain, by address.
#[derive(Clone, Default)]
pub struct Model {
    pub now: i64,
    pub lamports_per_byte: u64,
    /// Balances, of all addresses that ever had one.
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
    /// Accounts that were created for a program and are nothing yet.
    pub blanks: BTreeMap<Pubkey, NewAccount>,
    /// Messages that are gone.
    pub ended: BTreeMap<Pubkey, Message>,
    /// The addresses of all messages, in the order of sending.
    pub sent: Vec<Pubkey>,
    pub flows: Flows,
    /// By treasury of the bounty program.
    pub tills: BTreeMap<Pubkey, Till>,
    /// By network.
    pub shares: BTreeMap<Pubkey, Shares>,
    /// Lamports that somebody put at an address without being asked for them.
    pub gifts: BTreeMap<Pubkey, u64>,
    /// Tokens that came to an account by no bounty's or treasury's doing.
    pub token_gifts: BTreeMap<Pubkey, u64>,
    /// Who signs the transaction, as far as it has come.
    pub signers: BTreeSet<Pubkey>,
    /// What the model gets wrong on purpose.
    pub mistake: Option<Mistake>,
}

/// Something that a model of another program would say: the test has to notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The network's cut is rounded up.
    CutRoundedUp,
    /// A message that expires still counts for its body.
    BodyKept,
    /// A fee can be earned until just before the deadline.
    DeadlineExclusive,
    /// A refunded message still earns its fee.
    RefundedEarns,
    /// Spam burns nothing of what its sender was lent.
    StakeSpared,
    /// Spam burns nothing of what its sender lent.
    LentSpared,
    /// A stake that leaves still counts.
    LeavingSupports,
    /// A stake does not wait for messages that can still be marked.
    AnswersForgotten,
    /// The token shows what somebody has, without what they were lent.
    StakesNotShown,
    /// An award is paid though it was taken away.
    VetoIgnored,
    /// What is accepted is an award, whoever calls it spam.
    SpamAccepted,
    /// What contributors get back is rounded up.
    PartRoundedUp,
    /// What was never revealed keeps its stake.
    HiddenKeepsStake,
    /// An award earns reputation for what contributors gave, too.
    OwnAwardEarns,
}

impl Mistake {
    pub const ALL: [Self; 14] = [
        Self::CutRoundedUp,
        Self::BodyKept,
        Self::DeadlineExclusive,
        Self::RefundedEarns,
        Self::StakeSpared,
        Self::LentSpared,
        Self::LeavingSupports,
        Self::AnswersForgotten,
        Self::StakesNotShown,
        Self::VetoIgnored,
        Self::SpamAccepted,
        Self::PartRoundedUp,
        Self::HiddenKeepsStake,
        Self::OwnAwardEarns,
    ];
}

impl Model {
    /// What is there after a transaction, or why there is none.
    pub fn after(&self, ops: &[Op]) -> Result<Self, Failure> {
        let mut next = self.clone();
        for (index, op) in ops.iter().enumerate() {
            next.run(op).map_err(|reasons| Failure { at: Some(index), reasons })?;
        }
        next.signers.clear();
        next.check_rent(self)?;
        // The runtime forgets accounts without lamports.
        next.blanks.retain(|address, _| next.lamports.get(address).is_some_and(|lamports| *lamports > 0));
        Ok(next)
    }

    /// Runs one instruction. What it leaves after a refusal has no meaning.
    pub fn run(&mut self, op: &Op) -> Prediction {
        self.signers.extend(op.signers());
        let outcome = self.dispatch(op);
        let mut reasons = outcome.err().unwrap_or_default();
        if op.has_duplicates() && op.is_ours() {
            reasons.push(Refusal::Duplicate);
        }
        if reasons.is_empty() { Ok(()) } else { Err(reasons) }
    }

    fn makes(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }
}

/// What is at an address, if it is of this kind. An account of any other kind is refused before all else.
fn known<T: Clone>(accounts: &BTreeMap<Pubkey, T>, address: Pubkey) -> Result<T, Vec<Refusal>> {
    accounts.get(&address).cloned().ok_or_else(|| vec![Refusal::Account])
}

/// As [`known`], for a role that may be empty.
fn optional<T: Clone>(accounts: &BTreeMap<Pubkey, T>, address: Pubkey) -> Result<Option<T>, Vec<Refusal>> {
    if address == MAIL_ID { Ok(None) } else { known(accounts, address).map(Some) }
}
