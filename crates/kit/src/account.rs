//! Accounts with a fixed layout, read and written in place.

use core::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use anchor_lang::{
    bytemuck::Pod, cpi::create_account_with_signers, prelude::*, AccountInitialize, Discriminator, ErrorCode,
    IdlAccountType, Owner, Space,
};

/// Bytes of the discriminator at the start of every account.
const DISCRIMINATOR: usize = 8;

/// An account that holds a `T` after its discriminator. It makes the same checks as Anchor's `Account`, with the same
/// errors, in a third less code.
///
/// Two things differ. It does not track borrows: Anchor's derive refuses an account that is given twice if one of the
/// two is mutable, and no program here keeps two wrappers of one account. And it does not refuse a write to an account
/// that was loaded read-only: the runtime does, unless the transaction marks the account as writable.
#[repr(transparent)]
pub struct Account<T> {
    view: AccountView,
    data: PhantomData<T>,
}

impl<T: Pod + Owner + Discriminator> Account<T> {
    /// The least number of bytes that the account has.
    pub const SPACE: usize = DISCRIMINATOR + size_of::<T>();

    /// The discriminator as one word, for a single comparison.
    const MARK: u64 = {
        assert!(align_of::<T>() <= 8);
        let Some(discriminator) = T::DISCRIMINATOR.first_chunk::<DISCRIMINATOR>() else { panic!("eight bytes") };
        u64::from_le_bytes(*discriminator)
    };

    /// The account's address.
    #[inline(always)]
    pub fn address(&self) -> &Address {
        self.view.address()
    }

    /// Closes the account: all its lamports go to the destination, and no later instruction of the same transaction can
    /// load it.
    #[inline(always)]
    pub fn close(&mut self, destination: AccountView) -> Result<()> {
        close(self.view, destination)
    }

    /// Writes the discriminator.
    #[inline(always)]
    pub(crate) fn mark(&mut self) {
        // SAFETY: an account's data is aligned to eight bytes, and loading has checked its length.
        unsafe { *self.view.data_mut_ptr().cast::<u64>() = Self::MARK };
    }

    #[inline(always)]
    fn wrap(view: AccountView) -> Self {
        Self { view, data: PhantomData }
    }

    /// The owner as words, for the same.
    const OWNER: [u64; 4] = words(T::OWNER.as_array());

    /// Checks what an account is.
    #[inline(always)]
    fn check(view: &AccountView, why: fn(&AccountView, &Address, usize) -> ProgramError) -> Result<()> {
        match Self::is_valid(view) {
            true => Ok(()),
            false => Err(why(view, &T::OWNER, Self::SPACE)),
        }
    }

    /// Word by word, each with an exit of its own, or the compiler gathers a flag first.
    #[inline(always)]
    fn is_valid(view: &AccountView) -> bool {
        if view.data_len() < Self::SPACE {
            return false;
        }
        // SAFETY: an account's data and its owner are aligned to eight bytes, and there are enough of both.
        let (mark, owner) =
            unsafe { (*view.data_ptr().cast::<u64>(), &*core::ptr::from_ref(view.owner()).cast::<[u64; 4]>()) };
        if owner[0] != Self::OWNER[0] {
            return false;
        }
        if owner[1] != Self::OWNER[1] {
            return false;
        }
        if owner[2] != Self::OWNER[2] {
            return false;
        }
        if owner[3] != Self::OWNER[3] {
            return false;
        }
        mark == Self::MARK
    }
}

const fn words(address: &[u8; 32]) -> [u64; 4] {
    let ([a, b, c, d], []) = address.as_chunks::<8>() else { panic!("32 bytes") };
    [u64::from_le_bytes(*a), u64::from_le_bytes(*b), u64::from_le_bytes(*c), u64::from_le_bytes(*d)]
}

impl<T: Pod + Owner + Discriminator> AnchorAccount for Account<T> {
    type Data = T;
    const MIN_DATA_LEN: usize = Self::SPACE;

    #[inline(always)]
    fn load(view: AccountView) -> Result<Self> {
        Self::check(&view, why_not_readable)?;
        Ok(Self::wrap(view))
    }

    #[inline(always)]
    unsafe fn load_mut(view: AccountView) -> Result<Self> {
        if !view.is_writable() {
            return Err(why_not_writable(&view, &T::OWNER, Self::SPACE));
        }
        Self::check(&view, why_not_writable)?;
        Ok(Self::wrap(view))
    }

    #[inline(always)]
    unsafe fn load_mut_after_init(view: AccountView) -> Result<Self> {
        match view.is_writable() && view.data_len() >= Self::SPACE {
            true => Ok(Self::wrap(view)),
            false => Err(why_not_writable(&view, &T::OWNER, Self::SPACE)),
        }
    }

    #[inline(always)]
    fn account(&self) -> &AccountView {
        &self.view
    }
}

impl<T: Pod> Deref for Account<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: loading has checked the length, the data is aligned and does not move, and any bits are a valid `T`.
        unsafe { &*self.view.data_ptr().add(DISCRIMINATOR).cast() }
    }
}

impl<T: Pod> DerefMut for Account<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and this is the only wrapper of the account.
        unsafe { &mut *self.view.data_mut_ptr().add(DISCRIMINATOR).cast() }
    }
}

impl<T> AsRef<AccountView> for Account<T> {
    #[inline(always)]
    fn as_ref(&self) -> &AccountView {
        &self.view
    }
}

impl<T: Pod + Owner + Discriminator> AccountInitialize for Account<T> {
    type Params<'a> = ();

    #[inline(always)]
    fn create_and_initialize<'a>(
        payer: &AccountView,
        account: &AccountView,
        space: usize,
        _owner: &Address,
        _params: &(),
        signer_seeds: Option<&[&[u8]]>,
        payer_signer_seeds: Option<&[&[u8]]>,
    ) -> Result<Self> {
        create_account_with_signers(payer, account, space, &T::OWNER, signer_seeds, payer_signer_seeds)?;
        crate::init_seeded(account)
    }
}

impl<T: Pod + Owner + Discriminator> Space for Account<T> {
    const INIT_SPACE: usize = Self::SPACE;
}

impl<T: Discriminator> Discriminator for Account<T> {
    const DISCRIMINATOR: &'static [u8] = T::DISCRIMINATOR;
}

impl<T: IdlAccountType> IdlAccountType for Account<T> {
    fn __idl_account_entry() -> Option<&'static str> {
        T::__idl_account_entry()
    }

    fn __idl_type_def() -> Option<&'static str> {
        T::__idl_type_def()
    }

    fn __register_idl_deps(accounts: &mut Vec<&'static str>, types: &mut Vec<&'static str>) {
        T::__register_idl_deps(accounts, types);
    }
}

/// Anchor's error for an account that cannot be loaded, in the order of Anchor's checks.
#[cold]
#[inline(never)]
fn why_not_readable(view: &AccountView, owner: &Address, space: usize) -> ProgramError {
    if !view.owned_by(owner) {
        let is_missing = view.lamports() == 0 && view.owned_by(&System::id());
        return if is_missing { ProgramError::UninitializedAccount } else { ProgramError::IllegalOwner };
    }
    if view.data_len() < space {
        return ProgramError::AccountDataTooSmall;
    }
    ProgramError::InvalidAccountData
}

/// Anchor's error for an account that cannot be loaded for writing.
#[cold]
#[inline(never)]
fn why_not_writable(view: &AccountView, owner: &Address, space: usize) -> ProgramError {
    if !view.is_writable() {
        return ErrorCode::ConstraintMut.into();
    }
    if view.data_len() < space {
        return ProgramError::AccountDataTooSmall;
    }
    why_not_readable(view, owner, space)
}

#[inline(never)]
fn close(mut view: AccountView, mut destination: AccountView) -> Result<()> {
    let lamports = destination.lamports().checked_add(view.lamports()).ok_or(ProgramError::ArithmeticOverflow)?;
    destination.set_lamports(lamports);
    view.set_lamports(0);
    // Not zeros, with which it would count as a new account.
    crate::write_discriminator(&view, &[u8::MAX; DISCRIMINATOR])?;
    // SAFETY: there are no references to its data.
    unsafe { view.close_unchecked() };
    Ok(())
}
