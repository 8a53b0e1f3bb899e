//! What takes several steps.

use proptest::collection::vec;

use super::{ApplyLimit, Next, ProposeLimit};
use crate::{
    action::{Step, Try},
    bounty::treasury::{limit, treasurys_net},
    prelude::*,
};

/// A few phases of a bounty, with some of the actions that it waits for in each.
pub fn course() -> impl Strategy<Value = Vec<Step>> {
    let does = vec(0..MANY, 1..5).prop_map(|choices| {
        let next = |choice| Try::from(Next { bounty: IT, choice });
        Step::Do(choices.into_iter().map(next).collect())
    });
    let wait = Step::Wait(Wait::Phase { bounty: IT, early: false });
    let phase = (vec(does, 1..3), Just(wait)).prop_map(|(steps, wait)| [steps, vec![wait]].concat());
    (Next::choices().1, vec(phase, 1..5)).prop_map(|(first, phases)| {
        let first = Step::Do(vec![first.into()]);
        [vec![first], phases.concat()].concat()
    })
}

/// A new limit, and the wait until it is due.
pub fn new_limit() -> impl Strategy<Value = Vec<Step>> {
    (treasurys_net(), limit(), weighted(0.3)).prop_map(|(net, limit, early)| {
        let propose = Step::Do(vec![ProposeLimit { net, limit }.into()]);
        let apply = Step::Do(vec![ApplyLimit { net }.into()]);
        vec![propose, Step::Wait(Wait::Limit { net, early }), apply]
    })
}
