//! The order in which strangers call what anyone may call decides nothing: whoever calls, and in whatever order, everyone
//! ends up with the same money, reputation and rent, and the same accounts remain.
//!
//! Each test brings a harness to the moment from which anyone may act, and walks the graph of all states that such calls
//! reach. See [`walk`].
#![allow(clippy::unwrap_used)] // a failure is a panic, also in code that tests share

mod bounties;
mod endorsements;
mod graph;
mod messages;
mod rounding;
mod tokens;
