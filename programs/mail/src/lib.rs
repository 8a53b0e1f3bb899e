//! Mail that costs postage: a sender escrows a fee with an encrypted message, the recipient earns it by saying
//! what the message was worth. See each instruction for its specification and its file for the accounts.

use anchor_lang::prelude::*;

mod errors;
mod events;
mod instructions;
mod reputation;
mod seeds;
mod state;

pub use errors::MailError;
pub use events::*;
use instructions::*;
pub use state::{Rules, SealedKey, Verdict};

declare_id!(addresses::MAIL);

#[cfg(not(feature = "no-entrypoint"))]
solana_security_txt::security_txt! {
    name: "b-mail: mail",
    project_url: "https://github.com/b-mail/b-mail",
    contacts: "link:https://github.com/b-mail/b-mail/security/advisories/new",
    policy: "https://github.com/b-mail/b-mail/blob/main/SECURITY.md",
    preferred_languages: "en",
    source_code: "https://github.com/b-mail/b-mail"
}

#[program]
pub mod mail {
    use super::*;

    /// Founds a network: one community with its own rules, named by its founder.
    ///
    /// - The network's address follows from the founder and the name, so nobody can found it in their stead.
    /// - The founder becomes its authority and pays its rent.
    /// - `name`: 1 to 32 bytes of UTF-8 without control characters, filled up with zeros. Else `InvalidName`.
    /// - `treasury`: where the network's cut goes; not the default address. Else `InvalidTreasury`.
    /// - `rules`: any that `postage::Rules::validate` accepts; each bound has its own error.
    /// - The rules are version 1.
    /// - Emits `NetworkCreated`.
    #[discrim = 0]
    pub fn create_network(
        ctx: &mut Context<CreateNetwork>,
        name: [u8; 32],
        treasury: Address,
        rules: Rules,
    ) -> Result<()> {
        let bump = ctx.bumps.network;
        ctx.accounts.run(name, treasury, rules, bump)
    }

    /// Opens the signer's mailbox on a network.
    ///
    /// - One per person and network, at an address that follows from both; the owner pays its rent.
    /// - `encryption_key`: the X25519 key to which senders seal; not zero. Else `InvalidKey`. It is version 1.
    /// - The mailbox accepts everybody, asks no minimum, and starts without load.
    /// - Emits `MailboxOpened`.
    #[discrim = 1]
    pub fn open_mailbox(ctx: &mut Context<OpenMailbox>, encryption_key: [u8; 32]) -> Result<()> {
        let bump = ctx.bumps.mailbox;
        ctx.accounts.run(encryption_key, bump)
    }

    /// Sets what a mailbox's owner asks of senders; it binds from the next message on.
    ///
    /// - Only the owner. Else `NotYourMailbox`.
    /// - `min_fee`: lamports that a message costs at least, at most 2^50. Else `MinFeeTooHigh`.
    /// - `min_reputation`: millionths of reputation that strangers need.
    /// - `accepting`: whether strangers may write at all.
    /// - Emits `MailboxChanged`.
    #[discrim = 2]
    pub fn set_mailbox(
        ctx: &mut Context<ChangeMailbox>,
        min_fee: u64,
        min_reputation: u64,
        accepting: bool,
    ) -> Result<()> {
        ctx.accounts.set(min_fee, min_reputation, accepting)
    }

    /// Replaces a mailbox's encryption key. Mail sealed to older versions stays readable with the older keys.
    ///
    /// - Only the owner. Else `NotYourMailbox`.
    /// - `encryption_key`: neither zero nor the current one. Else `InvalidKey`.
    /// - The key's version rises by one; a message sealed to an older one is refused from then on.
    /// - Emits `KeyRotated`.
    #[discrim = 3]
    pub fn rotate_key(ctx: &mut Context<ChangeMailbox>, encryption_key: [u8; 32]) -> Result<()> {
        ctx.accounts.rotate(encryption_key)
    }

    /// Sends a message: escrows its postage, with the ciphertext and the key sealed to the recipient.
    ///
    /// - Only from the signer's own mailbox (`NotYourMailbox`), to another of the same network (`OtherNetwork`).
    /// - `max_fee`: a dearer price is refused and nothing charged. Else `PriceAboveMax`.
    /// - `rules_version`: the network's, as quoted. Else `RulesChanged`.
    /// - `sequence`: the sender's next number, to which the message is sealed. Else `SequenceTaken`.
    /// - `key_version`: the recipient's current one. Else `KeyChanged`.
    /// - A stranger is refused where the recipient accepts none (`NotAccepting`) or wants more reputation
    ///   (`ReputationTooLow`). Somebody to whom the recipient has written is no stranger.
    /// - `sealed`: the content key, sealed with HPKE (`SealedKey`, 80 bytes), then the ciphertext, of 1 byte to 64 KiB.
    ///   Else `InvalidLength`. In practice it is what fits a transaction, and at most the 10,040 bytes that a program
    ///   can create an account for. The price is for the ciphertext.
    /// - `message_bump` completes the message's address. Any that is off the curve will do: the sequence number
    ///   makes the message unique, because it is used once. With another bump than the address's, the runtime refuses
    ///   to sign for it.
    /// - `correspondence` is the one account of the two people, created with the first message between them. The
    ///   address is searched for then, so that a pair never has two. Else `WrongCorrespondence`.
    /// - The price is `postage::quote` of the current state, which the message then changes: the sender's load and
    ///   sequence, the pair's counts.
    /// - The message keeps the shares and the deadline of the rules it was sent under. It holds its rent, which
    ///   returns to the sender with whatever else is in its account, and the fee.
    /// - Emits nothing: the message's account is the record.
    #[discrim = 4]
    #[inline(always)]
    pub fn send(
        ctx: &mut Context<SendMessage>,
        max_fee: u64,
        sequence: u64,
        rules_version: u32,
        key_version: u32,
        message_bump: u8,
        sealed: &[u8],
    ) -> Result<()> {
        let limits = Limits { max_fee, sequence, rules_version, key_version };
        ctx.accounts.run(limits, message_bump, sealed)
    }

    /// Earns a message's fee by saying what it was worth, and closes it.
    ///
    /// - Only the recipient (`NotYourMailbox`, `NotYourMessage`), until the deadline. Else `AnswerTooLate`.
    /// - The fee is divided as `postage::settle` says, by the terms of the message: the recipient's part goes to
    ///   their wallet, the treasury's waits in their mailbox.
    /// - Rent, and whatever else was given to the message's address, returns to the sender, who is named in the
    ///   message. Else `WrongSender`.
    /// - Emits `MessageAcknowledged`.
    #[discrim = 5]
    pub fn acknowledge(ctx: &mut Context<Acknowledge>, verdict: Verdict) -> Result<()> {
        ctx.accounts.run(verdict)
    }

    /// Refunds a message that nobody answered in time, and closes it. Anybody may call it.
    ///
    /// - Only after the deadline. Else `NotExpired`.
    /// - Everything in the message's account returns to the sender, who is named in it. Else `WrongSender`.
    /// - Emits `MessageExpired`.
    #[discrim = 6]
    pub fn expire(ctx: &mut Context<Expire>) -> Result<()> {
        ctx.accounts.run()
    }
}
