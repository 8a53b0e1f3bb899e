//! What instructions on bounties and treasuries in tokens want.

use bmail_testing::{BountyError::*, InstructionError};

use super::{Roles, governing, local, unique, wanted as in_sol};
use crate::forgeries::{
    Kind,
    wanted::{SEEDS, Wanted, bounty},
};

/// The program signs for no account except the bounty's vault.
const NOT_SIGNED: InstructionError = InstructionError::PrivilegeEscalation;

/// What SPL Token and Token-2022 return for the same bytes in an account of another program.
const SPL_COPY: InstructionError = InstructionError::ExternalAccountDataModified;
const TOKEN_2022_COPY: InstructionError = InstructionError::IncorrectProgramId;

/// The roles of an instruction, in order.
pub fn wanted(what: &str) -> Option<Roles> {
    let system = || ("system_program", Wanted::System);
    Some(match what {
        "create_vault" => vec![
            ("issuer", Wanted::Signature(bounty(NotIssuer))),
            ("bounty", Wanted::Stored(Kind::Bounty, Some(SEEDS), SEEDS)),
            ("mint", Wanted::Address(bounty(OtherMint))),
            ("vault", Wanted::Address(SEEDS)),
            program(),
            system(),
        ],
        "close_vault" => closing(Wanted::Anything),
        "close_vault with a gift" => closing(Wanted::Account(SPL_COPY)),
        "create_token_treasury" => vec![
            ("authority", Wanted::Signature(bounty(NotAuthority))),
            ("network", Wanted::Stored(Kind::Network, None, SEEDS)),
            ("mint", Wanted::Address(SEEDS)),
            ("treasury", Wanted::Free),
            program(),
            system(),
        ],
        "fund in tokens" => {
            let mut roles = in_sol("fund for the first time")?;
            roles[4].1 = Wanted::Address(bounty(WrongVault));
            roles
        }
        "allocate in tokens" => {
            let treasury = ("treasury", local(Kind::Treasury, OtherMint, OtherNetwork));
            let other = ("bounty", local(Kind::Bounty, OtherMint, OtherNetwork));
            let moved = vec![("vault", Wanted::Moved), ("source", Wanted::Moved)];
            [governing(), vec![treasury, other], moved, vec![program()]].concat()
        }
        "return_allocation in tokens" => returning(SPL_COPY),
        "return_allocation of a draft in tokens" => returning(TOKEN_2022_COPY),

        "claim in tokens" => claiming(SPL_COPY)?,
        "claim in tokens of Token-2022" => claiming(TOKEN_2022_COPY)?,
        "withdraw_contribution in tokens" => {
            let mut roles = in_sol("withdraw_contribution")?;
            roles[3].1 = Wanted::Address(NOT_SIGNED);
            roles[4].1 = Wanted::Account(SPL_COPY);
            roles[5] = program();
            roles
        }
        _ => return None,
    })
}

fn closing(destination: Wanted) -> Roles {
    vec![
        ("issuer", Wanted::Signature(bounty(NotIssuer))),
        ("bounty", Wanted::Stored(Kind::Bounty, Some(bounty(NotIssuer)), bounty(NotIssuer))),
        ("vault", Wanted::Address(bounty(WrongVault))),
        ("destination", destination),
        program(),
    ]
}

fn returning(copy: InstructionError) -> Roles {
    vec![
        ("network", unique(Kind::Network, OtherNetwork)),
        ("treasury", local(Kind::Treasury, OtherMint, OtherNetwork)),
        ("bounty", local(Kind::Bounty, OtherMint, OtherNetwork)),
        ("vault", Wanted::Address(NOT_SIGNED)),
        ("destination", Wanted::Account(copy)),
        program(),
        ("authority", Wanted::Signature(bounty(NotAuthority))),
    ]
}

fn claiming(copy: InstructionError) -> Option<Roles> {
    let mut roles = in_sol("claim")?;
    roles[2].1 = Wanted::Account(copy);
    // A contribution in tokens is not counted.
    roles[3].1 = Wanted::Anything;
    roles[5].1 = Wanted::Address(NOT_SIGNED);
    roles[6] = program();
    Some(roles)
}

fn program() -> (&'static str, Wanted) {
    ("token_program", Wanted::Address(bounty(WrongTokenProgram)))
}
