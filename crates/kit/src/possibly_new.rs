//! An account that an instruction loads if it exists, and creates if it does not.
//!
//! Anchor's `init_if_needed` does not fit: it requires the current rent, and searches for the address every time.

use core::{marker::PhantomData, ops::Deref};

use anchor_lang::prelude::*;

/// An account without any checks. The IDL shows it as `Account<T>`.
pub struct PossiblyNew<T> {
    view: AccountView,
    data: PhantomData<T>,
}

impl<T> Deref for PossiblyNew<T> {
    type Target = AccountView;

    #[inline(always)]
    fn deref(&self) -> &AccountView {
        &self.view
    }
}

impl<T> AnchorAccount for PossiblyNew<T> {
    type Data = AccountView;

    #[inline(always)]
    fn load(view: AccountView) -> Result<Self> {
        Ok(Self { view, data: PhantomData })
    }

    #[inline(always)]
    fn account(&self) -> &AccountView {
        &self.view
    }
}

impl<T: IdlAccountType> IdlAccountType for PossiblyNew<T> {
    const __IDL_ACCOUNT_ENTRY: Option<&'static str> = T::__IDL_ACCOUNT_ENTRY;
    const __IDL_TYPE_DEF: Option<&'static str> = T::__IDL_TYPE_DEF;

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
