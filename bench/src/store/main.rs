//! How long a mail store with 100,000 letters takes to open and to search, as medians. With `--check`, it fails above the
//! limits: 100 ms to open and show the first screen, and 200 ms for a search, also for the first one. On a machine that is busy
//! with other work, the least of the times says more.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use bmail_mailstore::{Content, Direction, Facts, Filter, Key, Outcome, Owner, Store};
use bmail_sdk::sealing::SecretKey;
use bmail_testing::vfs::Dice;
use solana_pubkey::Pubkey;

const LETTERS: u32 = 100_000;
/// How many letters a screen has.
const SCREEN: usize = 50;
/// How often each figure is measured.
const TIMES: usize = 15;
const OPENING: Duration = Duration::from_millis(100);
const SEARCH: Duration = Duration::from_millis(200);

/// Words as often as in a language: the n-th one a n-th as often as the first.
struct Words {
    dice: Dice,
    weights: Vec<u64>,
    sum: u64,
}

impl Words {
    fn new() -> Self {
        let mut sum = 0;
        let weights = (1..=30_000_u64).map(|rank| {
            sum += 1_000_000_000 / rank;
            sum
        });
        Self { dice: Dice(14), weights: weights.collect(), sum }
    }

    fn next(&mut self) -> String {
        let roll = self.dice.roll(self.sum);
        word(self.weights.partition_point(|weight| *weight <= roll))
    }

    fn text(&mut self) -> String {
        let length = 20 + self.dice.roll(80);
        (0..length).map(|_| self.next()).collect::<Vec<_>>().join(" ")
    }
}

/// The word of a rank: syllables, so that words begin alike.
fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "den", "fi", "gor", "hu", "jan", "ke", "lis", "mo", "nur", "pa", "ret", "si", "tov", "wu", "zen"];
    let mut left = rank + 16;
    let mut word = String::new();
    while left > 0 {
        word.push_str(SYLLABLES[left % 16]);
        left /= 16;
    }
    word
}

struct Bench {
    folder: PathBuf,
    secret: SecretKey,
}

impl Bench {
    fn open(&self) -> Result<Store> {
        let network = Pubkey::new_from_array([7; 32]);
        let owner = Owner { wallet: Pubkey::new_from_array([1; 32]), genesis: Default::default() };
        Ok(Store::open(&self.folder, owner, Key { network, version: 1, secret: &self.secret })?)
    }

    fn fill(&self) -> Result<()> {
        let (store, mut words) = (self.open()?, Words::new());
        for begin in (0..LETTERS).step_by(1_000) {
            let letters: Vec<_> = (begin..begin + 1_000)
                .map(|number| {
                    let mut message = [3; 32];
                    message[..4].copy_from_slice(&number.to_le_bytes());
                    let facts = Facts {
                        message: Pubkey::new_from_array(message),
                        network: Pubkey::new_from_array([7; 32]),
                        direction: Direction::Received,
                        other: Pubkey::new_from_array([(number % 200) as u8; 32]),
                        sequence: u64::from(number),
                        at: i64::from(number),
                        fee: 650_000,
                        deadline: 0,
                        outcome: if number % 10 == 0 { Outcome::Open } else { Outcome::Valuable },
                    };
                    (facts, Content::Text(words.text().into_bytes()))
                })
                .collect();
            let _stored = store.keep(&letters)?;
        }
        store.index()?;
        Ok(())
    }

    /// Opens it, and what a screen shows.
    fn opening(&self) -> Result<Duration> {
        let begin = Instant::now();
        let letters = self.open()?.letters(&Filter { open: true, ..Filter::default() }, SCREEN)?;
        ensure!(letters.len() == SCREEN, "the screen is not full");
        Ok(begin.elapsed())
    }

    /// The first search after opening.
    fn first_search(&self) -> Result<Duration> {
        let store = self.open()?;
        search(&store, &word(500))
    }
}

fn search(store: &Store, query: &str) -> Result<Duration> {
    let begin = Instant::now();
    let found = store.search(query, SCREEN)?;
    ensure!(!found.is_empty(), "{query} is not found");
    Ok(begin.elapsed())
}

/// What was measured, and its limit.
struct Figure {
    what: &'static str,
    median: Duration,
    least: Duration,
    limit: Duration,
}

impl Figure {
    fn of(what: &'static str, limit: Duration, mut measure: impl FnMut() -> Result<Duration>) -> Result<Self> {
        let mut times = (0..TIMES).map(|_| measure()).collect::<Result<Vec<_>>>()?;
        times.sort_unstable();
        let least = times.first().copied().context("nothing was measured")?;
        Ok(Self { what, median: times[TIMES / 2], least, limit })
    }

    fn print(&self) {
        let [median, least] = [self.median, self.least].map(|time| time.as_secs_f64() * 1_000.0);
        println!("{:32} {median:7.1} ms of {} ms (the least: {least:.1} ms)", self.what, self.limit.as_millis());
    }
}

/// The bytes of the files in a folder.
fn size(folder: &Path) -> Result<u64> {
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.metadata()?.len())).sum()
}

fn main() -> Result<ExitCode> {
    let folder = std::env::temp_dir().join(format!("bmail-bench-store-{}", std::process::id()));
    let bench = Bench { folder: folder.clone(), secret: SecretKey::from_bytes(&[1; 32])? };
    let begin = Instant::now();
    bench.fill()?;
    println!(
        "{LETTERS} letters were stored and indexed in {:.1} s: {} MB",
        begin.elapsed().as_secs_f64(),
        size(&folder)? / 1_000_000
    );
    let store = bench.open()?;
    search(&store, &word(0))?;
    let searches = [
        ("a rare word", word(20_000)),
        ("a common word", word(0)),
        ("two words", format!("{} {}", word(3), word(700))),
    ];
    let mut figures = vec![
        Figure::of("opening, with the first screen", OPENING, || bench.opening())?,
        Figure::of("the first search", SEARCH, || bench.first_search())?,
    ];
    for (what, query) in searches {
        figures.push(Figure::of(what, SEARCH, || search(&store, &query))?);
    }
    figures.push(Figure::of("the beginning of a word", SEARCH, || search(&store, "den"))?);
    drop(store);
    std::fs::remove_dir_all(&folder)?;
    figures.iter().for_each(Figure::print);
    let is_slow = figures.iter().any(|figure| figure.median > figure.limit);
    let is_checked = std::env::args().any(|argument| argument == "--check");
    Ok(if is_checked && is_slow { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
