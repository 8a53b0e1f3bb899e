//! Earning a fee by saying what a message was worth.

mod refusal;

use machine::{add, check, log, now, refuse, same, Codes, Header, Input, Record, Words};

use crate::{
    layout::{Mailbox, Message},
    price::{settle, MAX_FEE},
    ID,
};
use refusal::Refusal as R;

const RECIPIENT_MAILBOX: Codes<R> = Codes {
    twice: R::RecipientMailboxTwice,
    missing: R::RecipientMailboxMissing,
    length: R::RecipientMailboxLength,
    owner: R::RecipientMailboxOwner,
    kind: R::RecipientMailboxKind,
};

struct Accounts {
    recipient: &'static mut Header,
    recipient_mailbox: &'static mut Record<Mailbox>,
    message: &'static mut Record<Message>,
    sender: &'static mut Header,
}

/// `MessageAcknowledged`: its discriminator, and its fields without padding.
#[repr(C, packed)]
struct Acknowledged {
    discriminator: [u8; 8],
    message: Words,
    sender: Words,
    recipient: Words,
    verdict: u8,
    earned: u64,
    cut: u64,
    shares: [u64; 2],
}

impl Acknowledged {
    const DISCRIMINATOR: [u8; 8] = [254, 44, 12, 214, 17, 172, 229, 215];
}

#[inline(always)]
pub fn acknowledge(input: &Input) -> Result<(), R> {
    // What is behind the verdict is ignored, as Anchor ignores it.
    check!(input.data_len() >= 2, R::VerdictMissing);
    // SAFETY: there are two bytes.
    let verdict = unsafe { *input.data().add(1) };
    let accounts = Accounts::walk(input)?;
    accounts.check_links()?;
    check!(now().map_err(|_| refuse(R::ClockFailed))? <= accounts.message.fields.deadline, R::AnswerTooLate);
    let settlement = settle(&accounts.message.fields, verdict).ok_or_else(|| refuse(R::UnknownVerdict))?;
    accounts.divide(verdict, settlement.recipient.0, settlement.treasury.0)
}

impl Accounts {
    /// The accounts, each as it has to be by itself.
    #[inline(always)]
    fn walk(input: &Input) -> Result<Self, R> {
        check!(input.account_count() >= 5, R::NotEnoughAccounts);
        // SAFETY: there are five, and this is the only walk.
        let mut walk = unsafe { input.walk() };
        let program = input.program();
        let recipient = walk.any();
        recipient.signed(R::RecipientUnsigned, R::RecipientReadOnly)?;
        let recipient_mailbox = walk.record_mut(&program, R::RecipientMailboxReadOnly, RECIPIENT_MAILBOX)?;

        let message = walk.any();
        message.writable(R::MessageTwice, R::MessageReadOnly)?;
        check!(message.data_len >= Record::<Message>::LEN, R::MessageTooShort);
        check!(same(&message.owner, &program), R::MessageOwner);
        // SAFETY: it has the bytes, which are nobody else's: it was not there before.
        let message = unsafe { message.record::<Message>() };
        check!(message.is_kind(), R::MessageKind);

        let sender = walk.any();
        sender.writable(R::SenderTwice, R::SenderReadOnly)?;
        let body = walk.any();
        check!(body.is_unique(), R::BodyTwice);
        // The program itself stands for no body.
        check!(same(&body.address, &program), R::BodyLeftOut);
        // That it runs at its own address is looked at last: before, the compiler would compare with the constant.
        check!(same(&program, &ID), R::WrongProgram);
        Ok(Self { recipient, recipient_mailbox, message, sender })
    }

    /// Whether they belong together, and the message can be answered.
    #[inline(always)]
    fn check_links(&self) -> Result<(), R> {
        let message = &self.message.fields;
        check!(same(&self.recipient_mailbox.fields.owner, &self.recipient.address), R::NotYourMailbox);
        check!(same(&message.recipient, &self.recipient_mailbox.header.address), R::NotYourMessage);
        check!(same(&message.sender, &self.sender.address), R::WrongSender);
        check!(message.revealed != 0, R::NotRevealed);
        check!(message.has_body == 0, R::MessageWithBodyLeftOut);
        Ok(())
    }

    /// Moves the money, tells of it, and closes the message.
    #[inline(always)]
    fn divide(self, verdict: u8, earned: u64, cut: u64) -> Result<(), R> {
        let Self { recipient, recipient_mailbox, message, sender } = self;
        let left = message.header.lamports.checked_sub(message.fields.fee).ok_or_else(|| refuse(R::FeeMissing))?;
        recipient.lamports = add(recipient.lamports, earned, R::RecipientOverflow)?;
        let lamports = add(recipient_mailbox.header.lamports, cut, R::MailboxOverflow)?;
        recipient_mailbox.header.lamports = lamports;
        let mailbox = &mut recipient_mailbox.fields;
        mailbox.earned = add(mailbox.earned, earned, R::EarnedOverflow)?;
        mailbox.cut = add(mailbox.cut, cut, R::CutOverflow)?;
        check!(mailbox.min_fee <= MAX_FEE.0, R::MinFeeTooHigh);
        check!(lamports >= mailbox.cut, R::MailboxInsolvent);

        log(&Acknowledged {
            discriminator: Acknowledged::DISCRIMINATOR,
            message: message.header.address,
            sender: message.fields.sender,
            recipient: message.fields.recipient,
            verdict,
            earned,
            cut,
            shares: [0; 2],
        });
        sender.lamports = add(sender.lamports, left, R::SenderOverflow)?;
        message.header.close();
        Ok(())
    }
}
