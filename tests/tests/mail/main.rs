//! The mail program from outside: a module for each instruction's specification, one test for each bullet, and a
//! module for each way to cheat. What every test checks without saying so: see `bmail_testing::books`.
#![allow(clippy::unwrap_used)]

mod acknowledge;
mod addresses;
mod bytes;
mod clock;
mod create_network;
mod donations;
mod duplicates;
mod escrow;
mod expire;
mod forgeries;
mod once;
mod open_mailbox;
mod overflow;
mod price;
mod random_walk;
mod rent;
mod rotate_key;
mod rules;
mod send;
mod set_mailbox;
mod signatures;
mod strangers;

use bmail_sdk::accounts::{Correspondence, Mailbox, Message, Network, Verdict};
use bmail_testing::{Person, Stage};
use postage::{Lamports, Rules, Settlement};
use solana_pubkey::Pubkey;

/// Seconds that a recipient has, on a network of default rules.
const PERIOD: i64 = Rules::PERSONAL.answering_period.0 as i64;

const VERDICTS: [Verdict; 3] = [Verdict::Valuable, Verdict::Abstain, Verdict::Spam];

/// Ada has written 300 bytes to Bo, on a network of default rules.
fn ada_wrote_to_bo() -> (Stage, Person, Person, Pubkey) {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let message = stage.send(&ada, &bo).run_and_find();
    (stage, ada, bo, message)
}

/// Lamports that a message with so many bytes of ciphertext locks besides its fee.
fn message_rent(stage: &Stage, ciphertext: usize) -> u64 {
    stage.rent(Message::LEN + ciphertext)
}

/// How a fee is divided under default rules.
fn settle(fee: u64, verdict: Verdict) -> Settlement {
    let verdict = match verdict {
        Verdict::Valuable => postage::Verdict::Valuable,
        Verdict::Abstain => postage::Verdict::Abstain,
        Verdict::Spam => postage::Verdict::Spam,
    };
    postage::settle(Lamports(fee), Rules::PERSONAL.terms(), verdict)
}

const NETWORK: usize = Network::LEN;
const MAILBOX: usize = Mailbox::LEN;
const CORRESPONDENCE: usize = Correspondence::LEN;
