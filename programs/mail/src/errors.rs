//! What can be wrong, and what to do. Append only: the codes are public.

use anchor_lang::prelude::*;
use kit::{OutOfBounds, Refusal};
use postage::RulesError;

#[error_code]
pub enum MailError {
    /// 6000
    #[msg("A network's name has 1 to 32 bytes of UTF-8 without control characters, then zeros: choose another name")]
    InvalidName,
    /// 6001
    #[msg("The treasury must be an address that somebody can use: give the network's treasury")]
    InvalidTreasury,
    /// 6002
    #[msg(
        "An encryption key is an X25519 public key, and a new one differs from the current: derive the next version"
    )]
    InvalidKey,
    /// 6003
    #[msg("A minimum fee is at most 2^50 lamports: ask for less")]
    MinFeeTooHigh,
    /// 6004
    #[msg("The signer does not own this mailbox: sign with its owner, or give your own mailbox")]
    NotYourMailbox,
    /// 6005
    #[msg("This account belongs to another network: use accounts of one network")]
    OtherNetwork,
    /// 6006
    #[msg("The price is above max_fee, nothing was charged: quote again, and raise max_fee if it is worth it")]
    PriceAboveMax,
    /// 6007
    #[msg("The network's rules have changed since the quote, nothing was charged: quote again")]
    RulesChanged,
    /// 6008
    #[msg("This sequence number is not the mailbox's next one: read the mailbox, and seal again")]
    SequenceTaken,
    /// 6009
    #[msg("The recipient has another encryption key: read their mailbox, and seal again")]
    KeyChanged,
    /// 6010
    #[msg("The recipient accepts no mail from strangers: they have to write to you first")]
    NotAccepting,
    /// 6011
    #[msg("The recipient wants more reputation of strangers: earn it, or let them write to you first")]
    ReputationTooLow,
    /// 6012
    #[msg("A message has 1 byte to 64 KiB of ciphertext: send less, or several messages")]
    InvalidLength,
    /// 6013
    #[msg("This is not the correspondence of these two mailboxes: derive its address from both, the lower first")]
    WrongCorrespondence,
    /// 6014
    #[msg("This message is for another mailbox: give the mailbox that it names")]
    NotYourMessage,
    /// 6015
    #[msg("The answering period is over and the fee belongs to the sender again: expire the message")]
    AnswerTooLate,
    /// 6016
    #[msg("The answering period is not over: wait for the deadline, or let the recipient acknowledge")]
    NotExpired,
    /// 6017
    #[msg("This is not the message's sender: give the wallet that the message names")]
    WrongSender,
    /// 6018
    #[msg("An account would hold less than it owes, nothing was changed: report this")]
    Insolvent,
    /// 6019
    #[msg("A number would overflow, nothing was changed: report this")]
    Overflow,
    /// 6020
    #[msg("rules.floor: at least two signature fees (10,000 lamports)")]
    FloorTooLow,
    /// 6021
    #[msg("rules.cap: between floor and 2^50 lamports")]
    InvalidCap,
    /// 6022
    #[msg("rules.base_fee: at most 2^40 lamports; rules.byte_fee: at most 2^24")]
    InvalidFee,
    /// 6023
    #[msg("rules.window_half_life, rules.pair_half_life: between a minute and 36 days")]
    InvalidHalfLife,
    /// 6024
    #[msg("rules.window_free: at most 10,000 messages")]
    InvalidWindowFree,
    /// 6025
    #[msg("rules.window_growth, rules.repeat_growth: at most 16 times a message (a logarithm of 4)")]
    InvalidGrowth,
    /// 6026
    #[msg("rules.newcomer_constant: above zero and at most 4,000 reputation; newcomer_surcharge: at most 100 times")]
    InvalidNewcomer,
    /// 6027
    #[msg("rules.friend_discount: less than the whole price (9,999 bps)")]
    InvalidFriendDiscount,
    /// 6028
    #[msg("rules.treasury_share: must leave a signature fee of the floor to the recipient")]
    InvalidTreasuryShare,
    /// 6029
    #[msg("rules.spam_forfeit: at most the whole (10,000 bps)")]
    InvalidSpamForfeit,
    /// 6030
    #[msg("rules.answering_period: between an hour and a year")]
    InvalidAnsweringPeriod,
    /// 6031
    #[msg("rules.rules_delay: between an hour and 90 days")]
    InvalidRulesDelay,
    /// 6032
    #[msg("Only the network's authority may do this: sign with the authority that the network names")]
    NotAuthority,
    /// 6033
    #[msg("No new rules are waiting: propose them first")]
    NothingProposed,
    /// 6034
    #[msg("The new rules are not yet due: wait until the time that the network names")]
    RulesNotDue,
    /// 6035
    #[msg("The network's authority was not offered to the signer: let the present authority propose it")]
    NotProposed,
    /// 6036
    #[msg("The network has paused sending, nothing was charged: try again later; all else goes on")]
    SendingPaused,
    /// 6037
    #[msg("The account is not where its author and its seed place it: derive the address from the signer")]
    WrongAddress,
    /// 6038
    #[msg("Not a new account of the right size: create it for this program in the same transaction, with its seed")]
    NotNew,
    /// 6039
    #[msg("The account holds less than its rent, a message's than rent and postage: create it with rent and max_fee")]
    Underfunded,
    /// 6040
    #[msg("The message is not revealed: its sender has to publish the sealed key first")]
    NotRevealed,
    /// 6041
    #[msg("The message is revealed already: there is nothing left to do for its sender")]
    AlreadyRevealed,
    /// 6042
    #[msg("The time to reveal this message is over, its fee is the sender's again: expire it, and post anew")]
    RevealTooLate,
    /// 6043
    #[msg("The signer is not the author of this body: sign with its author")]
    NotYourBody,
    /// 6044
    #[msg("The body is not sealed: write all of it, and seal it, before a message refers to it")]
    BodyNotSealed,
    /// 6045
    #[msg("The body is sealed and does not change any more: open another for another content")]
    BodySealed,
    /// 6046
    #[msg("Messages still refer to this body: wait until they are answered, or expire them")]
    BodyInUse,
    /// 6047
    #[msg("The body's content does not have the hash that it was opened with: write the missing chunks")]
    WrongHash,
    /// 6048
    #[msg("The chunk reaches beyond the body's end: check its offset and length")]
    OutOfBounds,
    /// 6049
    #[msg("Give the body that the message refers to, with a message that has one, and none with any other")]
    WrongBody,
    /// 6050
    #[msg(
        "The mailbox has sent too much lately: wait until its load is one message, so that closing saves no postage"
    )]
    LoadTooHigh,
    /// 6051
    #[msg("These two wrote to each other within a year: a correspondence closes after a year of silence")]
    NotSilent,
    /// 6052
    #[msg("This wallet did not pay the correspondence's rent: give the one that did")]
    WrongPayer,
    /// 6053
    #[msg("The signer has no part in this correspondence: sign as one of its two people")]
    NotYourCorrespondence,
    /// 6054
    #[msg("Nobody is their own contact: give another person's mailbox")]
    SelfContact,
    /// 6055
    #[msg("This is not the network's treasury: give the address that the network names")]
    WrongTreasury,
    /// 6056
    #[msg("This is not the sender's standing on this network: derive its address from the network and the sender")]
    WrongStanding,
    /// 6057
    #[msg("The bounty program's treasury is the network's already: there is nothing left to do")]
    AlreadyAdopted,
    /// 6058
    #[msg("Postage is paid in SOL, which would be lost in a token's treasury: give the network's treasury for SOL")]
    NotForSol,
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
