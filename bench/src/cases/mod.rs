//! What the benchmark measures: each instruction in its cases, and peer programs for comparison.

mod bounty;
mod letters;
mod lives;
mod peers;
mod reputation;
mod tokens;

use std::{collections::BTreeMap, fs};

use bmail_testing::Harness;

/// The programs that are measured.
pub const PROGRAMS: [&str; 3] = ["mail", "reputation", "bounty"];
/// The message size used in every comparison, in bytes of ciphertext.
pub const SIZE: usize = 300;
/// How many pairs of people are measured. A figure that depends on their addresses is the median over these pairs.
const PAIRS: usize = 31;
const DAY: i64 = 86_400;

/// The snapshot's figures, and each case's range from best to worst.
pub struct Measured {
    /// `program.instruction.case`: median compute units. `program.size`: bytes.
    pub figures: BTreeMap<String, u64>,
    /// `program.instruction.case`: minimum, median and maximum compute units.
    pub ranges: BTreeMap<String, [u64; 3]>,
}

/// Records the compute units of a case.
type Note<'a> = dyn FnMut(&'static str, u64) + 'a;

/// Compute units of every instruction, in cases from the cheapest to the most expensive.
pub fn measure() -> Measured {
    let mut samples = BTreeMap::<&str, Vec<u64>>::new();
    for pair in 0..PAIRS {
        let mut note = |case, units| samples.entry(case).or_default().push(units);
        let mut harness = Harness::new();
        let [ada, bo, cy] = lives::arrive(&mut harness, pair, &mut note);
        letters::correspond(&mut harness, &ada, &bo, &mut note);
        letters::strictly(&mut harness, &ada, &bo, &mut note);
        letters::at_length(&mut harness, &ada, &bo, &mut note);
        letters::pester(&mut harness, &ada, &cy, &mut note);
        letters::as_contacts(&mut harness, &ada, &bo, &mut note);
        peers::compare(&mut harness, &ada, &bo, &mut note);
        reputation::found(&mut harness, &ada, &bo, &mut note);
        reputation::judge(&mut harness, &ada, &bo, &mut note);
        reputation::endorse(&mut harness, &ada, &bo, &cy, &mut note);
        reputation::sync(&mut harness, &ada, &bo, &mut note);
        reputation::govern(&mut harness, &mut note);
        bounty::award(&mut harness, pair, &mut note);
        bounty::silence(&mut harness, pair, &mut note);
        tokens::award(&mut harness, pair, &mut note);
        lives::govern(&mut harness, &cy, &mut note);
        lives::leave(&mut harness, &ada, &bo, &mut note);
    }
    let ranges: BTreeMap<_, _> = samples.into_iter().map(|(case, units)| (case.to_owned(), range(units))).collect();
    let mut figures: BTreeMap<_, _> = ranges.iter().map(|(case, [_, median, _])| (case.clone(), *median)).collect();
    for program in PROGRAMS {
        figures.insert(format!("{program}.size"), program_size(program));
    }
    Measured { figures, ranges }
}

fn range(mut units: Vec<u64>) -> [u64; 3] {
    units.sort_unstable();
    [units[0], units[units.len() / 2], units[units.len() - 1]]
}

/// The size of a built program, in bytes.
pub fn program_size(name: &str) -> u64 {
    let path = bmail_testing::program(&format!("{name}.so"));
    fs::metadata(&path).unwrap_or_else(|_| panic!("{} cannot be read", path.display())).len()
}
