//! Zero, one and the greatest value of every number that an instruction takes. The numbers of rules are in `rules.rs`.

use std::collections::BTreeSet;

use bmail_testing::{BountyError, InstructionError, MailError, ReputationError};

use crate::every::{PROGRAMS, Ready, every};

/// What a value has to lead to: a program's own error, or success.
type Expected = Option<u32>;

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
const NEVER_A_SEQUENCE: [Expected; 3] = [Some(MailError::SequenceTaken as u32); 3];
const ONE_RULES: [Expected; 3] = [Some(MailError::RulesChanged as u32), None, Some(MailError::RulesChanged as u32)];
const ONE_KEY: [Expected; 3] = [Some(MailError::KeyChanged as u32), None, Some(MailError::KeyChanged as u32)];
const PRICE: [Expected; 3] = [Some(MailError::PriceAboveMax as u32), Some(MailError::PriceAboveMax as u32), None];
const MINIMUM: [Expected; 3] = [None, None, Some(MailError::MinFeeTooHigh as u32)];
const BUDGET: [Expected; 3] = [None, None, Some(ReputationError::BudgetSpent as u32)];
const STAKE: [Expected; 3] = [
    Some(ReputationError::StakeTooSmall as u32),
    Some(ReputationError::StakeTooSmall as u32),
    Some(ReputationError::ReserveNeeded as u32),
];
/// The greatest stands for all.
const UNITS: [Expected; 3] = [Some(ReputationError::TooManyUnits as u32), None, None];
/// None of the three is that of the token account.
const BUMP: [Expected; 3] = [Some(ReputationError::WrongTokenAccount as u32); 3];
/// The chunk fills the body.
const OFFSET: [Expected; 3] = [None, Some(MailError::OutOfBounds as u32), Some(MailError::OutOfBounds as u32)];
const NEVER_A_PERIOD: [Expected; 3] = [Some(BountyError::InvalidAllowance as u32); 3];
/// The system program's `ResultWithNegativeLamports`.
const GIFT: [Expected; 3] = [Some(BountyError::NothingGiven as u32), None, Some(1)];
const ALLOCATION: [Expected; 3] =
    [Some(BountyError::NothingGiven as u32), None, Some(BountyError::OverAllowance as u32)];
const CONTRIBUTION: [Expected; 3] = [Some(BountyError::NothingGiven as u32), None, Some(BountyError::Overflow as u32)];
/// The account is where zero places it.
const ZERO: [Expected; 3] = [None, Some(BountyError::WrongAddress as u32), Some(BountyError::WrongAddress as u32)];

const fn number(
    what: &'static str,
    argument: &'static str,
    at: usize,
    bytes: usize,
    expected: [Expected; 3],
) -> Number {
    Number { what, argument, at, bytes, expected }
}

const NUMBERS: [Number; 28] = [
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
    number("seed", "amount", 1, 8, BUDGET),
    number("record_verdict", "cut", 2, 8, ANY),
    number("record_verdict", "earlier", 10, 8, ANY),
    number("record_verdict", "now", 18, 8, ANY),
    number("record_award", "spent", 1, 8, ANY),
    number("sync", "bump", 1, 1, BUMP),
    number("endorse", "shares", 1, 8, STAKE),
    number("begin_unendorse", "units", 1, 8, UNITS),
    number("create_treasury", "limit", 1, 8, ANY),
    number("create_treasury", "period", 9, 8, NEVER_A_PERIOD),
    number("create_token_treasury", "limit", 1, 8, ANY),
    number("create_token_treasury", "period", 9, 8, NEVER_A_PERIOD),
    number("contribute", "amount", 1, 8, GIFT),
    number("allocate", "amount", 1, 8, ALLOCATION),
    number("create_bounty", "number", 1, 8, ZERO),
    number("fund", "amount", 1, 8, CONTRIBUTION),
    number("propose_limit", "limit", 1, 8, ANY),
];

impl Number {
    /// Tries the three values, each from where the instruction would succeed.
    fn try_on(&self, ready: &mut Ready) {
        let Self { what, argument, at, bytes, expected } = self;
        let before = ready.harness.clone();
        for (value, expected) in [0, 1, u64::MAX].into_iter().zip(expected) {
            let outcome = ready.attempt(|instruction| {
                instruction.data[*at..at + bytes].copy_from_slice(&value.to_le_bytes()[..*bytes]);
            });
            let how = format!("{what} with {value} for {argument}");
            match expected {
                None => drop(outcome.succeeded(&how)),
                Some(code) => drop(outcome.failed_at(0, &how, InstructionError::Custom(*code))),
            }
            ready.harness = before.clone();
        }
    }
}

#[test]
fn zero_one_and_the_greatest_of_every_number_do_what_they_should() {
    for mut ready in every() {
        let what = ready.what;
        NUMBERS.iter().filter(|number| number.what == what).for_each(|number| number.try_on(&mut ready));
    }
}

#[test]
fn every_number_that_an_instruction_takes_is_tried() {
    let mut all = BTreeSet::new();
    for program in &PROGRAMS {
        for name in program.names() {
            all.extend(program.numbers(name).into_iter().map(|argument| (name, argument)));
        }
    }
    let tried: BTreeSet<_> = NUMBERS.iter().map(|number| (number.what, number.argument.to_owned())).collect();
    assert_eq!(all, tried);
}
