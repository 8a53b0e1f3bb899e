//! Where the programs are deployed: the one place that programs and clients share, rewritten by `make keys`.
#![no_std]

/// The mail program.
pub const MAIL: &str = "Mai1111111111111111111111111111111111111111";
/// The reputation program.
pub const REPUTATION: &str = "Rep1111111111111111111111111111111111111111";
/// The bounty program.
pub const BOUNTY: &str = "Bounty1111111111111111111111111111111111111";
