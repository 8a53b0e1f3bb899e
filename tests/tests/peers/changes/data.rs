//! Changes to the instruction's data: different bytes, fewer, and more.

use bmail_sdk::generated::mail::layout::arguments::send::{MAX_FEE, SEALED};

use super::Change;
use crate::call::Call;

/// Bytes of `send` before the sealed key and the ciphertext. The last four are the length of these two.
const ARGUMENTS: usize = SEALED + 4;
/// The position of the message among the accounts of `send`.
const MESSAGE: usize = 5;

pub fn changes(call: &Call) -> Vec<Change> {
    let length = call.instruction.data.len();
    let mut changes = Vec::new();
    for place in 0..length.min(ARGUMENTS + 2) {
        for mask in [0x01, 0x02, 0x80, 0xff] {
            changes.push(change(format!("data byte {place} ^ {mask:#x}"), place + 1, move |data| data[place] ^= mask));
        }
    }
    for number in 0..=u8::MAX {
        changes.push(change(format!("instruction {number}"), 1, move |data| data[0] = number));
    }
    for end in 0..length {
        changes.push(change(format!("only {end} bytes of data"), 0, move |data| data.truncate(end)));
    }
    for more in [1, 8, 300] {
        let what = format!("{more} bytes more of data");
        changes.push(change(what, 0, move |data| data.resize(data.len() + more, 7)));
    }
    if length > ARGUMENTS {
        changes.extend(sealed());
        changes.extend(prices(call));
    }
    changes
}

/// Different lengths of the sealed key and ciphertext, with and without the bytes to match.
fn sealed() -> Vec<Change> {
    let lengths = [0, 1, 79, 80, 81, 1 << 16, (1 << 16) + 80, (1 << 16) + 81, u32::MAX];
    let says = move |data: &mut Vec<u8>, length: u32| {
        data[ARGUMENTS - 4..ARGUMENTS].copy_from_slice(&length.to_le_bytes());
    };
    let change = |length: u32| {
        let only_says = change(format!("it says {length} bytes sealed"), ARGUMENTS, move |data| says(data, length));
        let has = change(format!("{length} bytes sealed"), ARGUMENTS, move |data| {
            says(data, length);
            data.resize(ARGUMENTS + length.min(2_000) as usize, 7);
        });
        [only_says, has]
    };
    lengths.into_iter().flat_map(change).collect()
}

/// Different maximum fees: the price, which the message's account holds on top of its rent, one lamport less, and
/// others.
fn prices(call: &Call) -> Vec<Change> {
    let message = call.account(MESSAGE).unwrap_or_default();
    let price = message.lamports - call.harness().rent(message.data.len());
    let most = [price, price.saturating_sub(1), price + 1, 0, 1, 10_000, 1_000_000_000];
    let change = |lamports: u64| {
        change(format!("at most {lamports} lamports"), ARGUMENTS, move |data| {
            data[MAX_FEE..MAX_FEE + 8].copy_from_slice(&lamports.to_le_bytes());
        })
    };
    most.map(change).into()
}

/// A change to data of at least this length, because another change may have shortened it.
fn change(what: String, needed: usize, change: impl Fn(&mut Vec<u8>) + 'static) -> Change {
    Change::new(what, move |call| {
        if call.instruction.data.len() >= needed {
            change(&mut call.instruction.data);
        }
    })
}
