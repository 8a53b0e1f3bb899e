//! An account as the runtime lays it out.

use core::hint::black_box;
use sha2_const_stable::Sha256;

use crate::{refuse, unlikely, Words};

/// What comes before an account's data.
#[repr(C)]
pub struct Header {
    /// A byte each: the place of the same account if it was there before, else 255; whether it signs, whether it may be
    /// written, whether it is a program.
    flags: u32,
    padding: [u8; 4],
    /// Where it is.
    pub address: Words,
    /// The program that alone writes to it.
    pub owner: Words,
    /// Its balance.
    pub lamports: u64,
    /// Bytes of its data, which follow.
    pub data_len: u64,
}

/// What the accounts of one kind begin with.
pub trait Kind {
    /// The first eight bytes.
    /// What the program calls it.
    const NAME: &'static str;
    /// Its first eight bytes.
    const DISCRIMINATOR: [u8; 8] = {
        let [a, b, c, d, e, f, g, h, ..] = Sha256::new().update(b"account:").update(Self::NAME.as_bytes()).finalize();
        [a, b, c, d, e, f, g, h]
    };
}

/// An account of a kind.
#[repr(C)]
pub struct Record<T> {
    /// What comes before its data.
    pub header: Header,
    /// Its data's first eight bytes.
    pub discriminator: u64,
    /// What follows them.
    pub fields: T,
}

impl Header {
    /// No account before is the same one.
    const UNIQUE: u8 = u8::MAX;
    /// Unique, and it may be written.
    const WRITABLE: u32 = u32::from_le_bytes([Self::UNIQUE, 0, 1, 0]);
    /// And it signs.
    const SIGNED: u32 = u32::from_le_bytes([Self::UNIQUE, 1, 1, 0]);

    /// The place of the same account if it was there before, else 255.
    #[inline(always)]
    pub fn place(&self) -> u8 {
        self.flags as u8
    }

    /// Whether it was not there before.
    #[inline(always)]
    pub fn is_unique(&self) -> bool {
        self.place() == Self::UNIQUE
    }

    /// Whether it signs.
    #[inline(always)]
    pub fn signs(&self) -> bool {
        self.flags & 0xff00 != 0
    }

    /// Refuses an account that was there before, or may not be written: one look for both.
    ///
    /// # Errors
    /// The two codes.
    #[inline(always)]
    pub fn writable<E>(&self, twice: E, read_only: E) -> Result<(), E> {
        if unlikely(self.flags & 0x00ff_00ff != Self::WRITABLE) {
            // Read again: else the first look would keep a copy for this.
            return Err(refuse(if black_box(self).is_unique() { read_only } else { twice }));
        }
        Ok(())
    }

    /// Refuses the first account, which is never a repeated one, if it does not sign or may not be written.
    ///
    /// # Errors
    /// The two codes.
    #[inline(always)]
    pub fn signed<E>(&self, missing: E, read_only: E) -> Result<(), E> {
        if unlikely(self.flags & 0x00ff_ffff != Self::SIGNED) {
            return Err(refuse(if black_box(self).flags & 0xff00 == 0 { missing } else { read_only }));
        }
        Ok(())
    }

    /// The same account as one of a kind, of which nothing is checked.
    ///
    /// # Safety
    /// It has at least the bytes of the kind, and was not there before.
    #[inline(always)]
    pub unsafe fn record<T>(&mut self) -> &mut Record<T> {
        &mut *(self as *mut Self).cast()
    }

    /// Leaves an account that nobody owns, with nothing in it. Its lamports have to be somewhere else by now.
    #[inline(always)]
    pub fn close(&mut self) {
        self.owner = [0; 4];
        self.lamports = 0;
        self.data_len = 0;
    }
}

impl<T: Kind> Record<T> {
    /// Bytes of data.
    pub const LEN: u64 = (size_of::<Self>() as u64).wrapping_sub(size_of::<Header>() as u64);

    /// Whether its data says that it is of its kind.
    #[inline(always)]
    pub fn is_kind(&self) -> bool {
        self.discriminator == u64::from_le_bytes(T::DISCRIMINATOR)
    }
}
