//! Endings: sweeping a mailbox, closing it, and closing a correspondence.

use bmail_sdk::generated::mail::layout::roles;
use bmail_sdk::{
    accounts::{Correspondence, Network},
    generated::mail::instructions as generated,
    pda,
};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::bare_parts;
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `sweep`.
pub struct Sweep {
    accounts: generated::Sweep,
}
bare_parts!(Sweep, "sweep", roles::SWEEP);

/// Accounts and arguments of `close_mailbox`.
pub struct CloseMailbox {
    accounts: generated::CloseMailbox,
}
bare_parts!(CloseMailbox, "close_mailbox", roles::CLOSE_MAILBOX);

/// Accounts and arguments of `close_correspondence`.
pub struct CloseCorrespondence {
    accounts: generated::CloseCorrespondence,
}
bare_parts!(CloseCorrespondence, "close_correspondence", roles::CLOSE_CORRESPONDENCE);

impl Harness {
    /// Sweeps a mailbox's cut to the treasury that the network names.
    pub fn sweep(&mut self, owner: &Person) -> Call<'_, Sweep> {
        let treasury = self.account::<Network>(self.network).treasury;
        let (ledger, _) = pda::ledger(&self.network);
        let accounts =
            generated::Sweep { network: self.network, ledger, mailbox: Some(self.mailbox_of(owner)), treasury };
        Call::new(self, Sweep { accounts })
    }

    /// Closes a person's mailbox.
    pub fn close_mailbox(&mut self, owner: &Person) -> Call<'_, CloseMailbox> {
        let accounts = generated::CloseMailbox {
            owner: owner.address(),
            network: self.network,
            ledger: pda::ledger(&self.network).0,
            mailbox: self.mailbox_of(owner),
        };
        Call::new(self, CloseMailbox { accounts })
    }

    /// Closes two people's correspondence, signed by the first of them, and returns the rent to the one who paid it.
    pub fn close_correspondence(&mut self, owner: &Person, other: &Person) -> Call<'_, CloseCorrespondence> {
        let address = self.correspondence_of(owner, other);
        let payer = self.find_account::<Correspondence>(address).map(|correspondence| {
            if correspondence.flags & Correspondence::HIGH_PAID == 0 { correspondence.low } else { correspondence.high }
        });
        let by_owner = payer == Some(self.mailbox_of(owner));
        let accounts = generated::CloseCorrespondence {
            owner: owner.address(),
            network: self.network,
            correspondence: address,
            payer: (!by_owner).then(|| other.address()),
        };
        Call::new(self, CloseCorrespondence { accounts })
    }
}

impl Call<'_, Sweep> {
    /// Sweeps only what waits in the ledger.
    pub fn without_mailbox(mut self) -> Self {
        self.parts.accounts.mailbox = None;
        self
    }
}

impl Call<'_, CloseCorrespondence> {
    /// Sets who is named as the rent's payer, if not the signer.
    pub fn payer(mut self, payer: Option<Pubkey>) -> Self {
        self.parts.accounts.payer = payer;
        self
    }
}
