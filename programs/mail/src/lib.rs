//! Mail that costs postage: a sender escrows a fee with an encrypted message, and the recipient earns the fee by saying
//! what the message was worth. Each instruction's doc comment is its specification; its file lists the accounts.

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

    /// Creates a network: one community with its own rules, named by its founder.
    ///
    /// - The network's address is derived from the founder and the name, so nobody else can create it.
    /// - The signer becomes the network's founder and authority, and pays its rent.
    /// - `name` is 1 to 32 bytes of UTF-8 without control characters, padded with zeros. Otherwise: `InvalidName`.
    /// - `treasury` receives the network's cut. It must not be the default address. Otherwise: `InvalidTreasury`. It
    ///   may be the address at which the bounty program will create the network's treasury later.
    /// - `rules` must pass `postage::Rules::validate`. Each bound has its own error.
    /// - The rules get version 1. Sending is not paused, and no rules are proposed.
    /// - The network's `ledger` is created too. It gathers the totals of the network's mailboxes. The founder pays its
    ///   rent.
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
    /// - A person has one mailbox on each network, at an address derived from both. The owner pays its rent.
    /// - `encryption_key` is the X25519 public key to which senders seal. It must not be zero. Otherwise: `InvalidKey`.
    ///   It gets version 1.
    /// - The highest bit of the key must not be set. Otherwise: `KeyNotCanonical`.
    /// - The mailbox accepts everyone, asks for no minimum, and starts with a load of one message.
    /// - The first sequence number is the unix time in seconds times 2^20. A mailbox that is closed and reopened
    ///   therefore never uses a number twice.
    /// - The network's ledger counts the mailbox. A ledger of another network is refused with `OtherNetwork`.
    /// - Emits `MailboxOpened`.
    #[discrim = 1]
    pub fn open_mailbox(ctx: &mut Context<OpenMailbox>, encryption_key: [u8; 32]) -> Result<()> {
        let bump = ctx.bumps.mailbox;
        ctx.accounts.run(encryption_key, bump)
    }

    /// Sets what a mailbox's owner asks of senders. It applies from the next message on.
    ///
    /// - Only the mailbox's owner may call it. Otherwise: `NotYourMailbox`.
    /// - `min_fee` is the least that a message to this mailbox costs, in lamports. It is at most 2^50. Otherwise:
    ///   `MinFeeTooHigh`.
    /// - `min_reputation` is the reputation that strangers need, in millionths.
    /// - `accepting` says whether strangers may write at all.
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
    /// - Only the mailbox's owner may call it. Otherwise: `NotYourMailbox`.
    /// - `encryption_key` must be neither zero nor the current key. Otherwise: `InvalidKey`.
    /// - The highest bit of the key must not be set. Otherwise: `KeyNotCanonical`.
    /// - The key's version increases by one. From then on, a message sealed to an older version is refused.
    /// - Emits `KeyRotated`.
    #[discrim = 3]
    pub fn rotate_key(ctx: &mut Context<ChangeMailbox>, encryption_key: [u8; 32]) -> Result<()> {
        ctx.accounts.rotate(encryption_key)
    }

    /// Sends a message: escrows its postage, and stores the ciphertext and the key sealed to the recipient.
    ///
    /// - The signer owns the sender's mailbox (`NotYourMailbox`). The recipient's is a different mailbox, and both are
    ///   on this network (`OtherNetwork`). The network has not paused sending (`SendingPaused`).
    /// - `max_fee` is the most that the sender pays, in lamports. If the price or the offer is higher: `PriceAboveMax`,
    ///   and nothing is charged.
    /// - `offer` is what the sender offers, in lamports; zero offers nothing. The postage is the price or the offer,
    ///   whichever is more, also between mutual contacts. It is at most 2^50. Otherwise: `OfferTooHigh`. It changes nothing
    ///   else: neither the sender's load nor the pair's counts.
    /// - `rules_version` is the version of the network's rules for which the sender got a quote. If it is not the
    ///   current version: `RulesChanged`.
    /// - `sequence` is the sender's next sequence number, to which the message is sealed. Otherwise: `SequenceTaken`.
    /// - `key_version` and `encryption_key` are the recipient's current key, to which the content key is sealed.
    ///   Otherwise: `KeyChanged`.
    /// - A stranger is refused if the recipient accepts no strangers (`NotAccepting`) or asks for more reputation
    ///   (`ReputationTooLow`). The sender is not a stranger if the recipient has written to them or made them a
    ///   contact.
    /// - `sealed` is the content key, sealed with HPKE (`SealedKey`, 80 bytes), followed by 1 byte to 64 KiB of
    ///   ciphertext. Otherwise: `InvalidLength`.
    /// - `body` replaces the ciphertext. A message has one or the other, not both (`InvalidLength`). The body belongs
    ///   to the sender (`NotYourBody`) and is sealed (`BodyNotSealed`). It cannot be closed before the message ends.
    ///   One body serves any number of messages, and each of them pays for all of it.
    /// - `message` is a seeded account: the sender had the system program create it for this program
    ///   (`CreateAccountWithSeed`), at the address derived from the sender and the seed (`WrongAddress`). The seed is
    ///   the first 24 bytes of the sender's mailbox without their high bits, then the sequence number in eight groups
    ///   of seven bits, the lowest first. The account is new, with room for exactly the fields and the ciphertext, or the fields and the
    ///   body's address (`NotNew`). It holds its rent and the fee (`Underfunded`). Anything above that goes back to the
    ///   sender.
    /// - `sender_standing` is the sender's standing on this network (`WrongStanding`). It sets their price, and whether
    ///   they are admitted. If there is no account at that address, the sender counts as a newcomer.
    /// - `correspondence` is the only account of the two people (`WrongCorrespondence`). It is created with their first
    ///   message. The program then derives its address and canonical bump, so a pair never has two.
    /// - The price is `postage::quote` of the current state. The message then updates the sender's load and sequence
    ///   number, and the pair's counts. The price is zero between mutual contacts.
    /// - The message keeps the fee split and the periods of the rules under which it is sent.
    /// - Emits nothing: the message's account is the record.
    #[discrim = 4]
    #[inline(always)]
    #[allow(clippy::too_many_arguments)] // each is an argument of the instruction
    pub fn send(
        ctx: &mut Context<SendMessage>,
        max_fee: u64,
        offer: u64,
        sequence: u64,
        rules_version: u32,
        key_version: u32,
        encryption_key: &[u8; 32],
        sealed: &[u8],
    ) -> Result<()> {
        let limits = Limits { max_fee, offer, sequence, rules_version };
        let key = CurrentKey { version: key_version, bytes: encryption_key };
        ctx.accounts.run(limits, Content { sealed_to: Some(key), bytes: sealed })
    }

    /// Pays the fee to the recipient, who says what the message was worth, and closes the message. Moves no reputation.
    ///
    /// - Only the recipient may call it (`NotYourMailbox`, `NotYourMessage`), after the message is revealed
    ///   (`NotRevealed`) and not after the deadline (`AnswerTooLate`).
    /// - The fee is divided by `postage::settle`, using the fee split that the message keeps. The recipient's part goes
    ///   to their wallet. The treasury's part waits in their mailbox. The mailbox counts both.
    /// - `body` is the body that the message refers to, or absent if it refers to none. Otherwise: `WrongBody`. The
    ///   body then counts one message less.
    /// - The rent, and any other lamports in the message's account, go to the sender whom the message names. Otherwise:
    ///   `WrongSender`.
    /// - Emits `MessageAcknowledged`.
    #[discrim = 5]
    pub fn acknowledge(ctx: &mut Context<Acknowledge>, verdict: Verdict) -> Result<()> {
        ctx.accounts.run(verdict)
    }

    /// Refunds a message that was not acknowledged, or not revealed, in time, and closes it. Anyone may call it.
    ///
    /// - The deadline must have passed. Otherwise: `NotExpired`.
    /// - `body` is the body that the message refers to, or absent if it refers to none. Otherwise: `WrongBody`. The
    ///   body then counts one message less.
    /// - All lamports in the message's account go to the sender whom the message names. Otherwise: `WrongSender`.
    /// - Emits `MessageExpired`.
    #[discrim = 6]
    pub fn expire(ctx: &mut Context<Expire>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Proposes new rules in public. Anyone may apply them once they are due.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`.
    /// - `rules` must pass `postage::Rules::validate`. Each bound has its own error.
    /// - The new rules are due after the `rules_delay` of the rules in force. They replace any rules that were waiting.
    /// - Emits `RulesProposed`.
    #[discrim = 7]
    pub fn propose_rules(ctx: &mut Context<ChangeNetwork>, rules: Rules) -> Result<()> {
        ctx.accounts.propose_rules(rules)
    }

    /// Puts the proposed rules in force. Anyone may call it.
    ///
    /// - Rules must be waiting (`NothingProposed`), and they must be due (`RulesNotDue`).
    /// - The rules' version increases by one, so earlier quotes are refused. Messages already sent keep their fee split
    ///   and periods.
    /// - Emits `RulesApplied`.
    #[discrim = 8]
    pub fn apply_rules(ctx: &mut Context<ApplyRules>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Offers the network's authority to another address, which must then accept it.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`.
    /// - `new_authority` replaces any earlier offer. The default address only withdraws it.
    /// - Emits `AuthorityProposed`.
    #[discrim = 9]
    pub fn propose_authority(ctx: &mut Context<ChangeNetwork>, new_authority: Address) -> Result<()> {
        ctx.accounts.propose_authority(new_authority)
    }

    /// Takes over the authority that was offered to the signer.
    ///
    /// - Only the address to which it is offered may call it. Otherwise: `NotProposed`.
    /// - The previous authority loses its rights. Rules that are waiting keep waiting.
    /// - Emits `AuthorityAccepted`.
    #[discrim = 10]
    pub fn accept_authority(ctx: &mut Context<ChangeNetwork>) -> Result<()> {
        ctx.accounts.accept_authority()
    }

    /// Pauses sending and posting on a network, or ends the pause. Everything else continues: revealing, acknowledging,
    /// expiring, refunding, sweeping and closing.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`.
    /// - Emits `SendingChanged`.
    #[discrim = 11]
    pub fn set_sending(ctx: &mut Context<ChangeNetwork>, paused: bool) -> Result<()> {
        ctx.accounts.set_sending(paused)
    }

    /// Makes the owner of another mailbox a contact, or removes the contact. Mail between mutual contacts is free.
    ///
    /// - The signer owns `mailbox` (`NotYourMailbox`). The other mailbox is a different one (`SelfContact`) on the same
    ///   network (`OtherNetwork`).
    /// - `correspondence` is the only account of the two people (`WrongCorrespondence`). If it does not exist yet, it
    ///   is created, and the signer pays its rent.
    /// - The change applies from the next message on. Use `refund` to return what the contact paid for open messages.
    /// - Emits `ContactChanged`.
    #[discrim = 12]
    pub fn set_contact(ctx: &mut Context<SetContact>, contact: bool) -> Result<()> {
        ctx.accounts.run(contact)
    }

    /// Returns the fee of an open message to its sender. The message stays until it is acknowledged or expires, but no
    /// longer earns anything.
    ///
    /// - Only the recipient may call it (`NotYourMailbox`, `NotYourMessage`), at any time.
    /// - The fee goes to the sender whom the message names. Otherwise: `WrongSender`.
    /// - Emits `MessageRefunded`.
    #[discrim = 13]
    pub fn refund(ctx: &mut Context<Refund>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Sends a message without its key. Nobody can read it before `reveal`, which can wait until the escrow is final.
    ///
    /// - The checks and effects are those of `send`, except for the key: `ciphertext` is the whole content, without a
    ///   key.
    /// - The sender has one day to reveal the message. Until then it cannot be acknowledged. After that day, anyone may
    ///   expire it.
    #[discrim = 14]
    pub fn post(
        ctx: &mut Context<SendMessage>,
        max_fee: u64,
        offer: u64,
        sequence: u64,
        rules_version: u32,
        ciphertext: &[u8],
    ) -> Result<()> {
        let limits = Limits { max_fee, offer, sequence, rules_version };
        ctx.accounts.run(limits, Content { sealed_to: None, bytes: ciphertext })
    }

    /// Publishes the sealed key of a message that was posted. The answering period starts now.
    ///
    /// - Only the sender may call it (`WrongSender`), once (`AlreadyRevealed`), within a day of posting
    ///   (`RevealTooLate`).
    /// - `recipient_mailbox` is the mailbox that the message names. Otherwise: `NotYourMessage`.
    /// - `key_version` and `encryption_key` are the recipient's current key, to which `sealed_key` is sealed.
    ///   Otherwise: `KeyChanged`.
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

    /// Opens a body: a ciphertext of up to 64 KiB that is written in chunks.
    ///
    /// - `hash` is the SHA-256 of the whole content.
    /// - `body` is a seeded account: the signer had the system program create it for this program
    ///   (`CreateAccountWithSeed`), at the address derived from the signer and the seed (`WrongAddress`). The seed is
    ///   the hash without the high bit of each byte. The account is new (`NotNew`), has room for the fields and 1 byte
    ///   to 64 KiB of content (`InvalidLength`), and holds its rent (`Underfunded`).
    /// - The body belongs to no network. Its author can refer to it on every network where they have a mailbox.
    /// - Emits nothing: the body's account is the record.
    #[discrim = 16]
    pub fn open_body(ctx: &mut Context<OpenBody>, hash: [u8; 32]) -> Result<()> {
        ctx.accounts.run(hash)
    }

    /// Writes a chunk of a body. Chunks may be written in any order, and more than once.
    ///
    /// - Only the author may call it (`NotYourBody`), and only before the body is sealed (`BodySealed`).
    /// - `offset` is in bytes from the start of the content. The whole chunk must lie within the content. Otherwise:
    ///   `OutOfBounds`.
    /// - Emits nothing.
    #[discrim = 17]
    #[inline(always)]
    pub fn write_body(ctx: &mut Context<ChangeBody>, offset: u32, chunk: &[u8]) -> Result<()> {
        ctx.accounts.write(offset, chunk)
    }

    /// Seals a body whose content is complete. From now on messages can refer to it, and it cannot change.
    ///
    /// - Only the author may call it (`NotYourBody`), once (`BodySealed`).
    /// - The content must have the hash with which the body was opened. Otherwise: `WrongHash`.
    /// - Emits nothing.
    #[discrim = 18]
    pub fn seal_body(ctx: &mut Context<ChangeBody>) -> Result<()> {
        ctx.accounts.seal()
    }

    /// Closes a body that no open message refers to, sealed or not. All lamports in its account go to the author.
    ///
    /// - Only the author may call it (`NotYourBody`), and only if no open message refers to the body (`BodyInUse`).
    /// - Emits nothing.
    #[discrim = 19]
    pub fn close_body(ctx: &mut Context<ChangeBody>) -> Result<()> {
        ctx.accounts.close()
    }

    /// Recovers the lamports of an account that was created for a message or a body and never became one.
    ///
    /// - `unused` is an account like `message` in `send` or `body` in `open_body`, at the address derived from the
    ///   signer and `seed` (`WrongAddress`). It is still new. Otherwise: `NotNew`.
    /// - Emits nothing.
    #[discrim = 20]
    pub fn reclaim(ctx: &mut Context<Reclaim>, seed: [u8; 32]) -> Result<()> {
        ctx.accounts.run(seed)
    }

    /// Moves a mailbox's cut to the network's treasury, and adds its totals to the network's ledger. Anyone may call
    /// it, at any time.
    ///
    /// - The mailbox and the ledger belong to the network. Otherwise: `OtherNetwork`. Without a mailbox, only the
    ///   lamports that wait in the ledger move.
    /// - `treasury` is the address that the network names. Otherwise: `WrongTreasury`. It receives the cut, and what
    ///   closed mailboxes left for it in the ledger.
    /// - Emits `MailboxSwept` if there is a mailbox.
    #[discrim = 21]
    pub fn sweep(ctx: &mut Context<Sweep>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes the signer's mailbox. The owner gets the rent, and any other lamports in its account except the cut.
    ///
    /// - Only the mailbox's owner may call it (`NotYourMailbox`). The network and the ledger are the mailbox's
    ///   (`OtherNetwork`).
    /// - The load must have decayed to one message, the load of a new mailbox. The next sequence number must not be
    ///   above the first one of a mailbox opened now. Otherwise: `LoadTooHigh`.
    /// - The ledger counts what `sweep` would count, and one mailbox less. The cut waits in the ledger for the next
    ///   `sweep`.
    /// - Open messages end without the mailbox. Those that it sent end as usual, and what they return goes to
    ///   the sender's wallet. Those sent to it expire, unless the owner reopens the mailbox and acknowledges them in
    ///   time.
    /// - Emits `MailboxSwept` and `MailboxClosed`.
    #[discrim = 22]
    pub fn close_mailbox(ctx: &mut Context<CloseMailbox>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Closes the account of two people after a year without a message between them. If they never wrote, the year
    /// starts when the account was created. Otherwise: `NotSilent`. Its counts and contacts are forgotten.
    ///
    /// - Only one of the two may call it. They do not need to have mailboxes any more.
    /// - The rent, and any other lamports in the account, go to the person who paid the rent: the signer, or else
    ///   `payer`. If the signer did not pay, and gives no payer or a wrong one: `WrongPayer`. If the payer is right and
    ///   the signer is neither of the two: `NotYourCorrespondence`.
    /// - Emits `CorrespondenceClosed`.
    #[discrim = 23]
    pub fn close_correspondence(ctx: &mut Context<CloseCorrespondence>) -> Result<()> {
        ctx.accounts.run()
    }

    /// Does what `acknowledge` does, and applies the verdict to the sender's standing.
    ///
    /// - The checks and effects of `acknowledge` apply.
    /// - `correspondence` is the account that the message names. Otherwise: `WrongCorrespondence`. It counts the
    ///   verdict if the verdict moves reputation.
    /// - `sender_standing` is the sender's standing. Otherwise: `WrongStanding`.
    /// - `reputation` is the network's, and `recipient_standing` the recipient's. The reputation program refuses any
    ///   others.
    /// - Valuable: the sender earns reputation for what the treasury gets, so a free or refunded message earns none.
    ///   Spam: a part of what the sender holds, has lent and was lent is burned. Abstain: no reputation moves.
    /// - If the sender or the recipient has no standing, no reputation moves.
    /// - The amount depends on the recipient's reputation, and on the number of earlier verdicts of the same kind:
    ///   valuable ones between the two in either direction, or spam ones from this recipient to this sender. That count
    ///   halves every `pair_half_life` of the message's rules.
    /// - Emits `MessageAcknowledged`, with the sender's shares before and after the verdict.
    #[discrim = 24]
    #[inline(always)]
    pub fn acknowledge_with_reputation(ctx: &mut Context<AcknowledgeWithReputation>, verdict: Verdict) -> Result<()> {
        ctx.accounts.run(verdict)
    }

    /// Makes the bounty program's treasury the network's, permanently: no instruction can choose another one
    /// afterwards.
    ///
    /// - Only the network's authority may call it. Otherwise: `NotAuthority`.
    /// - `treasury` is the bounty program's treasury of this network (`OtherNetwork`) for SOL (`NotForSol`).
    /// - It can be adopted once. If the network already uses it, by adoption or since its creation: `AlreadyAdopted`.
    /// - From now on the cut goes there, including what still waits to be swept.
    /// - Emits `TreasuryAdopted`.
    #[discrim = 25]
    pub fn adopt_treasury(ctx: &mut Context<AdoptTreasury>) -> Result<()> {
        ctx.accounts.run()
    }
}
