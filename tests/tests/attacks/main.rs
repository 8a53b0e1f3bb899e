//! Every instruction of the programs, and each way to cheat tried on every one of them. What every test checks without
//! saying so: see `bmail_testing::books`.
#![allow(clippy::unwrap_used)] // a failure is a panic, in what tests share too

mod again;
mod bytes;
mod clock;
mod duplicates;
mod every;
mod extras;
mod forgeries;
mod gifts;
mod numbers;
mod parallel;
mod poverty;
mod signatures;
mod twice;
