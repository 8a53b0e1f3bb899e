//! What can be wrong with a link, or with what waits behind it. No money moved. All languages share the names of those of a
//! link's text, which are in the test vectors: append errors, never rename them.

use solana_message::Hash;
use solana_pubkey::Pubkey;
use thiserror::Error;

/// Why a link, or what it leads to, cannot be used. No money moved.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// The text has no link in it.
    #[error("this is no link to a letter: a link has #/l/ in it, and then 146 letters, digits, - and _")]
    NoLink,
    /// The end of the link is missing.
    #[error(
        "the link is cut off, {missing} characters are missing at its end: copy all of it, or ask for it again; nothing \
         was moved"
    )]
    CutOff {
        /// Characters that are missing.
        missing: usize,
    },
    /// A character of the link is another one than its maker's client wrote.
    #[error("the link was changed on the way: ask for it again, and copy all of it; nothing was moved")]
    Changed,
    /// A newer client made it.
    #[error("the link has version {0}, which a newer client made: update this client, and open it again")]
    LaterVersion(u8),
    /// It leads to another cluster.
    #[error(
        "the link leads to another cluster, whose genesis hash begins with {}, but the connected one has {here}: connect \
         to the other one; nothing was moved",
        .link.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    )]
    OtherCluster {
        /// The first bytes of its genesis hash.
        link: [u8; 8],
        /// The genesis hash of the connected cluster.
        here: Hash,
    },
    /// Nothing waits behind the link any more.
    #[error(
        "nothing waits behind this link any more: somebody has taken it, or its sender has taken it back; nothing was moved"
    )]
    Gone,
    /// The link leads to a message that is not to its key.
    #[error("the link leads to a message at {message} that is not to its key: whoever made it gives away nothing")]
    NotForKey {
        /// The message.
        message: Pubkey,
    },
    /// The deadline is over, so the money goes back to the sender.
    #[error(
        "the link had to be used until {deadline} (unix seconds): its money goes back to its sender, who can send another \
         one; nothing was moved"
    )]
    Late {
        /// The last moment to take it, in unix seconds.
        deadline: i64,
    },
    /// The sum is another one than the reader was shown.
    #[error("the sum behind the link was {shown} lamports, and is {now} now: look at it again; nothing was moved")]
    OtherSum {
        /// The lamports that the reader was shown.
        shown: u64,
        /// The lamports that they would get.
        now: u64,
    },
    /// The key of the link has too few lamports to pay for a transaction.
    #[error(
        "the link's key holds {lamports} lamports, too few to pay for a transaction: let somebody else pay its fee"
    )]
    Empty {
        /// The lamports that it holds.
        lamports: u64,
    },
}
