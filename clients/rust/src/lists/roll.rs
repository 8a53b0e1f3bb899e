//! What changes in a list, told once, whatever order the answers come in.

use std::collections::{BTreeMap, BTreeSet};

use solana_pubkey::Pubkey;

use super::MessageHeader;

/// A change of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A message that was not there.
    Arrived(MessageHeader),
    /// A message was revealed, or its fee refunded. This is what it is now.
    Changed(MessageHeader),
    /// A message ended: it was acknowledged, or it expired. This is what it was.
    Ended(MessageHeader),
}

/// The open messages of one list, as far as they were told. Each answer of a node is about one slot, and answers come in any
/// order. What an answer says of a message counts only if nothing of a later slot is known of it.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    open: BTreeMap<Pubkey, (MessageHeader, u64)>,
    ended: BTreeMap<Pubkey, u64>,
}

impl Roll {
    /// The open messages, by their addresses.
    pub fn open(&self) -> impl Iterator<Item = &MessageHeader> {
        self.open.values().map(|(header, _)| header)
    }

    /// Takes a list of a slot. What is new or changed is told. What the list lacks may have ended, or the list may be short,
    /// so [`Roll::lacking`] says what to ask for by its address.
    pub fn list(&mut self, headers: &[MessageHeader], slot: u64) -> Vec<News> {
        headers.iter().filter_map(|header| self.found(header, slot)).collect()
    }

    /// Messages that are open as far as is known, but that a list of this slot lacks. Those that were not seen for the longest
    /// time come first.
    pub fn lacking(&self, headers: &[MessageHeader], slot: u64) -> Vec<Pubkey> {
        let listed: BTreeSet<_> = headers.iter().map(|header| header.address).collect();
        let known = self.open.iter().map(|(address, (_, seen))| (*seen, *address));
        let mut lacking: Vec<_> = known.filter(|(seen, address)| *seen <= slot && !listed.contains(address)).collect();
        lacking.sort_unstable();
        lacking.into_iter().map(|(_, address)| address).collect()
    }

    /// Takes what is at an address in a slot: a message, or none any more.
    pub fn look(&mut self, address: &Pubkey, found: Option<&MessageHeader>, slot: u64) -> Option<News> {
        match found {
            Some(header) => self.found(header, slot),
            None => self.missing(address, slot),
        }
    }

    /// Forgets of which slots the answers were. A node that made one up would otherwise have the last word on a message.
    pub fn forget_slots(&mut self) {
        self.open.values_mut().for_each(|(_, seen)| *seen = 0);
        self.ended.clear();
    }

    fn found(&mut self, header: &MessageHeader, slot: u64) -> Option<News> {
        if self.ended.get(&header.address).is_some_and(|end| *end >= slot) {
            return None;
        }
        self.ended.remove(&header.address);
        match self.open.insert(header.address, (header.clone(), slot)) {
            None => Some(News::Arrived(header.clone())),
            Some((known, seen)) if seen > slot => {
                self.open.insert(header.address, (known, seen));
                None
            }
            Some((known, _)) => (known != *header).then(|| News::Changed(header.clone())),
        }
    }

    fn missing(&mut self, address: &Pubkey, slot: u64) -> Option<News> {
        let (_, seen) = self.open.get(address)?;
        if *seen > slot {
            return None;
        }
        self.ended.insert(*address, slot);
        self.open.remove(address).map(|(header, _)| News::Ended(header))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lists::header::tests::header;

    #[test]
    fn each_change_is_told_once() {
        let mut roll = Roll::default();
        let (one, two) = (header(1, 1, 9), header(2, 2, 9));
        assert_eq!(roll.list(&[one.clone(), one.clone()], 5), [News::Arrived(one.clone())]);
        assert_eq!(roll.list(std::slice::from_ref(&one), 6), []);
        let refunded = MessageHeader { fee: 0, ..one.clone() };
        assert_eq!(roll.look(&one.address, Some(&refunded), 7), Some(News::Changed(refunded.clone())));
        assert_eq!(roll.look(&two.address, Some(&two), 7), Some(News::Arrived(two.clone())));
        assert_eq!(roll.lacking(std::slice::from_ref(&two), 8), [one.address]);
        assert_eq!(roll.look(&one.address, None, 8), Some(News::Ended(refunded)));
        assert_eq!(roll.look(&one.address, None, 9), None);
        assert_eq!(roll.open().collect::<Vec<_>>(), [&two]);
    }

    /// Shows security.md: An answer of a node that lags behind another
    #[test]
    fn what_an_older_answer_says_changes_nothing() {
        let mut roll = Roll::default();
        let (one, two) = (header(1, 1, 9), header(2, 2, 9));
        roll.list(std::slice::from_ref(&one), 10);
        // Of slot 9, before the message was there.
        assert_eq!((roll.lacking(&[], 9), roll.look(&one.address, None, 9)), (vec![], None));
        let refunded = MessageHeader { fee: 0, ..one.clone() };
        assert_eq!(roll.look(&one.address, Some(&refunded), 9), None);
        assert_eq!(roll.open().collect::<Vec<_>>(), [&one]);
        // It ended in slot 12, and a list of slot 11 still has it.
        assert_eq!(roll.look(&one.address, None, 12), Some(News::Ended(one.clone())));
        assert_eq!(roll.list(&[one.clone(), two.clone()], 11), [News::Arrived(two)]);
        assert_eq!(roll.list(std::slice::from_ref(&one), 13), [News::Arrived(one)], "it did not end: that node lied");
    }

    /// Shows security.md: Answers that are no answers.
    #[test]
    fn a_slot_that_was_made_up_has_not_the_last_word_for_ever() {
        let mut roll = Roll::default();
        let (one, two) = (header(1, 1, 9), header(2, 2, 9));
        roll.list(&[one.clone(), two.clone()], u64::MAX);
        roll.look(&two.address, None, u64::MAX);
        assert_eq!((roll.look(&one.address, None, 9), roll.list(std::slice::from_ref(&two), 9)), (None, vec![]));
        roll.forget_slots();
        assert_eq!(roll.list(std::slice::from_ref(&two), 10), [News::Arrived(two.clone())]);
        assert_eq!(roll.lacking(std::slice::from_ref(&two), 10), [one.address]);
        assert_eq!(roll.look(&one.address, None, 10), Some(News::Ended(one)));
    }

    proptest! {
        /// A message is there from slot 10 to 19. Whatever order answers come in, each change is told at most once.
        #[test]
        fn in_any_order_a_message_arrives_and_ends_at_most_once(slots in prop::collection::vec(0..30_u64, 0..40)) {
            let (mut roll, one) = (Roll::default(), header(1, 1, 9));
            let mut told = Vec::new();
            for slot in slots {
                let is_there = (10..20).contains(&slot);
                told.extend(roll.look(&one.address, is_there.then_some(&one), slot));
            }
            prop_assert!(told.len() <= 2);
            prop_assert!(told.first().is_none_or(|news| *news == News::Arrived(one.clone())));
            prop_assert!(told.get(1).is_none_or(|news| *news == News::Ended(one.clone())));
        }
    }
}
