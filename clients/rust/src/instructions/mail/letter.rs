//! Sending a drafted letter, and revealing one that was posted.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use units::Seconds;

use super::{Draft, Unrevealed, draft::DraftKey};
use crate::{
    BuildError,
    accounts::{Content, Correspondence, SealedKey},
    generated::mail::instructions::{PostBuilder, RevealBuilder, SendBuilder},
    instructions::{Chain, Lock, NewAccount, Plan, Purpose, Step, Until, check_space},
    sealing::{EncryptionKey, Envelope},
};

/// How long a posted letter can wait to be revealed.
pub const REVEAL_PERIOD: Seconds = Seconds::days(1);

/// Sends a draft for at most its `max_fee`. Its sender signs, and has to have uploaded its body, if it has one.
///
/// Of a letter that is posted, this is the first transaction. Once it is confirmed, [`reveal`] makes the second one from
/// the recipient's key at that time. It has to land within a day.
///
/// # Errors
/// [`BuildError::TooLongForProgram`] if the sender is a program's address.
pub fn send(chain: &Chain, draft: &Draft) -> Result<Plan, BuildError> {
    let account @ NewAccount { author, space, .. } = &draft.account(&chain.programs);
    check_space(author, *space)?;
    let creation = chain.creation(account.clone());
    let action = match &draft.key {
        DraftKey::Sealed(sealed_key) => send_now(chain, draft, sealed_key),
        DraftKey::Withheld(_) => post(chain, draft),
    };
    let mut step = Step::creating(creation, vec![chain.programs.relocate(action)]);
    step.quotes.push(draft.quote);
    step = step.holding(Purpose::Postage, draft.max_fee).until(Until::Answered { by: draft.answer_by });
    if draft.opens_correspondence {
        let rent = chain.rent_of(Correspondence::LEN);
        let lock = Lock::rent(rent, Places::of(chain, draft).correspondence, draft.envelope.sender);
        step = step.locking(Lock { until: Until::Silence, ..lock });
    }
    Ok(step.into())
}

/// All transactions of a draft: [`send`], and [`reveal`] with the key that its recipient has now, if it is posted. It says
/// what the letter costs. To carry it out, take the recipient's key again when the first one is confirmed.
///
/// # Errors
/// Those of [`send`] and [`reveal`].
pub fn send_and_reveal(chain: &Chain, draft: &Draft) -> Result<Plan, BuildError> {
    let plan = send(chain, draft)?;
    match &draft.key {
        DraftKey::Sealed(_) => Ok(plan),
        DraftKey::Withheld(unrevealed) => {
            Ok(plan.then(reveal(chain, unrevealed, draft.envelope.key_version, &draft.sealed_to)?))
        }
    }
}

/// Publishes the key of a posted letter, sealed to this key of its recipient. The sender signs.
///
/// # Errors
/// [`BuildError::Seal`], and [`BuildError::OtherCluster`] if it was posted on another cluster.
pub fn reveal(
    chain: &Chain,
    unrevealed: &Unrevealed,
    key_version: u32,
    sealed_to: &EncryptionKey,
) -> Result<Plan, BuildError> {
    unrevealed.check_cluster(&chain.genesis)?;
    let envelope = unrevealed.envelope(key_version);
    Ok(publish_key(chain, &envelope, sealed_to, unrevealed.seal_key(&envelope, sealed_to)?))
}

/// Publishes the sealed key of a posted letter. The sender signs.
pub fn publish_key(chain: &Chain, envelope: &Envelope, sealed_to: &EncryptionKey, sealed_key: SealedKey) -> Plan {
    let (programs, Envelope { network, sender, recipient, sequence, key_version }) = (&chain.programs, *envelope);
    let reveal = RevealBuilder::new()
        .sender(sender)
        .recipient_mailbox(programs.mailbox(&network, &recipient).0)
        .message(programs.message(&sender, &programs.mailbox(&network, &sender).0, sequence).0)
        .key_version(key_version)
        .encryption_key(sealed_to.to_bytes())
        .sealed_key(sealed_key)
        .instruction();
    chain.step(reveal).into()
}

fn send_now(chain: &Chain, draft: &Draft, sealed_key: &SealedKey) -> Instruction {
    let Places { own, theirs, correspondence, standing } = Places::of(chain, draft);
    let (ciphertext, body) = parts(&draft.content);
    SendBuilder::new()
        .sender(draft.envelope.sender)
        .network(draft.envelope.network)
        .sender_mailbox(own)
        .recipient_mailbox(theirs)
        .correspondence(correspondence)
        .message(draft.message(&chain.programs))
        .body(body)
        .sender_standing(standing)
        .max_fee(draft.max_fee)
        .offer(draft.quote.offer.0)
        .sequence(draft.envelope.sequence)
        .rules_version(draft.rules_version)
        .key_version(draft.envelope.key_version)
        .encryption_key(draft.sealed_to.to_bytes())
        .sealed([&sealed_key.encapsulated[..], &sealed_key.ciphertext, ciphertext].concat())
        .instruction()
}

fn post(chain: &Chain, draft: &Draft) -> Instruction {
    let Places { own, theirs, correspondence, standing } = Places::of(chain, draft);
    let (ciphertext, body) = parts(&draft.content);
    PostBuilder::new()
        .sender(draft.envelope.sender)
        .network(draft.envelope.network)
        .sender_mailbox(own)
        .recipient_mailbox(theirs)
        .correspondence(correspondence)
        .message(draft.message(&chain.programs))
        .body(body)
        .sender_standing(standing)
        .max_fee(draft.max_fee)
        .offer(draft.quote.offer.0)
        .sequence(draft.envelope.sequence)
        .rules_version(draft.rules_version)
        .ciphertext(ciphertext.to_vec())
        .instruction()
}

/// The accounts of both people.
struct Places {
    own: Pubkey,
    theirs: Pubkey,
    correspondence: Pubkey,
    standing: Pubkey,
}

impl Places {
    fn of(chain: &Chain, draft: &Draft) -> Self {
        let (programs, Envelope { network, sender, recipient, .. }) = (&chain.programs, &draft.envelope);
        let [own, theirs] = [sender, recipient].map(|person| programs.mailbox(network, person).0);
        let correspondence = programs.correspondence(&own, &theirs).0;
        Self { own, theirs, correspondence, standing: programs.standing(network, sender).0 }
    }
}

fn parts(content: &Content) -> (&[u8], Option<Pubkey>) {
    match content {
        Content::Ciphertext(ciphertext) => (ciphertext, None),
        Content::Body(address) => (&[], Some(*address)),
    }
}
