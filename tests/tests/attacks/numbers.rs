//! Zero, one and the maximum of every integer that an instruction takes. The numbers in rules are in `rules.rs`.

use std::collections::BTreeSet;

use bmail_sdk::generated::{
    bounty::layout::arguments as bounty, mail::layout::arguments as mail, reputation::layout::arguments as reputation,
};
use bmail_testing::{BountyError, InstructionError, MailError, ReputationError};

use crate::every::{PROGRAMS, Ready, every};

/// The expected result of a value: one of the program's errors, or success.
type Expected = Option<u32>;

struct Number {
    what: &'static str,
    argument: &'static str,
    /// Bytes before it, including the discriminator.
    at: usize,
    bytes: usize,
    /// The results for zero, one and the maximum.
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
/// The maximum stands for all.
const UNITS: [Expected; 3] = [Some(ReputationError::TooManyUnits as u32), None, None];
/// None of the three is the token account's bump.
const BUMP: [Expected; 3] = [Some(ReputationError::WrongTokenAccount as u32); 3];
/// The chunk fills the body.
const OFFSET: [Expected; 3] = [None, Some(MailError::OutOfBounds as u32), Some(MailError::OutOfBounds as u32)];
const NEVER_A_PERIOD: [Expected; 3] = [Some(BountyError::InvalidAllowance as u32); 3];
/// The system program's `ResultWithNegativeLamports`.
const GIFT: [Expected; 3] = [Some(BountyError::NothingGiven as u32), None, Some(1)];
const ALLOCATION: [Expected; 3] =
    [Some(BountyError::NothingGiven as u32), None, Some(BountyError::OverAllowance as u32)];
const CONTRIBUTION: [Expected; 3] = [Some(BountyError::NothingGiven as u32), None, Some(BountyError::Overflow as u32)];
/// The account's address was derived from zero.
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
    number("set_mailbox", "min_fee", mail::set_mailbox::MIN_FEE, 8, MINIMUM),
    number("set_mailbox", "min_reputation", mail::set_mailbox::MIN_REPUTATION, 8, ANY),
    number("send", "max_fee", mail::send::MAX_FEE, 8, PRICE),
    number("send", "sequence", mail::send::SEQUENCE, 8, NEVER_A_SEQUENCE),
    number("send", "rules_version", mail::send::RULES_VERSION, 4, ONE_RULES),
    number("send", "key_version", mail::send::KEY_VERSION, 4, ONE_KEY),
    number("post", "max_fee", mail::post::MAX_FEE, 8, PRICE),
    number("post", "sequence", mail::post::SEQUENCE, 8, NEVER_A_SEQUENCE),
    number("post", "rules_version", mail::post::RULES_VERSION, 4, ONE_RULES),
    number("reveal", "key_version", mail::reveal::KEY_VERSION, 4, ONE_KEY),
    number("write_body", "offset", mail::write_body::OFFSET, 4, OFFSET),
    number("seed", "amount", reputation::seed::AMOUNT, 8, BUDGET),
    number("record_verdict", "cut", reputation::record_verdict::CUT, 8, ANY),
    number("record_verdict", "earlier", reputation::record_verdict::EARLIER, 8, ANY),
    number("record_verdict", "now", reputation::record_verdict::NOW, 8, ANY),
    number("record_award", "spent", reputation::record_award::SPENT, 8, ANY),
    number("sync", "bump", reputation::sync::BUMP, 1, BUMP),
    number("endorse", "shares", reputation::endorse::SHARES, 8, STAKE),
    number("begin_unendorse", "units", reputation::begin_unendorse::UNITS, 8, UNITS),
    number("create_treasury", "limit", bounty::create_treasury::LIMIT, 8, ANY),
    number("create_treasury", "period", bounty::create_treasury::PERIOD, 8, NEVER_A_PERIOD),
    number("create_token_treasury", "limit", bounty::create_token_treasury::LIMIT, 8, ANY),
    number("create_token_treasury", "period", bounty::create_token_treasury::PERIOD, 8, NEVER_A_PERIOD),
    number("contribute", "amount", bounty::contribute::AMOUNT, 8, GIFT),
    number("allocate", "amount", bounty::allocate::AMOUNT, 8, ALLOCATION),
    number("create_bounty", "number", bounty::create_bounty::NUMBER, 8, ZERO),
    number("fund", "amount", bounty::fund::AMOUNT, 8, CONTRIBUTION),
    number("propose_limit", "limit", bounty::propose_limit::LIMIT, 8, ANY),
];

impl Number {
    /// Tries the three values, each from the state in which the instruction would succeed.
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

/// Shows security.md: Overflow, and the numbers 0, 1 and MAX.
#[test]
fn zero_one_and_the_greatest_of_every_number_do_what_they_should() {
    for mut ready in every() {
        let what = ready.what;
        NUMBERS.iter().filter(|number| number.what == what).for_each(|number| number.try_on(&mut ready));
    }
}

/// Shows security.md: Overflow, and the numbers 0, 1 and MAX.
#[test]
fn every_number_that_an_instruction_takes_is_tried() {
    let mut all = BTreeSet::new();
    for program in &PROGRAMS {
        for name in program.names() {
            let numbers = program.arguments(name).into_iter().filter(|argument| argument.bytes().is_some());
            all.extend(numbers.map(|argument| (name, argument.name)));
        }
    }
    let tried: BTreeSet<_> = NUMBERS.iter().map(|number| (number.what, number.argument.to_owned())).collect();
    assert_eq!(all, tried);
}
