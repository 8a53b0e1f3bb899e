//! The addresses of the mail program's accounts, each with its bump.

use solana_pubkey::Pubkey;

use crate::MAIL_ID;

/// A network's address, from who founded it and its name (see [`network_name`]).
pub fn network(founder: &Pubkey, name: &[u8; 32]) -> (Pubkey, u8) {
    find(&[b"network", founder.as_ref(), name])
}

/// A person's mailbox on a network.
pub fn mailbox(network: &Pubkey, owner: &Pubkey) -> (Pubkey, u8) {
    find(&[b"mailbox", network.as_ref(), owner.as_ref()])
}

/// The one account of two mailboxes, in whichever order they are given.
pub fn correspondence(one: &Pubkey, other: &Pubkey) -> (Pubkey, u8) {
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    find(&[b"correspondence", low.as_ref(), high.as_ref()])
}

/// A message, from its sender's mailbox and its number there.
pub fn message(sender_mailbox: &Pubkey, sequence: u64) -> (Pubkey, u8) {
    find(&[b"message", sender_mailbox.as_ref(), &sequence.to_le_bytes()])
}

/// A network's name as the program keeps it: UTF-8, filled up with zeros. Nothing if it is empty, longer than 32
/// bytes or contains control characters.
pub fn network_name(name: &str) -> Option<[u8; 32]> {
    let usable = (1..=32).contains(&name.len()) && !name.chars().any(char::is_control);
    let mut bytes = [0; 32];
    usable.then(|| bytes[..name.len()].copy_from_slice(name.as_bytes()))?;
    Some(bytes)
}

fn find(seeds: &[&[u8]]) -> (Pubkey, u8) {
    Pubkey::find_program_address(seeds, &MAIL_ID)
}
