//! The accounts: each as it has to be by itself, and whether they belong together.

use machine::{check, same, Codes, Header, Input, Record, Words};

use super::{refusal::Refusal as R, Arguments};
use crate::{
    layout::{Correspondence, Mailbox, Network, Standing},
    price::{self, Pair, MAX_FEE},
    ID,
};

const NETWORK: Codes<R> = Codes {
    twice: R::NetworkTwice,
    missing: R::NetworkMissing,
    length: R::NetworkLength,
    owner: R::NetworkOwner,
    kind: R::NetworkKind,
};
const SENDER_MAILBOX: Codes<R> = Codes {
    twice: R::SenderMailboxTwice,
    missing: R::SenderMailboxMissing,
    length: R::SenderMailboxLength,
    owner: R::SenderMailboxOwner,
    kind: R::SenderMailboxKind,
};
const RECIPIENT_MAILBOX: Codes<R> = Codes {
    twice: R::RecipientMailboxTwice,
    missing: R::RecipientMailboxMissing,
    length: R::RecipientMailboxLength,
    owner: R::RecipientMailboxOwner,
    kind: R::RecipientMailboxKind,
};
const CORRESPONDENCE: Codes<R> = Codes {
    twice: R::CorrespondenceTwice,
    missing: R::CreationLeftOut,
    length: R::CorrespondenceLength,
    owner: R::CorrespondenceOwner,
    kind: R::CorrespondenceKind,
};

/// The reputation program.
const REPUTATION: Words = machine::address(addresses::REPUTATION);
/// The system program.
const SYSTEM: Words = [0; 4];

pub struct Accounts {
    pub sender: &'static mut Header,
    pub network: &'static mut Record<Network>,
    pub sender_mailbox: &'static mut Record<Mailbox>,
    pub recipient_mailbox: &'static mut Record<Mailbox>,
    pub correspondence: &'static mut Record<Correspondence>,
    pub message: &'static mut Header,
    standing: &'static mut Header,
}

/// The sender's place in the sorted pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Low,
    High,
}

impl Accounts {
    /// No account may be here twice: of those that may, in the mail program, none is of two kinds at once.
    #[inline(always)]
    pub fn walk(input: &Input) -> Result<Self, R> {
        check!(input.account_count() >= 9, R::NotEnoughAccounts);
        // SAFETY: there are nine, and this is the only walk.
        let mut walk = unsafe { input.walk() };
        let program = input.program();
        let sender = walk.any();
        sender.signed(R::SenderUnsigned, R::SenderReadOnly)?;
        let network = walk.record(&program, NETWORK)?;
        let sender_mailbox = walk.record_mut(&program, R::SenderMailboxReadOnly, SENDER_MAILBOX)?;
        let recipient_mailbox = walk.record(&program, RECIPIENT_MAILBOX)?;
        walk.rebase();
        let correspondence = walk.record_mut(&program, R::CorrespondenceReadOnly, CORRESPONDENCE)?;
        let message = walk.any();
        message.writable(R::MessageTwice, R::MessageReadOnly)?;
        check!(same(&message.owner, &program), R::MessageOwner);
        let body = walk.any();
        check!(body.is_unique(), R::BodyTwice);
        // The program itself stands for no body.
        check!(same(&body.address, &program), R::BodyLeftOut);
        let standing = walk.any();
        check!(standing.is_unique(), R::StandingTwice);
        let system = walk.any();
        check!(system.is_unique(), R::SystemProgramTwice);
        check!(same(&system.address, &SYSTEM), R::WrongSystemProgram);
        // That it runs at its own address is looked at last: before, the compiler would compare with the constant.
        check!(same(&program, &ID), R::WrongProgram);
        Ok(Self { sender, network, sender_mailbox, recipient_mailbox, correspondence, message, standing })
    }

    /// Whether they belong together, and are as the sender saw them. That the recipient differs from the sender follows,
    /// because no account is here twice.
    #[inline(always)]
    pub fn check(&self, asked: &Arguments) -> Result<(), R> {
        let (network, own, other) = (&self.network.fields, &self.sender_mailbox.fields, &self.recipient_mailbox.fields);
        check!(same(&own.owner, &self.sender.address), R::NotYourMailbox);
        check!(same(&own.network, &self.network.header.address), R::SenderOfOtherNetwork);
        check!(same(&other.network, &self.network.header.address), R::RecipientOfOtherNetwork);
        check!(network.paused == 0, R::SendingPaused);
        check!(asked.offer <= MAX_FEE.0, R::OfferTooHigh);
        check!(asked.rules_version == network.rules_version, R::RulesChanged);
        check!(asked.sequence == own.next_sequence, R::SequenceTaken);
        check!(asked.key_version == other.key_version, R::KeyVersionChanged);
        check!(same(&{ asked.encryption_key }, &other.encryption_key), R::KeyChanged);
        Ok(())
    }

    /// The sender's effective reputation: nothing where there is no standing.
    #[inline(always)]
    pub fn reputation(&mut self, now: i64) -> Result<u64, R> {
        if self.standing.data_len == 0 {
            return Ok(0);
        }
        reputation(self.standing, &self.network.header.address, &self.sender.address, now)
    }

    /// The sender's place in the correspondence, which has to be of these two.
    #[inline(always)]
    pub fn side(&self) -> Result<Side, R> {
        let (own, other) = (&self.sender_mailbox.header.address, &self.recipient_mailbox.header.address);
        let pair = &self.correspondence.fields;
        if same(&pair.low, own) {
            check!(same(&pair.high, other), R::CorrespondenceOfOtherRecipient);
            return Ok(Side::Low);
        }
        check!(same(&pair.high, own), R::CorrespondenceOfOtherSender);
        check!(same(&pair.low, other), R::CorrespondenceOfOtherRecipient);
        Ok(Side::High)
    }

    /// Refuses a stranger, as the recipient wishes: whom they never wrote to, nor made a contact.
    #[inline(always)]
    pub fn admit(&self, side: Side, reputation: u64) -> Result<(), R> {
        let welcome = match side {
            Side::Low => Correspondence::HIGH_WROTE | Correspondence::HIGH_CONTACT,
            Side::High => Correspondence::LOW_WROTE | Correspondence::LOW_CONTACT,
        };
        if self.correspondence.fields.flags & welcome == 0 {
            check!(self.recipient_mailbox.fields.accepting != 0, R::NotAccepting);
            check!(reputation >= self.recipient_mailbox.fields.min_reputation, R::ReputationTooLow);
        }
        Ok(())
    }

    /// What the two wrote to each other, from the sender's side.
    #[inline(always)]
    pub fn pair(&self, side: Side) -> Pair {
        let Correspondence { low_sent, high_sent, updated_at, flags, .. } = self.correspondence.fields;
        let (sent, received) = match side {
            Side::Low => (low_sent, high_sent),
            Side::High => (high_sent, low_sent),
        };
        Pair { sent, received, updated_at, mutual_contacts: flags & Correspondence::MUTUAL == Correspondence::MUTUAL }
    }
}

/// What a person's standing on a network is worth.
#[inline(never)]
fn reputation(standing: &mut Header, network: &Words, owner: &Words, now: i64) -> Result<u64, R> {
    check!(standing.data_len >= Record::<Standing>::LEN, R::StandingLength);
    check!(same(&standing.owner, &REPUTATION), R::StandingOwner);
    // SAFETY: it has the bytes, and was not there before.
    let standing = unsafe { standing.record::<Standing>() };
    check!(standing.is_kind(), R::StandingKind);
    check!(same(&standing.fields.network, network), R::StandingOfOtherNetwork);
    check!(same(&standing.fields.owner, owner), R::StandingOfOtherOwner);
    Ok(price::effective(&standing.fields, now))
}
