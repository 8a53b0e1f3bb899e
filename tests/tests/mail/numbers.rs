//! Zero, one and the greatest value of every number that an instruction takes. The numbers of rules are in `rules.rs`.

use std::collections::BTreeSet;

use bmail_testing::MailError;

use crate::every::{EVERY, Ready, names};

/// What a value has to lead to.
type Expected = Option<MailError>;

struct Number {
    what: &'static str,
    argument: &'static str,
    /// Bytes before it, the discriminator included.
    at: usize,
    bytes: usize,
    /// With zero, one and the greatest.
    expected: [Expected; 3],
}

const ANY: [Expected; 3] = [None, None, None];
const NEVER_A_SEQUENCE: [Expected; 3] = [const { Some(MailError::SequenceTaken) }; 3];
const ONE_RULES: [Expected; 3] = [Some(MailError::RulesChanged), None, Some(MailError::RulesChanged)];
const ONE_KEY: [Expected; 3] = [Some(MailError::KeyChanged), None, Some(MailError::KeyChanged)];
const PRICE: [Expected; 3] = [Some(MailError::PriceAboveMax), Some(MailError::PriceAboveMax), None];
const MINIMUM: [Expected; 3] = [None, None, Some(MailError::MinFeeTooHigh)];
/// The chunk fills the body.
const OFFSET: [Expected; 3] = [None, Some(MailError::OutOfBounds), Some(MailError::OutOfBounds)];

const fn number(
    what: &'static str,
    argument: &'static str,
    at: usize,
    bytes: usize,
    expected: [Expected; 3],
) -> Number {
    Number { what, argument, at, bytes, expected }
}

const NUMBERS: [Number; 11] = [
    number("set_mailbox", "min_fee", 1, 8, MINIMUM),
    number("set_mailbox", "min_reputation", 9, 8, ANY),
    number("send", "max_fee", 1, 8, PRICE),
    number("send", "sequence", 9, 8, NEVER_A_SEQUENCE),
    number("send", "rules_version", 17, 4, ONE_RULES),
    number("send", "key_version", 21, 4, ONE_KEY),
    number("post", "max_fee", 1, 8, PRICE),
    number("post", "sequence", 9, 8, NEVER_A_SEQUENCE),
    number("post", "rules_version", 17, 4, ONE_RULES),
    number("reveal", "key_version", 1, 4, ONE_KEY),
    number("write_body", "offset", 1, 4, OFFSET),
];

fn scene(what: &str) -> Ready {
    EVERY.iter().map(|ready| ready()).find(|ready| ready.what == what).unwrap()
}

#[test]
fn zero_one_and_the_greatest_of_every_number_do_what_they_should() {
    for Number { what, argument, at, bytes, expected } in &NUMBERS {
        for (value, expected) in [0, 1, u64::MAX].into_iter().zip(expected) {
            let mut ready = scene(what);
            let outcome = ready.attempt(|instruction| {
                instruction.data[*at..at + bytes].copy_from_slice(&value.to_le_bytes()[..*bytes]);
            });
            let how = format!("{what} with {value} for {argument}");
            match expected {
                None => drop(outcome.succeeded(&how)),
                Some(error) => drop(outcome.failed_at(0, &how, error.clone())),
            }
        }
    }
}

/// The numbers among an instruction's arguments, as the SDK declares them.
fn declared(name: &str) -> Vec<String> {
    let file = format!("{}/../clients/rust/src/generated/mail/instructions/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(file).unwrap();
    let Some((_, rest)) = source.split_once("InstructionArgs {\n") else { return Vec::new() };
    let fields = rest.lines().take_while(|line| *line != "}");
    let is_number = |kind: &str| ["u8", "u16", "u32", "u64", "i64"].contains(&kind.trim_end_matches(','));
    let split = fields.filter_map(|field| field.trim().strip_prefix("pub ")?.split_once(": "));
    split.filter(|(_, kind)| is_number(kind)).map(|(argument, _)| argument.to_owned()).collect()
}

#[test]
fn every_number_that_an_instruction_takes_is_tried() {
    let all = names().into_iter().flat_map(|name| declared(name).into_iter().map(move |argument| (name, argument)));
    let tried: BTreeSet<_> = NUMBERS.iter().map(|number| (number.what, number.argument.to_owned())).collect();
    assert_eq!(all.collect::<BTreeSet<_>>(), tried);
}
