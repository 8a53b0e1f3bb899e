//! The copies of a newsletter: what they have in common, and what is made for one recipient.

use postage::Quote;
use solana_instruction::Instruction;

use super::{
    Newsletter, Obstacle,
    outgoing::Outgoing,
    situation::{Recipient, Situation},
};
use crate::{ClientError, NewAccount, accounts::Content, sealing::SealError, transaction::Format};

/// What is found for one recipient: perhaps that they get nothing.
pub(super) type Found<T> = Result<Result<T, Obstacle>, ClientError>;

/// What every copy has in common.
pub(super) struct Edition {
    pub content: Content,
    pub rent: u64,
    pub format: Format,
    pub max_fee: u64,
}

/// One recipient's message.
pub(super) struct Copy {
    pub quote: Quote,
    pub account: (NewAccount, u64),
    pub instruction: Instruction,
}

/// One recipient's message, unless they get none.
pub(super) fn copy(
    newsletter: &Newsletter,
    situation: &Situation,
    recipient: &Recipient,
    edition: &Edition,
) -> Found<Copy> {
    let long = newsletter.long();
    let quote = match admit(situation, recipient, long.size(), edition.max_fee)? {
        Ok(quote) => quote,
        Err(obstacle) => return Ok(Err(obstacle)),
    };
    let (key, envelope) = situation.envelope(recipient)?;
    let sealed_key = match long.seal_key(&key, &envelope) {
        Err(SealError::RefusedKey) => return Ok(Err(Obstacle::RefusedKey)),
        sealed => sealed?,
    };
    let outgoing = Outgoing {
        network: envelope.network,
        sender: envelope.sender,
        recipient: envelope.recipient,
        sequence: envelope.sequence,
        content: &edition.content,
        quote: &quote,
        rules_version: situation.rules_version(),
        rent: edition.rent,
    };
    let (account, instruction) = (outgoing.account(), outgoing.send((envelope.key_version, &key), &sealed_key));
    Ok(Ok(Copy { quote, account, instruction }))
}

/// What the next message costs if it goes to `recipient`, unless they would refuse it, or it is too dear.
pub(super) fn admit(situation: &Situation, recipient: &Recipient, size: usize, max_fee: u64) -> Found<Quote> {
    let Some(mailbox) = &recipient.mailbox else { return Ok(Err(Obstacle::NoMailbox)) };
    let obstacle = match situation.is_known_to(recipient) {
        false if mailbox.accepting == 0 => Some(Obstacle::NotAccepting),
        false if situation.reputation().0 < mailbox.min_reputation => Some(Obstacle::ReputationTooLow),
        _ => None,
    };
    let quote = situation.quote(recipient, size)?;
    let too_dear = (crate::quote::max_fee(&quote) > max_fee).then_some(Obstacle::TooDear);
    Ok(obstacle.or(too_dear).map_or(Ok(quote), Err))
}
