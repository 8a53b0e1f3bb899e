//! What other programs know of the bounty program: its address, the address by which it signs, and the head of a treasury.
//! `programs/bounty` does not compile unless its accounts begin like that.
//!
//! Apart from the program, because Anchor exports the dispatch of a program that another depends on, and with it all of
//! its code.
#![deny(missing_docs)]

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use kit::head;

/// The address of the bounty program.
pub const ID: Address = Address::from_str_const(addresses::BOUNTY);

/// `[AWARDS, network]`: the address by which the bounty program signs for awards, where the reputation program asks.
pub const AWARDS: &[u8] = b"awards";

/// A treasury, up to the last field that is needed here. The program made each at its one address.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct TreasuryHead {
    /// The network.
    pub network: Address,
    /// The token in it; the default address stands for SOL.
    pub mint: Address,
}

head!(TreasuryHead of "Treasury", owned by ID);

impl TreasuryHead {
    /// Whether it holds SOL.
    pub fn is_for_sol(&self) -> bool {
        self.mint == Address::default()
    }
}
