//! What can be wrong, and what to do. Append only: the codes are public. They begin at 8000, so that nobody takes them for
//! those of the mail or the reputation program.

use anchor_lang::prelude::*;
use bounty_core::TermsError;
use kit::Refusal;

#[error_code(offset = 8000)]
pub enum BountyError {
    /// 8000
    #[msg("Only the network's authority may do this: sign with the authority that the network names")]
    NotAuthority,
    /// 8001
    #[msg("This account belongs to another network: use accounts of one network")]
    OtherNetwork,
    /// 8002
    #[msg("An allowance has a period between a day and a year: choose another")]
    InvalidAllowance,
    /// 8003
    #[msg("That is more than the treasury's allowance leaves for now: allocate less, or wait")]
    OverAllowance,
    /// 8004
    #[msg("The treasury would hold less than its rent: allocate less")]
    TreasuryTooPoor,
    /// 8005
    #[msg("No new limit is waiting: propose it first")]
    NothingProposed,
    /// 8006
    #[msg("The new limit is not yet due: wait until the time that the treasury names")]
    LimitNotDue,
    /// 8007
    #[msg("terms.reward: above zero, all awards together below 2^64 lamports; awards: 1 to 64")]
    InvalidReward,
    /// 8008
    #[msg("1 to 7 different reviewers, none of them the issuer; terms.threshold: 1 to their number")]
    InvalidReviewers,
    /// 8009
    #[msg("terms.stake: at most 2^50 lamports")]
    InvalidStake,
    /// 8010
    #[msg("terms: each period between an hour and 180 days")]
    InvalidPeriods,
    /// 8011
    #[msg(
        "terms.earns_reputation is zero or one, the padding zeros; terms_uri has at most 200 visible ASCII characters"
    )]
    InvalidTerms,
    /// 8012
    #[msg("The account is not where its author and its seed place it: derive the address from the signer")]
    WrongAddress,
    /// 8013
    #[msg("Not a new account of the right size: create it for this program in the same transaction, with its seed")]
    NotNew,
    /// 8014
    #[msg("The account holds less than its rent and what it is for: create it with rent and stake")]
    Underfunded,
    /// 8015
    #[msg("This can be done in another phase of the bounty only: look at its periods")]
    WrongPhase,
    /// 8016
    #[msg("The bounty is cancelled: take back what is yours")]
    Cancelled,
    /// 8017
    #[msg("The bounty needs no more than that: contribute at most what is missing")]
    Overfunded,
    /// 8018
    #[msg("The bounty opens when all awards are funded: contribute what is missing")]
    NotFunded,
    /// 8019
    #[msg("Only its issuer may do this: sign with the bounty's issuer")]
    NotIssuer,
    /// 8020
    #[msg("Issuer and reviewers cannot be paid: submit with another wallet to another bounty")]
    JudgesCannotSubmit,
    /// 8021
    #[msg("The bounty wants more reputation: earn it, and give your standing")]
    ReputationTooLow,
    /// 8022
    #[msg("The bounty has as many submissions as it takes")]
    TooManySubmissions,
    /// 8023
    #[msg("This is another bounty's: give accounts of one bounty")]
    OtherBounty,
    /// 8024
    #[msg("Only its submitter may do this, and only they are paid: give the wallet that the submission names")]
    WrongSubmitter,
    /// 8025
    #[msg("Hash and salt are not what was committed to: reveal what you committed to")]
    WrongCommitment,
    /// 8026
    #[msg("The submission is revealed already: there is nothing left to do for its submitter")]
    AlreadyRevealed,
    /// 8027
    #[msg("The submission was not revealed: there is nothing to review")]
    NotRevealed,
    /// 8028
    #[msg("Only the bounty's reviewers review: sign with one of them")]
    NotReviewer,
    /// 8029
    #[msg("A reviewer says once what they think of a submission")]
    AlreadyReviewed,
    /// 8030
    #[msg("The submission is not accepted: there is nothing to veto, or to claim")]
    NotAccepted,
    /// 8031
    #[msg("Others committed before, and all awards are theirs")]
    NoAwardLeft,
    /// 8032
    #[msg("The award is paid already")]
    AlreadyPaid,
    /// 8033
    #[msg("The award is to be claimed first: claim it, then close the submission")]
    AwardUnclaimed,
    /// 8034
    #[msg("This is not the treasury of the bounty's network: derive its address")]
    WrongTreasury,
    /// 8035
    #[msg("Only its contributor gets it back: give the wallet that the contribution names")]
    WrongContributor,
    /// 8036
    #[msg("Money, contributions or submissions are still there: let everybody take what is theirs first")]
    BountyInUse,
    /// 8037
    #[msg("This is not a standing of the submitter on this network: derive its address")]
    WrongStanding,
    /// 8038
    #[msg("After the first commitment only the network's authority cancels, before the review ends")]
    TooLateToCancel,
    /// 8039
    #[msg("An account would hold less than it owes, nothing was changed: report this")]
    Insolvent,
    /// 8040
    #[msg("A number would overflow, nothing was changed: report this")]
    Overflow,
    /// 8041
    #[msg("Give an amount above zero")]
    NothingGiven,
    /// 8042
    #[msg("The terms of this bounty earn no reputation")]
    NoReputation,
    /// 8043
    #[msg("Only mints of SPL Token and Token-2022, without extensions other than metadata and groups: choose another token")]
    InvalidMint,
    /// 8044
    #[msg("Not the vault of this bounty: derive its address, and create it first")]
    WrongVault,
    /// 8045
    #[msg("This token account is not of who is to be paid: give one of theirs")]
    WrongTokenAccount,
    /// 8046
    #[msg("Not a token program: give the one that the mint belongs to")]
    WrongTokenProgram,
    /// 8047
    #[msg("Not the money in which the bounty pays, or not SOL where only that will do: give the treasury or the mint for it")]
    OtherMint,
    /// 8048
    #[msg("The bounty has a vault: close that first, or leave it as it is")]
    VaultExists,
}

impl From<TermsError> for BountyError {
    fn from(error: TermsError) -> Self {
        match error {
            TermsError::Reward | TermsError::Awards => Self::InvalidReward,
            TermsError::Reviewers | TermsError::Threshold => Self::InvalidReviewers,
            TermsError::Stake => Self::InvalidStake,
            TermsError::Periods => Self::InvalidPeriods,
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
