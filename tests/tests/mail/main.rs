//! The mail program from the outside: a module for each instruction's specification with one test per bullet, and a
//! module for each way to cheat. Attacks on every instruction of the programs are in `tests/attacks`. For what every
//! test checks implicitly, see `bmail_testing::books`.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

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
mod offer;
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
mod spread;
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

/// Creates the account of a person's next message (300 bytes) in its own transaction, so that the sending transaction
/// needs the author's signature for nothing else. Returns the message's address.
fn create_account_of_next(harness: &mut Harness, from: &Person, to: &Person) -> Pubkey {
    let mut instructions = harness.send(from, to).instructions();
    let send = instructions.pop().unwrap();
    harness.execute(&instructions).succeeded("creating a message's account");
    send.accounts[5].pubkey
}

/// Lamports that a message with this many bytes of ciphertext locks besides its fee.
fn message_rent(harness: &Harness, ciphertext: usize) -> u64 {
    harness.rent(Message::LEN + ciphertext)
}

/// How a fee is split under default rules.
fn settle(fee: u64, verdict: Verdict) -> Settlement {
    let verdict = match verdict {
        Verdict::Valuable => postage::Verdict::Valuable,
        Verdict::Abstain => postage::Verdict::Abstain,
        Verdict::Spam => postage::Verdict::Spam,
    };
    postage::settle(Lamports(fee), Rules::PERSONAL.fee_split(), verdict)
}

const NETWORK: usize = Network::LEN;
const LEDGER: usize = Ledger::LEN;
const MAILBOX: usize = Mailbox::LEN;
const CORRESPONDENCE: usize = Correspondence::LEN;
