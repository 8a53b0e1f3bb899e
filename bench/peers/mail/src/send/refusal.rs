//! Why `send` refuses: a code for each check. Where the mail program has an error for it, its name is the same or in it.

/// The codes, after that of an unknown instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Refusal {
    // entry
    WrongProgram = 2,
    NotEnoughAccounts,

    // the instruction's data
    ArgumentsTooShort,
    SealedTooShort,
    NoCiphertext,
    TooLong,

    // the sender
    SenderUnsigned,
    SenderReadOnly,

    // network
    NetworkTwice,
    NetworkMissing,
    NetworkLength,
    NetworkOwner,
    NetworkKind,

    // the sender's mailbox
    SenderMailboxTwice,
    SenderMailboxReadOnly,
    SenderMailboxMissing,
    SenderMailboxLength,
    SenderMailboxOwner,
    SenderMailboxKind,

    // the recipient's mailbox
    RecipientMailboxTwice,
    RecipientMailboxMissing,
    RecipientMailboxLength,
    RecipientMailboxOwner,
    RecipientMailboxKind,

    // correspondence
    CorrespondenceTwice,
    CorrespondenceReadOnly,
    /// It would have to be created, which is left out here.
    CreationLeftOut,
    CorrespondenceLength,
    CorrespondenceOwner,
    CorrespondenceKind,

    // message
    MessageTwice,
    MessageReadOnly,
    MessageOwner,

    // body
    BodyTwice,
    /// Bodies are left out here.
    BodyLeftOut,

    // the sender's standing
    StandingTwice,
    StandingLength,
    StandingOwner,
    StandingKind,
    StandingOfOtherNetwork,
    StandingOfOtherOwner,

    // the system program
    SystemProgramTwice,
    WrongSystemProgram,

    // links
    NotYourMailbox,
    SenderOfOtherNetwork,
    RecipientOfOtherNetwork,
    CorrespondenceOfOtherSender,
    CorrespondenceOfOtherRecipient,

    // what the sender saw
    SendingPaused,
    OfferTooHigh,
    RulesChanged,
    SequenceTaken,
    KeyVersionChanged,
    KeyChanged,

    // strangers
    NotAccepting,
    ReputationTooLow,

    // time and price
    ClockFailed,
    PriceAboveMax,

    // the new message
    MessageLength,
    NotNew,
    WrongAddress,
    RentFailed,
    RentTooHigh,
    OwedOverflow,
    Underfunded,
    SenderOverflow,
    SequenceOverflow,
}
