//! Link letters: letters with money to people who have no mailbox, no SOL and no wallet. `docs/letters.md` specifies them,
//! and `clients/vectors/links.json` has test vectors for other languages.
//!
//! The recipient is a fresh key, the link's key. Its seed stands in the link, so whoever has the link can read the letter
//! and take the money. The maker derives it from their wallet ([`LinkSecret`]), so the wallet alone finds every link again.
//!
//! ```
//! use bmail_sdk::link::{Link, LinkSecret};
//! use solana_keypair::Keypair;
//! use solana_pubkey::Pubkey;
//!
//! let [network, message] = [7, 8].map(|byte| Pubkey::new_from_array([byte; 32]));
//! let key = LinkSecret::from_keypair(&Keypair::new()).key(&network, 1);
//! let link = Link { genesis: [1; 8], network, message, key };
//!
//! let url = link.url("https://app.example.org");
//! assert_eq!(Link::parse(&url)?, link);
//! # Ok::<(), bmail_sdk::link::LinkError>(())
//! ```

mod errors;
mod key;
mod text;
#[cfg(test)]
mod vectors;

pub use errors::LinkError;
pub(crate) use key::KEY_VERSION;
pub use key::{LinkKey, LinkSecret, signing_text};
pub use text::Link;
