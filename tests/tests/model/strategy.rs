//! How often people do what. The weights are chosen so that most actions succeed and all of them happen.

use proptest::{
    bool::weighted,
    collection::vec,
    prelude::*,
    strategy::{NewTree, ValueTree},
    test_runner::TestRunner,
};

use crate::{
    action::{Action, Spoil, Step, Try},
    bounty::{Next, course, new_limit},
    choice::{MANY, amount, place, wait},
    registry::{Entry, PROGRAMS, Weighted},
    reputation::SyncEverybody,
    system::{Prepare, Transfer},
    together::{astray, together},
};

pub fn sequence(longest: usize) -> impl Strategy<Value = Vec<Step>> {
    let steps = prop_oneof![
        240 => step().prop_map(|step| vec![step]).boxed(),
        4 => course().boxed(),
        1 => new_limit().boxed(),
    ];
    vec(steps, 1..=longest).prop_map(|all| all.concat())
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        70 => attempt().prop_map(|attempt| Step::Do(vec![attempt])),
        6 => vec(attempt(), 2).prop_map(Step::Do),
        12 => together().prop_map(Step::Do).boxed(),
        2 => astray().prop_map(Step::Do).boxed(),
        9 => wait().prop_map(Step::Wait),
        3 => (place(), amount()).prop_map(|(place, amount)| Step::Find(place, amount)),
    ]
}

/// Accounts are spoiled more often in what bounties wait for and in the bounty program's instructions, because they
/// have more of them.
fn attempt() -> BoxedStrategy<Try> {
    let [mail, reputation, bounty, token] = PROGRAMS.map(|entries| entries.iter().map(choices).collect());
    let others = vec![of(Prepare::choices()), of(Transfer::choices()), of(SyncEverybody::choices())];
    let bounty = [vec![of(Next::choices())], bounty].concat();
    let (bounties, rest) = (one(bounty), one([mail, reputation, token, others].concat()));
    OneOf(vec![(rest.0, spoiled(rest.1, 0.12)), (bounties.0, spoiled(bounties.1, 0.34))]).boxed()
}

fn choices(entry: &Entry) -> Weighted<Action> {
    (entry.choices)()
}

fn of<A: Into<Action> + std::fmt::Debug + 'static>((weight, choices): Weighted<A>) -> Weighted<Action> {
    (weight, choices.prop_map(Into::into).boxed())
}

/// One of these, with their total weight.
fn one(all: Vec<Weighted<Action>>) -> Weighted<Action> {
    (all.iter().map(|(weight, _)| weight).sum(), OneOf(all).boxed())
}

fn spoiled(action: BoxedStrategy<Action>, probability: f64) -> BoxedStrategy<Try> {
    let spoil = (0..MANY, 0..MANY, weighted(0.75), weighted(0.8));
    let spoil = spoil.prop_map(|(role, with, alike, of_tokens)| Spoil { role, with, alike, of_tokens });
    let attempt = (action, weighted(probability), spoil);
    attempt.prop_map(|(action, spoiled, spoil)| Try { action, spoil: spoiled.then_some(spoil) }).boxed()
}

/// One of several strategies. Unlike proptest's, it does not shrink to another of them, which with so many would take
/// long and show little.
#[derive(Debug)]
struct OneOf<T: std::fmt::Debug>(Vec<Weighted<T>>);

impl<T: std::fmt::Debug> Strategy for OneOf<T> {
    type Tree = Box<dyn ValueTree<Value = T>>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let total: u32 = self.0.iter().map(|(weight, _)| weight).sum();
        let mut at = runner.rng().random_range(0..total);
        let chosen = self.0.iter().find(|(weight, _)| match at.checked_sub(*weight) {
            Some(rest) => {
                at = rest;
                false
            }
            None => true,
        });
        chosen.expect("the number is below the total").1.new_tree(runner)
    }
}
