//! What the file of an instruction needs.

pub use bmail_sdk::{
    BOUNTY_ID, MAIL_ID, NewAccount, PROGRAMS, REPUTATION_ID, TOKEN_2022_ID,
    accounts::{self, Opinion, Verdict},
};
pub use bmail_testing::{BountyError, MailError, ReputationError};
pub use proptest::{bool::weighted, option, prelude::*, sample::select};
pub use solana_instruction::Instruction;
pub use solana_pubkey::Pubkey;
pub use solana_system_interface::program::ID as SYSTEM;
pub use units::{Lamports, Q32, Seconds, Timestamp};

pub use crate::{
    builder::{Builder, pick, replace},
    choice::*,
    model::{
        Body, Bounty, Contribution, Endorsement, Mailbox, Message, Mistake, Model, Network, Pair, Phase, Prediction,
        Reasons, Refusal, Reputation, Standing, Submission, TokenAccount, Treasury, known, optional,
    },
    registry::{Act, Modeled, Weighted},
    roster::{CONTENTS, Net, ROSTER, WRITERS, Who},
    sent::Sent,
};
