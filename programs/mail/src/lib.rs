//! Mail that costs postage: a sender escrows a fee with an encrypted message, the recipient earns it by saying
//! what the message was worth. See each instruction for its specification and its file for the accounts.

use anchor_lang::prelude::*;

mod errors;
mod events;
mod instructions;
mod seeds;
mod state;

pub use errors::MailError;
pub use events::*;
use instructions::*;
pub use postage::{Rules, Verdict};
use state::CurrentKey;
pub use state::SealedKey;

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
    /// - `treasury`: where the network's cut goes; not the default address. Else `InvalidTreasury`. It may be where the
    ///   bounty program will make the network's treasury.
    /// - `rules`: any that `postage::Rules::validate` accepts; each bound has its own error.
    /// - The rules are version 1. Sending is not paused, nothing is proposed.
    /// - `ledger`: the network's, which gathers what its people do; the founder pays its rent, too.
    /// - Emits `NetworkCreated`.
    #[discrim = 0]
    pub fn create_network(
        ctx: &mut Context<CreateNetwork>,
        name: [u8; 32],
        treasury: Address,
        rules: Rules,
    ) -> Result<()> {
        let bumps = &ctx.bumps;
        ctx.accounts.run(name, treasury, rules, bumps)
    }

    /// Opens the signer's mailbox on a network.
    ///
    /// - One per person and network, at an address that follows from both; the owner pays its rent.
    /// - `encryption_key`: the X25519 key to which senders seal; not zero. Else `InvalidKey`. It is version 1.
    /// - The mailbox accepts everybody, asks no minimum, and starts with a load of one message.
    /// - Its first sequence number follows from the time (seconds times 2^20), so that a mailbox that is closed and
    ///   opened again uses no number twice.
    /// - The network's ledger (`OtherNetwork`) counts it.
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
    /// - Only from the signer's own mailbox (`NotYourMailbox`), to another of the same network (`OtherNetwork`), while
    ///   the network has not paused sending (`SendingPaused`).
    /// - `max_fee`: a dearer price is refused and nothing charged. Else `PriceAboveMax`.
    /// - `rules_version`: the network's, as quoted. Else `RulesChanged`.
    /// - `sequence`: the sender's next number, to which the message is sealed. Else `SequenceTaken`.
    /// - `key_version`, `encryption_key`: the recipient's key, to which the content key is sealed. Else `KeyChanged`.
    /// - A stranger is refused where the recipient accepts none (`NotAccepting`) or wants more reputation
    ///   (`ReputationTooLow`). Somebody to whom the recipient has written, or whom they made a contact, is no stranger.
    /// - `sealed`: the content key, sealed with HPKE (`SealedKey`, 80 bytes), then the ciphertext, of 1 byte to 64 KiB.
    ///   Else `InvalidLength`.
    /// - `body`: stands for the ciphertext, and then there is no other (`InvalidLength`). It is the sender's
    ///   (`NotYourBody`) and sealed (`BodyNotSealed`), and does not close before the message. One body serves any
    ///   number of messages, each of which pays for all of it.
    /// - `message`: an account that the sender had the system program create for this program
    ///   (`CreateAccountWithSeed`), at the address that the sender and the seed give (`WrongAddress`): the mailbox's
    ///   first 24 bytes without their high bits, then the sequence number in eight times seven bits. It is new, and has
    ///   room for the fields and the ciphertext, or the body's address (`NotNew`). It holds its rent and the fee
    ///   (`Underfunded`); what it holds beyond that goes to the sender.
    /// - `sender_standing`: the sender's on the same network (`WrongStanding`), by which they are priced and admitted. Where
    ///   there is nothing at the address, they count as a newcomer.
    /// - `correspondence` is the one account of the two people, created with the first message between them. The
    ///   address is searched for then, so that a pair never has two. Else `WrongCorrespondence`.
    /// - The price is `postage::quote` of the current state, which the message then changes: the sender's load and
    ///   sequence, the pair's counts. It is zero between people who made each other a contact.
    /// - The message keeps the shares and the periods of the rules it was sent under.
    /// - Emits nothing: the message's account is the record.
    #[discrim = 4]
    #[inline(always)]
    pub fn send(
        ctx: &mut Context<SendMessage>,
        max_fee: u64,
        sequence: u64,
        rules_version: u32,
        key_version: u32,
        encryption_key: &[u8; 32],
        sealed: &[u8],
    ) -> Result<()> {
        let limits = Limits { max_fee, sequence, rules_version };
        let key = CurrentKey { version: key_version, bytes: encryption_key };
        ctx.accounts.run(limits, Content { sealed_to: Some(key), bytes: sealed })
    }

    /// Earns a message's fee by saying what it was worth, and closes it. Moves no reputation.
    ///
    /// - Only the recipient (`NotYourMailbox`, `NotYourMessage`), once the message is revealed (`NotRevealed`), until
    ///   the deadline. Else `AnswerTooLate`.
    /// - The fee is divided as `postage::settle` says, by the terms of the message: the recipient's part goes to
    ///   their wallet, the treasury's waits in their mailbox, which counts both.
    /// - `body`: the one that the message refers to, if it does. Else `WrongBody`. One message less refers to it.
    /// - Rent, and whatever else was given to the message's address, returns to the sender, who is named in the
    ///   message. Else `WrongSender`.
    /// - Emits `MessageAcknowledged`.
    #[discrim = 5]
    pub fn acknowledge(ctx: &mut Context<Acknowledge>, verdict: Verdict) -> Result<()> {
        ctx.accounts.run(verdict)
    }

    /// Refunds a message that nobody answered in time, or that its sender did not reveal in time, and closes it.
    /// Anybody may call it.
    ///
    /// - Only after the deadline. Else `NotExpired`.
    /// - `body`: the one that the message refers to, if it does. Else `WrongBody`. One message less refers to it.
    /// - Everything in the message's account returns to the sender, who is named in it. Else `WrongSender`.
    /// - Emits `MessageExpired`.
    #[discrim = 6]
    pub fn expire(ctx: &mut Context<Expire>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Makes new rules public. Anybody can apply them when they are due.
    ///
    /// - Only the network's authority. Else `NotAuthority`.
    /// - `rules`: any that `postage::Rules::validate` accepts; each bound has its own error.
    /// - They are due after `rules_delay` of the rules in force. Rules that waited before are forgotten.
    /// - Emits `RulesProposed`.
    #[discrim = 7]
    pub fn propose_rules(ctx: &mut Context<ChangeNetwork>, rules: Rules) -> Result<()> {
        ctx.accounts.propose_rules(rules)
    }

    /// Puts the proposed rules in force. Anybody may call it.
    ///
    /// - Only where rules wait (`NothingProposed`), from the time on at which they are due. Else `RulesNotDue`.
    /// - The rules' version rises by one: what was quoted before is refused. Messages that were sent keep their terms.
    /// - Emits `RulesApplied`.
    #[discrim = 8]
    pub fn apply_rules(ctx: &mut Context<ApplyRules>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Offers the network's authority to somebody, who then has to accept it.
    ///
    /// - Only the network's authority. Else `NotAuthority`.
    /// - `new_authority`: an offer made before is taken back; the default address only does that.
    /// - Emits `AuthorityProposed`.
    #[discrim = 9]
    pub fn propose_authority(ctx: &mut Context<ChangeNetwork>, new_authority: Address) -> Result<()> {
        ctx.accounts.propose_authority(new_authority)
    }

    /// Takes over the authority that was offered to the signer.
    ///
    /// - Only to whom it is offered. Else `NotProposed`.
    /// - Whoever had it before has it no more. Rules that wait keep waiting.
    /// - Emits `AuthorityAccepted`.
    #[discrim = 10]
    pub fn accept_authority(ctx: &mut Context<ChangeNetwork>) -> Result<()> {
        ctx.accounts.accept_authority()
    }

    /// Pauses sending and posting on a network, or ends the pause. Everything else goes on: revealing, acknowledging,
    /// expiring, refunding, sweeping and closing.
    ///
    /// - Only the network's authority. Else `NotAuthority`.
    /// - Emits `SendingChanged`.
    #[discrim = 11]
    pub fn set_sending(ctx: &mut Context<ChangeNetwork>, paused: bool) -> Result<()> {
        ctx.accounts.set_sending(paused)
    }

    /// Makes the owner of another mailbox a contact, or not any more. Mail between two who are each other's contacts
    /// is free.
    ///
    /// - Only for the signer's own mailbox (`NotYourMailbox`), and another (`SelfContact`) of the same network
    ///   (`OtherNetwork`).
    /// - `correspondence` is the one account of the two people, created at the signer's expense if they never wrote.
    ///   Else `WrongCorrespondence`.
    /// - It binds from the next message on. What the contact paid for open messages, `refund` gives back.
    /// - Emits `ContactChanged`.
    #[discrim = 12]
    pub fn set_contact(ctx: &mut Context<SetContact>, contact: bool) -> Result<()> {
        ctx.accounts.run(contact)
    }

    /// Gives the fee of an open message back to its sender. The message stays until it is acknowledged or expires, and
    /// earns nothing any more.
    ///
    /// - Only the recipient (`NotYourMailbox`, `NotYourMessage`), at any time.
    /// - The fee goes to the sender, who is named in the message. Else `WrongSender`.
    /// - Emits `MessageRefunded`.
    #[discrim = 13]
    pub fn refund(ctx: &mut Context<Refund>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Sends a message without its key: nobody can read it before `reveal`, which can wait until the escrow is final.
    ///
    /// - As `send`, but for the key: `ciphertext` is all of the content, and there is no key.
    /// - The message waits for a day to be revealed. It cannot be acknowledged before; after that day anybody can
    ///   expire it.
    #[discrim = 14]
    pub fn post(
        ctx: &mut Context<SendMessage>,
        max_fee: u64,
        sequence: u64,
        rules_version: u32,
        ciphertext: &[u8],
    ) -> Result<()> {
        let limits = Limits { max_fee, sequence, rules_version };
        ctx.accounts.run(limits, Content { sealed_to: None, bytes: ciphertext })
    }

    /// Publishes the key of a message that was posted. The answering period starts now.
    ///
    /// - Only the sender (`WrongSender`), once (`AlreadyRevealed`), within a day of posting. Else `RevealTooLate`.
    /// - `recipient_mailbox`: the one that the message names. Else `NotYourMessage`.
    /// - `key_version`, `encryption_key`: the recipient's key, to which `sealed_key` is sealed. Else `KeyChanged`.
    /// - Emits nothing: the message's account is the record.
    #[discrim = 15]
    pub fn reveal(
        ctx: &mut Context<Reveal>,
        key_version: u32,
        encryption_key: &[u8; 32],
        sealed_key: SealedKey,
    ) -> Result<()> {
        ctx.accounts.run(CurrentKey { version: key_version, bytes: encryption_key }, sealed_key)
    }

    /// Starts a body: a ciphertext of up to 64 KiB that is written in chunks.
    ///
    /// - `hash`: SHA-256 of the whole content.
    /// - `body`: an account that the signer had the system program create for this program (`CreateAccountWithSeed`),
    ///   at the address that the signer and the seed give (`WrongAddress`): the hash without the high bits of its
    ///   bytes. It is new (`NotNew`), and has room for the fields and the content, of 1 byte to 64 KiB
    ///   (`InvalidLength`). It holds its rent. Else `Underfunded`.
    /// - It belongs to no network: its author can refer to it wherever they have a mailbox.
    /// - Emits nothing: the body's account is the record.
    #[discrim = 16]
    pub fn open_body(ctx: &mut Context<OpenBody>, hash: [u8; 32]) -> Result<()> {
        ctx.accounts.run(hash)
    }

    /// Writes a chunk of a body. Chunks can come in any order, and again.
    ///
    /// - Only the author (`NotYourBody`), as long as the body is not sealed (`BodySealed`).
    /// - `offset`: bytes from the content's start. All of the chunk has to be within it. Else `OutOfBounds`.
    /// - Emits nothing.
    #[discrim = 17]
    #[inline(always)]
    pub fn write_body(ctx: &mut Context<ChangeBody>, offset: u32, chunk: &[u8]) -> Result<()> {
        ctx.accounts.write(offset, chunk)
    }

    /// Seals a body whose content is complete: from now on messages can refer to it, and it does not change any more.
    ///
    /// - Only the author (`NotYourBody`), once (`BodySealed`).
    /// - The content has the hash that the body was opened with. Else `WrongHash`.
    /// - Emits nothing.
    #[discrim = 18]
    pub fn seal_body(ctx: &mut Context<ChangeBody>) -> Result<()> {
        ctx.accounts.seal()
    }

    /// Closes a body that no open message refers to, sealed or not. Everything in its account returns to the author.
    ///
    /// - Only the author (`NotYourBody`), and no message may refer to it (`BodyInUse`).
    /// - Emits nothing.
    #[discrim = 19]
    pub fn close_body(ctx: &mut Context<ChangeBody>) -> Result<()> {
        ctx.accounts.close()
    }

    /// Returns what an account holds that was created for a message or a body, and never became one.
    ///
    /// - `unused`: as `message` in `send` and `body` in `open_body`, at the address that the signer and `seed` give
    ///   (`WrongAddress`), and new. Else `NotNew`.
    /// - Emits nothing.
    #[discrim = 20]
    pub fn reclaim(ctx: &mut Context<Reclaim>, seed: [u8; 32]) -> Result<()> {
        ctx.accounts.run(seed)
    }

    /// Brings a mailbox's cut to the network's treasury, and what it counted to the network's ledger. Anybody may call
    /// it, at any time.
    ///
    /// - Mailbox and ledger are the network's. Else `OtherNetwork`. Without a mailbox, only what waits in the ledger
    ///   goes.
    /// - `treasury`: the one that the network names. Else `WrongTreasury`. It gets the cut, and what closed mailboxes
    ///   left in the ledger for it.
    /// - Emits `MailboxSwept` for the mailbox.
    #[discrim = 21]
    pub fn sweep(ctx: &mut Context<Sweep>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes the signer's mailbox and returns its rent, and whatever else is in its account.
    ///
    /// - Only the owner (`NotYourMailbox`); network and ledger are the mailbox's (`OtherNetwork`).
    /// - Only once its load has fallen to the one message with which a mailbox opens. Else `LoadTooHigh`.
    /// - The ledger counts what `sweep` would, and one mailbox less. The cut waits in the ledger for the next `sweep`.
    /// - Open messages end without the mailbox: those that it sent as ever, with verdicts and refunds for the sender's
    ///   wallet; those that it was sent expire, unless the owner opens the mailbox again and answers in time.
    /// - Emits `MailboxSwept` and `MailboxClosed`.
    #[discrim = 22]
    pub fn close_mailbox(ctx: &mut Context<CloseMailbox>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes the account of two people who have not written to each other for a year, or never and have had it for as
    /// long (`NotSilent`). With it go what it counted, and who was whose contact.
    ///
    /// - Only one of the two. Whether they still have mailboxes does not matter.
    /// - The rent, and whatever else is in the account, returns to who paid it: the signer, or else `payer`. A signer
    ///   who did not pay and names no payer, or another, is refused with `WrongPayer`; a stranger who names the right
    ///   one with `NotYourCorrespondence`.
    /// - Emits `CorrespondenceClosed`.
    #[discrim = 23]
    pub fn close_correspondence(ctx: &mut Context<CloseCorrespondence>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Does what `acknowledge` does, and takes the verdict to the sender's standing.
    ///
    /// - Whatever `acknowledge` asks for.
    /// - `correspondence`: the one that the message names. Else `WrongCorrespondence`. It counts the verdict, where that
    ///   moves reputation.
    /// - `sender_standing`: that of the sender. Else `WrongStanding`.
    /// - `reputation`, `recipient_standing`: of the network and the recipient. The reputation program refuses others.
    /// - Valuable: the sender earns reputation for what the treasury gets, and nothing for what was free or refunded.
    ///   Spam: a part of what they have, lent and were lent is burned. Abstaining moves none.
    /// - Where one of the two has no standing, it moves none.
    /// - How much depends on the recipient's reputation, and on how many verdicts of the kind there were before: of
    ///   valuable from one of the two to the other, of spam from this recipient to this sender. They count half after
    ///   the `pair_half_life` of the message's rules.
    /// - Emits `MessageAcknowledged`, with the shares at the standing before and after.
    #[discrim = 24]
    #[inline(always)]
    pub fn acknowledge_with_reputation(ctx: &mut Context<AcknowledgeWithReputation>, verdict: Verdict) -> Result<()> {
        ctx.accounts.run(verdict)
    }

    /// Makes the bounty program's treasury the network's, for good: no instruction names another.
    ///
    /// - Only the network's authority. Else `NotAuthority`.
    /// - `treasury`: the bounty program's of this network (`OtherNetwork`) for SOL. Else `NotForSol`.
    /// - Once. Where the network has named it from its foundation, there is nothing to adopt, either. Else
    ///   `AlreadyAdopted`.
    /// - From now on the cut goes there, also what waits to be swept.
    /// - Emits `TreasuryAdopted`.
    #[discrim = 25]
    pub fn adopt_treasury(ctx: &mut Context<AdoptTreasury>) -> Result<()> {
        ctx.accounts.run()
    }
}
