//! Why `claim` refuses: a code for each check. Where the bounty program has an error for it, its name is the same or in it.

/// The codes, after that of an unknown instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Refusal {
    // entry
    WrongProgram = 2,
    NoInstruction,
    NotEnoughAccounts,

    // bounty
    BountyTwice,
    BountyReadOnly,
    BountyTooShort,
    BountyOwner,
    BountyKind,

    // submission
    SubmissionTwice,
    SubmissionReadOnly,
    SubmissionMissing,
    SubmissionLength,
    SubmissionOwner,
    SubmissionKind,

    // payee
    PayeeTwice,
    PayeeReadOnly,

    // contribution
    ContributionTwice,
    ContributionTooShort,
    ContributionOwner,
    ContributionKind,
    ContributionToOtherBounty,
    WrongContributor,

    // weekly_stats
    WeeksTwice,
    WeeksReadOnly,
    WeeksMissing,
    WeeksLength,
    WeeksOwner,
    WeeksKind,

    // what only tokens need
    VaultTwice,
    VaultReadOnly,
    TokenProgramTwice,
    SubmitterTwice,
    SubmitterUnsigned,
    /// Bounties that pay in a token are left out here.
    TokensLeftOut,

    // links
    OtherNetwork,
    OtherBounty,
    WrongSubmitter,

    // who wins
    Cancelled,
    AlreadyPaid,
    NoSuchNumber,
    NotAccepted,
    NoAwardLeft,

    // time
    ClockFailed,
    NotOpen,
    WrongPhase,

    // money
    HeldTooLittle,
    OwedTooLittle,
    LamportsTooLow,
    PayeeOverflow,
    HeldInsolvent,
    OwedInsolvent,
}
