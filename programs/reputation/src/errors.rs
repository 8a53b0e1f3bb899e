//! Errors, each with what to do. Append only: the codes are public. They begin at 7000, so that they cannot be mistaken
//! for errors of the mail program, which calls this one.

use anchor_lang::prelude::*;
use kit::Refusal;
use reputation_core::{ParametersError, PoolError};

#[error_code(offset = 7000)]
pub enum ReputationError {
    /// 7000
    #[msg("Only the network's authority may do this: sign as the authority that the network names")]
    NotAuthority,
    /// 7001
    #[msg("This account belongs to another network: use accounts of one network")]
    OtherNetwork,
    /// 7002
    #[msg("Bad token text: name 1 to 32 bytes, symbol 1 to 10, URI at most 200, without control characters")]
    InvalidText,
    /// 7003
    #[msg("This is not the reputation's token: use the mint that the reputation names")]
    WrongMint,
    /// 7004
    #[msg("parameters.half_life must match a whole interest rate, 77 days to 20 years: take one from the SDK")]
    InvalidHalfLife,
    /// 7005
    #[msg("parameters.rate must be above zero; rate and award_rate at most 1,000,000 reputation per SOL")]
    InvalidRate,
    /// 7006
    #[msg("parameters.constant must be 0.000001 to 4,000 reputation")]
    InvalidConstant,
    /// 7007
    #[msg("parameters.reserve must be at most 4,000 reputation")]
    InvalidReserve,
    /// 7008
    #[msg("parameters.cool_down must be between a day and two years")]
    InvalidCoolDown,
    /// 7009
    #[msg("parameters.seed_budget must be at most 1,000,000 reputation")]
    InvalidSeedBudget,
    /// 7010
    #[msg("parameters.endorsement_discount must be at most 10,000 bps")]
    InvalidEndorsementDiscount,
    /// 7011
    #[msg("parameters.spam_burn must be at most 10,000 bps")]
    InvalidSpamBurn,
    /// 7012
    #[msg("half_life, seed_budget and endorsement_discount never change: propose them as they are")]
    FixedParameter,
    /// 7013
    #[msg("No new parameters are waiting: propose them first")]
    NothingProposed,
    /// 7014
    #[msg("The new parameters are not due yet: wait until the reputation's due_at")]
    ParametersNotDue,
    /// 7015
    #[msg("That exceeds the seed budget: give less, or let people earn reputation")]
    BudgetSpent,
    /// 7016
    #[msg("The index has run out, so nothing can be minted or staked: found a new network")]
    IndexRunOut,
    /// 7017
    #[msg("Only the mail program records verdicts: acknowledge a message")]
    NotMail,
    /// 7018
    #[msg("Only the bounty program records awards: call its earn_reputation")]
    NotBounty,
    /// 7019
    #[msg("This is not that person's standing: derive its address from the network and the owner")]
    WrongStanding,
    /// 7020
    #[msg("This wallet does not own the standing: use the owner's wallet, or the standing of this wallet")]
    NotYourStanding,
    /// 7021
    #[msg("Not the owner's associated token account: derive it from the owner, Token-2022 and the mint")]
    WrongTokenAccount,
    /// 7022
    #[msg("The owner has no associated token account: create it, then sync")]
    NoTokenAccount,
    /// 7023
    #[msg("The stake is too small: it must be worth at least one reputation")]
    StakeTooSmall,
    /// 7024
    #[msg("That would leave the endorser less than the reserve: stake less")]
    ReserveNeeded,
    /// 7025
    #[msg("The pool was burned so much that it has no room: stake less, or wait until others leave it")]
    Diluted,
    /// 7026
    #[msg("Your spam burned nearly all that you lent: take your endorsements back before giving new ones")]
    TaintedStakes,
    /// 7027
    #[msg("Wrong address for this endorsement: derive it from the signer and the endorsed standing")]
    WrongAddress,
    /// 7028
    #[msg("Not a new account of the right size with rent: create it for this program in the same transaction")]
    NotNew,
    /// 7029
    #[msg("This endorsement is between other people: use the one between these two standings")]
    WrongEndorsement,
    /// 7030
    #[msg("Only the endorser can take it back, and only the endorsed can send it back: sign as one of them")]
    NotYourEndorsement,
    /// 7031
    #[msg("The endorsement has fewer units than that, or none: read it again, or ask for all of them")]
    TooManyUnits,
    /// 7032
    #[msg("The endorsed must send back the whole endorsement: ask for all of its units")]
    AllOrNothing,
    /// 7033
    #[msg("Nothing of this endorsement is leaving: call begin_unendorse first")]
    NothingLeaving,
    /// 7034
    #[msg("The cool-down is not over: wait until the endorsement's ready_at")]
    CoolingDown,
    /// 7035
    #[msg("The owner still endorses others: take those endorsements back first")]
    StillEndorsing,
    /// 7036
    #[msg("Others still endorse the owner: send their endorsements back, then finish after the cool-down")]
    StillEndorsed,
    /// 7037
    #[msg("A number would overflow; nothing was changed: please file a bug")]
    Overflow,
}

impl From<ParametersError> for ReputationError {
    fn from(error: ParametersError) -> Self {
        match error {
            ParametersError::HalfLife => Self::InvalidHalfLife,
            ParametersError::Rate => Self::InvalidRate,
            ParametersError::Constant => Self::InvalidConstant,
            ParametersError::Reserve => Self::InvalidReserve,
            ParametersError::CoolDown => Self::InvalidCoolDown,
            ParametersError::SeedBudget => Self::InvalidSeedBudget,
            ParametersError::EndorsementDiscount => Self::InvalidEndorsementDiscount,
            ParametersError::SpamBurn => Self::InvalidSpamBurn,
        }
    }
}

impl From<PoolError> for ReputationError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::TooLittle => Self::StakeTooSmall,
            PoolError::TooManyUnits => Self::TooManyUnits,
            PoolError::Diluted => Self::Diluted,
        }
    }
}

impl From<Refusal> for ReputationError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotNew | Refusal::Underfunded => Self::NotNew,
            Refusal::WrongAddress => Self::WrongAddress,
        }
    }
}
