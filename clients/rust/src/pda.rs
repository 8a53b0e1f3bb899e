//! The addresses of the programs' accounts. An account that its program creates has a bump; an account that its author
//! creates has a seed.

#[cfg(test)]
mod vectors;

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

use crate::{
    ASSOCIATED_TOKEN_ID, Programs, TOKEN_2022_ID,
    generated::bounty::instructions::CreateBountyInstructionArgs,
    text::{NameError, check_name},
};

impl Programs {
    /// A network, from its founder and its name (see [`network_name`](crate::pda::network_name)).
    pub fn network(&self, founder: &Pubkey, name: &[u8; 32]) -> (Pubkey, u8) {
        self.of_mail(&[b"network", founder.as_ref(), name])
    }

    /// A network's ledger: the totals of what its people did.
    pub fn ledger(&self, network: &Pubkey) -> (Pubkey, u8) {
        self.of_mail(&[b"ledger", network.as_ref()])
    }

    /// A person's mailbox on a network.
    pub fn mailbox(&self, network: &Pubkey, owner: &Pubkey) -> (Pubkey, u8) {
        self.of_mail(&[b"mailbox", network.as_ref(), owner.as_ref()])
    }

    /// The correspondence of two mailboxes, in either order.
    pub fn correspondence(&self, one: &Pubkey, other: &Pubkey) -> (Pubkey, u8) {
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        self.of_mail(&[b"correspondence", low.as_ref(), high.as_ref()])
    }

    /// A message and its seed, from the sender's wallet, the sender's mailbox, and the message's number there.
    pub fn message(&self, sender: &Pubkey, sender_mailbox: &Pubkey, sequence: u64) -> (Pubkey, String) {
        of_author(sender, numbered(sender_mailbox, sequence), &self.mail)
    }

    /// A body and its seed, from its author's wallet and the SHA-256 of its content.
    pub fn body(&self, author: &Pubkey, hash: &[u8; 32]) -> (Pubkey, String) {
        of_author(author, *hash, &self.mail)
    }

    /// A network's reputation.
    pub fn reputation(&self, network: &Pubkey) -> (Pubkey, u8) {
        self.of_reputation(&[b"reputation", network.as_ref()])
    }

    /// The mint of a network's reputation token.
    pub fn mint(&self, network: &Pubkey) -> (Pubkey, u8) {
        self.of_reputation(&[b"mint", network.as_ref()])
    }

    /// A person's standing on a network.
    pub fn standing(&self, network: &Pubkey, owner: &Pubkey) -> (Pubkey, u8) {
        self.of_reputation(&[b"standing", network.as_ref(), owner.as_ref()])
    }

    /// An endorsement and its seed, from the endorser's wallet and the standing of the endorsed.
    pub fn endorsement(&self, endorser: &Pubkey, endorsed_standing: &Pubkey) -> (Pubkey, String) {
        of_author(endorser, endorsed_standing.to_bytes(), &self.reputation)
    }

    /// The address that signs for a network's awards when the bounty program records them in its reputation.
    pub fn awards(&self, network: &Pubkey) -> (Pubkey, u8) {
        self.of_bounty(&[b"awards", network.as_ref()])
    }

    /// A network's treasury for SOL.
    pub fn treasury(&self, network: &Pubkey) -> (Pubkey, u8) {
        self.of_bounty(&[b"treasury", network.as_ref()])
    }

    /// A network's treasury for a token. Its tokens are in its [`associated_token`](crate::pda::associated_token)
    /// account, and in any other token account that it owns.
    pub fn token_treasury(&self, network: &Pubkey, mint: &Pubkey) -> (Pubkey, u8) {
        self.of_bounty(&[b"treasury", network.as_ref(), mint.as_ref()])
    }

    /// The token account of a bounty that pays in a token.
    pub fn vault(&self, bounty: &Pubkey) -> (Pubkey, u8) {
        self.of_bounty(&[b"vault", bounty.as_ref()])
    }

    /// A network's weekly statistics of the last year.
    pub fn weekly_stats(&self, network: &Pubkey) -> (Pubkey, u8) {
        self.of_bounty(&[b"weeks", network.as_ref()])
    }

    /// A bounty and its seed, from its issuer's wallet, the network, and everything that it promises, except the URI of the
    /// terms.
    pub fn bounty(&self, issuer: &Pubkey, network: &Pubkey, promise: &CreateBountyInstructionArgs) -> (Pubkey, String) {
        let CreateBountyInstructionArgs { number, terms, mint, terms_hash, reviewers, terms_uri: _ } = promise;
        let terms = borsh::to_vec(terms).expect("plain numbers");
        let hash = Sha256::new()
            .chain_update(network)
            .chain_update(number.to_le_bytes())
            .chain_update(terms)
            .chain_update(mint);
        let hash = reviewers.iter().fold(hash.chain_update(terms_hash), Digest::chain_update);
        of_author(issuer, hash.finalize().into(), &self.bounty)
    }

    /// A contribution to a bounty, and its seed.
    pub fn contribution(&self, contributor: &Pubkey, bounty: &Pubkey) -> (Pubkey, String) {
        of_author(contributor, bounty.to_bytes(), &self.bounty)
    }

    /// A submission to a bounty, and its seed, which starts with the last eight bytes of the bounty's address.
    pub fn submission(&self, submitter: &Pubkey, bounty: &Pubkey) -> (Pubkey, String) {
        let mut seed = bounty.to_bytes();
        seed.rotate_right(8);
        of_author(submitter, seed, &self.bounty)
    }

    fn of_mail(&self, seeds: &[&[u8]]) -> (Pubkey, u8) {
        Pubkey::find_program_address(seeds, &self.mail)
    }

    fn of_reputation(&self, seeds: &[&[u8]]) -> (Pubkey, u8) {
        Pubkey::find_program_address(seeds, &self.reputation)
    }

    fn of_bounty(&self, seeds: &[&[u8]]) -> (Pubkey, u8) {
        Pubkey::find_program_address(seeds, &self.bounty)
    }
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

/// A network's name as the program stores it: UTF-8, padded with zeros to 32 bytes.
///
/// # Errors
/// Those of [`check_name`]. The program takes more names.
pub fn network_name(name: &str) -> Result<[u8; 32], NameError> {
    let mut bytes = [0; 32];
    check_name(name, bytes.len())?;
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    Ok(bytes)
}

/// The first 24 bytes of an address, then a number in eight bytes of seven bits each.
fn numbered(address: &Pubkey, number: u64) -> [u8; 32] {
    let mut seed = address.to_bytes();
    for (place, byte) in seed[24..].iter_mut().enumerate() {
        *byte = (number >> (7 * place)) as u8;
    }
    seed
}

/// The address of an account that its author creates with the system program. The system program takes the seed as
/// text, so each byte loses its high bit.
fn of_author(author: &Pubkey, seed: [u8; 32], program: &Pubkey) -> (Pubkey, String) {
    let seed = String::from_utf8(seed.map(|byte| byte & 0x7f).to_vec()).expect("seven bits are ASCII");
    let address = Pubkey::create_with_seed(author, &seed, program).expect("32 bytes, and no marker in the address");
    (address, seed)
}
