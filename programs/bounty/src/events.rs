//! What a client would show and no account has. Amounts are lamports or, where a bounty pays in a token, its base
//! units; times are unix seconds.

use anchor_lang::{
    bytemuck::{bytes_of, Pod},
    prelude::*,
    sol_log_data, Event,
};

/// Bytes of the longest event, with its discriminator.
const LONGEST: usize = 8 + 96;

/// Logs an event as Anchor's `emit!` does, which would allocate anew at each place.
pub(crate) fn emit<E: Event + Pod>(event: E) {
    const { assert!(E::DISCRIMINATOR.len() + size_of::<E>() <= LONGEST) };
    log(E::DISCRIMINATOR, bytes_of(&event));
}

#[inline(never)]
fn log(discriminator: &[u8], fields: &[u8]) {
    let mut data = [0; LONGEST];
    let length = discriminator.len().saturating_add(fields.len());
    // Both fit, as `emit` has asserted.
    if let Some((head, rest)) = data.get_mut(..length).and_then(|data| data.split_at_mut_checked(discriminator.len())) {
        head.copy_from_slice(discriminator);
        rest.copy_from_slice(fields);
        sol_log_data(&[&data[..length]]);
    }
}

#[event(bytemuck)]
pub struct TreasuryCreated {
    pub treasury: Address,
    pub network: Address,
}

#[event(bytemuck)]
pub struct Contributed {
    /// The treasury or the bounty.
    pub to: Address,
    pub contributor: Address,
    pub amount: u64,
}

#[event(bytemuck)]
pub struct Allocated {
    pub bounty: Address,
    pub amount: u64,
}

#[event(bytemuck)]
pub struct BountyCreated {
    pub bounty: Address,
    pub network: Address,
    pub issuer: Address,
}

#[event(bytemuck)]
pub struct BountyOpened {
    pub bounty: Address,
}

#[event(bytemuck)]
pub struct BountyCancelled {
    pub bounty: Address,
}

#[event(bytemuck)]
pub struct BountyClosed {
    pub bounty: Address,
}

#[event(bytemuck)]
pub struct Vetoed {
    pub submission: Address,
}

#[event(bytemuck)]
pub struct Claimed {
    pub submission: Address,
    pub submitter: Address,
    pub reward: u64,
}

#[event(bytemuck)]
pub struct ContributionWithdrawn {
    pub bounty: Address,
    pub contributor: Address,
    pub amount: u64,
}

#[event(bytemuck)]
pub struct SubmissionClosed {
    pub submission: Address,
    pub submitter: Address,
    /// To the treasury; else to the submitter.
    pub forfeited: u64,
}

#[event(bytemuck)]
pub struct LimitProposed {
    pub treasury: Address,
    pub limit: u64,
    pub due_at: i64,
}

#[event(bytemuck)]
pub struct LimitApplied {
    pub treasury: Address,
    pub limit: u64,
}
