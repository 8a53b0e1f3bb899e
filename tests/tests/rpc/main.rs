//! The SDK over JSON-RPC, against the embedded validator: a message's life, what is refused and costs nothing, and a
//! network that loses requests and answers.
#![allow(clippy::unwrap_used)]

mod cost;
mod expired;
mod life;
mod once;
mod poverty;
mod proxy;
mod refusals;
mod stage;
mod stale;

/// What a transaction with one signature costs without a priority fee, in lamports.
const SIGNATURE_FEE: u64 = postage::SIGNATURE_FEE.0;

const SOL: u64 = 1_000_000_000;
const TEXT: &[u8] = b"Dear Bo, the beans are up. Come on Sunday, and bring gloves. Ada";
