//! One of the actions that a bounty waits for.

use super::ALL;
use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Next {
    pub bounty: WhichBounty,
    pub choice: usize,
}

impl Next {
    pub fn choices() -> Weighted<Self> {
        (116, (bounty(), 0..MANY).prop_map(|(bounty, choice)| Self { bounty, choice }).boxed())
    }
}

impl Act for Next {
    /// None if the bounty waits only for time to pass.
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (address, _) = builder.bounty(self.bounty)?;
        let due: Vec<_> = ALL.iter().flat_map(|entry| (entry.due)(builder.model, address, self.choice)).collect();
        pick(due.iter(), self.choice)?.build(builder)
    }
}
