//! What other programs know of the bounty program: its address, the address with which it signs, and the head of a
//! treasury. `programs/bounty` does not compile unless its accounts begin with this head.
//!
//! This is a crate of its own, because a program that depends on another Anchor program would also contain the dispatch
//! and all the code of that program.
#![deny(missing_docs)]

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use kit::head;

/// The address of the bounty program.
pub const ID: Address = Address::from_str_const(addresses::BOUNTY);

/// `[AWARDS, network]`: the seeds of the address with which the bounty program signs when it calls the reputation
/// program to record an award.
pub const AWARDS: &[u8] = b"awards";

/// A treasury, up to the last field that other programs need. The bounty program creates treasuries at their one
/// address only.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
pub struct TreasuryHead {
    /// The network.
    pub network: Address,
    /// The token that it holds; the default address means SOL.
    pub mint: Address,
}

head!(TreasuryHead of "Treasury", owned by ID);

impl TreasuryHead {
    /// Whether it holds SOL instead of a token.
    pub fn is_for_sol(&self) -> bool {
        self.mint == Address::default()
    }
}
