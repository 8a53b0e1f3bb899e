//! Decodes accounts: the generated types, with checks, and the data that an IDL cannot describe.

mod fields;
mod listing;
mod stored;

pub use bounty_core::{Opinion, Terms, Week};
pub use postage::{FeeSplit, Rules, Verdict};
pub use reputation_core::Parameters;
use solana_pubkey::Pubkey;

pub use crate::generated::{
    bounty::accounts::{Bounty, Contribution, Submission, Treasury, WeeklyStats},
    mail::{
        accounts::{Body, Correspondence, Ledger, Mailbox, Message, Network},
        types::SealedKey,
    },
    reputation::accounts::{Endorsement, Reputation, Standing},
};
pub use listing::{Listing, Unreadable};
pub use stored::{Content, StoredBody, StoredBounty, StoredMessage};

use crate::{
    Program, Programs,
    generated::{
        bounty::accounts::{
            BOUNTY_DISCRIMINATOR, CONTRIBUTION_DISCRIMINATOR, SUBMISSION_DISCRIMINATOR, TREASURY_DISCRIMINATOR,
            WEEKLY_STATS_DISCRIMINATOR,
        },
        mail::accounts::{
            CORRESPONDENCE_DISCRIMINATOR, LEDGER_DISCRIMINATOR, MAILBOX_DISCRIMINATOR, NETWORK_DISCRIMINATOR,
        },
        reputation::accounts::{ENDORSEMENT_DISCRIMINATOR, REPUTATION_DISCRIMINATOR, STANDING_DISCRIMINATOR},
    },
};

/// Why an account cannot be decoded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Another program owns it.
    #[error("the account belongs to the program {0}, not to b-mail: check the address")]
    WrongOwner(Pubkey),
    /// It is of another kind, or its data is too short or too long.
    #[error("the account is not a {0}: check the address")]
    WrongKind(&'static str),
}

/// An account of one of the programs.
pub trait ProgramAccount: Sized {
    /// Its name in an error.
    const KIND: &'static str;
    /// The program that owns it.
    const PROGRAM: Program;
    /// The first eight bytes of its data.
    const DISCRIMINATOR: [u8; 8];
    /// The most bytes that it can have.
    const LONGEST: usize;
    /// Decodes data that starts with the discriminator.
    ///
    /// # Errors
    /// [`std::io::ErrorKind::InvalidData`] and others if the data is too short or malformed.
    fn from_data(data: &[u8]) -> std::io::Result<Self>;

    /// Decodes an account's data after checking its owner and kind.
    ///
    /// # Errors
    /// [`DecodeError::WrongOwner`], [`DecodeError::WrongKind`].
    fn decode(programs: &Programs, owner: &Pubkey, data: &[u8]) -> Result<Self, DecodeError> {
        if *owner != programs.address(Self::PROGRAM) {
            return Err(DecodeError::WrongOwner(*owner));
        }
        let is_kind = data.starts_with(&Self::DISCRIMINATOR) && data.len() <= Self::LONGEST;
        let decoded = is_kind.then(|| Self::from_data(data)).and_then(Result::ok);
        decoded.ok_or(DecodeError::WrongKind(Self::KIND))
    }
}

macro_rules! program_account {
    ($type:ty, $kind:literal, $program:expr, $discriminator:expr) => {
        program_account!($type, $kind, $program, $discriminator, Self::LEN);
    };
    ($type:ty, $kind:literal, $program:expr, $discriminator:expr, $longest:expr) => {
        impl ProgramAccount for $type {
            const KIND: &'static str = $kind;
            const PROGRAM: Program = $program;
            const DISCRIMINATOR: [u8; 8] = $discriminator;
            const LONGEST: usize = $longest;

            fn from_data(data: &[u8]) -> std::io::Result<Self> {
                Self::from_bytes(data)
            }
        }
    };
}

program_account!(Network, "network", Program::Mail, NETWORK_DISCRIMINATOR);
program_account!(Ledger, "ledger", Program::Mail, LEDGER_DISCRIMINATOR);
program_account!(Mailbox, "mailbox", Program::Mail, MAILBOX_DISCRIMINATOR);
program_account!(Correspondence, "correspondence", Program::Mail, CORRESPONDENCE_DISCRIMINATOR);
program_account!(Reputation, "reputation", Program::Reputation, REPUTATION_DISCRIMINATOR);
program_account!(Standing, "standing", Program::Reputation, STANDING_DISCRIMINATOR);
program_account!(Endorsement, "endorsement", Program::Reputation, ENDORSEMENT_DISCRIMINATOR);
program_account!(Treasury, "treasury", Program::Bounty, TREASURY_DISCRIMINATOR);
program_account!(WeeklyStats, "network's weekly stats", Program::Bounty, WEEKLY_STATS_DISCRIMINATOR);
program_account!(Bounty, "bounty", Program::Bounty, BOUNTY_DISCRIMINATOR, StoredBounty::LONGEST);
program_account!(Contribution, "contribution", Program::Bounty, CONTRIBUTION_DISCRIMINATOR);
program_account!(Submission, "submission", Program::Bounty, SUBMISSION_DISCRIMINATOR);
