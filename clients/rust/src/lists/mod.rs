//! Lists of open messages, from the beginning of each account alone: what a list shows of a message ([`MessageHeader`]), in
//! which order ([`screen`]), whose mail is apart ([`file`](fn@file)), and what changes ([`Roll`]). All of it is pure.
//!
//! [`Client::inbox`](crate::Client::inbox) fetches the headers, and [`Client::messages`](crate::Client::messages) what is
//! on the screen (`docs/letters.md`, "Lists").

mod header;
mod order;
mod roll;
mod tray;

pub use header::MessageHeader;
pub use order::{Order, screen};
pub use roll::{News, Roll};
pub use tray::{Filed, Stranger, TrayRules, file};
