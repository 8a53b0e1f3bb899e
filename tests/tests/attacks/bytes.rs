//! Instruction data that does not form an instruction.

use bmail_sdk::generated::{
    bounty::layout::arguments as bounty, mail::layout::arguments as mail, reputation::layout::arguments as reputation,
};
use bmail_testing::InstructionError;

use crate::every::every;

const INVALID: InstructionError = InstructionError::InvalidInstructionData;

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
    let all = [
        ("acknowledge", mail::acknowledge::VERDICT),
        ("acknowledge_with_reputation", mail::acknowledge_with_reputation::VERDICT),
        ("record_verdict", reputation::record_verdict::VERDICT),
        ("review", bounty::review::OPINION),
    ];
    for (name, at) in all {
        for mut ready in every().filter(|ready| ready.name == name) {
            for verdict in [3, 4, 127, 255] {
                let how = format!("with {verdict} for a verdict");
                ready.refused(&how, INVALID, |instruction| instruction.data[at] = verdict);
            }
        }
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

/// Shows security.md: Malformed instruction data.
#[test]
fn bytes_that_claim_to_be_more_than_there_are_are_refused() {
    let all = [
        ("send", mail::send::SEALED),
        ("post", mail::post::CIPHERTEXT),
        ("write_body", mail::write_body::CHUNK),
        ("create_bounty", bounty::create_bounty::TERMS_URI),
    ];
    for (name, at) in all {
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
