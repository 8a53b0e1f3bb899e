//! Errors, each with what to do. Append only: the codes are public. They begin at 8000, so that they cannot be mistaken
//! for errors of the mail or the reputation program.

use anchor_lang::prelude::*;
use bounty_core::TermsError;
use kit::Refusal;

#[error_code(offset = 8000)]
pub enum BountyError {
    /// 8000
    #[msg("Only the network's authority may do this: sign as the authority that the network names")]
    NotAuthority,
    /// 8001
    #[msg("This account belongs to another network: use accounts of one network")]
    OtherNetwork,
    /// 8002
    #[msg("The allowance's period must be between a day and a year: choose another")]
    InvalidAllowance,
    /// 8003
    #[msg("The treasury's allowance does not cover that now: allocate less, or wait")]
    OverAllowance,
    /// 8004
    #[msg("The treasury would hold less than its rent: allocate less")]
    TreasuryTooPoor,
    /// 8005
    #[msg("No new limit is waiting: propose one first")]
    NothingProposed,
    /// 8006
    #[msg("The new limit is not due yet: wait until the treasury's due_at")]
    LimitNotDue,
    /// 8007
    #[msg("terms.reward must be above zero, awards 1 to 64, and all awards together below 2^64")]
    InvalidReward,
    /// 8008
    #[msg("There must be 1 to 7 different reviewers, not the issuer; terms.threshold is 1 to their number")]
    InvalidReviewers,
    /// 8009
    #[msg("terms.stake must be at most 2^50 lamports")]
    InvalidStake,
    /// 8010
    #[msg("terms: each period must be between an hour and 180 days")]
    InvalidPeriods,
    /// 8011
    #[msg("Bad terms: earns_reputation 0, or 1 for SOL; padding 0; terms_uri at most 200 visible ASCII characters")]
    InvalidTerms,
    /// 8012
    #[msg("Wrong address for this account: derive it from the signer and the account's seed")]
    WrongAddress,
    /// 8013
    #[msg("Not a new account of the right size: create it with its seed for this program in the same transaction")]
    NotNew,
    /// 8014
    #[msg("Too little money: the account needs its rent and the stake, bond or amount; a vault needs the amount")]
    Underfunded,
    /// 8015
    #[msg("The bounty is in another phase: check its opened_at and its periods")]
    WrongPhase,
    /// 8016
    #[msg("The bounty is cancelled: take back what is yours")]
    Cancelled,
    /// 8017
    #[msg("No longer used: a bounty takes at most what is missing, and returns the rest")]
    Overfunded,
    /// 8018
    #[msg("Not all awards are funded: contribute what is missing, then open the bounty")]
    NotFunded,
    /// 8019
    #[msg("Only the bounty's issuer may do this: sign as the issuer")]
    NotIssuer,
    /// 8020
    #[msg("The issuer and the reviewers cannot be paid: submit to another bounty")]
    JudgesCannotSubmit,
    /// 8021
    #[msg("The bounty asks for more reputation: earn it, and pass your standing")]
    ReputationTooLow,
    /// 8022
    #[msg("The bounty has as many submissions as its terms allow: submit to another bounty")]
    TooManySubmissions,
    /// 8023
    #[msg("This account belongs to another bounty: use accounts of one bounty")]
    OtherBounty,
    /// 8024
    #[msg("This is not the submission's submitter: use the wallet that the submission names")]
    WrongSubmitter,
    /// 8025
    #[msg("The content hash and the salt do not match the commitment: reveal what you committed to")]
    WrongCommitment,
    /// 8026
    #[msg("The submission is already revealed: there is nothing left to do")]
    AlreadyRevealed,
    /// 8027
    #[msg("The submission is not revealed: there is nothing to review")]
    NotRevealed,
    /// 8028
    #[msg("Only the bounty's reviewers may review: sign as one of them")]
    NotReviewer,
    /// 8029
    #[msg("This reviewer has already reviewed this submission: a review is final")]
    AlreadyReviewed,
    /// 8030
    #[msg("The submission is not accepted: there is nothing to veto or to claim")]
    NotAccepted,
    /// 8031
    #[msg("No award is left: accepted submissions that committed earlier take them all")]
    NoAwardLeft,
    /// 8032
    #[msg("The award is already paid, or its reputation already recorded: nothing is left to do")]
    AlreadyPaid,
    /// 8033
    #[msg("The award is not claimed yet: claim it first")]
    AwardUnclaimed,
    /// 8034
    #[msg("This is not the treasury of the bounty's network: derive its address")]
    WrongTreasury,
    /// 8035
    #[msg("This is not the contribution's contributor: use the wallet it names, and sign before the opening")]
    WrongContributor,
    /// 8036
    #[msg("Money, contributions or submissions are left: withdraw and close them first")]
    BountyInUse,
    /// 8037
    #[msg("This is not the submitter's standing on this network: derive its address")]
    WrongStanding,
    /// 8038
    #[msg("After the first commitment only the network's authority can cancel, until the review ends")]
    TooLateToCancel,
    /// 8039
    #[msg("An account would hold less than it owes; nothing was changed: please file a bug")]
    Insolvent,
    /// 8040
    #[msg("A number would overflow; nothing was changed: please file a bug")]
    Overflow,
    /// 8041
    #[msg("The amount is zero: give more than zero")]
    NothingGiven,
    /// 8042
    #[msg("The terms of this bounty earn no reputation: there is nothing to record")]
    NoReputation,
    /// 8043
    #[msg("Only SPL Token and Token-2022 mints without extensions except metadata and groups: use another token")]
    InvalidMint,
    /// 8044
    #[msg("This is not the bounty's vault: derive its address, and create it first")]
    WrongVault,
    /// 8045
    #[msg("Name the payee's token account: unsigned, the associated one, without delegate or other closer")]
    WrongTokenAccount,
    /// 8046
    #[msg("This is not SPL Token or Token-2022: use the token program that owns the mint")]
    WrongTokenProgram,
    /// 8047
    #[msg("Wrong money: use the mint or treasury the bounty pays in; stakes and lamports need the SOL treasury")]
    OtherMint,
    /// 8048
    #[msg("The bounty already has a vault: close it first, or keep it")]
    VaultExists,
    /// 8049
    #[msg("terms: with a stake or a bond, each period must be at least a day, so that a halt costs nobody either")]
    InvalidPeriodsAtStake,
    /// 8050
    #[msg("terms.bond must be zero, or between max_submissions and 2^50 lamports")]
    InvalidBond,
    /// 8051
    #[msg("terms.max_submissions must be 1 to 512")]
    InvalidMaxSubmissions,
    /// 8052
    #[msg("The award has not earned its reputation yet: call earn_reputation first")]
    ReputationUnearned,
}

impl From<TermsError> for BountyError {
    fn from(error: TermsError) -> Self {
        match error {
            TermsError::Reward | TermsError::Awards => Self::InvalidReward,
            TermsError::Reviewers | TermsError::Threshold => Self::InvalidReviewers,
            TermsError::Stake => Self::InvalidStake,
            TermsError::Periods => Self::InvalidPeriods,
            TermsError::PeriodsAtStake => Self::InvalidPeriodsAtStake,
            TermsError::Bond => Self::InvalidBond,
            TermsError::MaxSubmissions => Self::InvalidMaxSubmissions,
            TermsError::Flags => Self::InvalidTerms,
        }
    }
}

impl From<Refusal> for BountyError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotNew => Self::NotNew,
            Refusal::WrongAddress => Self::WrongAddress,
            Refusal::Underfunded => Self::Underfunded,
        }
    }
}
