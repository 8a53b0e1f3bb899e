//! The copies of a newsletter: what they share, and the message for one recipient.

use postage::Quote;
use solana_instruction::Instruction;

use super::{
    Newsletter, Obstacle,
    outgoing::Outgoing,
    situation::{Recipient, Situation},
};
use crate::{ClientError, NewAccount, accounts::Content, sealing::SealError, transaction::Format};

/// The result for one recipient, or the obstacle that keeps them from getting a copy.
pub(super) type Found<T> = Result<Result<T, Obstacle>, ClientError>;

/// What all copies share.
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

/// The message for one recipient, unless there is an obstacle.
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

/// The price of the next message if it goes to `recipient`, unless they would refuse it or it costs too much.
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
