//! The program's events, decoded from the logs as a client would: `Program data: <base64>` of an 8-byte
//! discriminator, `sha256("event:<name>")`, and the fields in borsh.

use base64::{Engine, prelude::BASE64_STANDARD};
use bmail_sdk::accounts::Verdict;
use borsh::BorshDeserialize;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

/// Something that the program reports.
pub trait Event: BorshDeserialize {
    /// The name in the program and its IDL.
    const NAME: &'static str;
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize)]
        #[allow(missing_docs)] // the program's source says what the fields are
        pub struct $name { $(pub $field: $type),* }

        impl Event for $name {
            const NAME: &'static str = stringify!($name);
        }
    )*};
}

events! {
    /// A network was founded.
    NetworkCreated { network: Pubkey, founder: Pubkey, treasury: Pubkey }
    /// Somebody opened a mailbox.
    MailboxOpened { mailbox: Pubkey, network: Pubkey, owner: Pubkey }
    /// An owner changed what they ask of senders.
    MailboxChanged { mailbox: Pubkey, min_fee: u64, min_reputation: u64, accepting: bool }
    /// An owner has a new key.
    KeyRotated { mailbox: Pubkey, key_version: u32 }
    /// A recipient earned a fee.
    MessageAcknowledged {
        message: Pubkey, sender: Pubkey, recipient: Pubkey, verdict: Verdict, earned: u64, cut: u64
    }
    /// A sender has their fee back.
    MessageExpired { message: Pubkey, sender: Pubkey, refunded: u64 }
    /// New rules are public.
    RulesProposed { network: Pubkey, due_at: i64 }
    /// New rules are in force.
    RulesApplied { network: Pubkey, rules_version: u32 }
    /// An authority was offered.
    AuthorityProposed { network: Pubkey, authority: Pubkey }
    /// An authority was taken over.
    AuthorityAccepted { network: Pubkey, authority: Pubkey }
    /// Sending was paused, or goes on.
    SendingChanged { network: Pubkey, paused: bool }
    /// Somebody became a contact, or is none any more.
    ContactChanged { mailbox: Pubkey, other: Pubkey, contact: bool }
    /// A recipient gave a fee back.
    MessageRefunded { message: Pubkey, sender: Pubkey, recipient: Pubkey, refunded: u64 }
    /// A mailbox was added to its network's ledger.
    MailboxSwept { mailbox: Pubkey, network: Pubkey, cut: u64, earned: u64, messages: u64 }
    /// Somebody left a network.
    MailboxClosed { mailbox: Pubkey, network: Pubkey, owner: Pubkey }
    /// Two people's account was closed.
    CorrespondenceClosed { correspondence: Pubkey, payer: Pubkey }
}

/// The first bytes of an event of this name.
pub fn discriminator(name: &str) -> [u8; 8] {
    let hash = Sha256::digest(format!("event:{name}"));
    std::array::from_fn(|index| hash[index])
}

/// The events of one kind, in order. Panics where one has bytes missing or left over.
pub(crate) fn decode<E: Event>(logs: &[String]) -> Vec<E> {
    let discriminator = discriminator(E::NAME);
    let fields = records(logs).filter_map(|record| record.strip_prefix(&discriminator).map(<[u8]>::to_vec));
    fields.map(|fields| E::try_from_slice(&fields).unwrap_or_else(|e| panic!("{}: {e}", E::NAME))).collect()
}

/// How many events there are, of whatever kind.
pub(crate) fn count(logs: &[String]) -> usize {
    records(logs).count()
}

fn records(logs: &[String]) -> impl Iterator<Item = Vec<u8>> {
    let encoded = logs.iter().filter_map(|line| line.strip_prefix("Program data: "));
    encoded.map(|text| BASE64_STANDARD.decode(text).unwrap())
}
