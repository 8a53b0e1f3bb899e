//! The mail store on a disk that fails, in processes that are killed, and against the embedded validator.
#![allow(clippy::unwrap_used)]

mod child;
mod disk;
#[allow(dead_code)] // it serves the tests of the SDK, too
#[path = "../rpc/harness.rs"]
mod harness;
mod killed;
mod once;
mod power;
mod synced;

use bmail_faulty_node as proxy;

const SOL: u64 = 1_000_000_000;
const TEXT: &[u8] = b"Dear Bo, the beans are up. Come on Sunday, and bring gloves. Ada";
