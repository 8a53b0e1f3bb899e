//! The SDK over JSON-RPC, against the embedded validator: the lives of messages, reputation and bounties, what is
//! refused and costs nothing, and a network that loses requests and responses.
#![allow(clippy::unwrap_used)]

mod bounty;
mod cluster;
mod contacts;
mod cost;
mod dollars;
mod elsewhere;
mod endorse;
mod expired;
mod gaps;
mod harness;
mod history;
mod interrupted;
mod large;
mod letters;
mod life;
mod limits;
mod links;
mod lists;
mod long;
mod money;
mod names;
mod network;
mod newsletter;
mod nodes;
mod offer;
mod once;
mod pauper;
mod payer;
mod poverty;
mod prefunded;
mod refusals;
mod reputation;
mod returns;
mod signed;
mod stale;
mod strict;
mod token;
mod vault;
mod verdicts;

use bmail_faulty_node as proxy;
use bmail_sdk::{ClientError, Reason};
use bmail_testing::{BountyError, MailError, ReputationError};

/// What a transaction with one signature and no priority fee costs, in lamports.
const SIGNATURE_FEE: u64 = postage::SIGNATURE_FEE.0;

const SOL: u64 = 1_000_000_000;
const TEXT: &[u8] = b"Dear Bo, the beans are up. Come on Sunday, and bring gloves. Ada";

/// Panics unless the mail program refused it for this reason.
#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, ClientError>, expected: MailError) {
    let error = result.unwrap_err();
    let ClientError::Refused(Reason::Mail(reason)) = error else { panic!("{error:?}") };
    assert_eq!(reason, expected);
}

/// Panics unless the reputation program refused it for this reason.
#[track_caller]
fn denied<T: std::fmt::Debug>(result: Result<T, ClientError>, expected: ReputationError) {
    let error = result.unwrap_err();
    let ClientError::Refused(Reason::Reputation(reason)) = error else { panic!("{error:?}") };
    assert_eq!(reason, expected);
}

/// Panics unless the bounty program refused it for this reason.
#[track_caller]
fn declined<T: std::fmt::Debug>(result: Result<T, ClientError>, expected: BountyError) {
    let error = result.unwrap_err();
    let ClientError::Refused(Reason::Bounty(reason)) = error else { panic!("{error:?}") };
    assert_eq!(reason, expected);
}
