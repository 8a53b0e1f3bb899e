//! What `send` and `post` do.

use bmail_sdk::accounts::{Content, StoredMessage};
use postage::{Quote, Rules};

use crate::prelude::*;

/// Bytes of a sealed key.
pub const KEY: usize = 80;

/// How long a message can wait to be revealed.
const REVEAL_PERIOD: Seconds = Seconds::days(1);

/// A version of a mailbox's key, and the key.
type VersionedKey = (u32, [u8; 32]);

/// The arguments of `send` or `post`.
pub struct Letter {
    pub max_fee: u64,
    pub offer: u64,
    pub sequence: u64,
    pub rules_version: u32,
    /// The key to which it is sealed, with its version, and the sealed key; only for `send`.
    pub sealed: Option<(VersionedKey, Vec<u8>)>,
    /// None if the sealed key before it is cut short.
    pub ciphertext: Option<Vec<u8>>,
}

/// A message whose checks have passed.
struct Sendable {
    rules: Rules,
    pair: Pair,
    side: usize,
    quote: Quote,
    /// The price or the offer.
    fee: u64,
    /// Lamports that the sender adds for the correspondence.
    missing: u64,
    /// Lamports that the message keeps.
    held: u64,
    content: Content,
}

impl Model {
    pub fn escrow(&mut self, accounts: [Pubkey; 9], letter: Letter) -> Prediction {
        let Sendable { rules, pair, side, quote, fee, missing, held, content } =
            self.check_letter(accounts, &letter)?;
        let [sender, _network, own, other, pair_address, message, body, _standing, _system] = accounts;
        self.pay(sender, pair_address, missing);
        self.pay(message, sender, self.balance(message) - held);
        self.flows.escrowed += fee;
        self.count(pair_address, (pair, side), own, &quote);
        self.bodies.entry(body).and_modify(|body| body.references += 1);

        let period = if letter.sealed.is_some() { rules.answering_period } else { REVEAL_PERIOD };
        let state = Message {
            sender,
            recipient: other,
            pair: pair_address,
            fee,
            sequence: letter.sequence,
            sent_at: self.now,
            deadline: Timestamp(self.now).after(period).0,
            split: rules.fee_split(),
            answering_period: rules.answering_period.0,
            pair_half_life: rules.pair_half_life,
            revealed: letter.sealed.map(|((version, _), key)| (version, key)),
            content,
        };
        self.blanks.remove(&message);
        self.messages.insert(message, state);
        self.sent.push(message);
        Ok(())
    }

    fn check_letter(
        &self,
        [sender, network, own, other, pair_address, message, body, standing, _system]: [Pubkey; 9],
        letter: &Letter,
    ) -> Result<Sendable, Vec<Refusal>> {
        let network_state = known(&self.networks, network)?;
        let (from, to) = (known(&self.mailboxes, own)?, known(&self.mailboxes, other)?);
        let body_state = optional(&self.bodies, body)?;
        let (reputation, refused) = self.reputation_at(standing, network, sender);
        let ciphertext = letter.ciphertext.clone().unwrap_or_default();
        let (content, tail, size) = match &body_state {
            Some(state) => (Content::Body(body), size_of::<Pubkey>(), state.content.len()),
            None => (Content::Ciphertext(ciphertext.clone()), ciphertext.len(), ciphertext.len()),
        };
        let space = StoredMessage::space(tail);

        let reasons = from_what_was_seen(&network_state, &from, &to, letter)
            .also(from_content(letter.ciphertext.as_deref(), body_state.as_ref(), sender))
            .when(from.owner != sender, MailError::NotYourMailbox)
            .when(refused.is_some(), refused.unwrap_or(Refusal::Account))
            .when(from.network != network || to.network != network, MailError::OtherNetwork)
            .when(PROGRAMS.message(&sender, &own, letter.sequence).0 != message, MailError::WrongAddress)
            .when(self.blanks.get(&message).is_none_or(|new| new.space != space), MailError::NotNew);
        let (pair, side) = match self.between(own, other, pair_address) {
            Ok(found) => found,
            Err(refusal) => return Err(reasons.when(true, refusal).into()),
        };
        let quote = self.quote(&network_state, (&from, reputation), &to, &pair, side, size);
        let (fee, missing) = (quote.price.0.max(letter.offer), self.missing_for_pair(pair_address));
        let held = self.rent(space).saturating_add(fee);
        let stranger = !pair.knows(side);
        reasons
            .when(stranger && !to.accepting, MailError::NotAccepting)
            .when(stranger && reputation.0 < to.min_reputation, MailError::ReputationTooLow)
            .when(fee > letter.max_fee, MailError::PriceAboveMax)
            .when(self.balance(message) < held, MailError::Underfunded)
            .when(self.balance(sender) < missing, Refusal::Funds)
            .none()?;
        Ok(Sendable { rules: network_state.rules, pair, side, quote, fee, missing, held, content })
    }

    /// Updates what the next prices depend on.
    fn count(&mut self, address: Pubkey, (mut pair, side): (Pair, usize), own: Pubkey, quote: &Quote) {
        let now = Timestamp(self.now);
        pair.sides[side].sent = quote.sent;
        pair.sides[side].wrote = true;
        pair.sides[1 - side].sent = quote.received;
        pair.updated_at = pair.updated_at.max(now);
        self.pairs.insert(address, pair);
        self.mailboxes.entry(own).and_modify(|from| {
            from.load = quote.load;
            from.load_at = from.load_at.max(now);
            from.next_sequence += 1;
        });
    }
}

fn from_what_was_seen(network: &Network, from: &Mailbox, to: &Mailbox, letter: &Letter) -> Reasons {
    Reasons::default()
        .when(network.paused, MailError::SendingPaused)
        .when(letter.offer > 1 << 50, MailError::OfferTooHigh)
        .when(letter.rules_version != network.rules_version, MailError::RulesChanged)
        .when(letter.sequence != from.next_sequence, MailError::SequenceTaken)
        .when(letter.sealed.as_ref().is_some_and(|(key, _)| *key != to.versioned_key()), MailError::KeyChanged)
}

/// Checks that there is either a ciphertext or a body, and that the sealed key is complete.
fn from_content(ciphertext: Option<&[u8]>, body: Option<&Body>, sender: Pubkey) -> Reasons {
    let is_right = ciphertext.is_some_and(|text| text.is_empty() == body.is_some());
    Reasons::default()
        .when(!is_right, MailError::InvalidLength)
        .when(body.is_some_and(|body| body.author != sender), MailError::NotYourBody)
        .when(body.is_some_and(|body| !body.sealed), MailError::BodyNotSealed)
}
