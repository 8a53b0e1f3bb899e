//! The addresses of the programs' accounts. An account that its program creates has a bump; an account that its author
//! creates has a seed.

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use crate::{
    ASSOCIATED_TOKEN_ID, BOUNTY_ID, MAIL_ID, REPUTATION_ID, TOKEN_2022_ID,
    generated::bounty::instructions::CreateBountyInstructionArgs,
};

/// A network, from its founder and its name (see [`network_name`]).
pub fn network(founder: &Pubkey, name: &[u8; 32]) -> (Pubkey, u8) {
    of_mail(&[b"network", founder.as_ref(), name])
}

/// A network's ledger: the totals of what its people did.
pub fn ledger(network: &Pubkey) -> (Pubkey, u8) {
    of_mail(&[b"ledger", network.as_ref()])
}

/// A person's mailbox on a network.
pub fn mailbox(network: &Pubkey, owner: &Pubkey) -> (Pubkey, u8) {
    of_mail(&[b"mailbox", network.as_ref(), owner.as_ref()])
}

/// The correspondence of two mailboxes, in either order.
pub fn correspondence(one: &Pubkey, other: &Pubkey) -> (Pubkey, u8) {
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    of_mail(&[b"correspondence", low.as_ref(), high.as_ref()])
}

/// A message and its seed, from the sender's wallet, the sender's mailbox, and the message's number there.
pub fn message(sender: &Pubkey, sender_mailbox: &Pubkey, sequence: u64) -> (Pubkey, String) {
    of_author(sender, numbered(sender_mailbox, sequence), &MAIL_ID)
}

/// A body and its seed, from its author's wallet and the SHA-256 of its content.
pub fn body(author: &Pubkey, hash: &[u8; 32]) -> (Pubkey, String) {
    of_author(author, *hash, &MAIL_ID)
}

/// A network's reputation.
pub fn reputation(network: &Pubkey) -> (Pubkey, u8) {
    of_reputation(&[b"reputation", network.as_ref()])
}

/// The mint of a network's reputation token.
pub fn mint(network: &Pubkey) -> (Pubkey, u8) {
    of_reputation(&[b"mint", network.as_ref()])
}

/// A person's standing on a network.
pub fn standing(network: &Pubkey, owner: &Pubkey) -> (Pubkey, u8) {
    of_reputation(&[b"standing", network.as_ref(), owner.as_ref()])
}

/// An endorsement and its seed, from the endorser's wallet and the standing of the endorsed.
pub fn endorsement(endorser: &Pubkey, endorsed_standing: &Pubkey) -> (Pubkey, String) {
    of_author(endorser, endorsed_standing.to_bytes(), &REPUTATION_ID)
}

/// The address that signs for a network's awards when the bounty program records them in its reputation.
pub fn awards(network: &Pubkey) -> (Pubkey, u8) {
    of_bounty(&[b"awards", network.as_ref()])
}

/// A network's treasury for SOL.
pub fn treasury(network: &Pubkey) -> (Pubkey, u8) {
    of_bounty(&[b"treasury", network.as_ref()])
}

/// A network's treasury for a token. Its tokens are in its [`associated_token`] account, and in any other token account
/// that it owns.
pub fn token_treasury(network: &Pubkey, mint: &Pubkey) -> (Pubkey, u8) {
    of_bounty(&[b"treasury", network.as_ref(), mint.as_ref()])
}

/// The token account of a bounty that pays in a token.
pub fn vault(bounty: &Pubkey) -> (Pubkey, u8) {
    of_bounty(&[b"vault", bounty.as_ref()])
}

/// A network's weekly statistics of the last year.
pub fn weekly_stats(network: &Pubkey) -> (Pubkey, u8) {
    of_bounty(&[b"weeks", network.as_ref()])
}

/// A bounty and its seed, from its issuer's wallet, the network, and everything that it promises, except the URI of the
/// terms.
pub fn bounty(issuer: &Pubkey, network: &Pubkey, promise: &CreateBountyInstructionArgs) -> (Pubkey, String) {
    let CreateBountyInstructionArgs { number, terms, mint, terms_hash, reviewers, terms_uri: _ } = promise;
    let terms = borsh::to_vec(terms).expect("plain numbers");
    let hash =
        Sha256::new().chain_update(network).chain_update(number.to_le_bytes()).chain_update(terms).chain_update(mint);
    let hash = reviewers.iter().fold(hash.chain_update(terms_hash), Digest::chain_update);
    of_author(issuer, hash.finalize().into(), &BOUNTY_ID)
}

/// A contribution to a bounty, and its seed.
pub fn contribution(contributor: &Pubkey, bounty: &Pubkey) -> (Pubkey, String) {
    of_author(contributor, bounty.to_bytes(), &BOUNTY_ID)
}

/// A submission to a bounty, and its seed, which starts with the last eight bytes of the bounty's address.
pub fn submission(submitter: &Pubkey, bounty: &Pubkey) -> (Pubkey, String) {
    let mut seed = bounty.to_bytes();
    seed.rotate_right(8);
    of_author(submitter, seed, &BOUNTY_ID)
}

/// A wallet's associated token account for a mint of Token-2022.
pub fn token_account(owner: &Pubkey, mint: &Pubkey) -> (Pubkey, u8) {
    associated_token(owner, mint, &TOKEN_2022_ID)
}

/// A wallet's associated token account for a mint of either token program.
pub fn associated_token(owner: &Pubkey, mint: &Pubkey, token_program: &Pubkey) -> (Pubkey, u8) {
    let seeds = [owner.as_ref(), token_program.as_ref(), mint.as_ref()];
    Pubkey::find_program_address(&seeds, &ASSOCIATED_TOKEN_ID)
}

/// A network's name as the program stores it: UTF-8, padded with zeros. `None` if the name is empty, longer than 32
/// bytes, or contains control characters.
pub fn network_name(name: &str) -> Option<[u8; 32]> {
    let usable = (1..=32).contains(&name.len()) && !name.chars().any(char::is_control);
    let mut bytes = [0; 32];
    usable.then(|| bytes[..name.len()].copy_from_slice(name.as_bytes()))?;
    Some(bytes)
}

fn of_mail(seeds: &[&[u8]]) -> (Pubkey, u8) {
    Pubkey::find_program_address(seeds, &MAIL_ID)
}

fn of_bounty(seeds: &[&[u8]]) -> (Pubkey, u8) {
    Pubkey::find_program_address(seeds, &BOUNTY_ID)
}

/// The first 24 bytes of an address, then a number in eight bytes of seven bits each.
fn numbered(address: &Pubkey, number: u64) -> [u8; 32] {
    let mut seed = address.to_bytes();
    for (place, byte) in seed[24..].iter_mut().enumerate() {
        *byte = (number >> (7 * place)) as u8;
    }
    seed
}

fn of_reputation(seeds: &[&[u8]]) -> (Pubkey, u8) {
    Pubkey::find_program_address(seeds, &REPUTATION_ID)
}

/// The address of an account that its author creates with the system program. The system program takes the seed as
/// text, so each byte loses its high bit.
fn of_author(author: &Pubkey, seed: [u8; 32], program: &Pubkey) -> (Pubkey, String) {
    let seed = String::from_utf8(seed.map(|byte| byte & 0x7f).to_vec()).expect("seven bits are ASCII");
    let address = Pubkey::create_with_seed(author, &seed, program).expect("32 bytes, and no marker in the address");
    (address, seed)
}
