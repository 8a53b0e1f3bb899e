//! What every instruction of the bounty program wants in each of its roles.

mod tokens;

use bmail_sdk::BOUNTY_ID;
use bmail_testing::{
    BountyError::{self, *},
    InstructionError, ReputationError,
};

use super::{
    Kind, Roles,
    wanted::{SEEDS, Wanted, bounty, reputation},
};

/// Any other account of this kind is refused with the same error, on any network.
fn stored(kind: Kind, other: BountyError) -> Wanted {
    local(kind, other.clone(), other)
}

/// Another account of this kind is refused with one error on the same network, and with a second from elsewhere.
fn local(kind: Kind, here: BountyError, there: BountyError) -> Wanted {
    Wanted::Stored(kind, Some(bounty(here)), bounty(there))
}

/// An account that a network has only one of: the network itself, its ledger, treasury or weekly figures.
fn unique(kind: Kind, there: BountyError) -> Wanted {
    Wanted::Stored(kind, None, bounty(there))
}

/// An account that its author created for a bounty or a submission.
fn created() -> Wanted {
    Wanted::Created(BOUNTY_ID, bounty(WrongAddress), bounty(NotNew))
}

/// The authority's signature, and the network.
fn governing() -> Roles {
    vec![("authority", Wanted::Signature(bounty(NotAuthority))), ("network", unique(Kind::Network, NotAuthority))]
}

/// Accounts that the program ignores if a bounty pays in SOL.
fn unused(account: &'static str) -> Roles {
    ["vault", account, "token_program"].map(|role| (role, Wanted::Anything)).into()
}

/// The roles of an instruction, in order.
pub fn wanted(what: &str) -> Option<Roles> {
    treasuries(what).or_else(|| bounties(what)).or_else(|| submissions(what)).or_else(|| tokens::wanted(what))
}

fn treasuries(what: &str) -> Option<Roles> {
    let treasury = || ("treasury", unique(Kind::Treasury, OtherNetwork));
    let weekly_stats = || ("weekly_stats", unique(Kind::WeeklyStats, OtherNetwork));
    Some(match what {
        "create_treasury" => vec![
            ("authority", Wanted::Signature(bounty(NotAuthority))),
            ("network", Wanted::Stored(Kind::Network, None, SEEDS)),
            ("treasury", Wanted::Free),
            ("weekly_stats", Wanted::Free),
            ("system_program", Wanted::System),
        ],
        "contribute" => {
            vec![("contributor", Wanted::AnySignature), treasury(), weekly_stats(), ("system_program", Wanted::System)]
        }
        "allocate" => {
            let bounty = ("bounty", local(Kind::Bounty, WrongPhase, OtherNetwork));
            [governing(), vec![treasury(), bounty], unused("source")].concat()
        }
        "return_allocation" | "return_allocation of a draft" | "return_allocation of a cancelled bounty" => {
            // The treasury has allocated nothing to the other bounty, which is not settled.
            let other = ("bounty", local(Kind::Bounty, WrongPhase, OtherNetwork));
            let authority = ("authority", Wanted::Signature(bounty(NotAuthority)));
            let network = ("network", unique(Kind::Network, OtherNetwork));
            [vec![network, treasury(), other], unused("destination"), vec![authority]].concat()
        }
        "tally" => vec![("ledger", Wanted::Glimpsed(Kind::Ledger, 64, bounty(OtherNetwork))), weekly_stats()],
        "propose_limit" => [governing(), vec![treasury()]].concat(),
        "apply_limit" => vec![("treasury", unique(Kind::Treasury, NothingProposed))],
        _ => return None,
    })
}

fn bounties(what: &str) -> Option<Roles> {
    Some(match what {
        "create_bounty" => vec![
            ("issuer", Wanted::Signature(bounty(WrongAddress))),
            ("treasury", unique(Kind::Treasury, WrongAddress)),
            ("bounty", created()),
        ],
        "fund" => funding(WrongContributor, InstructionError::IllegalOwner),
        "fund for the first time" => funding(WrongAddress, bounty(NotNew)),
        "open" | "close_bounty" => {
            vec![("issuer", Wanted::Signature(bounty(NotIssuer))), ("bounty", stored(Kind::Bounty, NotIssuer))]
        }
        "cancel" => cancelling(NotIssuer, Some(TooLateToCancel)),
        // The authority can cancel any bounty of the network.
        "cancel after a commitment" => cancelling(TooLateToCancel, None),
        "withdraw_contribution"
        | "withdraw_contribution of a draft"
        | "withdraw_contribution of a cancelled bounty" => {
            let own = vec![
                ("contributor", Wanted::Address(bounty(WrongContributor))),
                ("bounty", stored(Kind::Bounty, OtherBounty)),
                ("contribution", stored(Kind::Contribution, OtherBounty)),
            ];
            [own, unused("destination")].concat()
        }
        _ => return None,
    })
}

fn funding(other_contributor: BountyError, copy: InstructionError) -> Roles {
    vec![
        ("contributor", Wanted::Signature(bounty(other_contributor))),
        ("bounty", local(Kind::Bounty, WrongPhase, OtherNetwork)),
        ("contribution", Wanted::Given(copy)),
        ("weekly_stats", unique(Kind::WeeklyStats, OtherNetwork)),
        ("vault", Wanted::Anything),
    ]
}

fn cancelling(other_signer: BountyError, other_bounty: Option<BountyError>) -> Roles {
    vec![
        ("signer", Wanted::Signature(bounty(other_signer))),
        ("network", unique(Kind::Network, OtherNetwork)),
        ("bounty", Wanted::Stored(Kind::Bounty, other_bounty.map(bounty), bounty(OtherNetwork))),
    ]
}

fn submissions(what: &str) -> Option<Roles> {
    let work =
        || vec![("bounty", stored(Kind::Bounty, OtherBounty)), ("submission", stored(Kind::Submission, OtherBounty))];
    let signed = |role, other| [vec![(role, Wanted::Signature(bounty(other)))], work()].concat();
    Some(match what {
        "commit" => committing(WrongAddress, Wanted::Anything),
        "commit with a standing" => {
            let (low, wrong) = (bounty(ReputationTooLow), bounty(WrongStanding));
            committing(WrongStanding, Wanted::Possible(Kind::Standing, Some(low), wrong.clone(), wrong))
        }
        "reveal of a submission" => signed("submitter", WrongSubmitter),
        "review" => signed("reviewer", NotReviewer),
        "veto" => {
            let mut roles = [governing(), work()].concat();
            roles[2].1 = local(Kind::Bounty, OtherBounty, OtherNetwork);
            roles
        }
        "claim" | "claim of one's own" => vec![
            ("bounty", local(Kind::Bounty, OtherBounty, OtherNetwork)),
            ("submission", stored(Kind::Submission, OtherBounty)),
            ("payee", Wanted::Address(bounty(WrongSubmitter))),
            ("contribution", Wanted::Possible(Kind::Contribution, None, bounty(OtherBounty), bounty(OtherBounty))),
            ("weekly_stats", unique(Kind::WeeklyStats, OtherNetwork)),
            ("vault", Wanted::Anything),
            ("token_program", Wanted::Anything),
        ],
        "close_submission" | "close_submission of spam" => {
            let submitter = ("submitter", Wanted::Address(bounty(WrongSubmitter)));
            [work(), vec![submitter, ("treasury", unique(Kind::Treasury, WrongTreasury))]].concat()
        }
        "earn_reputation" => {
            // The reputation program refuses accounts that are not its own.
            let others = vec![
                ("awards", Wanted::Address(SEEDS)),
                ("reputation", Wanted::Stored(Kind::Reputation, None, reputation(ReputationError::NotBounty))),
                ("standing", Wanted::Read(Kind::Standing, bounty(WrongStanding), bounty(WrongStanding))),
                ("reputation_program", Wanted::Called),
            ];
            let mut roles = [work(), others].concat();
            roles[0].1 = Wanted::Stored(Kind::Bounty, Some(bounty(OtherBounty)), SEEDS);
            roles
        }
        _ => return None,
    })
}

fn committing(other_submitter: BountyError, standing: Wanted) -> Roles {
    let of_another = Some(bounty(WrongAddress));
    vec![
        ("submitter", Wanted::Signature(bounty(other_submitter))),
        ("bounty", Wanted::Stored(Kind::Bounty, of_another.clone(), bounty(WrongAddress))),
        ("submission", created()),
        ("standing", standing),
    ]
}
