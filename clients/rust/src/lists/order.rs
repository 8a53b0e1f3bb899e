//! The order of a list, and the part of it that is on the screen.

use std::cmp::Reverse;

use solana_pubkey::Pubkey;
use units::{Reputation, Timestamp};

use super::MessageHeader;

/// What comes first. Of equals, the newest.
#[derive(Clone, Copy)]
pub enum Order<'a> {
    /// What most waits for at this moment: see [`MessageHeader::waiting`].
    Waiting(Timestamp),
    /// The newest.
    Newest,
    /// The oldest.
    Oldest,
    /// The first that nobody can acknowledge any more.
    Deadline,
    /// That of the sender with the most reputation: see [`Client::reputations`](crate::Client::reputations).
    Reputation(&'a dyn Fn(&Pubkey) -> Reputation),
}

/// Where a message stands: ascending. The address tells the rest apart, so that a list never jumps.
type Place = (i128, Reverse<(i64, u64)>, Pubkey);

impl Order<'_> {
    fn place(&self, header: &MessageHeader) -> Place {
        let first = match self {
            Self::Waiting(now) => -i128::from(header.waiting(*now).0),
            Self::Newest => -i128::from(header.sent_at),
            Self::Oldest => i128::from(header.sent_at),
            Self::Deadline => i128::from(header.deadline),
            Self::Reputation(of) => -i128::from(of(&header.sender).0),
        };
        (first, Reverse((header.sent_at, header.sequence)), header.address)
    }
}

/// The part of a list that is on the screen: up to `count` headers in an order, after `skipped` ones. It sorts no more than
/// it needs.
pub fn screen<'h>(
    headers: impl IntoIterator<Item = &'h MessageHeader>,
    order: &Order<'_>,
    skipped: usize,
    count: usize,
) -> Vec<&'h MessageHeader> {
    let mut placed: Vec<_> = headers.into_iter().map(|header| (order.place(header), header)).collect();
    let end = skipped.saturating_add(count);
    if end < placed.len() {
        placed.select_nth_unstable_by_key(end, |(place, _)| *place);
        placed.truncate(end);
    }
    placed.sort_unstable_by_key(|(place, _)| *place);
    placed.into_iter().skip(skipped).map(|(_, header)| header).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lists::header::tests::header;

    fn numbers(headers: &[&MessageHeader]) -> Vec<u64> {
        headers.iter().map(|header| header.sequence).collect()
    }

    #[test]
    fn each_order_has_its_first_and_of_equals_the_newest() {
        let mut headers = vec![header(1, 9, 500), header(2, 8, 9_000), header(3, 9, 500), header(4, 7, 0)];
        headers[3].deadline = 7;
        let posted = MessageHeader { revealed: false, ..header(5, 6, 1_000_000) };
        headers.push(posted);
        let reputation = |sender: &Pubkey| Reputation(u64::from(sender.to_bytes()[0]));
        for (order, expected) in [
            (Order::Waiting(Timestamp(10)), [2, 3, 1, 5, 4]),
            (Order::Newest, [5, 4, 3, 2, 1]),
            (Order::Oldest, [1, 2, 3, 4, 5]),
            (Order::Deadline, [4, 5, 3, 2, 1]),
            (Order::Reputation(&reputation), [3, 1, 2, 4, 5]),
        ] {
            assert_eq!(numbers(&screen(&headers, &order, 0, 10)), expected);
            assert_eq!(numbers(&screen(&headers, &order, 1, 2)), expected[1..3]);
            assert!(screen(&headers, &order, 5, 2).is_empty());
        }
    }

    proptest! {
        #[test]
        fn screens_are_the_parts_of_one_sorted_list(fees: Vec<u16>, size in 1..9_usize) {
            let headers: Vec<_> = fees.iter().take(200).zip(0..).map(|(fee, n)| header(n, n % 7, u64::from(*fee))).collect();
            let order = Order::Waiting(Timestamp(0));
            let whole = screen(&headers, &order, 0, usize::MAX);
            let parts: Vec<_> = (0..headers.len()).step_by(size).flat_map(|at| screen(&headers, &order, at, size)).collect();
            prop_assert_eq!(&whole, &parts);
            prop_assert!(whole.is_sorted_by_key(|header| Reverse(header.waiting(Timestamp(0)))));
        }
    }
}
