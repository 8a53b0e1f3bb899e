//! The mail store on a disk that fails, in processes that are killed, and against the embedded validator.
#![allow(clippy::unwrap_used)] // a test that cannot go on fails

mod changed;
mod child;
#[path = "../../../clients/mailstore/src/tests/desk.rs"]
mod desk;
mod disk;
mod elsewhere;
#[allow(dead_code)] // it serves the tests of the SDK, too
#[path = "../rpc/harness.rs"]
mod harness;
mod killed;
mod links;
mod mail;
mod once;
mod power;
mod synced;
mod tray;

use bmail_faulty_node as proxy;
use bmail_mailstore::{Direction, Facts, Outcome};

const SOL: u64 = 1_000_000_000;
const TEXT: &[u8] = b"Dear Bo, the beans are up. Come on Sunday, and bring gloves. Ada";
