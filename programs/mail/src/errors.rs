//! What is wrong, and what to do about it. Append only: the codes are public.

use anchor_lang::prelude::*;
use kit::{OutOfBounds, Refusal};
use postage::RulesError;

#[error_code]
pub enum MailError {
    /// 6000
    #[msg("A network's name is 1 to 32 bytes of UTF-8 without control characters, padded with zeros: change it")]
    InvalidName,
    /// 6001
    #[msg("The treasury must not be the default address: give the network's treasury")]
    InvalidTreasury,
    /// 6002
    #[msg("The encryption key is zero or already the current one: derive the mailbox's next X25519 key")]
    InvalidKey,
    /// 6003
    #[msg("A minimum fee is at most 2^50 lamports: choose a lower one")]
    MinFeeTooHigh,
    /// 6004
    #[msg("The signer does not own this mailbox: sign as its owner, or give your own mailbox")]
    NotYourMailbox,
    /// 6005
    #[msg("This account belongs to another network: use accounts of one network")]
    OtherNetwork,
    /// 6006
    #[msg("The price or the offer is above max_fee; nothing was charged: get a new quote, or raise max_fee")]
    PriceAboveMax,
    /// 6007
    #[msg("The network's rules have changed since the quote; nothing was charged: get a new quote")]
    RulesChanged,
    /// 6008
    #[msg("This is not the mailbox's next sequence number; nothing was charged: read the mailbox, and seal again")]
    SequenceTaken,
    /// 6009
    #[msg("The recipient's encryption key is a different one; nothing was charged: read it, and seal again")]
    KeyChanged,
    /// 6010
    #[msg("The recipient accepts no mail from strangers: they must write to you or add you as a contact first")]
    NotAccepting,
    /// 6011
    #[msg("The sender has too little reputation to write to this recipient: earn more, or let them write first")]
    ReputationTooLow,
    /// 6012
    #[msg("Ciphertext is 1 byte to 64 KiB, in the message or in its body, not both: send less, or split it")]
    InvalidLength,
    /// 6013
    #[msg("This is not the correspondence of these two mailboxes: derive its address from both, lower one first")]
    WrongCorrespondence,
    /// 6014
    #[msg("This message is for another mailbox: give the mailbox that it names")]
    NotYourMessage,
    /// 6015
    #[msg("The deadline has passed, and the fee belongs to the sender again: expire the message")]
    AnswerTooLate,
    /// 6016
    #[msg("The deadline has not passed: wait for it, or let the recipient acknowledge the message")]
    NotExpired,
    /// 6017
    #[msg("This is not the message's sender: give the wallet that the message names")]
    WrongSender,
    /// 6018
    #[msg("An account would hold less than it owes; nothing was changed: please file a bug")]
    Insolvent,
    /// 6019
    #[msg("A number would overflow; nothing was changed: please file a bug")]
    Overflow,
    /// 6020
    #[msg("rules.floor must be at least two signature fees (10,000 lamports)")]
    FloorTooLow,
    /// 6021
    #[msg("rules.cap must be between rules.floor and 2^50 lamports")]
    InvalidCap,
    /// 6022
    #[msg("rules.base_fee must be at most 2^40 lamports, and rules.byte_fee at most 2^24 lamports")]
    InvalidFee,
    /// 6023
    #[msg("rules.window_half_life and rules.pair_half_life must be between 1 minute and 36 days")]
    InvalidHalfLife,
    /// 6024
    #[msg("rules.window_free must be at most 10,000 messages")]
    InvalidWindowFree,
    /// 6025
    #[msg("rules.window_growth and rules.repeat_growth must be at most 16 times a message (a base-2 logarithm of 4)")]
    InvalidGrowth,
    /// 6026
    #[msg("rules.newcomer_constant must be 0.000001 to 4,000 reputation, and newcomer_surcharge at most 100 times")]
    InvalidNewcomer,
    /// 6027
    #[msg("rules.friend_discount must be less than the whole price (at most 9,999 bps)")]
    InvalidFriendDiscount,
    /// 6028
    #[msg("rules.treasury_share must leave the recipient at least one signature fee (5,000 lamports) of the floor")]
    InvalidTreasuryShare,
    /// 6029
    #[msg("rules.spam_forfeit must be at most 10,000 bps, the whole of the recipient's part")]
    InvalidSpamForfeit,
    /// 6030
    #[msg("rules.answering_period must be between 1 hour and 365 days")]
    InvalidAnsweringPeriod,
    /// 6031
    #[msg("rules.rules_delay must be between 1 hour and 90 days")]
    InvalidRulesDelay,
    /// 6032
    #[msg("Only the network's authority may do this: sign as the authority that the network names")]
    NotAuthority,
    /// 6033
    #[msg("No new rules are waiting: propose them first")]
    NothingProposed,
    /// 6034
    #[msg("The new rules are not due yet: wait until the time that the network names")]
    RulesNotDue,
    /// 6035
    #[msg("The network's authority was not offered to the signer: ask the current authority to propose it")]
    NotProposed,
    /// 6036
    #[msg("The network has paused sending; nothing was charged: try again later")]
    SendingPaused,
    /// 6037
    #[msg("The account is not at the address of its author and seed: derive the address from the signer")]
    WrongAddress,
    /// 6038
    #[msg("This is not a new account of the right owner and size: create it with its seed in the same transaction")]
    NotNew,
    /// 6039
    #[msg("The account holds less than its rent, plus the fee if it is a message: create it with rent and max_fee")]
    Underfunded,
    /// 6040
    #[msg("The message is not revealed yet: its sender must publish the sealed key first")]
    NotRevealed,
    /// 6041
    #[msg("The message is already revealed: its sender has nothing left to do")]
    AlreadyRevealed,
    /// 6042
    #[msg("The time to reveal is over, and the fee belongs to the sender again: expire the message, and post anew")]
    RevealTooLate,
    /// 6043
    #[msg("The signer is not the author of this body: sign as its author, or use a body of your own")]
    NotYourBody,
    /// 6044
    #[msg("The body is not sealed: write all of it and seal it before a message refers to it")]
    BodyNotSealed,
    /// 6045
    #[msg("The body is sealed and can no longer change: open another one for different content")]
    BodySealed,
    /// 6046
    #[msg("Open messages still refer to this body: wait until they are acknowledged, or expire them")]
    BodyInUse,
    /// 6047
    #[msg("The body's content does not have the hash that it was opened with: write the missing or wrong chunks")]
    WrongHash,
    /// 6048
    #[msg("The chunk reaches beyond the body's end: check its offset and length")]
    OutOfBounds,
    /// 6049
    #[msg("This is not the message's body: give the one that the message refers to, or none if it refers to none")]
    WrongBody,
    /// 6050
    #[msg("The mailbox has sent too much recently to be closed: wait until its load has decayed to one message")]
    LoadTooHigh,
    /// 6051
    #[msg("These two wrote within the last year: close their correspondence after a year of silence")]
    NotSilent,
    /// 6052
    #[msg("This wallet did not pay the correspondence's rent: give the wallet that did")]
    WrongPayer,
    /// 6053
    #[msg("The signer is not one of this correspondence's two people: sign as one of them")]
    NotYourCorrespondence,
    /// 6054
    #[msg("A mailbox cannot be its own contact: give another person's mailbox")]
    SelfContact,
    /// 6055
    #[msg("This is not the network's treasury: give the address that the network names")]
    WrongTreasury,
    /// 6056
    #[msg("This is not the sender's standing on this network: derive its address from the network and the sender")]
    WrongStanding,
    /// 6057
    #[msg("The network already uses the bounty program's treasury: there is nothing left to do")]
    AlreadyAdopted,
    /// 6058
    #[msg("A treasury for a token would lose the postage, which is in SOL: give the network's treasury for SOL")]
    NotForSol,
    /// 6059
    #[msg(
        "The encryption key's highest bit is set, so mail sealed to it would never open: register it without that bit"
    )]
    KeyNotCanonical,
    /// 6060
    #[msg("The offer is above 2^50 lamports, the most that a message can cost; nothing was charged: offer less")]
    OfferTooHigh,
}

impl From<RulesError> for MailError {
    fn from(error: RulesError) -> Self {
        match error {
            RulesError::FloorTooLow => Self::FloorTooLow,
            RulesError::Cap => Self::InvalidCap,
            RulesError::Fee => Self::InvalidFee,
            RulesError::HalfLife => Self::InvalidHalfLife,
            RulesError::WindowFree => Self::InvalidWindowFree,
            RulesError::Growth => Self::InvalidGrowth,
            RulesError::Newcomer => Self::InvalidNewcomer,
            RulesError::FriendDiscount => Self::InvalidFriendDiscount,
            RulesError::TreasuryShare => Self::InvalidTreasuryShare,
            RulesError::SpamForfeit => Self::InvalidSpamForfeit,
            RulesError::AnsweringPeriod => Self::InvalidAnsweringPeriod,
            RulesError::RulesDelay => Self::InvalidRulesDelay,
        }
    }
}

impl From<Refusal> for MailError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotNew => Self::NotNew,
            Refusal::WrongAddress => Self::WrongAddress,
            Refusal::Underfunded => Self::Underfunded,
        }
    }
}

impl From<OutOfBounds> for MailError {
    fn from(_: OutOfBounds) -> Self {
        Self::OutOfBounds
    }
}
