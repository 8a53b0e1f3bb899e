//! What a person keeps of their mail: letters, received and sent, contacts, intents to send, what is half done, and a
//! search. It is one SQLite file for each wallet and cluster, on which a command line and a bridge to mail programs stand.
//!
//! A message's account closes when it is acknowledged, and its text is gone from the chain's state. So nothing is
//! acknowledged that is not on the disk, and the types say so: only a [`Stored`] can be acknowledged, and only a committed
//! transaction gives one. What is sent is stored before it is signed, so that nothing is paid twice.
//!
//! Everything that says something is sealed under a key that the owner's mailbox keys open. In the clear stands what the
//! chain shows, too: addresses, times and lamports, and how many notes of each kind there are.
//!
//! ```no_run
//! use bmail_mailstore::{Filter, IntentId, Key, Owner, Store, StoreError, Wish};
//! use bmail_sdk::{Client, accounts::Verdict, sealing::SecretKey};
//! use solana_pubkey::Pubkey;
//! use solana_signer::Signer;
//!
//! # async fn example(network: Pubkey, ada: Pubkey, bo: &dyn Signer, secret: SecretKey) -> Result<(), StoreError> {
//! let client = Client::connect("http://127.0.0.1:8899");
//! let owner = Owner { wallet: bo.pubkey(), genesis: client.genesis().await? };
//! let store = Store::open("mail".as_ref(), owner, Key { network, version: 1, secret: &secret })?;
//!
//! // Fetch, open, store; only what is stored can be acknowledged.
//! for stored in store.sync(&client, &network, &|_, _| Some(secret.clone())).await?.new {
//!     store.acknowledge(&client, bo, stored, Verdict::Abstain).await?;
//! }
//! for letter in store.letters(&Filter { unread: true, ..Filter::default() }, 50)? {
//!     println!("{} {}", letter.facts.other, letter.head.preview);
//! }
//!
//! // What is sent is stored first, and the same again finds what became of it.
//! let text = "Dear Ada".into();
//! let wish = Wish { network, recipient: ada, text, most: 1_000_000, offer: 0, strict: false, not_before: 0 };
//! let intent = store.intend(IntentId::of(&wish), &wish)?;
//! println!("{:?}", store.send(&client, bo, &intent.id).await?.became);
//! # Ok(())
//! # }
//! ```

mod acknowledge;
mod backup;
mod bodies;
mod content;
mod encoded;
mod error;
mod index;
mod intents;
mod kept;
mod letters;
mod links;
mod mailings;
mod mbox;
mod notes;
mod schema;
mod sealer;
mod store;
mod sync;
#[cfg(test)]
mod tests;
mod threads;
mod tray;

pub use backup::Imported;
pub use content::{Content, Head, Unopened};
pub use error::StoreError;
pub use intents::{Became, Intent, IntentId, Money, Wish};
pub use kept::{Contact, Gap, Link, Mailing, Missing, Rule, Sketch, Tray, Upload};
pub use letters::{Direction, Facts, Filter, Letter, Outcome, State, Stored};
pub use links::{LinkIntent, LinkWish};
pub use notes::Note;
pub use store::{Key, Owner, Store};
pub use sync::{Secrets, SyncReport};
pub use threads::Thread;
pub use tray::{Filed, Stranger};
