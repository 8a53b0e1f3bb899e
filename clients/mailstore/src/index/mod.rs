//! Full-text search in a sealed index.
//!
//! Segments say which letters of a range have which words. Letters that no segment has yet are looked through one by one.
//! So a letter is found as soon as it is kept, and a crash costs nothing: what is missing of the index is made again.
//! Segments are merged when there are several of about the same size, so there are few of them, and all are opened by the
//! first search.

mod segment;
mod words;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::PoisonError,
};

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use zeroize::Zeroizing;

pub(crate) use words::fold;

use self::{segment::Postings, words::Asked};
use crate::{Letter, Store, StoreError, sealer::Place};

/// From how many letters a segment is made.
const BATCH: usize = 256;
/// How many segments of about the same size become one.
const FAN: usize = 8;
/// The length of a sealed segment is a multiple of this, in bytes.
const CLASS: usize = 4_096;
/// From how many letters it is faster to go through the list than to look up each.
const MANY: usize = 2_000;

/// Opened segments, by their numbers.
pub(crate) type Cache = BTreeMap<i64, Zeroizing<Vec<u8>>>;

/// A segment's number and its range.
#[derive(Clone, Copy)]
struct Range {
    id: i64,
    first: i64,
    last: i64,
}

impl Store {
    /// The last letters, at most `limit`, that have all words of a query, the last of them perhaps only its beginning, if
    /// nothing follows it.
    /// Case and accents make no difference. Deleted letters are not found.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Letter>, StoreError> {
        let asked = words::asked(query);
        if asked.words.is_empty() {
            return Ok(Vec::new());
        }
        self.index()?;
        let mut found = self.in_segments(&asked)?;
        found.extend(self.beyond_segments(&asked)?);
        self.newest(found, limit)
    }

    /// Brings the index up to date, except for the last few letters. A search does so by itself.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn index(&self) -> Result<(), StoreError> {
        while self.uncovered(BATCH)?.len() >= BATCH {
            self.write(|transaction| self.add_segment(transaction))?;
        }
        Ok(())
    }

    fn add_segment(&self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        let ids = uncovered(transaction, BATCH)?;
        let (Some(first), Some(last)) = (ids.first().copied(), ids.last().copied()) else { return Ok(()) };
        // Another process may have made it meanwhile, or deleted letters may have left a hole between others.
        let next = ranges(transaction)?.iter().map(|range| range.first).filter(|start| *start > first).min();
        let last = next.map_or(last, |next| last.min(next - 1));
        let mut postings = Postings::new();
        for id in ids.into_iter().take_while(|id| *id <= last) {
            let text = self.text(transaction, id)?;
            words::words(&text).into_iter().for_each(|word| postings.entry(word).or_default().push(id));
        }
        self.insert_segment(transaction, first, last, &postings)?;
        self.merge(transaction)
    }

    /// Merges the last segments as long as there are several of about the same size.
    fn merge(&self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        loop {
            let ranges = ranges(transaction)?;
            let size = |range: &Range| (range.last - range.first + 1).max(1).ilog2() / FAN.ilog2();
            let Some(last) = ranges.last() else { return Ok(()) };
            // What lies between two segments and is in neither would count as covered.
            if uncovered(transaction, 1)?.first().is_some_and(|id| *id < last.first) {
                return Ok(());
            }
            let alike: Vec<_> = ranges.iter().rev().take_while(|range| size(range) <= size(last)).copied().collect();
            if alike.len() < FAN {
                return Ok(());
            }
            let mut postings = Postings::new();
            for range in alike.iter().rev() {
                segment::postings(range.first, &self.segment(transaction, range)?, &mut postings)?;
                transaction.execute("DELETE FROM segments WHERE id = ?1", [range.id])?;
            }
            let first = alike.last().map_or(last.first, |range| range.first);
            self.insert_segment(transaction, first, last.last, &postings)?;
        }
    }

    fn insert_segment(
        &self,
        transaction: &Transaction<'_>,
        first: i64,
        last: i64,
        postings: &Postings,
    ) -> Result<(), StoreError> {
        let bytes = Zeroizing::new(segment::build(first, postings));
        let sealed = self.sealer.seal(place(&row(first, last)), &bytes, CLASS)?;
        let query = "INSERT INTO segments (first, last, sealed) VALUES (?1, ?2, ?3)";
        transaction.execute(query, params![first, last, sealed])?;
        Ok(())
    }

    fn segment(&self, connection: &Connection, range: &Range) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let query = "SELECT sealed FROM segments WHERE id = ?1";
        let sealed: Vec<u8> = connection.query_row(query, [range.id], |row| row.get(0))?;
        self.sealer.open(place(&row(range.first, range.last)), &sealed)
    }

    /// The letters that have all words, according to the segments.
    fn in_segments(&self, asked: &Asked) -> Result<Vec<i64>, StoreError> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = self.connection();
        let ranges = ranges(&connection)?;
        cache.retain(|id, _| ranges.iter().any(|range| range.id == *id));
        let mut found = Vec::new();
        for range in ranges {
            if let std::collections::btree_map::Entry::Vacant(place) = cache.entry(range.id) {
                place.insert(self.segment(&connection, &range)?);
            }
            found.extend(matching(range.first, &cache[&range.id], asked)?);
        }
        Ok(found)
    }

    /// The letters that have all words, of those that no segment has yet.
    fn beyond_segments(&self, asked: &Asked) -> Result<Vec<i64>, StoreError> {
        let (mut found, connection) = (Vec::new(), self.connection());
        for id in uncovered(&connection, usize::MAX)? {
            let words = words::words(&self.text(&connection, id)?);
            if has_all(&words, asked) {
                found.push(id);
            }
        }
        Ok(found)
    }

    fn uncovered(&self, limit: usize) -> Result<Vec<i64>, StoreError> {
        uncovered(&self.connection(), limit)
    }

    /// The last of these letters, of which only those are opened. If there are many, it is faster to go through the list.
    fn newest(&self, mut found: Vec<i64>, limit: usize) -> Result<Vec<Letter>, StoreError> {
        found.sort_unstable();
        let ids = if found.len() > MANY { self.last_of_many(found, limit)? } else { self.last_of(&found, limit)? };
        self.letters_by_id(&ids)
    }

    fn last_of_many(&self, found: Vec<i64>, limit: usize) -> Result<Vec<i64>, StoreError> {
        let (connection, found) = (self.connection(), found.into_iter().collect::<HashSet<_>>());
        let mut statement = connection.prepare("SELECT id FROM letters ORDER BY at DESC, id DESC")?;
        let ids = statement.query_map([], |row| row.get::<_, i64>(0))?;
        let wanted = ids.filter(|id| id.as_ref().map_or(true, |id| found.contains(id)));
        Ok(wanted.take(limit).collect::<Result<_, _>>()?)
    }

    fn last_of(&self, found: &[i64], limit: usize) -> Result<Vec<i64>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare("SELECT at FROM letters WHERE id = ?1")?;
        let mut places = Vec::with_capacity(found.len());
        for id in found {
            let at: Option<i64> = statement.query_row([id], |row| row.get(0)).optional()?;
            places.extend(at.map(|at| Reverse((at, *id))));
        }
        places.sort_unstable();
        Ok(places.into_iter().take(limit).map(|Reverse((_, id))| id).collect())
    }

    /// What a search looks through of a letter; nothing if it was deleted.
    fn text(&self, connection: &Connection, id: i64) -> Result<String, StoreError> {
        self.searched(connection, id).map(Option::unwrap_or_default)
    }
}

/// The letters of a segment that have all words.
fn matching(first: i64, bytes: &[u8], asked: &Asked) -> Result<Vec<i64>, StoreError> {
    let (mut found, mut outcome) = (vec![Vec::new(); asked.words.len()], Ok(()));
    // No word that begins with another one comes after that one and a byte that is in no text.
    let end = asked.words.iter().max().map(|last| [last.as_bytes(), &[0xff]].concat()).unwrap_or_default();
    segment::scan(bytes, |word, letters| {
        for (place, found) in found.iter_mut().enumerate() {
            if outcome.is_ok() && asked.fits(place, word) {
                outcome = letters.add_to(first, found);
            }
        }
        word <= end.as_slice() && outcome.is_ok()
    })?;
    outcome?;
    let mut all: Option<Vec<i64>> = None;
    for mut letters in found {
        letters.sort_unstable();
        letters.dedup();
        all = Some(match all {
            None => letters,
            Some(all) => all.into_iter().filter(|letter| letters.binary_search(letter).is_ok()).collect(),
        });
    }
    Ok(all.unwrap_or_default())
}

fn has_all(words: &BTreeSet<String>, asked: &Asked) -> bool {
    asked.words.iter().enumerate().all(|(place, wanted)| {
        // Those that begin with it come first of those that are not before it.
        let next = words.range(wanted.clone()..).next();
        next.is_some_and(|word| asked.fits(place, word.as_bytes()))
    })
}

/// The first letters that no segment has.
fn uncovered(connection: &Connection, limit: usize) -> Result<Vec<i64>, StoreError> {
    let query = "SELECT id FROM letters WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT ?3";
    let mut statement = connection.prepare(query)?;
    let (mut found, mut after) = (Vec::new(), i64::MIN);
    let borders = ranges(connection)?.into_iter().map(|range| (range.first, range.last));
    for (first, last) in borders.chain([(i64::MAX, i64::MAX)]) {
        let left = i64::try_from(limit - found.len()).unwrap_or(i64::MAX);
        let ids = statement.query_map(params![after, first, left], |row| row.get::<_, i64>(0))?;
        found.extend(ids.collect::<Result<Vec<_>, _>>()?);
        after = last;
    }
    Ok(found)
}

/// The segments, in the order of their letters.
fn ranges(connection: &Connection) -> Result<Vec<Range>, StoreError> {
    let mut statement = connection.prepare("SELECT id, first, last FROM segments ORDER BY first")?;
    let ranges = statement.query_map([], |row| Ok(Range { id: row.get(0)?, first: row.get(1)?, last: row.get(2)? }))?;
    Ok(ranges.collect::<Result<_, _>>()?)
}

fn row(first: i64, last: i64) -> [u8; 16] {
    let mut row = [0; 16];
    row[..8].copy_from_slice(&first.to_le_bytes());
    row[8..].copy_from_slice(&last.to_le_bytes());
    row
}

fn place(row: &[u8; 16]) -> Place<'_> {
    Place { table: "segments", row }
}
