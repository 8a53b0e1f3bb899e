//! Threads: letters that answer each other. They are found when they are asked for, so nothing in the database shows them.

use std::collections::BTreeMap;

use solana_pubkey::Pubkey;

use crate::{Filter, Letter, Store, StoreError};

/// Letters of the same two people that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The message that began it, as far as it is known.
    pub root: Pubkey,
    /// Its letters, oldest first.
    pub letters: Vec<Letter>,
}

impl Thread {
    /// When its last letter was sent, in unix seconds.
    pub fn last_at(&self) -> i64 {
        self.letters.last().map_or(0, |letter| letter.facts.at)
    }
}

impl Store {
    /// The threads with somebody on a network, the latest first. A letter that answers another one is in its thread, whether
    /// that one is known or not. All others make one thread: what two people say to each other without naming a letter.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn threads(&self, network: &Pubkey, other: &Pubkey) -> Result<Vec<Thread>, StoreError> {
        let filter = Filter { network: Some(*network), other: Some(*other), archived: true, ..Filter::default() };
        let mut letters = self.letters(&filter, usize::MAX)?;
        letters.reverse();
        let answers: BTreeMap<_, _> =
            letters.iter().filter_map(|letter| Some((letter.facts.message, letter.head.in_reply_to?))).collect();
        let answered: Vec<Pubkey> = answers.values().copied().collect();
        let mut threads = BTreeMap::<Option<Pubkey>, Thread>::new();
        for letter in letters {
            let message = letter.facts.message;
            let belongs = letter.head.in_reply_to.is_some() || answered.contains(&message);
            let root = belongs.then(|| root(message, &answers));
            let thread = threads.entry(root);
            thread
                .or_insert_with(|| Thread { root: root.unwrap_or(message), letters: Vec::new() })
                .letters
                .push(letter);
        }
        let mut threads: Vec<_> = threads.into_values().collect();
        threads.sort_by_key(|thread| std::cmp::Reverse(thread.last_at()));
        Ok(threads)
    }

    /// The thread of a letter.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such letter, [`StoreError::Damaged`].
    pub fn thread(&self, message: &Pubkey) -> Result<Thread, StoreError> {
        let letter = self.letter(message)?.ok_or(StoreError::Missing("such letter"))?;
        let threads = self.threads(&letter.facts.network, &letter.facts.other)?;
        let found = threads.into_iter().find(|thread| thread.letters.iter().any(|other| other.id == letter.id));
        Ok(found.unwrap_or(Thread { root: *message, letters: vec![letter] }))
    }
}

/// Follows the answers back. Letters can claim to answer each other in a circle.
fn root(message: Pubkey, answers: &BTreeMap<Pubkey, Pubkey>) -> Pubkey {
    let mut at = message;
    let mut seen = vec![at];
    while let Some(before) = answers.get(&at) {
        if seen.contains(before) {
            return seen.into_iter().min().unwrap_or(at);
        }
        at = *before;
        seen.push(at);
    }
    at
}
