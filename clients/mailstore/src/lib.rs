//! What a person keeps of their mail: letters, received and sent, contacts, intents to send, what is half done, and a
//! search. It is one SQLite file for each wallet and cluster, on which a command line and a bridge to mail programs stand.
//!
//! A message's account closes when it is acknowledged, and its text is gone from the chain's state. So nothing is
//! acknowledged that is not on the disk, and the types say so: only a [`Stored`] can be acknowledged, and only a committed
//! transaction gives one. What is sent is stored before it is signed, so that nothing is paid twice.
//!
//! Everything that says something is sealed under a key that the owner's mailbox keys open. In the clear stands what the
//! chain shows, too: addresses, times and lamports, and how many notes of each kind there are.

mod acknowledge;
mod backup;
mod content;
mod encoded;
mod error;
mod index;
mod intents;
mod kept;
mod letters;
mod mbox;
mod notes;
mod schema;
mod sealer;
mod store;
mod sync;
#[cfg(test)]
mod tests;
mod threads;

pub use backup::Imported;
pub use content::{Content, Head, Unopened};
pub use error::StoreError;
pub use intents::{Became, Intent, IntentId, Money, Wish};
pub use kept::{Contact, Gap, Link, Mailing, Missing, Rule, Sketch, Tray, Upload};
pub use letters::{Direction, Facts, Filter, Letter, Outcome, State, Stored};
pub use notes::Note;
pub use store::{Key, Owner, Store};
pub use sync::{Secrets, Synced};
pub use threads::Thread;
