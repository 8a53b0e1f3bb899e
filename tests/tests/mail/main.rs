//! The mail program from outside: a module for each instruction's specification, one test for each bullet, and a
//! module for each way to cheat. What is tried on every instruction of the programs is in `tests/attacks`. What every
//! test checks without saying so: see `bmail_testing::books`.
#![allow(clippy::unwrap_used)] // a failure is a panic, in what tests share too

mod acknowledge;
mod acknowledge_with_reputation;
mod addresses;
mod body;
mod bumps;
mod change_network;
mod clock;
mod close_correspondence;
mod close_mailbox;
mod correspondence;
mod create_network;
mod cycles;
mod donations;
mod escrow;
mod expire;
mod half_lives;
mod once;
mod open_mailbox;
mod orders;
mod overflow;
mod poverty;
mod price;
mod reclaim;
mod refund;
mod rent;
mod reopen;
mod rising_rent;
mod rotate_key;
mod rules;
mod send;
mod set_contact;
mod set_mailbox;
mod standing;
mod strangers;
mod strict;
mod sweep;
mod sweep_ledger;
mod verdicts;

use bmail_sdk::accounts::{Correspondence, Ledger, Mailbox, Message, Network, Verdict};
use bmail_testing::{Harness, PERIOD, Person, YEAR, ada_wrote_to_bo};
use postage::{Rules, Settlement};
use solana_pubkey::Pubkey;
use units::Lamports;

const VERDICTS: [Verdict; 3] = [Verdict::Valuable, Verdict::Abstain, Verdict::Spam];

/// Creates the account of a person's next message of 300 bytes in a transaction of its own, so that the one that sends
/// it has no other use for their signature. Says where it is.
fn create_account_of_next(harness: &mut Harness, from: &Person, to: &Person) -> Pubkey {
    let mut instructions = harness.send(from, to).instructions();
    let send = instructions.pop().unwrap();
    harness.execute(&instructions).succeeded("creating a message's account");
    send.accounts[5].pubkey
}

/// Lamports that a message with so many bytes of ciphertext locks besides its fee.
fn message_rent(harness: &Harness, ciphertext: usize) -> u64 {
    harness.rent(Message::LEN + ciphertext)
}

/// How a fee is divided under default rules.
fn settle(fee: u64, verdict: Verdict) -> Settlement {
    let verdict = match verdict {
        Verdict::Valuable => postage::Verdict::Valuable,
        Verdict::Abstain => postage::Verdict::Abstain,
        Verdict::Spam => postage::Verdict::Spam,
    };
    postage::settle(Lamports(fee), Rules::PERSONAL.fee_split(), verdict)
}

/// Where a mailbox keeps the number of its next message.
const NEXT_SEQUENCE: usize = 136;
const NETWORK: usize = Network::LEN;
const LEDGER: usize = Ledger::LEN;
const MAILBOX: usize = Mailbox::LEN;
const CORRESPONDENCE: usize = Correspondence::LEN;
