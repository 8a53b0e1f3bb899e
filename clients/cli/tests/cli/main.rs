//! `bmail` as its users type it, against a local network that `bmail localnet` runs.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod doctor;
mod first_letter;
mod harness;
mod keeping;
mod killed;
mod links;
mod log;
mod offline;
mod pages;
mod people;
mod quick_start;
mod schemas;
mod setup;
mod several;
mod speed;
mod terminal;
mod time;
mod trouble;
mod watch;
mod wrong;
