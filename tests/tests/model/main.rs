//! Random sequences of actions by several people on several networks, with every instruction of the programs, compared
//! with a plain model of the specifications. After every step the chain matches the model and the invariants hold. At
//! the end everyone leaves, and nothing is left.
//!
//! `BMAIL_MODEL_SEED` and `BMAIL_MODEL_STEPS` choose what is run.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

mod action;
mod addresses;
mod begin;
mod bounty;
mod builder;
mod choice;
mod compare;
mod leave;
mod mail;
mod model;
mod prelude;
mod read;
mod registry;
mod reputation;
mod roster;
mod sent;
mod shrink;
mod strategy;
mod system;
mod tally;
mod together;
mod token;
mod told;
mod walk;

use std::{env, io::Write, thread, time::SystemTime};

use model::Mistake;
use shrink::Plan;
use tally::Tally;

/// Total steps of all seeds.
const STEPS: usize = 36_000;
/// Steps in the longest sequence.
const LONGEST: usize = 250;
/// The most steps that a shrunk sequence may need to reveal a planted mistake.
const FEW: usize = 6;
/// Seeds that run every time, besides a fresh one.
const SEEDS: [u64; 3] = [1, 2, 3];

/// Shows mail.md: Every account holds its rent plus what it owes.
/// Shows mail.md: Every escrow ends.
/// Shows reputation.md: After every holder is synced, the token's supply equals the sum of all shares.
/// Shows reputation.md: Over random histories of several people on several networks, the programs do what a model of
///   the specification says, and in the end nothing is left.
/// Shows bounties.md: Over random histories of several people, the programs do what a model of the specification says.
/// Shows security.md: Attacks that nobody thought of.
#[test]
fn over_any_life_the_program_does_what_the_model_says_and_in_the_end_nothing_is_left() {
    let seeds = variable("BMAIL_MODEL_SEED").map_or_else(|| [&SEEDS[..], &[new_seed()]].concat(), |seed| vec![seed]);
    let is_whole = seeds.len() > SEEDS.len();
    let steps = variable("BMAIL_MODEL_STEPS").map_or(STEPS, |steps| steps as usize);
    let each = steps.div_ceil(seeds.len());
    say(&format!("{each} steps for each of the seeds {seeds:?}"));

    // A fresh seed may miss what is rare.
    let (tally, new_tally) = (Tally::default(), Tally::default());
    let failures: Vec<_> = thread::scope(|scope| {
        let run = |seed| {
            let plan = Plan { seed, steps: each, longest: LONGEST, mistake: None };
            let tally = if is_whole && !SEEDS.contains(&seed) { &new_tally } else { &tally };
            scope.spawn(move || plan.run(tally).map_err(|shrunk| (seed, shrunk)))
        };
        let threads: Vec<_> = seeds.into_iter().map(run).collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap().err()).collect()
    });
    for (seed, shrunk) in &failures {
        say(&format!("BMAIL_MODEL_SEED={seed} BMAIL_MODEL_STEPS={each}: {shrunk}"));
    }
    assert!(failures.is_empty(), "{} seeds failed, see above", failures.len());
    say(&tally.to_string());
    assert!(tally.steps() + new_tally.steps() >= steps);
    if is_whole && steps >= STEPS {
        tally.check(tally.steps() / 4_000);
    }
}

/// A check that cannot fail is worth nothing.
///
/// Shows security.md: Attacks that nobody thought of.
#[test]
fn what_a_model_of_another_program_would_say_is_noticed_and_shrunk_to_a_few_steps() {
    for mistake in Mistake::ALL {
        let plan = Plan { seed: 1, steps: STEPS, longest: 50, mistake: Some(mistake) };
        let Err(shrunk) = plan.run(&Tally::default()) else { panic!("{mistake:?} was not noticed") };
        println!("{mistake:?}: {shrunk}");
        assert!(shrunk.steps.len() <= FEW, "{mistake:?}: {shrunk}");
        assert!(plan.passes_without_mistake(&shrunk), "{mistake:?} is not why it fails: {shrunk}");
    }
}

fn variable(name: &str) -> Option<u64> {
    env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
}

fn new_seed() -> u64 {
    SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

/// Prints even if the test succeeds.
fn say(text: &str) {
    std::io::stderr().write_all(format!("{text}\n").as_bytes()).unwrap();
}
