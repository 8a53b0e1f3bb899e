//! Every instruction of the programs, each about to succeed. The generic attacks run on these.

mod kind;
mod program;
mod ready;
mod scenarios;
mod wanted;

use std::collections::BTreeSet;

pub use kind::Kind;
pub use program::{Argument, PROGRAMS, Program};
pub use ready::{ANY, Again, GONE, IN_USE, Number, Ready, fails, never};
pub use scenarios::scenarios;
pub use wanted::{
    Role, SEEDS, Wanted, address, any_here, free, ignored, local, optional, possible, signed, stored, system_program,
};

/// Brings a harness to the point where an instruction would succeed, and says what is known about it.
pub type Scenario = fn() -> Ready;

/// All of them, in order.
pub fn every() -> impl Iterator<Item = Ready> {
    scenarios().map(|scenario| scenario())
}

/// Shows security.md: A list of attacks that leaves out an instruction.
#[test]
fn every_instruction_of_the_programs_is_here_and_succeeds() {
    let (mut found, mut discriminators) = (BTreeSet::new(), BTreeSet::new());
    for mut ready in every() {
        ready.run();
        found.insert((ready.program().folder, ready.name));
        discriminators.insert((ready.program().folder, usize::from(ready.instruction.data[0])));
    }
    let of = |program: &'static Program| program.names().into_iter().map(move |name| (program.folder, name));
    let all = BTreeSet::from_iter(PROGRAMS.iter().flat_map(of));
    assert!(found.is_superset(&all), "in which scenarios do they succeed? {:?}", &all - &found);
    assert_eq!(found.len(), all.len());
    let of = |program: &'static Program| (0..program.names().len()).map(move |number| (program.folder, number));
    assert!(discriminators.into_iter().eq(PROGRAMS.iter().flat_map(of)));
}
