//! Zero, one and the maximum of every integer that an instruction takes. The numbers in rules are in `rules.rs`.

use std::collections::BTreeSet;

use crate::every::{Argument, Number, PROGRAMS, Ready, every};

/// Tries the three values, each from the state in which the instruction would succeed.
fn try_on(ready: &mut Ready, argument: &Argument, number: &Number) {
    let at = argument.at.unwrap();
    let place = at..at + argument.bytes().unwrap();
    let before = ready.harness.clone();
    for (value, expected) in [0, 1, u64::MAX].into_iter().zip(number) {
        let outcome = ready.attempt(|instruction| {
            instruction.data[place.clone()].copy_from_slice(&value.to_le_bytes()[..place.len()]);
        });
        let how = format!("{} with {value} for {}", ready.what, argument.name);
        match expected {
            None => drop(outcome.succeeded(&how)),
            Some(refusal) => drop(outcome.failed_at(0, &how, refusal.clone())),
        }
        ready.harness = before.clone();
    }
}

/// Shows security.md: Overflow, and the numbers 0, 1 and MAX.
#[test]
fn zero_one_and_the_greatest_of_every_number_do_what_they_should() {
    for mut ready in every() {
        let arguments = ready.program().arguments(ready.name);
        for (name, number) in ready.numbers.clone() {
            let argument = arguments.iter().find(|argument| argument.name == name);
            try_on(&mut ready, argument.unwrap_or_else(|| panic!("who takes {name}?")), &number);
        }
    }
}

/// Shows security.md: Overflow, and the numbers 0, 1 and MAX.
#[test]
fn every_number_that_an_instruction_takes_is_tried() {
    let mut all = BTreeSet::new();
    for program in &PROGRAMS {
        for name in program.names() {
            let numbers = program.arguments(name).into_iter().filter(|argument| argument.bytes().is_some());
            all.extend(numbers.map(|argument| (program.folder, name, argument.name)));
        }
    }
    let numbers = |ready: Ready| {
        let (folder, name) = (ready.program().folder, ready.name);
        ready.numbers.into_iter().map(move |(argument, _)| (folder, name, argument.to_owned()))
    };
    let tried = every().flat_map(numbers).collect();
    let missing: Vec<_> = all.difference(&tried).collect();
    assert!(missing.is_empty(), "what do zero, one and the maximum do? {missing:?}");
}
