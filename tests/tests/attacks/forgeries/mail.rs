//! What every instruction of the mail program wants in each of its roles.

use bmail_sdk::MAIL_ID;
use bmail_testing::{
    InstructionError,
    MailError::{self, *},
    ReputationError,
};

use super::{
    Kind, Roles,
    wanted::{SEEDS, Wanted, mail, reputation},
};

/// Any other account of this kind is refused with the same error, on any network.
fn stored(kind: Kind, other: MailError) -> Wanted {
    Wanted::Stored(kind, Some(mail(other.clone())), mail(other))
}

/// An account that a network has only one of: the network itself or its ledger.
fn unique(kind: Kind, there: InstructionError) -> Wanted {
    Wanted::Stored(kind, None, there)
}

/// An account that its author created for a message or a body.
fn created() -> Wanted {
    Wanted::Created(MAIL_ID, mail(WrongAddress), mail(NotNew))
}

/// The roles of an instruction, in order.
pub fn wanted(what: &str) -> Option<Roles> {
    Some(match what {
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
        // `send` seals to the recipient's key; `post` does not seal yet.
        "send" | "send for the first time" => sending(mail(KeyChanged), mail(InvalidLength), None),
        "send with a body" => sending(mail(KeyChanged), mail(NotYourBody), None),
        "post" | "post for the first time" => sending(mail(WrongCorrespondence), mail(InvalidLength), None),
        "post with a body" => sending(mail(WrongCorrespondence), mail(NotYourBody), None),
        // A sender who omits their standing pays the newcomer's price.
        "send with a standing" => sending(mail(KeyChanged), mail(InvalidLength), Some(mail(Underfunded))),
        "post with a standing" => sending(mail(WrongCorrespondence), mail(InvalidLength), Some(mail(Underfunded))),
        "acknowledge" | "acknowledge with a body" => acknowledging(true),
        "acknowledge_with_reputation"
        | "acknowledge_with_reputation with a body"
        | "acknowledge_with_reputation of spam" => judging(),
        "acknowledge_with_reputation abstaining" | "acknowledge_with_reputation without standings" => abstaining(),
        "refund" => acknowledging(false),
        "expire" | "expire with a body" => vec![
            ("message", stored(Kind::Message, WrongSender)),
            ("sender", Wanted::Address(mail(WrongSender))),
            ("body", Wanted::Optional(Kind::Body, mail(WrongBody))),
        ],
        "apply_rules" => vec![("network", unique(Kind::Network, mail(NothingProposed)))],
        "propose_rules" | "propose_authority" | "set_sending" => governing(mail(NotAuthority)),
        "accept_authority" => governing(mail(NotProposed)),
        "adopt_treasury" => {
            let mut roles = governing(mail(NotAuthority));
            roles.push(("treasury", Wanted::Glimpsed(Kind::Treasury, 72, mail(OtherNetwork))));
            roles
        }
        "set_contact" => contact(Wanted::Address(mail(WrongCorrespondence))),
        "set_contact for the first time" => {
            contact(Wanted::Stored(Kind::Mailbox, Some(mail(WrongCorrespondence)), mail(OtherNetwork)))
        }
        "reveal" => vec![
            ("sender", Wanted::Signature(mail(WrongSender))),
            ("recipient_mailbox", stored(Kind::Mailbox, NotYourMessage)),
            ("message", stored(Kind::Message, WrongSender)),
        ],
        "open_body" => vec![("author", Wanted::Signature(mail(WrongAddress))), ("body", created())],
        "write_body" | "seal_body" | "close_body" => {
            vec![("author", Wanted::Signature(mail(NotYourBody))), ("body", stored(Kind::Body, NotYourBody))]
        }
        "reclaim" => vec![("author", Wanted::Signature(mail(WrongAddress))), ("unused", created())],
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
        // Omitting the payer claims that the signer paid; naming the right payer claims that the signer is the other
        // person.
        "close_correspondence" => silence(WrongPayer),
        "close_correspondence for the other" => silence(NotYourCorrespondence),
        _ => return None,
    })
}

fn sending(
    other_recipient: InstructionError,
    other_body: InstructionError,
    without_standing: Option<InstructionError>,
) -> Roles {
    vec![
        ("sender", Wanted::Signature(mail(NotYourMailbox))),
        ("network", unique(Kind::Network, mail(OtherNetwork))),
        ("sender_mailbox", stored(Kind::Mailbox, NotYourMailbox)),
        ("recipient_mailbox", Wanted::Stored(Kind::Mailbox, Some(other_recipient), mail(OtherNetwork))),
        ("correspondence", Wanted::Pair),
        ("message", created()),
        ("body", Wanted::Optional(Kind::Body, other_body)),
        (
            "sender_standing",
            Wanted::Possible(Kind::Standing, without_standing, mail(WrongStanding), mail(WrongStanding)),
        ),
        ("system_program", Wanted::System),
    ]
}

fn acknowledging(with_body: bool) -> Roles {
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

/// A verdict that moves reputation: the reputation program refuses accounts that are not its own.
fn judging() -> Roles {
    let there = reputation(ReputationError::OtherNetwork);
    let mut roles = abstaining();
    roles.truncate(6);
    roles.extend([
        ("reputation", unique(Kind::Reputation, there.clone())),
        // If there is no standing, the verdict moves no reputation.
        ("sender_standing", Wanted::Possible(Kind::Standing, None, mail(WrongStanding), mail(WrongStanding))),
        (
            "recipient_standing",
            Wanted::Possible(Kind::Standing, None, reputation(ReputationError::WrongStanding), there),
        ),
        ("reputation_program", Wanted::Called),
    ]);
    roles
}

/// A verdict that moves no reputation.
fn abstaining() -> Roles {
    let mut roles = acknowledging(true);
    roles.push(("correspondence", stored(Kind::Correspondence, WrongCorrespondence)));
    let unused = ["reputation", "sender_standing", "recipient_standing", "reputation_program"];
    roles.extend(unused.map(|role| (role, Wanted::Anything)));
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

fn silence(stranger: MailError) -> Roles {
    vec![
        ("owner", Wanted::Signature(mail(stranger))),
        ("network", Wanted::Address(mail(WrongPayer))),
        ("correspondence", stored(Kind::Correspondence, WrongPayer)),
        ("payer", Wanted::Address(mail(WrongPayer))),
    ]
}
