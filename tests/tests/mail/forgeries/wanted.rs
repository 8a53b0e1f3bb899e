//! What every instruction wants in each of its roles.

use bmail_testing::{InstructionError, MailError::*};

use super::{Kind, SEEDS, Wanted};

pub const fn mail(error: bmail_testing::MailError) -> InstructionError {
    InstructionError::Custom(error as u32)
}

/// Refused the same whichever network it belongs to.
fn stored(kind: Kind, other: bmail_testing::MailError) -> Wanted {
    Wanted::Stored(kind, Some(mail(other.clone())), mail(other))
}

/// A network, or its ledger, of which there is no other on the network.
fn unique(kind: Kind, there: InstructionError) -> Wanted {
    Wanted::Stored(kind, None, there)
}

type Roles = Vec<(&'static str, Wanted)>;

/// The roles of an instruction, in order.
pub fn wanted(what: &str) -> Roles {
    match what {
        "create_network" => vec![
            ("founder", Wanted::Signature(SEEDS)),
            ("network", Wanted::Free),
            ("ledger", Wanted::Free),
            ("system_program", Wanted::System),
        ],
        "open_mailbox" => vec![
            ("owner", Wanted::Signature(SEEDS)),
            ("network", unique(Kind::Network, SEEDS)),
            ("ledger", unique(Kind::Ledger, mail(OtherNetwork))),
            ("mailbox", Wanted::Free),
            ("system_program", Wanted::System),
        ],
        "set_mailbox" | "rotate_key" => {
            vec![("owner", Wanted::Signature(mail(NotYourMailbox))), ("mailbox", stored(Kind::Mailbox, NotYourMailbox))]
        }
        // What is sealed is sealed to the recipient's key; what is posted is yet to be.
        "send" | "send for the first time" => sending(mail(KeyChanged), mail(InvalidLength)),
        "send with a body" => sending(mail(KeyChanged), mail(NotYourBody)),
        "post" | "post for the first time" => sending(mail(WrongCorrespondence), mail(InvalidLength)),
        "post with a body" => sending(mail(WrongCorrespondence), mail(NotYourBody)),
        "acknowledge" | "acknowledge with a body" => answering(true),
        "refund" => answering(false),
        "expire" | "expire with a body" => vec![
            ("message", stored(Kind::Message, WrongSender)),
            ("sender", Wanted::Address(mail(WrongSender))),
            ("body", Wanted::Optional(Kind::Body, mail(WrongBody))),
        ],
        "apply_rules" => vec![("network", unique(Kind::Network, mail(NothingProposed)))],
        "propose_rules" | "propose_authority" | "set_sending" => governing(mail(NotAuthority)),
        "accept_authority" => governing(mail(NotProposed)),
        "set_contact" => contact(Wanted::Address(mail(WrongCorrespondence))),
        "set_contact for the first time" => {
            contact(Wanted::Stored(Kind::Mailbox, Some(mail(WrongCorrespondence)), mail(OtherNetwork)))
        }
        "reveal" => vec![
            ("sender", Wanted::Signature(mail(WrongSender))),
            ("recipient_mailbox", stored(Kind::Mailbox, NotYourMessage)),
            ("message", stored(Kind::Message, WrongSender)),
        ],
        "open_body" => vec![("author", Wanted::Signature(mail(WrongAddress))), ("body", Wanted::Created)],
        "write_body" | "seal_body" | "close_body" => {
            vec![("author", Wanted::Signature(mail(NotYourBody))), ("body", stored(Kind::Body, NotYourBody))]
        }
        "reclaim" => vec![("author", Wanted::Signature(mail(WrongAddress))), ("unused", Wanted::Created)],
        "sweep" | "sweep without a mailbox" => vec![
            ("network", unique(Kind::Network, mail(OtherNetwork))),
            ("ledger", unique(Kind::Ledger, mail(OtherNetwork))),
            // Any mailbox of the network can be swept.
            ("mailbox", Wanted::Stored(Kind::Mailbox, None, mail(OtherNetwork))),
            ("treasury", Wanted::Address(mail(WrongTreasury))),
        ],
        "close_mailbox" => vec![
            ("owner", Wanted::Signature(mail(NotYourMailbox))),
            ("network", unique(Kind::Network, mail(OtherNetwork))),
            ("ledger", unique(Kind::Ledger, mail(OtherNetwork))),
            ("mailbox", stored(Kind::Mailbox, NotYourMailbox)),
        ],
        // Who names no payer says that they paid; who names the right one, that they are the other.
        "close_correspondence" => silence(WrongPayer),
        "close_correspondence for the other" => silence(NotYourCorrespondence),
        _ => panic!("what does {what} want?"),
    }
}

fn sending(other_recipient: InstructionError, other_body: InstructionError) -> Roles {
    vec![
        ("sender", Wanted::Signature(mail(NotYourMailbox))),
        ("network", unique(Kind::Network, mail(OtherNetwork))),
        ("sender_mailbox", stored(Kind::Mailbox, NotYourMailbox)),
        ("recipient_mailbox", Wanted::Stored(Kind::Mailbox, Some(other_recipient), mail(OtherNetwork))),
        ("correspondence", Wanted::Pair),
        ("message", Wanted::Created),
        ("body", Wanted::Optional(Kind::Body, other_body)),
        ("system_program", Wanted::System),
    ]
}

fn answering(with_body: bool) -> Roles {
    let mut roles = vec![
        ("recipient", Wanted::Signature(mail(NotYourMailbox))),
        ("recipient_mailbox", stored(Kind::Mailbox, NotYourMailbox)),
        ("message", stored(Kind::Message, NotYourMessage)),
        ("sender", Wanted::Address(mail(WrongSender))),
    ];
    if with_body {
        roles.push(("body", Wanted::Optional(Kind::Body, mail(WrongBody))));
    }
    roles
}

fn governing(refusal: InstructionError) -> Roles {
    vec![("authority", Wanted::Signature(refusal.clone())), ("network", unique(Kind::Network, refusal))]
}

fn contact(other_mailbox: Wanted) -> Roles {
    vec![
        ("owner", Wanted::Signature(mail(NotYourMailbox))),
        ("mailbox", stored(Kind::Mailbox, NotYourMailbox)),
        ("other_mailbox", other_mailbox),
        ("correspondence", Wanted::Pair),
        ("system_program", Wanted::System),
    ]
}

fn silence(stranger: bmail_testing::MailError) -> Roles {
    vec![
        ("owner", Wanted::Signature(mail(stranger))),
        ("network", Wanted::Address(mail(WrongPayer))),
        ("correspondence", stored(Kind::Correspondence, WrongPayer)),
        ("payer", Wanted::Address(mail(WrongPayer))),
    ]
}
