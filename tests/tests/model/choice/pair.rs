//! A correspondence.

use crate::prelude::*;

/// A correspondence, and the person who acts on it.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// The first of these two people acts.
    Of(Who, Who, Net),
    /// One of the existing ones, the longest silent first. The flag chooses who acts.
    Oldest(usize, bool),
}

pub fn whose() -> impl Strategy<Value = Whose> {
    prop_oneof![
        1 => (two(), net()).prop_map(|((who, other), net)| Whose::Of(who, other, net)),
        4 => (0..4_usize, any::<bool>()).prop_map(|(index, by_other)| Whose::Oldest(index, by_other)),
    ]
}

impl Builder<'_> {
    /// Two people and their network.
    pub fn whose(&self, whose: Whose) -> Option<(Who, Who, Net)> {
        match whose {
            Whose::Of(who, other, net) => Some((who, other, net)),
            Whose::Oldest(index, by_other) => {
                let mut pairs: Vec<_> = self.model.pairs.values().collect();
                pairs.sort_by_key(|pair| pair.updated_at);
                let pair = pick(pairs.iter(), index)?;
                let [(net, who), (_, other)] = [0, 1].map(|side| ROSTER.owner(pair.sides[side].mailbox));
                Some(if by_other { (other, who, net) } else { (who, other, net) })
            }
        }
    }
}
