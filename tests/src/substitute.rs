//! Tables of accounts that do not belong where they are given.

use solana_pubkey::Pubkey;

use crate::{Call, Outcome, Parts, Refusal};

/// One wrong account in one role, and what the program has to answer.
pub struct Substitute {
    role: &'static str,
    what: &'static str,
    address: Pubkey,
    refusal: Refusal,
}

impl Substitute {
    /// `what`, at `address`, in the `role`, is refused with `refusal`.
    pub fn new(role: &'static str, what: &'static str, address: Pubkey, refusal: impl Into<Refusal>) -> Self {
        Self { role, what, address, refusal: refusal.into() }
    }

    /// Runs a call with the wrong account; panics, naming it, unless it fails as it should.
    #[track_caller]
    pub fn refused_by<P: Parts>(&self, call: Call<'_, P>) -> Outcome {
        let what = format!("{} with {} as its {}", P::NAME, self.what, self.role);
        call.account(self.role, self.address).refused(&what, self.refusal.clone())
    }
}
