//! What an instruction wants in each of its roles.

use bmail_testing::{InstructionError, Refusal};
use solana_pubkey::Pubkey;

use super::Kind;

/// Anchor's error for an account whose address does not match its seeds.
pub const SEEDS: Refusal = Refusal::Instruction(InstructionError::InvalidSeeds);

/// A role, and what an instruction wants in it.
pub type Role = (&'static str, Wanted);

#[derive(Clone, Debug)]
pub enum Wanted {
    /// A specific person's signature. The error is for another person's signature.
    Signature(Refusal),
    /// Anyone's signature.
    AnySignature,
    /// A specific account of this kind. The first error, if any, is for another one on the same network, the second for
    /// one of another network.
    Stored(Kind, Option<Refusal>, Refusal),
    /// The same, or no account at all.
    Optional(Kind, Option<Refusal>, Refusal),
    /// A specific account of this kind, if it exists. The errors are for an empty address (if it is refused), for
    /// another account on the same network, and for one of another network.
    Possible(Kind, Option<Refusal>, Refusal, Refusal),
    /// A specific account of this kind, read before a call that writes to it. The errors are for another one on the
    /// same network, and for one of another network.
    Read(Kind, Refusal, Refusal),
    /// The mailbox for which the mail program signs.
    SigningMailbox,
    /// The correspondence of two people, whether or not it exists yet.
    Pair,
    /// The endorsement between two people, or an account that its author created for one. The error is for a copy of
    /// it.
    Stake(Refusal),
    /// The network's account of this kind, from which another program reads this many bytes. The error is for one of
    /// another network.
    Glimpsed(Kind, usize, Refusal),
    /// The address of an account to be created.
    Free,
    /// An account that its author created for the program. The errors are for another account of that program, and for
    /// any other.
    Created(Pubkey, Refusal, Refusal),
    /// A person's contribution to a bounty, or an account that they created for one. The error is for a copy of it.
    Given(Refusal),
    /// A specific address. If it signs, it does so only in this case, and the error is also for a missing signature.
    Address(Refusal),
    /// The system program.
    System,
    /// Token-2022.
    Token2022,
    /// The reputation program, which is called.
    Called,
    /// A specific person's token account. The error is the token program's, for a copy.
    Account(Refusal),
    /// A token account that only the token program checks.
    Moved,
    /// An account that the program ignores.
    Anything,
}

/// A specific person's signature. The error is for another person's.
pub fn signed(role: &'static str, other: impl Into<Refusal>) -> Role {
    (role, Wanted::Signature(other.into()))
}

/// A specific account. Any other of its kind is refused with the same error, on any network.
pub fn stored(role: &'static str, kind: Kind, other: impl Into<Refusal>) -> Role {
    let other = other.into();
    local(role, kind, other.clone(), other)
}

/// A specific account. The errors are for another one on the same network, and for one of another network.
pub fn local(role: &'static str, kind: Kind, here: impl Into<Refusal>, there: impl Into<Refusal>) -> Role {
    (role, Wanted::Stored(kind, Some(here.into()), there.into()))
}

/// An account that a network has only one of, or one that any other of its kind on the network can replace. The error
/// is for one of another network.
pub fn any_here(role: &'static str, kind: Kind, there: impl Into<Refusal>) -> Role {
    (role, Wanted::Stored(kind, None, there.into()))
}

/// A specific account of this kind, or none.
pub fn optional(role: &'static str, kind: Kind, other: impl Into<Refusal>) -> Role {
    let other = other.into();
    (role, Wanted::Optional(kind, Some(other.clone()), other))
}

/// A specific account, if it exists. Any other of its kind is refused with the second error, on any network. The first
/// is for an empty address.
pub fn possible(role: &'static str, kind: Kind, empty: Option<Refusal>, other: impl Into<Refusal>) -> Role {
    let other = other.into();
    (role, Wanted::Possible(kind, empty, other.clone(), other))
}

/// A specific address.
pub fn address(role: &'static str, other: impl Into<Refusal>) -> Role {
    (role, Wanted::Address(other.into()))
}

/// The address of an account to be created.
pub fn free(role: &'static str) -> Role {
    (role, Wanted::Free)
}

/// An account that the program ignores.
pub fn ignored(role: &'static str) -> Role {
    (role, Wanted::Anything)
}

/// The system program.
pub fn system_program() -> Role {
    ("system_program", Wanted::System)
}
