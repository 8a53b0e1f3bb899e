//! What happened to all shares of a network's reputation.

use solana_pubkey::Pubkey;

use super::Model;

/// Shares over a whole sequence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shares {
    pub seeded: Sum,
    pub earned: Sum,
    /// Earned by awards.
    pub awarded: Sum,
    /// Burned by spam marks, from a person's own shares and from those staked on them.
    pub marked: Sum,
    /// Burned from what someone lent, for their own spam.
    pub collected: Sum,
    /// Given up with a standing.
    pub given_up: Sum,
    /// Lost because they did not fit.
    pub lost: Sum,
}

/// The count and total of a repeated event.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    pub times: usize,
    pub shares: u128,
}

impl Sum {
    pub fn add(&mut self, shares: u64) {
        self.times += usize::from(shares > 0);
        self.shares += u128::from(shares);
    }
}

impl Shares {
    pub fn held(&self) -> u128 {
        let burned = self.marked.shares + self.collected.shares + self.given_up.shares + self.lost.shares;
        self.seeded.shares + self.earned.shares + self.awarded.shares - burned
    }

    /// Each with its name.
    pub fn named(&self) -> [(&'static str, Sum); 7] {
        let Self { seeded, earned, awarded, marked, collected, given_up, lost } = *self;
        let burned = [("marked", marked), ("collected", collected), ("given up", given_up), ("lost", lost)];
        let [one, two, three, four] = burned;
        [("seeded", seeded), ("earned", earned), ("awarded", awarded), one, two, three, four]
    }
}

impl Model {
    /// The shares of a network.
    pub fn shares_of(&mut self, network: Pubkey) -> &mut Shares {
        self.shares.entry(network).or_default()
    }
}
