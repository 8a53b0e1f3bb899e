//! Changes to bytes and numbers in the accounts' data: every flag, address, limit and count.

use super::Change;
use crate::call::Call;

/// The number of bytes that are changed one by one. In a longer account, only every seventh word is changed.
const ALL: usize = 1_000;

pub fn changes(call: &Call) -> Vec<Change> {
    let mut changes = Vec::new();
    for role in 0..call.roles() {
        let Some(account) = call.account(role).filter(|account| !account.executable) else { continue };
        let length = account.data.len();
        for place in 0..length.min(ALL) {
            changes.push(flipped(role, place, 0x01));
            changes.push(flipped(role, place, 0x82));
        }
        let step = if length > ALL { 56 } else { 8 };
        for place in (0..length / 8 * 8).step_by(step) {
            for value in [0, 1, 1 << 31, 1 << 32, 1 << 48, (1 << 50) + 1, i64::MAX as u64, u64::MAX - 1, u64::MAX] {
                changes.push(word(role, place, value));
            }
        }
    }
    changes
}

fn flipped(role: usize, place: usize, mask: u8) -> Change {
    Change::new(format!("account {role}: byte {place} ^ {mask:#x}"), move |call| {
        call.change(role, |account| {
            if let Some(byte) = account.data.get_mut(place) {
                *byte ^= mask;
            }
        });
    })
}

fn word(role: usize, place: usize, value: u64) -> Change {
    Change::new(format!("account {role}: {value} at {place}"), move |call| {
        call.change(role, |account| {
            if let Some(word) = account.data.get_mut(place..place + 8) {
                word.copy_from_slice(&value.to_le_bytes());
            }
        });
    })
}
