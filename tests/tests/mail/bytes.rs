//! Instruction data that is no instruction.

use bmail_testing::InstructionError;

use crate::{
    ada_wrote_to_bo,
    every::{every, names},
};

const INVALID: InstructionError = InstructionError::InvalidInstructionData;

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

#[test]
fn an_unknown_instruction_is_refused() {
    let known = names().len() as u8;
    for mut ready in every() {
        for discriminator in (known..=u8::MAX).step_by(23) {
            let how = format!("as instruction {discriminator}");
            ready.refused(&how, INVALID, |instruction| instruction.data[0] = discriminator);
        }
    }
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    for discriminator in known..=u8::MAX {
        stage.acknowledge(&bo, message).data(move |data| data[0] = discriminator).expect_error(INVALID);
    }
}

#[test]
fn an_unknown_verdict_is_refused() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    for verdict in [3, 4, 127, 255] {
        stage.acknowledge(&bo, message).data(move |data| data[1] = verdict).expect_error(INVALID);
    }
}

#[test]
fn a_bool_that_is_neither_true_nor_false_is_refused() {
    for mut ready in every().filter(|ready| ["set_mailbox", "set_sending", "set_contact"].contains(&ready.name)) {
        for value in [2, 128, 255] {
            let how = format!("with {value} for a bool");
            ready.refused(&how, INVALID, |instruction| *instruction.data.last_mut().unwrap() = value);
        }
    }
}

#[test]
fn bytes_that_claim_to_be_more_than_there_are_are_refused() {
    // The discriminator, and the arguments before the length.
    for (name, at) in [("send", 1 + 24 + 32), ("post", 1 + 20), ("write_body", 1 + 4)] {
        for mut ready in every().filter(|ready| ready.name == name) {
            let there = (ready.instruction.data.len() - at - 4) as u32;
            for length in [there + 1, there + 2, 65_536, u32::MAX] {
                let how = format!("with {length} for a length of {there}");
                ready.refused(&how, INVALID, |instruction| {
                    assert_eq!(instruction.data[at..at + 4], there.to_le_bytes());
                    instruction.data[at..at + 4].copy_from_slice(&length.to_le_bytes());
                });
            }
        }
    }
}
