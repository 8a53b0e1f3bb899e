//! What other programs know of the bounty program: by which address it signs, and the fields at its accounts' beginning. `programs/bounty` does not
//! compile unless they are where they are here.
//!
//! Apart from the program, because Anchor exports the dispatch of a program that another depends on, and with it all of
//! its code.

use anchor_lang::{
    bytemuck::{Pod, Zeroable},
    prelude::*,
    Discriminator, Owner,
};

/// The address of the bounty program.
pub const ID: Address = Address::from_str_const(addresses::BOUNTY);

/// `[AWARDS, network]`: the address by which the bounty program signs for awards, where the reputation program asks.
pub const AWARDS: &[u8] = b"awards";

/// A treasury, up to the last field that is needed here. The program made each at its one address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Treasury {
    pub network: Address,
    /// The token that lies in it; the default address stands for SOL.
    pub mint: Address,
}

impl Treasury {
    /// Whether SOL lies in it.
    pub fn is_for_sol(&self) -> bool {
        self.mint == Address::default()
    }
}

impl Owner for Treasury {
    const OWNER: Address = ID;
}

impl Discriminator for Treasury {
    const DISCRIMINATOR: &'static [u8] = &[238, 239, 123, 238, 89, 1, 168, 253];
}

// SAFETY: `repr(C)`, addresses only: no padding, and any bits are a value.
unsafe impl Zeroable for Treasury {}
// SAFETY: as above.
unsafe impl Pod for Treasury {}

impl IdlAccountType for Treasury {}
