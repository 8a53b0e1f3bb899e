//! Mail: mailboxes, contacts, drafting and sending, revealing, reading, and how messages end.

mod acknowledge;
mod calls;
mod contact;
mod draft;
mod link;
mod mailbox;
mod number;
mod past;
mod read;
mod reveal;
mod sent;
mod upload;

pub(super) use draft::taken;
pub use link::{FoundLink, OpenedLink};
pub(super) use number::SentAs;
pub use past::{PastEntry, PastEvent, PastMessage, PastPage};
pub use read::Received;
pub use reveal::Revealed;
pub use upload::Progress;
pub(super) use upload::{PAUSE, ROUNDS, is_resolved_by_reading};
