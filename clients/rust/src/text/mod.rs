//! Texts that people read: which names may be given ([`check_name`]), which addresses may be linked to ([`check_uri`]), and
//! how to show what others wrote ([`shown`], [`shown_lines`], [`shown_bytes`]).
//!
//! The programs take any text without control characters, because a table of Unicode would cost more than it protects: it
//! is out of date with the next version, and everyone can call the programs with another client. So this is where a name is
//! made and where it is shown (`docs/decisions/0016-names-and-texts.md`).

mod name;
mod shown;
mod uri;

pub use name::{NameError, check_name};
pub(crate) use shown::is_hidden;
pub use shown::{Shown, shown, shown_bytes, shown_lines};
pub use uri::{UriError, check_uri};
