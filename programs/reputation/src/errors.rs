//! What can be wrong, and what to do. Append only: the codes are public. They begin at 7000, so that nobody takes them for
//! those of the mail program, which calls this one.

use anchor_lang::prelude::*;
use kit::Refusal;
use reputation_core::{ParametersError, PoolError};

#[error_code(offset = 7000)]
pub enum ReputationError {
    /// 7000
    #[msg("Only the network's authority may do this: sign with the authority that the network names")]
    NotAuthority,
    /// 7001
    #[msg("This account belongs to another network: use accounts of one network")]
    OtherNetwork,
    /// 7002
    #[msg("A token's name has 1 to 32 bytes, its symbol 1 to 10, its URI at most 200, without control characters")]
    InvalidText,
    /// 7003
    #[msg("This is not the token of the network's reputation: give the mint that the reputation names")]
    WrongMint,
    /// 7004
    #[msg("parameters.half_life: that of a whole rate of interest, 77 days to 20 years; take one from the SDK")]
    InvalidHalfLife,
    /// 7005
    #[msg("parameters.rate: above zero; rate and award_rate: at most 1,000,000 reputation per SOL")]
    InvalidRate,
    /// 7006
    #[msg("parameters.constant: 0.000001 to 4,000 reputation")]
    InvalidConstant,
    /// 7007
    #[msg("parameters.reserve: at most 4,000 reputation")]
    InvalidReserve,
    /// 7008
    #[msg("parameters.cool_down: between a day and two years")]
    InvalidCoolDown,
    /// 7009
    #[msg("parameters.seed_budget: at most 1,000,000 reputation")]
    InvalidSeedBudget,
    /// 7010
    #[msg("parameters.endorsement_discount: at most the whole (10,000 bps)")]
    InvalidEndorsementDiscount,
    /// 7011
    #[msg("parameters.spam_burn: at most the whole (10,000 bps)")]
    InvalidSpamBurn,
    /// 7012
    #[msg("half_life, seed_budget and endorsement_discount are chosen once: propose them as they are")]
    FixedParameter,
    /// 7013
    #[msg("No new parameters are waiting: propose them first")]
    NothingProposed,
    /// 7014
    #[msg("The new parameters are not yet due: wait until the time that the reputation names")]
    ParametersNotDue,
    /// 7015
    #[msg("The seed budget does not suffice: give less, or let people earn")]
    BudgetSpent,
    /// 7016
    #[msg("The index has run out, so that nothing can be minted or staked: found a new network")]
    IndexRunOut,
    /// 7017
    #[msg("Only the mail program reports verdicts: acknowledge a message")]
    NotMail,
    /// 7018
    #[msg("Only the bounty program reports awards: claim one")]
    NotBounty,
    /// 7019
    #[msg("This is not the standing of that person: derive its address from the network and the owner")]
    WrongStanding,
    /// 7020
    #[msg("The signer does not own this standing: sign with its owner, or give your own standing")]
    NotYourStanding,
    /// 7021
    #[msg("This is not the owner's associated token account: derive it from owner, Token-2022 and mint")]
    WrongTokenAccount,
    /// 7022
    #[msg("There is no token account at the owner's associated address: create it, then sync")]
    NoTokenAccount,
    /// 7023
    #[msg("A stake is at least one reputation, and a unit of the pool: stake more")]
    StakeTooSmall,
    /// 7024
    #[msg("That would leave less than the reserve to the endorser: stake less")]
    ReserveNeeded,
    /// 7025
    #[msg("So much of the pool was burned that no more fits it: wait until stakes have been taken out")]
    Diluted,
    /// 7026
    #[msg("Spam has burned nearly all that was lent: take the endorsements back before giving new ones")]
    TaintedStakes,
    /// 7027
    #[msg("The account is not where its endorser and the endorsed place it: derive the address from the signer")]
    WrongAddress,
    /// 7028
    #[msg("Not a new account of the right size and with rent: create it for this program in the same transaction")]
    NotNew,
    /// 7029
    #[msg("This endorsement is between other people: give the one of these two standings")]
    WrongEndorsement,
    /// 7030
    #[msg("Only its endorser takes an endorsement back, and the endorsed sends it back: sign as one of the two")]
    NotYourEndorsement,
    /// 7031
    #[msg("The endorsement has fewer units than that, or none: read it again, or ask for all of them")]
    TooManyUnits,
    /// 7032
    #[msg("The endorsed sends back all of an endorsement: ask for all of its units")]
    AllOrNothing,
    /// 7033
    #[msg("Nothing of this endorsement is leaving: begin to take it back first")]
    NothingLeaving,
    /// 7034
    #[msg("The cool-down is not over: wait until the time that the endorsement names")]
    CoolingDown,
    /// 7035
    #[msg("The owner still endorses others: take these endorsements back first")]
    StillEndorsing,
    /// 7036
    #[msg("Others still endorse the owner: send their endorsements back, and finish that after the cool-down")]
    StillEndorsed,
    /// 7037
    #[msg("A number would overflow, nothing was changed: report this")]
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
