//! Tables of accounts passed where they do not belong.

use solana_pubkey::Pubkey;

use crate::{Call, Outcome, Parts, Refusal};

/// A wrong account in one role, and the error that the program must return.
pub struct Substitute {
    role: &'static str,
    what: &'static str,
    address: Pubkey,
    refusal: Refusal,
}

impl Substitute {
    /// Passing `address` in `role` must fail with `refusal`. `what` describes it in failures.
    pub fn new(role: &'static str, what: &'static str, address: Pubkey, refusal: impl Into<Refusal>) -> Self {
        Self { role, what, address, refusal: refusal.into() }
    }

    /// Runs a call with the wrong account; panics unless it fails as it should.
    #[track_caller]
    pub fn refused_by<P: Parts>(&self, call: Call<'_, P>) -> Outcome {
        let what = format!("{} with {} as its {}", P::NAME, self.what, self.role);
        call.account(self.role, self.address).refused(&what, self.refusal.clone())
    }
}
