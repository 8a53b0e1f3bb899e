//! What tests of the store share, these and those in `tests/tests/mailstore`: a folder, and letters that a store can keep.

use std::path::{Path, PathBuf};

use solana_pubkey::Pubkey;

use super::{Direction, Facts, Outcome};

/// A folder that is gone with its test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("bmail-mailstore-{}-{}", std::process::id(), NUMBER.fetch_add(1, Relaxed));
        Self(std::env::temp_dir().join(name))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0); // a test may have removed it
    }
}

pub const NETWORK: Pubkey = Pubkey::new_from_array([7; 32]);

pub fn address(byte: u8) -> Pubkey {
    Pubkey::new_from_array([byte; 32])
}

pub fn message(number: u32) -> Pubkey {
    let mut bytes = [3; 32];
    bytes[..4].copy_from_slice(&number.to_le_bytes());
    Pubkey::new_from_array(bytes)
}

/// An open letter to the owner.
pub fn facts(number: u32) -> Facts {
    Facts {
        message: message(number),
        network: NETWORK,
        direction: Direction::Received,
        other: address(2),
        sequence: u64::from(number),
        at: 1_000 + i64::from(number),
        fee: 5_000,
        deadline: 9_000,
        outcome: Outcome::Open,
    }
}
