//! Other addresses of the programs. `tools/build elsewhere` builds them with this file in place of crates/addresses.

/// The mail program.
pub const MAIL: &str = "E1sewhereMai11111111111111111111111111111111";
/// The reputation program.
pub const REPUTATION: &str = "E1sewhereReputation1111111111111111111111111";
/// The bounty program.
pub const BOUNTY: &str = "E1sewhereBounty11111111111111111111111111111";
