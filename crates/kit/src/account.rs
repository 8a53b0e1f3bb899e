//! Accounts of a fixed layout, in place.

use core::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use anchor_lang::{
    bytemuck::Pod, cpi::create_account_with_signers, prelude::*, AccountInitialize, Discriminator, ErrorCode,
    IdlAccountType, Owner, Space,
};

/// Bytes of a discriminator, with which every account begins.
const DISCRIMINATOR: usize = 8;

/// An account that is `T` behind its discriminator: Anchor's `Account`, with the same checks and errors, for a third less
/// code.
///
/// Two things differ. It keeps no mark that the account is borrowed: Anchor's derive refuses an account that stands twice
/// where one of them is mutable, and no program here keeps two wrappers of one account. And writing to an account that was
/// not loaded for it is left to the runtime, which refuses that if the transaction does not allow it.
#[repr(transparent)]
pub struct Account<T> {
    view: AccountView,
    data: PhantomData<T>,
}

impl<T: Pod + Owner + Discriminator> Account<T> {
    /// Bytes of the account, at least.
    pub const SPACE: usize = DISCRIMINATOR + size_of::<T>();

    /// The discriminator, as the machine compares it.
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

    /// Closes the account: all its lamports go to the destination, and no instruction of this transaction takes it for
    /// what it was.
    #[inline(always)]
    pub fn close(&mut self, destination: AccountView) -> Result<()> {
        close(self.view, destination)
    }

    /// Writes the discriminator.
    #[inline(always)]
    pub(crate) fn mark(&mut self) {
        // SAFETY: an account's data is aligned to eight bytes, and loading has checked that there are enough of them.
        unsafe { *self.view.data_mut_ptr().cast::<u64>() = Self::MARK };
    }

    #[inline(always)]
    fn wrap(view: AccountView) -> Self {
        Self { view, data: PhantomData }
    }

    #[inline(always)]
    fn is_valid(view: &AccountView) -> bool {
        // SAFETY: an account's data is aligned to eight bytes, and there are enough of them where this is reached.
        let mark = || unsafe { *view.data_ptr().cast::<u64>() };
        view.data_len() >= Self::SPACE && view.owned_by(&T::OWNER) && mark() == Self::MARK
    }
}

impl<T: Pod + Owner + Discriminator> AnchorAccount for Account<T> {
    type Data = T;
    const MIN_DATA_LEN: usize = Self::SPACE;

    #[inline(always)]
    fn load(view: AccountView) -> Result<Self> {
        match Self::is_valid(&view) {
            true => Ok(Self::wrap(view)),
            false => Err(why_not_readable(&view, &T::OWNER, Self::SPACE)),
        }
    }

    #[inline(always)]
    unsafe fn load_mut(view: AccountView) -> Result<Self> {
        match view.is_writable() && Self::is_valid(&view) {
            true => Ok(Self::wrap(view)),
            false => Err(why_not_writable(&view, &T::OWNER, Self::SPACE)),
        }
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
        // SAFETY: loading has checked the length, the data is aligned and stays where it is, and any bits are a `T`.
        unsafe { &*self.view.data_ptr().add(DISCRIMINATOR).cast() }
    }
}

impl<T: Pod> DerefMut for Account<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above; and this is the only wrapper of the account.
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
        create(payer, account, space, (&T::OWNER, T::DISCRIMINATOR), signer_seeds, payer_signer_seeds)?;
        // SAFETY: the account is new, so that there is no other wrapper of it.
        unsafe { Self::load_mut_after_init(*account) }
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

/// What Anchor says of an account that it cannot load, in the order of its checks.
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

/// The same of one that it cannot load for writing.
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
fn create(
    payer: &AccountView,
    account: &AccountView,
    space: usize,
    (owner, discriminator): (&Address, &[u8]),
    signer_seeds: Option<&[&[u8]]>,
    payer_signer_seeds: Option<&[&[u8]]>,
) -> Result<()> {
    create_account_with_signers(payer, account, space, owner, signer_seeds, payer_signer_seeds)?;
    crate::write_discriminator(account, discriminator)
}

#[inline(never)]
fn close(mut view: AccountView, mut destination: AccountView) -> Result<()> {
    let lamports = destination.lamports().checked_add(view.lamports()).ok_or(ProgramError::ArithmeticOverflow)?;
    destination.set_lamports(lamports);
    view.set_lamports(0);
    // Zeros would let it be taken for a new account.
    crate::write_discriminator(&view, &[u8::MAX; DISCRIMINATOR])?;
    // SAFETY: nobody has a reference to its data.
    unsafe { view.close_unchecked() };
    Ok(())
}
