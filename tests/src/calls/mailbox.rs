//! Mailboxes and contacts: opening and changing them, sweeping and closing a mailbox, and closing a correspondence.

use bmail_sdk::{
    Plan,
    accounts::{Correspondence, Mailbox, Network},
    generated::mail::{
        instructions::{OpenMailboxInstructionArgs, RotateKeyInstructionArgs, SetContactInstructionArgs},
        layout::roles,
    },
    instructions::mail::{self, MailboxSettings},
    sealing::EncryptionKey,
};
use solana_pubkey::Pubkey;

use super::planned;
use crate::{Call, Harness, Parts, Person};

/// Accounts and arguments of `open_mailbox`.
pub struct OpenMailbox {
    network: Pubkey,
    owner: Pubkey,
}

/// Accounts and arguments of `set_mailbox`.
pub struct SetMailbox {
    owner: Pubkey,
    settings: MailboxSettings,
}

/// Accounts and arguments of `sweep`.
pub struct Sweep {
    treasury: Pubkey,
    mailbox: Option<Pubkey>,
}

planned!(mail:
    /// `rotate_key`
    RotateKey "rotate_key" ROTATE_KEY,
    /// `set_contact`
    SetContact "set_contact" SET_CONTACT,
    /// `close_mailbox`
    CloseMailbox "close_mailbox" CLOSE_MAILBOX,
);

/// Accounts and arguments of `close_correspondence`.
pub struct CloseCorrespondence {
    owner: Pubkey,
    other: Pubkey,
    paid_by_other: bool,
    rent: u64,
}

/// The key with which this harness opens a person's mailbox: their address without its highest bit, because it seals
/// nothing.
pub fn first_key(owner: &Pubkey) -> [u8; 32] {
    let mut key = owner.to_bytes();
    key[31] &= 0x7f;
    key
}

/// A key of sevens.
pub(super) fn some_key() -> EncryptionKey {
    EncryptionKey::try_from([7; 32]).expect("a key that mail can be sealed to")
}

impl Parts for OpenMailbox {
    const NAME: &'static str = "open_mailbox";
    const ROLES: &'static [&'static str] = roles::OPEN_MAILBOX;

    fn plan(&self, harness: &Harness) -> Plan {
        let key = EncryptionKey::try_from(first_key(&self.owner)).expect("one of few that nothing may be sealed to");
        mail::open_mailbox(&harness.chain(), &self.network, &self.owner, key)
    }
}

impl Parts for SetMailbox {
    const NAME: &'static str = "set_mailbox";
    const ROLES: &'static [&'static str] = roles::SET_MAILBOX;

    fn plan(&self, harness: &Harness) -> Plan {
        mail::set_mailbox(&harness.chain(), &harness.network, &self.owner, &self.settings)
    }
}

impl Parts for Sweep {
    const NAME: &'static str = "sweep";
    const ROLES: &'static [&'static str] = roles::SWEEP;

    fn plan(&self, harness: &Harness) -> Plan {
        mail::sweep(&harness.chain(), &harness.network, &self.treasury, self.mailbox.as_ref())
    }
}

impl Parts for CloseCorrespondence {
    const NAME: &'static str = "close_correspondence";
    const ROLES: &'static [&'static str] = roles::CLOSE_CORRESPONDENCE;

    fn plan(&self, harness: &Harness) -> Plan {
        let Self { owner, other, paid_by_other, .. } = self;
        mail::close_correspondence(&harness.chain(), &harness.network, owner, other, *paid_by_other, self.rent)
    }
}

impl Harness {
    /// Opens a person's mailbox on the network. Its key is the person's address.
    pub fn open_mailbox(&mut self, owner: &Person) -> Call<'_, OpenMailbox> {
        let (network, owner) = (self.network, owner.address());
        Call::new(self, OpenMailbox { network, owner })
    }

    /// Sets what a mailbox requires of senders. By default it accepts everyone at no minimum.
    pub fn set_mailbox(&mut self, owner: &Person) -> Call<'_, SetMailbox> {
        let settings = MailboxSettings { min_fee: 0, min_reputation: 0, accepting: true };
        Call::new(self, SetMailbox { owner: owner.address(), settings })
    }

    /// Replaces a mailbox's key, by default with a key of sevens.
    pub fn rotate_key(&mut self, owner: &Person) -> Call<'_, RotateKey> {
        let plan = mail::rotate_key(&self.chain(), &self.network, &owner.address(), some_key());
        Call::new(self, RotateKey(plan))
    }

    /// Makes `other` a contact of `owner`.
    pub fn set_contact(&mut self, owner: &Person, other: &Person) -> Call<'_, SetContact> {
        let is_new = self.find_account::<Correspondence>(self.correspondence_of(owner, other)).is_none();
        let [owner, other] = [owner, other].map(Person::address);
        let plan = mail::set_contact(&self.chain(), &self.network, &owner, &other, true, is_new);
        Call::new(self, SetContact(plan))
    }

    /// Makes two people each other's contacts.
    #[track_caller]
    pub fn befriend(&mut self, one: &Person, other: &Person) {
        self.set_contact(one, other).run();
        self.set_contact(other, one).run();
    }

    /// Sweeps a mailbox's cut to the treasury that the network names.
    pub fn sweep(&mut self, owner: &Person) -> Call<'_, Sweep> {
        let treasury = self.account::<Network>(self.network).treasury;
        let mailbox = Some(self.mailbox_of(owner));
        Call::new(self, Sweep { treasury, mailbox })
    }

    /// Closes a person's mailbox.
    pub fn close_mailbox(&mut self, owner: &Person) -> Call<'_, CloseMailbox> {
        let address = self.mailbox_of(owner);
        let cut = self.find_account::<Mailbox>(address).map_or(0, |mailbox| mailbox.cut);
        let rent = self.lamports(address).saturating_sub(cut);
        let plan = mail::close_mailbox(&self.chain(), &self.network, &owner.address(), rent);
        Call::new(self, CloseMailbox(plan))
    }

    /// Closes two people's correspondence, signed by the first of them, and returns the rent to the one who paid it.
    pub fn close_correspondence(&mut self, owner: &Person, other: &Person) -> Call<'_, CloseCorrespondence> {
        let pair = self.find_account::<Correspondence>(self.correspondence_of(owner, other));
        let paid_by_other = pair.is_none_or(|pair| *pair.payer() != self.mailbox_of(owner));
        let (rent, owner, other) =
            (self.lamports(self.correspondence_of(owner, other)), owner.address(), other.address());
        Call::new(self, CloseCorrespondence { owner, other, paid_by_other, rent })
    }
}

impl Call<'_, OpenMailbox> {
    /// Sets the key to which senders seal.
    pub fn key(self, key: [u8; 32]) -> Self {
        self.args(move |args: &mut OpenMailboxInstructionArgs| args.encryption_key = key)
    }

    /// Opens it on another network.
    pub fn on(mut self, network: Pubkey) -> Self {
        self.parts.network = network;
        self
    }
}

impl Call<'_, SetMailbox> {
    /// Sets the minimum fee of a message, in lamports.
    pub fn min_fee(mut self, lamports: u64) -> Self {
        self.parts.settings.min_fee = lamports;
        self
    }

    /// Sets the reputation that strangers need, in millionths.
    pub fn min_reputation(mut self, millionths: u64) -> Self {
        self.parts.settings.min_reputation = millionths;
        self
    }

    /// Sets whether strangers may write.
    pub fn accepting(mut self, accepting: bool) -> Self {
        self.parts.settings.accepting = accepting;
        self
    }
}

impl Call<'_, RotateKey> {
    /// Sets the new key.
    pub fn key(self, key: [u8; 32]) -> Self {
        self.args(move |args: &mut RotateKeyInstructionArgs| args.encryption_key = key)
    }
}

impl Call<'_, SetContact> {
    /// Sets whether the other becomes a contact, or stops being one.
    pub fn contact(self, contact: bool) -> Self {
        self.args(move |args: &mut SetContactInstructionArgs| args.contact = contact)
    }
}

impl Call<'_, Sweep> {
    /// Sweeps only what waits in the ledger.
    pub fn without_mailbox(mut self) -> Self {
        self.parts.mailbox = None;
        self
    }
}

impl Call<'_, CloseCorrespondence> {
    /// Sets who is named as the rent's payer, if not the signer.
    pub fn payer(mut self, payer: Option<Pubkey>) -> Self {
        self.parts.paid_by_other = payer.is_some();
        match payer {
            Some(payer) => self.account("payer", payer),
            None => self,
        }
    }
}
