//! Tries each way to cheat on every instruction of the programs. For what every test checks implicitly, see
//! `bmail_testing::books`.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

mod bytes;
mod clock;
mod duplicates;
mod every;
mod extras;
mod forgeries;
mod gifts;
mod links;
mod numbers;
mod parallel;
mod poverty;
mod signatures;
mod twice;
