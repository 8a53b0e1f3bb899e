//! What the programs report: decoded from a transaction's logs, and only from what they logged themselves
//! ([`records`]).
//!
//! An event is an 8-byte discriminator, `sha256("event:<name>")`, and the fields in borsh. The programs' sources say
//! what the fields are.

mod logs;

use borsh::BorshDeserialize;
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

pub use self::logs::{Record, records};
use crate::{BOUNTY_ID, MAIL_ID, REPUTATION_ID, accounts::Verdict};

/// Something that a program reports.
pub trait Event: BorshDeserialize {
    /// The name in the program and its IDL.
    const NAME: &'static str;
    /// The program that reports it.
    const PROGRAM: Pubkey;
}

impl Record {
    /// Whether it is an event of this kind.
    pub fn is<E: Event>(&self) -> bool {
        self.program == E::PROGRAM && self.data.starts_with(&discriminator(E::NAME))
    }

    /// The event, if it is one of this kind, with nothing missing and nothing left over.
    pub fn decode<E: Event>(&self) -> Option<E> {
        self.is::<E>().then(|| E::try_from_slice(&self.data[DISCRIMINATOR..])).and_then(Result::ok)
    }
}

const DISCRIMINATOR: usize = 8;

fn discriminator(name: &str) -> [u8; DISCRIMINATOR] {
    let hash = Sha256::digest(format!("event:{name}"));
    std::array::from_fn(|index| hash[index])
}

macro_rules! events {
    ($($program:ident: { $(
        $(#[$doc:meta])*
        $name:ident { $($field:ident: $type:ty),* $(,)? }
    )* })*) => {
        $($(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize)]
            #[allow(missing_docs)]
            pub struct $name { $(pub $field: $type),* }

            impl Event for $name {
                const NAME: &'static str = stringify!($name);
                const PROGRAM: Pubkey = $program;
            }
        )*)*

        /// An event of any kind.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum AnyEvent { $($($(#[$doc])* $name($name),)*)* }

        impl AnyEvent {
            /// The event that a record is, if it is one.
            pub fn decode(record: &Record) -> Option<Self> {
                $($(if record.is::<$name>() { return record.decode().map(Self::$name); })*)*
                None
            }
        }
    };
}

events! {
    MAIL_ID: {
        /// A network was founded.
        NetworkCreated { network: Pubkey, founder: Pubkey, treasury: Pubkey }
        /// Somebody opened a mailbox.
        MailboxOpened { mailbox: Pubkey, network: Pubkey, owner: Pubkey }
        /// An owner changed what they ask of senders.
        MailboxChanged { mailbox: Pubkey, min_fee: u64, min_reputation: u64, accepting: bool }
        /// An owner has a new key.
        KeyRotated { mailbox: Pubkey, key_version: u32 }
        /// A recipient earned a fee, and their verdict perhaps moved the sender's shares.
        MessageAcknowledged {
            message: Pubkey, sender: Pubkey, recipient: Pubkey, verdict: Verdict, earned: u64, cut: u64,
            shares_before: u64, shares_after: u64,
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
        /// The bounty program's treasury is the network's.
        TreasuryAdopted { network: Pubkey, treasury: Pubkey }
    }
    REPUTATION_ID: {
        /// A network has a reputation.
        ReputationCreated { reputation: Pubkey, network: Pubkey, mint: Pubkey }
        /// Somebody opened a standing.
        StandingOpened { standing: Pubkey, network: Pubkey, owner: Pubkey }
        /// Somebody gave their standing up.
        StandingClosed { standing: Pubkey, network: Pubkey, owner: Pubkey, forfeited: u64 }
        /// A first citizen was given reputation.
        Seeded { standing: Pubkey, shares: u64 }
        /// An award earned reputation.
        Awarded { standing: Pubkey, shares: u64 }
        /// A token account shows what its owner's standing says.
        Synced { standing: Pubkey, before: u64, after: u64 }
        /// Somebody staked on somebody.
        Endorsed { endorser: Pubkey, endorsed: Pubkey, shares: u64 }
        /// A stake cools down.
        UnendorsementBegun { endorser: Pubkey, endorsed: Pubkey, units: u64, ready_at: i64 }
        /// A stake was given back.
        UnendorsementFinished { endorser: Pubkey, endorsed: Pubkey, shares: u64 }
        /// An endorser's spam burned of their stake.
        Collected { endorser: Pubkey, endorsed: Pubkey, shares: u64 }
        /// New parameters are public.
        ParametersProposed { reputation: Pubkey, due_at: i64 }
        /// New parameters are in force.
        ParametersApplied { reputation: Pubkey }
    }
    BOUNTY_ID: {
        /// A network has a treasury.
        TreasuryCreated { treasury: Pubkey, network: Pubkey }
        /// Somebody gave to a treasury or a bounty.
        Contributed { to: Pubkey, contributor: Pubkey, amount: u64 }
        /// A treasury gave to a bounty.
        Allocated { bounty: Pubkey, amount: u64 }
        /// A bounty was made.
        BountyCreated { bounty: Pubkey, network: Pubkey, issuer: Pubkey }
        /// A bounty takes submissions.
        BountyOpened { bounty: Pubkey }
        /// A bounty was called off.
        BountyCancelled { bounty: Pubkey }
        /// A bounty has ended.
        BountyClosed { bounty: Pubkey }
        /// An award was taken away.
        Vetoed { submission: Pubkey }
        /// An award was paid.
        Claimed { submission: Pubkey, submitter: Pubkey, reward: u64 }
        /// A contribution, or what was left of it, went back.
        ContributionWithdrawn { bounty: Pubkey, contributor: Pubkey, amount: u64 }
        /// A submission has ended.
        SubmissionClosed { submission: Pubkey, submitter: Pubkey, forfeited: u64 }
        /// A new limit of a treasury's is public.
        LimitProposed { treasury: Pubkey, limit: u64, due_at: i64 }
        /// A new limit of a treasury's is in force.
        LimitApplied { treasury: Pubkey, limit: u64 }
    }
}
