//! Why `acknowledge` refuses: a code for each check. Where the mail program has an error for it, its name is the same or in
//! it.

/// The codes, after that of an unknown instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Refusal {
    // entry
    WrongProgram = 2,
    NotEnoughAccounts,

    // the instruction's data
    VerdictMissing,
    UnknownVerdict,

    // the recipient
    RecipientUnsigned,
    RecipientReadOnly,

    // the recipient's mailbox
    RecipientMailboxTwice,
    RecipientMailboxReadOnly,
    RecipientMailboxMissing,
    RecipientMailboxLength,
    RecipientMailboxOwner,
    RecipientMailboxKind,

    // message
    MessageTwice,
    MessageReadOnly,
    MessageTooShort,
    MessageOwner,
    MessageKind,

    // the sender
    SenderTwice,
    SenderReadOnly,

    // body
    BodyTwice,
    /// Bodies are left out here.
    BodyLeftOut,
    /// Also where only the message refers to one.
    MessageWithBodyLeftOut,

    // links
    NotYourMailbox,
    NotYourMessage,
    WrongSender,

    // time
    NotRevealed,
    ClockFailed,
    AnswerTooLate,

    // money
    FeeMissing,
    RecipientOverflow,
    MailboxOverflow,
    EarnedOverflow,
    CutOverflow,
    MinFeeTooHigh,
    MailboxInsolvent,
    SenderOverflow,
}
