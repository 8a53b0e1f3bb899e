//! Random lives of a small network against a model of everybody's money, to the lamport.

mod model;

use model::Walk;
use proptest::prelude::*;

use crate::PERIOD;

/// What somebody does next. People are numbers, messages any numbers: the model takes them modulo what is open.
#[derive(Clone, Debug)]
enum Step {
    Send { from: usize, to: usize, size: usize, strict: bool },
    Reveal { message: usize },
    Acknowledge { message: usize, verdict: usize },
    Refund { message: usize },
    Expire { message: usize },
    Ask { owner: usize, min_fee: u64 },
    Befriend { owner: usize, other: usize, contact: bool },
    Sweep { owner: usize },
    Leave { owner: usize },
    Wait { seconds: i64 },
    Give { message: usize, lamports: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    let (person, message) = (0..3_usize, 0..64_usize);
    let pair = || (person.clone(), person.clone());
    prop_oneof![
        8 => (pair(), 1..600_usize, any::<bool>())
            .prop_map(|((from, to), size, strict)| Step::Send { from, to, size, strict }),
        3 => message.clone().prop_map(|message| Step::Reveal { message }),
        4 => (message.clone(), 0..3_usize).prop_map(|(message, verdict)| Step::Acknowledge { message, verdict }),
        2 => message.clone().prop_map(|message| Step::Refund { message }),
        3 => message.clone().prop_map(|message| Step::Expire { message }),
        1 => (person.clone(), 0..5_000_000_u64).prop_map(|(owner, min_fee)| Step::Ask { owner, min_fee }),
        2 => (pair(), any::<bool>())
            .prop_map(|((owner, other), contact)| Step::Befriend { owner, other, contact }),
        1 => person.clone().prop_map(|owner| Step::Sweep { owner }),
        1 => person.clone().prop_map(|owner| Step::Leave { owner }),
        3 => prop_oneof![-1_000..90_000_i64, 0..PERIOD].prop_map(|seconds| Step::Wait { seconds }),
        1 => (message, 1..1_000_000_u64).prop_map(|(message, lamports)| Step::Give { message, lamports }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn over_any_life_everybody_has_what_the_model_says(
        steps in prop::collection::vec(step(), 1..60),
        rent in prop::sample::select(bmail_testing::RENTS.to_vec()),
    ) {
        let mut walk = Walk::new(rent);
        for step in steps {
            walk.take(step);
        }
        walk.finish();
    }
}
