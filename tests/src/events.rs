//! The programs' events, decoded from the logs as a client would, except that a malformed event is a failure here.

use bmail_sdk::PROGRAMS;
pub use bmail_sdk::events::*;

/// The events of one kind, in order. Panics if one has missing or extra bytes.
pub(crate) fn decode<E: Event>(logs: &[String]) -> Vec<E> {
    let found = records(logs).into_iter().filter(|record| record.is::<E>(&PROGRAMS));
    found.map(|record| record.decode(&PROGRAMS).unwrap_or_else(|| panic!("{}: {:?}", E::NAME, record.data))).collect()
}

/// How many events there are, of any kind.
pub(crate) fn count(logs: &[String]) -> usize {
    records(logs).len()
}
