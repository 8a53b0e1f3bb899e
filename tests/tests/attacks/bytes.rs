//! Instruction data that does not form an instruction.

use bmail_testing::InstructionError;

use crate::every::{Ready, every};

const INVALID: InstructionError = InstructionError::InvalidInstructionData;

/// Finds every argument of these types, and the bytes before it.
fn every_argument(kinds: &[&str], mut attack: impl FnMut(&mut Ready, usize)) {
    let mut found = 0;
    for mut ready in every() {
        let arguments = ready.program().arguments(ready.name);
        let of_kind = arguments.iter().filter(|argument| kinds.contains(&argument.kind.as_str()));
        for at in of_kind.filter_map(|argument| argument.at) {
            attack(&mut ready, at);
            found += 1;
        }
    }
    assert!(found > 0, "no argument is a {kinds:?}");
}

/// Shows security.md: Malformed instruction data.
#[test]
fn data_cut_anywhere_is_refused() {
    for mut ready in every() {
        for length in 0..ready.instruction.data.len() {
            let how = format!("with {length} bytes of data");
            ready.refused(&how, INVALID, |instruction| instruction.data.truncate(length));
        }
        ready.run();
    }
}

/// Shows security.md: Malformed instruction data.
#[test]
fn an_unknown_instruction_is_refused() {
    for mut ready in every() {
        let known = ready.program().names().len() as u8;
        for discriminator in (known..=u8::MAX).step_by(23) {
            let how = format!("as instruction {discriminator}");
            ready.refused(&how, INVALID, |instruction| instruction.data[0] = discriminator);
        }
    }
    for name in ["acknowledge", "sync", "claim"] {
        let mut ready = every().find(|ready| ready.name == name).unwrap();
        for discriminator in ready.program().names().len() as u8..=u8::MAX {
            let how = format!("as instruction {discriminator}");
            ready.refused(&how, INVALID, |instruction| instruction.data[0] = discriminator);
        }
    }
}

#[test]
fn an_unknown_verdict_or_opinion_is_refused() {
    for kind in ["Verdict", "Opinion"] {
        every_argument(&[kind], |ready, at| {
            for value in [3, 4, 127, 255] {
                let how = format!("with {value} for a {kind}");
                ready.refused(&how, INVALID, |instruction| instruction.data[at] = value);
            }
        });
    }
}

#[test]
fn a_bool_that_is_neither_true_nor_false_is_refused() {
    every_argument(&["bool"], |ready, at| {
        for value in [2, 128, 255] {
            let how = format!("with {value} for a bool");
            ready.refused(&how, INVALID, |instruction| instruction.data[at] = value);
        }
    });
}

/// Shows security.md: Malformed instruction data.
#[test]
fn bytes_that_claim_to_be_more_than_there_are_are_refused() {
    every_argument(&["Vec<u8>", "String"], |ready, at| {
        let there = (ready.instruction.data.len() - at - 4) as u32;
        for length in [there + 1, there + 2, 65_536, u32::MAX] {
            let how = format!("with {length} for a length of at most {there}");
            ready.refused(&how, INVALID, |instruction| {
                instruction.data[at..at + 4].copy_from_slice(&length.to_le_bytes());
            });
        }
    });
}
