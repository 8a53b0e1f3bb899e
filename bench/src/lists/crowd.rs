//! The messages of a flooded mailbox: always the same ones.

use bmail_sdk::{
    MAIL_ID,
    accounts::{Message, ProgramAccount, StoredMessage},
    generated::mail::layout::fields::message as field,
};
use sha2::{Digest, Sha256};
use solana_account::Account;
use solana_pubkey::Pubkey;

/// How many there are, and from how many people.
pub const MESSAGES: usize = 100_000;
const SENDERS: usize = 20_000;
/// Bytes of a ciphertext.
const SIZE: usize = 192;
/// The moment of the measurement, in unix seconds. All deadlines are later.
pub const NOW: i64 = 1_800_000_000;
/// The highest fee, in lamports. Enough messages have it to fill a screen.
pub const HIGHEST: u64 = 65_009_900;
const LAMPORTS: u64 = 100_000_000;

/// The mailbox.
pub fn mailbox() -> Pubkey {
    fixed("mailbox", 0)
}

/// An address that is the same in every run.
fn fixed(kind: &str, number: usize) -> Pubkey {
    Pubkey::new_from_array(Sha256::digest(format!("b-mail bench, {kind} {number}")).into())
}

/// As many messages, with their addresses.
pub fn messages(count: usize) -> impl Iterator<Item = (Pubkey, Account)> {
    (0..count).map(|number| {
        let account = Account { lamports: LAMPORTS, data: data(number), owner: MAIL_ID, ..Account::default() };
        (fixed("message", number), account)
    })
}

/// A message's account: what a list reads of it, and as many bytes as it has.
fn data(number: usize) -> Vec<u8> {
    let (sender, count) = (number % SENDERS, number as u64);
    let mut data = vec![0; Message::LEN + SIZE];
    let mut put = |at: usize, bytes: &[u8]| data[at..][..bytes.len()].copy_from_slice(bytes);
    put(0, &StoredMessage::DISCRIMINATOR);
    put(field::SENDER, fixed("sender", sender).as_ref());
    put(field::RECIPIENT, mailbox().as_ref());
    put(field::CORRESPONDENCE, fixed("correspondence", sender).as_ref());
    put(field::FEE, &(65_000_000 + count % 100 * 100).to_le_bytes());
    put(field::SEQUENCE, &(1_800_000_000 << 20 | count).to_le_bytes());
    put(field::SENT_AT, &(NOW - 1_000_000 + count as i64).to_le_bytes());
    put(field::DEADLINE, &(NOW + 1_000 + count as i64).to_le_bytes());
    put(field::TREASURY_SHARE, &1_000_u32.to_le_bytes());
    put(field::SPAM_FORFEIT, &5_000_u32.to_le_bytes());
    put(field::KEY_VERSION, &1_u32.to_le_bytes());
    put(field::REVEALED, &[1]);
    data
}
