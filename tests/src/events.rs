//! The programs' events, as a client decodes them from the logs; but here, one that is not as it should be is a failure.

pub use bmail_sdk::events::*;

/// The events of one kind, in order. Panics where one has bytes missing or left over.
pub(crate) fn decode<E: Event>(logs: &[String]) -> Vec<E> {
    let found = records(logs).into_iter().filter(Record::is::<E>);
    found.map(|record| record.decode().unwrap_or_else(|| panic!("{}: {:?}", E::NAME, record.data))).collect()
}

/// How many events there are, of whatever kind.
pub(crate) fn count(logs: &[String]) -> usize {
    records(logs).len()
}
