//! Events, without allocation.

use core::mem::MaybeUninit;

use anchor_lang::{
    sol_log_data,
    wincode::{config::serialize_into, SchemaWrite, TypeMeta},
    BorshConfig, Event, BORSH_CONFIG,
};

/// Bytes of the longest event, including its discriminator.
const LONGEST: usize = 8 + 160;

/// Logs an event as Anchor's `emit!` does, in a third of the code: `emit!` inlines an allocation at each call.
#[inline(always)]
pub fn emit<E: Event + SchemaWrite<BorshConfig, Src = E>>(event: E) {
    let length = const {
        assert!(E::DISCRIMINATOR.len() == 8);
        let TypeMeta::Static { size, .. } = E::TYPE_META else { panic!("an event's fields have fixed sizes") };
        assert!(8 + size <= LONGEST, "LONGEST is too short");
        8 + size
    };
    let mut data = [MaybeUninit::<u8>::uninit(); LONGEST];
    let (discriminator, fields) = data[..length].split_at_mut(8);
    discriminator.write_copy_of_slice(E::DISCRIMINATOR);
    if serialize_into(fields, &event, BORSH_CONFIG).is_ok() {
        // SAFETY: the discriminator and the fields, which have a fixed size, have been written, and fill all of it.
        log(unsafe { data[..length].assume_init_ref() });
    }
}

#[inline(never)]
fn log(data: &[u8]) {
    sol_log_data(&[data]);
}
