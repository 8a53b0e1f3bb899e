//! Runs many sequences from a seed, and shrinks the first one that fails.

use std::{
    cell::{Cell, RefCell},
    fmt,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use bmail_testing::RENTS;
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};

use crate::{
    action::Step,
    begin::Start,
    model::Mistake,
    reputation::{Chosen, VALID},
    strategy::sequence,
    tally::Tally,
    walk::Walk,
};

/// The extent of a run.
#[derive(Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    /// The minimum total steps of all sequences. Only steps that did something count.
    pub steps: usize,
    /// The steps of the longest sequence.
    pub longest: usize,
    pub mistake: Option<Mistake>,
}

/// A failing sequence that stops failing if any one step is removed.
pub struct Shrunk {
    pub steps: Vec<Step>,
    start: Start,
    why: String,
}

impl Plan {
    /// Runs sequences until they have this many steps, or one fails.
    pub fn run(self, tally: &Tally) -> Result<(), Shrunk> {
        let config = Config { failure_persistence: None, max_shrink_iters: 5_000, ..Config::default() };
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seed.to_le_bytes());
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
        let strategy = (start(), sequence(self.longest));
        let done = Cell::new(0);
        quietly(|| {
            while done.get() < self.steps {
                let tree = strategy.new_tree(&mut runner).expect("nothing is rejected");
                let outcome = runner.run_one(tree, |(start, steps)| {
                    let steps = self.live(start, &steps, tally);
                    done.set(done.get() + steps);
                    tally.count_sequence(steps);
                    Ok(())
                });
                if let Err(TestError::Fail(_, (start, steps))) = outcome {
                    return Err(self.shorten(start, steps));
                }
            }
            Ok(())
        })
    }

    /// Whether the model agrees with a shrunk sequence if it makes no mistake.
    pub fn passes_without_mistake(self, shrunk: &Shrunk) -> bool {
        let right = Self { mistake: None, ..self };
        let run = || right.live(shrunk.start, &shrunk.steps, &Tally::default());
        quietly(|| panic::catch_unwind(AssertUnwindSafe(run)).is_ok())
    }

    /// Runs one sequence, and returns how many steps did something.
    fn live(self, start: Start, steps: &[Step], tally: &Tally) -> usize {
        let mut walk = Walk::new(start, self.mistake, tally);
        steps.iter().for_each(|step| walk.take(step));
        let done = walk.steps;
        walk.leave();
        done
    }

    /// Leaves out every step that is not needed. Proptest has done that too, but then simplified the steps, so that
    /// more can go.
    fn shorten(self, start: Start, mut steps: Vec<Step>) -> Shrunk {
        let fails = |steps: &[Step]| {
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| self.live(start, steps, &Tally::default())));
            outcome.err().map(|_| LAST_PANIC.take())
        };
        let without = |steps: &[Step], index: usize| [&steps[..index], &steps[index + 1..]].concat();
        while let Some(shorter) =
            (0..steps.len()).map(|index| without(&steps, index)).find(|steps| fails(steps).is_some())
        {
            steps = shorter;
        }
        let why = fails(&steps).expect("a sequence that fails does so again");
        Shrunk { steps, start, why }
    }
}

impl fmt::Display for Shrunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { steps, start: Start { rent, parameters }, why } = self;
        writeln!(
            f,
            "{why}\nat a rent of {rent} lamports per byte, with {parameters:?} parameters, after these steps and leaving:"
        )?;
        steps.iter().enumerate().try_for_each(|(index, step)| writeln!(f, "{:>3}. {step:?}", index + 1))
    }
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

fn start() -> impl Strategy<Value = Start> {
    let (rent, parameters) = (prop::sample::select(RENTS.to_vec()), (0..VALID.len()).prop_map(Chosen::Valid));
    (rent, parameters).prop_map(|(rent, parameters)| Start { rent, parameters })
}

/// Suppresses this thread's panic messages, because shrinking causes hundreds.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |panic| match QUIET.get() {
            true => LAST_PANIC.set(panic.to_string()),
            false => loud(panic),
        }));
    });
    QUIET.set(true);
    let result = work();
    QUIET.set(false);
    result
}
