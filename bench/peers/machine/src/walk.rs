//! From account to account through a program's input.

use crate::{check, refuse, same, unlikely, Header, Kind, Record, Words};

/// Bytes that follow each account's data: room to grow, and a number that nobody uses any more.
const AFTER_DATA: usize = 10 * 1024 + 8;

/// What the runtime passes to a program.
#[derive(Clone, Copy)]
pub struct Input {
    accounts: *mut u8,
    data: *const u8,
}

impl Input {
    /// From the two registers: the accounts with their number before them, and the instruction's data (SIMD-0321).
    ///
    /// # Safety
    /// They are as the runtime passed them.
    #[inline(always)]
    pub unsafe fn new(accounts: *mut u8, data: *const u8) -> Self {
        Self { accounts, data }
    }

    /// How many accounts there are.
    #[inline(always)]
    pub fn account_count(&self) -> u64 {
        // SAFETY: the input begins with it.
        unsafe { self.accounts.cast::<u64>().read() }
    }

    /// Bytes of the instruction's data.
    #[inline(always)]
    pub fn data_len(&self) -> usize {
        // SAFETY: they are before the data.
        unsafe { self.data.cast::<u64>().sub(1).read() as usize }
    }

    /// The instruction's data, to read as far as [`Input::data_len`] says.
    #[inline(always)]
    pub fn data(&self) -> *const u8 {
        self.data
    }

    /// The program that runs.
    #[inline(always)]
    pub fn program(&self) -> Words {
        // SAFETY: its address is behind the data.
        unsafe { self.data.add(self.data_len()).cast::<Words>().read_unaligned() }
    }

    /// To the first account.
    ///
    /// # Safety
    /// There are as many accounts as will be walked over, and nobody else walks over them.
    #[inline(always)]
    pub unsafe fn walk(&self) -> Walk {
        Walk(self.accounts.add(size_of::<u64>()))
    }
}

/// Where the next account is.
pub struct Walk(*mut u8);

/// Why an account of the program is refused.
#[derive(Clone, Copy)]
pub struct Codes<E> {
    /// It was there before.
    pub twice: E,
    /// It has no data.
    pub missing: E,
    /// Its data is not as long as its kind's.
    pub length: E,
    /// It is another program's.
    pub owner: E,
    /// It is of another kind.
    pub kind: E,
}

impl Walk {
    /// The next account, which has any number of bytes. The caller refuses it where it is not unique, before the next
    /// step: a repeated one has nothing but the place of the first.
    #[inline(always)]
    pub fn any(&mut self) -> &'static mut Header {
        // SAFETY: whoever made this has promised that there is an account, and nobody comes here twice.
        let header = unsafe { &mut *self.0.cast::<Header>() };
        let data_len = (header.data_len as usize).wrapping_add(7) & !7;
        self.advance(size_of::<Header>().wrapping_add(data_len));
        header
    }

    /// The next account, which may be a repeated one.
    #[inline(always)]
    pub fn repeatable(&mut self) -> &'static mut Header {
        // SAFETY: as above; an account's place is there even where it is repeated.
        let header = unsafe { &mut *self.0.cast::<Header>() };
        if header.is_unique() {
            return self.any();
        }
        // SAFETY: the place is all of it, and there is an account more, or this is not used any more.
        self.0 = unsafe { self.0.add(size_of::<u64>()) };
        header
    }

    /// The next account, if it is of a kind whose accounts have one length. So the next is a constant number of bytes
    /// away.
    ///
    /// # Errors
    /// What is wrong with it.
    #[inline(always)]
    pub fn record<T: Kind, E: Copy>(&mut self, owner: &Words, codes: Codes<E>) -> Result<&'static mut Record<T>, E> {
        // SAFETY: as above; an account's place is there even where it is repeated.
        let header = unsafe { &*self.0.cast::<Header>() };
        check!(header.is_unique(), codes.twice);
        self.checked(owner, codes)
    }

    /// As [`Walk::record`], if it may be written, too.
    ///
    /// # Errors
    /// What is wrong with it.
    #[inline(always)]
    pub fn record_mut<T: Kind, E: Copy>(
        &mut self,
        owner: &Words,
        read_only: E,
        codes: Codes<E>,
    ) -> Result<&'static mut Record<T>, E> {
        // SAFETY: as above.
        let header = unsafe { &*self.0.cast::<Header>() };
        header.writable(codes.twice, read_only)?;
        self.checked(owner, codes)
    }

    #[inline(always)]
    fn checked<T: Kind, E: Copy>(&mut self, owner: &Words, codes: Codes<E>) -> Result<&'static mut Record<T>, E> {
        // SAFETY: as above; that it is so long is checked before any of its fields are read.
        let record = unsafe { &mut *self.0.cast::<Record<T>>() };
        if unlikely(record.header.data_len != Record::<T>::LEN) {
            return Err(refuse(if record.header.data_len == 0 { codes.missing } else { codes.length }));
        }
        check!(same(&record.header.owner, owner), codes.owner);
        check!(record.is_kind(), codes.kind);
        self.advance(size_of::<Record<T>>());
        Ok(record)
    }

    /// Forgets how far it is from the accounts before. An instruction reaches 32 KiB, which are three accounts: from here
    /// on, addresses begin anew.
    #[inline(always)]
    pub fn rebase(&mut self) {
        self.0 = core::hint::black_box(self.0);
    }

    #[inline(always)]
    fn advance(&mut self, bytes: usize) {
        // SAFETY: there is an account more, or this is not used any more.
        self.0 = unsafe { self.0.add(bytes.wrapping_add(AFTER_DATA)) };
    }
}
