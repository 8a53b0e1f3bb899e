//! Instruction data that is no instruction.

use bmail_testing::{Call, InstructionError, Parts, Stage};

use crate::{PERIOD, ada_wrote_to_bo};

const INVALID: InstructionError = InstructionError::InvalidInstructionData;

/// Cuts the data at every length; and then nowhere.
fn refuses_cut_data<P: Parts>(mut stage: Stage, call: impl for<'s> Fn(&'s mut Stage) -> Call<'s, P>) {
    for length in 0..call(&mut stage).instruction().data.len() {
        let what = format!("{} with {length} bytes of data", P::NAME);
        call(&mut stage).data(move |data| data.truncate(length)).attempt().failed_at(0, &what, INVALID);
    }
    call(&mut stage).run();
}

#[test]
fn data_cut_anywhere_is_refused() {
    let mut stage = Stage::new();
    let ada = stage.person("Ada");
    refuses_cut_data(stage, |stage| stage.create_network(&ada));
    let (mut stage, ..) = Stage::with_ada_and_bo();
    let cy = stage.person("Cy");
    refuses_cut_data(stage, |stage| stage.open_mailbox(&cy));
    let (stage, ada, _) = Stage::with_ada_and_bo();
    refuses_cut_data(stage, |stage| stage.set_mailbox(&ada));
    let (stage, ada, _) = Stage::with_ada_and_bo();
    refuses_cut_data(stage, |stage| stage.rotate_key(&ada));
    let (stage, ada, bo) = Stage::with_ada_and_bo();
    refuses_cut_data(stage, |stage| stage.send(&ada, &bo).size(40));
    let (stage, _, bo, message) = ada_wrote_to_bo();
    refuses_cut_data(stage, |stage| stage.acknowledge(&bo, message));
    let (mut stage, _, _, message) = ada_wrote_to_bo();
    stage.advance(PERIOD + 1);
    refuses_cut_data(stage, |stage| stage.expire(message));
}

#[test]
fn an_unknown_instruction_is_refused() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    for discriminator in 7..=u8::MAX {
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
    let (mut stage, ada, _) = Stage::with_ada_and_bo();
    for value in [2, 128, 255] {
        let call = stage.set_mailbox(&ada).data(move |data| *data.last_mut().unwrap() = value);
        call.expect_error(INVALID);
    }
}

#[test]
fn a_ciphertext_that_claims_to_be_longer_than_the_data_is_refused() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    // The length stands before the sealed key's 80 bytes and the ciphertext's 40.
    for length in [121, 122, 65_536, u32::MAX] {
        let call = stage.send(&ada, &bo).size(40);
        let at = call.data_length() - 124;
        call.data(move |data| data[at..at + 4].copy_from_slice(&length.to_le_bytes())).expect_error(INVALID);
    }
}

#[test]
fn a_ciphertext_longer_than_a_program_may_allocate_is_refused_and_nothing_lost() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    // No cluster takes such transactions; the virtual machine does. An account grows by 10,240 bytes at a time.
    stage.send(&ada, &bo).size(10_240 - 200).run();
    stage.send(&ada, &bo).size(10_240 - 199).expect_error(InstructionError::InvalidRealloc);
}
