//! What two people have written to each other.

use anchor_lang::{address_eq, find_and_verify_program_address, prelude::*, AccountInitialize};
use kit::{Account, PossiblyNew};
use postage::{PairState, Quote, Verdict};
use units::{Decay, Seconds, Timestamp, Q32};

use crate::{seeds, MailError};

#[account]
pub struct Correspondence {
    /// The mailbox with the lower address.
    pub low: Address,
    /// The mailbox with the higher address.
    pub high: Address,
    /// Messages that the lower mailbox sent, decayed up to `updated_at`, in Q32.32.
    pub low_sent: u64,
    /// Messages that the higher mailbox sent, likewise.
    pub high_sent: u64,
    /// Unix seconds.
    pub updated_at: i64,
    /// Valuable verdicts that the two gave each other, decayed up to `judged_at`, in Q32.32.
    pub valuable: u64,
    /// Spam verdicts that the owner of the lower mailbox gave, likewise.
    pub low_marked: u64,
    /// Spam verdicts that the owner of the higher mailbox gave, likewise.
    pub high_marked: u64,
    /// Unix seconds.
    pub judged_at: i64,
    /// Who has written, who paid the rent, and who made whom a contact: see the constants.
    pub flags: u8,
    pub bump: u8,
    pub padding: [u8; 6],
}

/// A mailbox's side of the sorted pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Low,
    High,
}

impl Correspondence {
    /// The lower mailbox has written to the higher at least once.
    pub const LOW_WROTE: u8 = 1;
    /// The higher mailbox has written to the lower at least once.
    pub const HIGH_WROTE: u8 = 2;
    /// The owner of the higher mailbox paid the rent. If not set, the owner of the lower one did.
    pub const HIGH_PAID: u8 = 4;
    /// The owner of the lower mailbox has made the other a contact.
    pub const LOW_CONTACT: u8 = 8;
    /// The owner of the higher mailbox has made the other a contact.
    pub const HIGH_CONTACT: u8 = 16;
    const MUTUAL: u8 = Self::LOW_CONTACT | Self::HIGH_CONTACT;
    /// The account can be closed after this time without a message.
    const SILENCE: Seconds = Seconds::days(365);

    /// The side of `mailbox`, if this is the account of `mailbox` and `other`.
    #[inline(always)]
    pub fn side_of(&self, mailbox: &Address, other: &Address) -> Option<Side> {
        if address_eq(&self.low, mailbox) && address_eq(&self.high, other) {
            return Some(Side::Low);
        }
        (address_eq(&self.high, mailbox) && address_eq(&self.low, other)).then_some(Side::High)
    }

    /// The side of a mailbox that is one of the two.
    #[inline(always)]
    pub fn place_of(&self, mailbox: &Address) -> Side {
        match address_eq(&self.low, mailbox) {
            true => Side::Low,
            false => Side::High,
        }
    }

    /// The pair's history, as it prices a message from `sender`'s side.
    #[inline(always)]
    pub fn pair_state(&self, sender: Side) -> PairState {
        let (sent, received) = match sender {
            Side::Low => (self.low_sent, self.high_sent),
            Side::High => (self.high_sent, self.low_sent),
        };
        PairState {
            sent: Q32(sent),
            received: Q32(received),
            updated_at: Timestamp(self.updated_at),
            mutual_contacts: self.flags & Self::MUTUAL == Self::MUTUAL,
        }
    }

    /// Whether the other side has ever written to `sender`, or made them a contact. If so, the sender is no stranger.
    #[inline(always)]
    pub fn knows(&self, sender: Side) -> bool {
        let welcome = match sender {
            Side::Low => Self::HIGH_WROTE | Self::HIGH_CONTACT,
            Side::High => Self::LOW_WROTE | Self::LOW_CONTACT,
        };
        self.flags & welcome != 0
    }

    /// Sets whether the owner of `side` has the other as a contact.
    pub fn set_contact(&mut self, side: Side, contact: bool) {
        let flag = match side {
            Side::Low => Self::LOW_CONTACT,
            Side::High => Self::HIGH_CONTACT,
        };
        self.flags = if contact { self.flags | flag } else { self.flags & !flag };
    }

    /// Counts a verdict that `marker` gave, and returns how many of its kind came before it. Valuable verdicts are
    /// counted for both directions together, and rounded up, against the earner. Spam verdicts are counted for the
    /// marker alone, and rounded down, against the spammer. Abstaining moves no reputation, and is not counted.
    #[inline(always)]
    pub fn record_verdict(&mut self, marker: Side, verdict: Verdict, half_life: Seconds, now: Timestamp) -> Q32 {
        let decay = Decay::new(now.since(Timestamp(self.judged_at)), half_life);
        self.valuable = decay.up(Q32(self.valuable)).0;
        self.low_marked = decay.down(Q32(self.low_marked)).0;
        self.high_marked = decay.down(Q32(self.high_marked)).0;
        self.judged_at = self.judged_at.max(now.0);
        let count = match (verdict, marker) {
            (Verdict::Valuable, _) => &mut self.valuable,
            (Verdict::Spam, Side::Low) => &mut self.low_marked,
            (Verdict::Spam, Side::High) => &mut self.high_marked,
            (Verdict::Abstain, _) => return Q32::ZERO,
        };
        let earlier = Q32(*count);
        *count = earlier.count_one().0;
        earlier
    }

    /// The mailbox whose owner paid the rent.
    pub fn payer(&self) -> &Address {
        match self.flags & Self::HIGH_PAID {
            0 => &self.low,
            _ => &self.high,
        }
    }

    /// The mailbox whose owner did not pay it.
    pub fn other_than_payer(&self) -> &Address {
        match self.flags & Self::HIGH_PAID {
            0 => &self.high,
            _ => &self.low,
        }
    }

    /// Whether neither of the two has written for a year.
    pub fn is_silent(&self, now: Timestamp) -> bool {
        now >= Timestamp(self.updated_at).after(Self::SILENCE)
    }

    /// Counts the message for which `quote` is the price.
    #[inline(always)]
    pub fn record_sent(&mut self, sender: Side, quote: &Quote, now: Timestamp) {
        let (sent, received, wrote) = match sender {
            Side::Low => (&mut self.low_sent, &mut self.high_sent, Self::LOW_WROTE),
            Side::High => (&mut self.high_sent, &mut self.low_sent, Self::HIGH_WROTE),
        };
        *sent = quote.sent.0;
        *received = quote.received.0;
        self.flags |= wrote;
        self.updated_at = self.updated_at.max(now.0);
    }

    /// The account of two people, or its place if it does not exist yet. An existing account is trusted if the program
    /// owns it and it names both: only [`Pair::open`] creates one, and only at the address that `search` finds.
    #[inline(always)]
    pub fn find(account: &PossiblyNew<Self>, own: &Address, other: &Address) -> Result<Pair> {
        if account.is_data_empty() {
            return Self::search(account, own, other);
        }
        // SAFETY: no other account of the instruction is the same (duplicates of a mutable account are refused), and
        // this is its only wrapper.
        let correspondence = unsafe { Account::<Self>::load_mut(**account)? };
        let side = correspondence.side_of(own, other).ok_or(MailError::WrongCorrespondence)?;
        Ok(Pair::Existing(correspondence, side))
    }

    #[inline(never)]
    fn search(account: &AccountView, own: &Address, other: &Address) -> Result<Pair> {
        let side = if own.as_array() < other.as_array() { Side::Low } else { Side::High };
        let (low, high) = side.sort(own, other);
        let seeds = [seeds::CORRESPONDENCE, low.as_ref(), high.as_ref()];
        let bump = find_and_verify_program_address(&seeds, &crate::ID, account.address());
        Ok(Pair::Missing(side, bump.map_err(|_| MailError::WrongCorrespondence)?))
    }

    #[inline(never)]
    fn create(
        account: &AccountView,
        (low, high): (&Address, &Address),
        (flags, bump): (u8, u8),
        payer: &AccountView,
        now: Timestamp,
    ) -> Result<Account<Self>> {
        let seeds: [&[u8]; 4] = [seeds::CORRESPONDENCE, low.as_ref(), high.as_ref(), &[bump]];
        let (space, owner) = (Account::<Self>::SPACE, &crate::ID);
        let mut new = Account::<Self>::create_and_initialize(payer, account, space, owner, &(), Some(&seeds), None)?;
        new.low = *low;
        new.high = *high;
        new.updated_at = now.0;
        new.flags = flags;
        new.bump = bump;
        Ok(new)
    }
}

impl Side {
    /// The lower and the higher of two mailboxes, where `own` is on this side.
    fn sort<'a>(self, own: &'a Address, other: &'a Address) -> (&'a Address, &'a Address) {
        match self {
            Self::Low => (own, other),
            Self::High => (other, own),
        }
    }
}

/// The correspondence of two people, seen from one of them.
pub enum Pair {
    /// Their account, and this person's side of it.
    Existing(Account<Correspondence>, Side),
    /// This person's side of an account that does not exist yet, and the account's bump.
    Missing(Side, u8),
}

impl Pair {
    /// The pair's history, as it prices a message from this side.
    #[inline(always)]
    pub fn state(&self, now: Timestamp) -> PairState {
        match self {
            Self::Existing(correspondence, side) => correspondence.pair_state(*side),
            Self::Missing(..) => PairState::new(now),
        }
    }

    /// Whether the other side knows this one: see [`Correspondence::knows`].
    #[inline(always)]
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Existing(correspondence, side) if correspondence.knows(*side))
    }

    /// The account and the side of `own`. If the account does not exist yet, it is created and `payer` pays its rent.
    #[inline(always)]
    pub fn open(
        self,
        account: &PossiblyNew<Correspondence>,
        own: &Address,
        other: &Address,
        payer: &AccountView,
        now: Timestamp,
    ) -> Result<(Account<Correspondence>, Side)> {
        let (side, bump) = match self {
            Self::Existing(correspondence, side) => return Ok((correspondence, side)),
            Self::Missing(side, bump) => (side, bump),
        };
        let flags = if side == Side::High { Correspondence::HIGH_PAID } else { 0 };
        let correspondence = Correspondence::create(account, side.sort(own, other), (flags, bump), payer, now)?;
        Ok((correspondence, side))
    }
}
