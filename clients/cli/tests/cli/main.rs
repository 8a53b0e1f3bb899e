//! `bmail` as its users type it, against a local network that `bmail localnet` runs.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod doctor;
mod first_letter;
mod harness;
mod keeping;
mod killed;
mod log;
mod offline;
mod links;
mod pages;
mod people;
mod quick_start;
mod schemas;
mod setup;
mod several;
mod speed;
mod terminal;
mod trouble;
mod watch;
mod time;
mod wrong;
