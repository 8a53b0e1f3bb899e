//! Attacks on the economy of reputation and their results, with a module for each kind. The pure crates compute the
//! expected amounts. For what every test checks implicitly, see `bmail_testing::books`.
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

mod admission;
mod decay;
mod deeds;
mod friends;
mod leaving;
mod lending;
mod marks;
mod offers;
mod presets;
mod prices;
mod ring;
mod ring_members;
mod run_out;
mod shield;
mod shields;
mod verdicts;
mod whitewash;
