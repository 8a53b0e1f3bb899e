//! What every instruction of the reputation program wants in each of its roles.

use bmail_testing::{
    InstructionError,
    ReputationError::{self, *},
};

use super::{
    Kind, Roles,
    wanted::{OWNER, SEEDS, Wanted, reputation},
};

/// Any other account of this kind is refused with the same error, on any network.
fn stored(kind: Kind, other: ReputationError) -> Wanted {
    Wanted::Stored(kind, Some(reputation(other.clone())), reputation(other))
}

/// Another account of this kind is refused with one error on the same network, and with a second from elsewhere.
fn local(kind: Kind, here: ReputationError, there: ReputationError) -> Wanted {
    Wanted::Stored(kind, Some(reputation(here)), reputation(there))
}

/// An account that a network has only one of (the network itself or its reputation), or a standing if any other
/// standing on the network is as good.
fn any_here(kind: Kind, there: InstructionError) -> Wanted {
    Wanted::Stored(kind, None, there)
}

/// The roles of an instruction, in order.
pub fn wanted(what: &str) -> Option<Roles> {
    Some(match what {
        "create_reputation" => vec![
            ("authority", Wanted::Signature(reputation(NotAuthority))),
            ("network", any_here(Kind::Network, SEEDS)),
            ("reputation", Wanted::Free),
            ("mint", Wanted::Address(SEEDS)),
            ("token_program", Wanted::Token2022),
            ("system_program", Wanted::System),
        ],
        "open_standing" => vec![
            ("owner", Wanted::Signature(SEEDS)),
            ("reputation", any_here(Kind::Reputation, SEEDS)),
            ("standing", Wanted::Free),
            ("system_program", Wanted::System),
        ],
        "seed" => {
            let mut roles = governing();
            roles.push(("standing", any_here(Kind::Standing, reputation(OtherNetwork))));
            roles
        }
        "record_verdict" | "record_verdict of spam" => vec![
            ("recipient_mailbox", Wanted::SigningMailbox),
            ("reputation", any_here(Kind::Reputation, reputation(OtherNetwork))),
            // The mail program checks whose standing it is.
            ("sender_standing", any_here(Kind::Standing, reputation(OtherNetwork))),
            ("recipient_standing", local(Kind::Standing, WrongStanding, OtherNetwork)),
        ],
        "record_award" => vec![
            ("awards", Wanted::Signature(reputation(NotBounty))),
            ("reputation", any_here(Kind::Reputation, reputation(NotBounty))),
            ("standing", any_here(Kind::Standing, reputation(OtherNetwork))),
        ],
        "sync" | "sync that burns" => {
            let standing = local(Kind::Standing, WrongTokenAccount, OtherNetwork);
            [
                vec![("reputation", any_here(Kind::Reputation, reputation(OtherNetwork))), ("standing", standing)],
                token(),
            ]
            .concat()
        }
        "close_standing" | "close_standing with tokens" => {
            let own = vec![
                ("owner", Wanted::Signature(reputation(NotYourStanding))),
                ("reputation", any_here(Kind::Reputation, reputation(OtherNetwork))),
                ("standing", stored(Kind::Standing, NotYourStanding)),
            ];
            [own, token()].concat()
        }
        "propose_parameters" => governing(),
        "apply_parameters" => vec![("reputation", any_here(Kind::Reputation, reputation(NothingProposed)))],
        "endorse for the first time" => staking(WrongAddress, reputation(NotNew)),
        "endorse" => staking(WrongEndorsement, OWNER),
        "begin_unendorse" | "begin_unendorse by the endorsed" => vec![
            ("signer", Wanted::Signature(reputation(NotYourEndorsement))),
            ("network", any_here(Kind::Network, reputation(OtherNetwork))),
            ("reputation", any_here(Kind::Reputation, reputation(OtherNetwork))),
            ("endorser_standing", stored(Kind::Standing, WrongEndorsement)),
            ("endorsed_standing", local(Kind::Standing, WrongEndorsement, OtherNetwork)),
            ("endorsement", stored(Kind::Endorsement, WrongEndorsement)),
        ],
        "finish_unendorse" | "finish_unendorse of a part" => {
            [vec![("endorser", Wanted::Address(reputation(NotYourStanding)))], pair()].concat()
        }
        "collect" | "collect with nothing to burn" => pair(),
        _ => return None,
    })
}

fn governing() -> Roles {
    vec![
        ("authority", Wanted::Signature(reputation(NotAuthority))),
        ("network", any_here(Kind::Network, reputation(NotAuthority))),
        ("reputation", any_here(Kind::Reputation, reputation(OtherNetwork))),
    ]
}

fn token() -> Roles {
    vec![
        ("mint", Wanted::Address(reputation(WrongMint))),
        ("token_account", Wanted::Address(reputation(WrongTokenAccount))),
        ("token_program", Wanted::Token2022),
    ]
}

fn staking(other_endorsed: ReputationError, copy: InstructionError) -> Roles {
    vec![
        ("endorser", Wanted::Signature(reputation(NotYourStanding))),
        ("reputation", any_here(Kind::Reputation, reputation(OtherNetwork))),
        ("endorser_standing", stored(Kind::Standing, NotYourStanding)),
        ("endorsed_standing", local(Kind::Standing, other_endorsed, OtherNetwork)),
        ("endorsement", Wanted::Stake(copy)),
    ]
}

/// Two standings, and the endorsement between them.
fn pair() -> Roles {
    vec![
        ("endorser_standing", stored(Kind::Standing, WrongEndorsement)),
        ("endorsed_standing", stored(Kind::Standing, WrongEndorsement)),
        ("endorsement", stored(Kind::Endorsement, WrongEndorsement)),
    ]
}
