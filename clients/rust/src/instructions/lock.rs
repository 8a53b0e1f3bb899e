//! What a plan takes from wallets, and what it gives back.

use solana_pubkey::Pubkey;
use units::Timestamp;

/// What lamports or tokens are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The rent of an account. It comes back when the account is closed.
    Rent,
    /// The fee of a message, at most. What the program does not charge comes back at once. The recipient earns the fee,
    /// or it comes back when the message expires or is refunded.
    Postage,
    /// The stake of a submission. It comes back when the submission is closed, unless it is spam or was not revealed.
    Stake,
    /// The bond of a bounty. When the bounty is closed, what was not owed to submissions that too few reviewers judged
    /// comes back.
    Bond,
    /// A contribution to a bounty, at most. What the bounty does not need comes back at once, and later the part that is
    /// not awarded.
    Contribution,
    /// An award of a bounty.
    Award,
    /// A gift: to a treasury, or to whoever has a link. It does not come back by itself.
    Gift,
}

/// An amount that a transaction takes from a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    /// What it is for, and when it comes back.
    pub purpose: Purpose,
    /// Lamports, or base units of the mint's token. At most, for a fee, a contribution, and the rent of a token account,
    /// which may exist.
    pub amount: u64,
    /// The token; `None` for SOL.
    pub mint: Option<Pubkey>,
    /// The account that holds it.
    pub held_by: Pubkey,
    /// The wallet that pays it.
    pub from: Pubkey,
    /// The wallet that it comes back to, if it does. This is the actor, or the owner of a token account, even if somebody
    /// else paid.
    pub back_to: Option<Pubkey>,
    /// When it comes back, if it does.
    pub until: Until,
}

/// When an amount comes back. The soonest is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// When the letter is answered, or at the latest after this moment, if the transaction lands now: then anyone may expire
    /// it.
    Answered {
        /// The last moment at which the recipient can acknowledge it.
        by: Timestamp,
    },
    /// When the letter of a link is taken, or after this moment, if the transaction lands now: then its maker collects it.
    Taken {
        /// The last moment to take it.
        by: Timestamp,
    },
    /// When the author closes the body, which they can once all letters that refer to it have ended.
    TextClosed,
    /// When the owner closes the mailbox.
    MailboxClosed,
    /// A year after the last letter between the two, when either of them closes their correspondence.
    Silence,
    /// When the account that holds it is closed, as its instruction says.
    Closed,
}

impl Until {
    /// Whether it is the same event, perhaps at another moment.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// An amount that a transaction gives to a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Return {
    /// What it was locked for.
    pub purpose: Purpose,
    /// Lamports, or base units of the mint's token. Of a fee that the recipient earns, without the network's cut.
    pub amount: u64,
    /// The token; `None` for SOL.
    pub mint: Option<Pubkey>,
    /// The account that held it.
    pub held_by: Pubkey,
    /// The wallet that gets it.
    pub to: Pubkey,
}

impl Lock {
    /// The rent of an account, which comes back to the wallet that pays it.
    pub(crate) fn rent(lamports: u64, held_by: Pubkey, from: Pubkey) -> Self {
        let (purpose, back_to, until) = (Purpose::Rent, Some(from), Until::Closed);
        Self { purpose, amount: lamports, mint: None, held_by, from, back_to, until }
    }
}
