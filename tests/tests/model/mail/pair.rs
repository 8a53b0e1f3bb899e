//! Finding and founding correspondences.

use crate::prelude::*;

impl Model {
    /// The correspondence of two mailboxes, existing or to be created at the expense of `own`'s owner, and `own`'s side
    /// in it.
    pub fn between(&self, own: Pubkey, other: Pubkey, address: Pubkey) -> Result<(Pair, usize), Refusal> {
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
    pub fn missing_for_pair(&self, address: Pubkey) -> u64 {
        if self.pairs.contains_key(&address) { 0 } else { self.missing(address, accounts::Correspondence::LEN) }
    }
}
