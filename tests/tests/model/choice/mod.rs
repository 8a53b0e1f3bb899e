//! What actions are about. Items are addressed by count, so that a sequence stays meaningful if steps are left out.

mod bounty;
mod entry;
mod gift;
mod key;
mod message;
mod new_account;
mod pair;
mod people;
mod place;
mod tie;
mod wait;

pub use bounty::{IT, Signs, WhichBounty, bounty, draft, signs};
pub use entry::{Entry, entry, person, their};
pub use gift::{Gift, gift};
pub use key::{Key, key, some_key};
pub use message::{Which, waiting, which};
pub use new_account::{NewFlaw, flaw};
pub use pair::{Whose, whose};
pub use people::{MANY, anybody, net, net_with_reputation, two, who};
pub use place::{Amount, Place, amount, place};
pub use tie::{Tie, leaving, tie};
pub use wait::{Wait, wait};
