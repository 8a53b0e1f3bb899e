//! Attacks on the economy of reputation, and what they come to: a module for each kind. What a formula promises, the
//! pure crates compute. What every test checks without saying so: see `bmail_testing::books`.
#![allow(clippy::unwrap_used)] // a failure is a panic, in what tests share too

mod admission;
mod decay;
mod deeds;
mod friends;
mod leaving;
mod lending;
mod marks;
mod prices;
mod ring;
mod ring_members;
mod run_out;
mod shield;
mod shields;
mod verdicts;
mod whitewash;
