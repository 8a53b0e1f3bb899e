//! Checks that no share comes from nowhere and none is lost (invariant 3 of DESIGN.md).

use bmail_sdk::PROGRAMS;
use bmail_sdk::accounts::{Endorsement, ProgramAccount, Standing};
use solana_account::ReadableAccount;
use solana_pubkey::Pubkey;

use crate::{
    read::supply,
    roster::{Net, ROSTER},
    walk::Walk,
};

impl Walk<'_> {
    pub(super) fn invariant_3_shares_are_what_was_earned_less_what_was_burned(&self) {
        for (network, shares) in &self.model.shares {
            let standings = self.all::<Standing>().filter(|(_, standing)| standing.network == *network);
            let held = |standing: &Standing| u128::from(standing.own) + u128::from(standing.pool_value);
            let held: u128 = standings.map(|(_, standing)| held(&standing)).sum();
            assert_eq!(shares.held(), held, "the shares of {network}");
        }
        self.told.check(&self.model);
        self.pools_are_their_stakes();
        self.tokens_are_only_where_standings_are();
    }

    fn tokens_are_only_where_standings_are(&self) {
        for (address, tokens) in &self.model.tokens {
            let has_standing = Net::all().any(|net| {
                let standing = ROSTER.standing(net.address(), tokens.owner);
                net.mint() == tokens.mint
                    && self.harness.find_account::<Standing>(standing.unwrap_or_default()).is_some()
            });
            let is_coin = tokens.mint == ROSTER.coin;
            assert!(has_standing || is_coin || tokens.amount == 0, "{} shows what is not there", self.name(*address));
        }
    }

    /// Holds after everyone has synced.
    pub fn supply_is_the_sum_of_shares(&self, net: Net) {
        let mint = self.harness.svm.get_account(&net.mint()).expect("the token of the reputation");
        let held = |standing: Standing| if standing.network == net.address() { standing.held() } else { 0 };
        let held: u64 = self.all::<Standing>().map(|(_, standing)| held(standing)).sum();
        assert_eq!(supply(&mint.data), held, "the supply of {net:?}");
    }

    /// Every pool has exactly the units of its stakes.
    fn pools_are_their_stakes(&self) {
        let endorsements: Vec<_> = self.all::<Endorsement>().map(|(_, endorsement)| endorsement).collect();
        for (address, standing) in self.all::<Standing>() {
            let of_it = endorsements.iter().filter(|stake| stake.endorsed == address);
            let current = of_it.clone().filter(|stake| stake.generation == standing.pool_generation);
            let units = current.clone().map(|stake| stake.units + stake.leaving).sum::<u64>();
            let leaving = current.map(|stake| stake.leaving).sum::<u64>();
            assert_eq!((standing.pool_units, standing.pool_leaving), (units, leaving), "{}", self.name(address));
            assert!(standing.pool_value <= standing.pool_units, "a unit of {address} is worth more than a share");
            let given = endorsements.iter().filter(|stake| stake.endorser == address).count();
            assert_eq!((standing.given as usize, standing.received as usize), (given, of_it.count()));
        }
    }

    /// The chain's accounts of one kind.
    fn all<T: ProgramAccount>(&self) -> impl Iterator<Item = (Pubkey, T)> {
        self.accounts()
            .filter_map(|(at, account)| Some((at, T::decode(&PROGRAMS, account.owner(), account.data()).ok()?)))
    }
}
