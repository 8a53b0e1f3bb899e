//! Seeds of the program's addresses.

/// `[NETWORK, founder, name]`
pub const NETWORK: &[u8] = b"network";
/// `[MAILBOX, network, owner]`
pub const MAILBOX: &[u8] = b"mailbox";
/// `[CORRESPONDENCE, lower mailbox, higher mailbox]`
pub const CORRESPONDENCE: &[u8] = b"correspondence";
/// `[MESSAGE, sender's mailbox, sequence number (u64, little-endian)]`
pub const MESSAGE: &[u8] = b"message";
