//! Correspondences: contacts, and closing them.

use bmail_sdk::accounts;
use bmail_testing::MailError;
use solana_pubkey::Pubkey;
use units::{Seconds, Timestamp};

use super::{Model, Pair, Prediction, Reasons, Refusal, known};
use crate::roster::ROSTER;

impl Model {
    /// The correspondence of two mailboxes, existing or to be created at the expense of `own`'s owner, and `own`'s side
    /// in it.
    pub(super) fn between(&self, own: Pubkey, other: Pubkey, address: Pubkey) -> Result<(Pair, usize), Refusal> {
        let pair = match self.pairs.get(&address) {
            Some(pair) => pair.clone(),
            None if self.has_data(address) => return Err(Refusal::Account),
            None if ROSTER.pair(own, other) == Some(address) => Pair::new(own, other, Timestamp(self.now)),
            None => return Err(MailError::WrongCorrespondence.into()),
        };
        let side = pair.side_of(own, other).ok_or(MailError::WrongCorrespondence)?;
        Ok((pair, side))
    }

    /// What someone would have to add for two people's correspondence.
    pub(super) fn missing_for_pair(&self, address: Pubkey) -> u64 {
        if self.pairs.contains_key(&address) { 0 } else { self.missing(address, accounts::Correspondence::LEN) }
    }

    pub(super) fn set_contact(
        &mut self,
        [owner, mailbox, other, address, _system]: [Pubkey; 5],
        contact: bool,
    ) -> Prediction {
        let own = known(&self.mailboxes, mailbox)?;
        let reasons = Reasons::default()
            .when(own.owner != owner, MailError::NotYourMailbox)
            .when(mailbox == other, MailError::SelfContact);
        let missing = self.missing_for_pair(address);
        let reasons = reasons.when(self.balance(owner) < missing, Refusal::Funds);
        let reasons = match self.mailboxes.get(&other) {
            _ if self.has_data(address) => reasons,
            Some(other) => reasons.when(other.network != own.network, MailError::OtherNetwork),
            None => reasons.when(true, Refusal::Account),
        };
        let (mut pair, side) = match self.between(mailbox, other, address) {
            Ok(found) => found,
            Err(refusal) => return reasons.when(true, refusal).none(),
        };
        reasons.none()?;

        self.pay(owner, address, missing);
        pair.sides[side].contact = contact;
        self.pairs.insert(address, pair);
        Ok(())
    }

    pub(super) fn close_correspondence(&mut self, [owner, network, address, payer]: [Pubkey; 4]) -> Prediction {
        let pair = known(&self.pairs, address)?;
        let own = ROSTER.mailbox(network, owner);
        let paid = Some(pair.sides[pair.payer].mailbox);
        let payee = if payer == bmail_sdk::MAIL_ID { owner } else { payer };
        let silent_from = pair.updated_at.after(Seconds::days(365));
        Reasons::default()
            .when(!pair.sides.iter().any(|side| Some(side.mailbox) == own), MailError::NotYourCorrespondence)
            .when(ROSTER.mailbox(network, payee) != paid, MailError::WrongPayer)
            .when(Timestamp(self.now) < silent_from, MailError::NotSilent)
            .none()?;

        self.pairs.remove(&address);
        self.pay_all(address, payee);
        Ok(())
    }
}
