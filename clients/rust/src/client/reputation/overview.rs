//! What a standing is worth, now and later, with the stakes that its owner put on others.

use solana_account::Account;
use solana_pubkey::Pubkey;
use units::{Reputation, Seconds, Timestamp};

use crate::{
    Client, ClientError, Programs, TOKEN_2022_ID,
    accounts::{Endorsement, Listing, Standing},
    client::read::{CLOCK, MAX_ACCOUNTS, decode, present, time},
    pda,
    reputation::Holdings,
    token,
};

const MONTH: Seconds = Seconds::days(30);

/// What a standing is worth, and what its token shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingOverview {
    /// What it is worth now.
    pub now: Holdings,
    /// What it will be worth in thirty days, if nothing happens until then.
    pub in_30_days: Holdings,
    /// What a wallet shows now; `None` if the owner has no token account.
    pub token: Option<Reputation>,
    /// Whether the token shows what the standing holds. If so, [`Client::sync`] would change nothing.
    pub is_synced: bool,
    /// How many stakes that the owner put on others cannot be read. They are not counted.
    pub unreadable: usize,
}

impl Client {
    /// What a person's reputation on a network consists of.
    ///
    /// # Errors
    /// [`BuildError::NotFound`](crate::BuildError::NotFound) if there is no standing.
    pub async fn standing_overview(&self, network: &Pubkey, owner: &Pubkey) -> Result<StandingOverview, ClientError> {
        let (address, token_account) =
            (self.programs.standing(network, owner).0, pda::token_account(owner, &self.programs.mint(network).0).0);
        let given = self.endorsements_given(network, owner).await?;
        let mut addresses = vec![CLOCK, address, token_account];
        addresses.extend(given.entries.iter().map(|(_, endorsement)| endorsement.endorsed));
        let mut accounts = Vec::new();
        for some in addresses.chunks(MAX_ACCOUNTS) {
            accounts.extend(self.accounts_at(some).await?);
        }
        let at = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let now = time(at(0))?;
        let standing: Standing = present(decode(&self.programs, at(1))?, &address)?;
        let token = at(2).filter(|account| account.owner == TOKEN_2022_ID);
        let token = token.and_then(|account| token::balance(&account.data));
        let staked = staked(&self.programs, &standing, &given, accounts.get(3..).unwrap_or_default());
        Ok(overview(&standing, staked, token, now))
    }
}

/// What a person's endorsements of others are worth.
struct Staked {
    shares: u64,
    unreadable: usize,
}

fn staked(
    programs: &Programs,
    endorser: &Standing,
    given: &Listing<(Pubkey, Endorsement)>,
    endorsed: &[Option<Account>],
) -> Staked {
    let mut staked = Staked { shares: 0, unreadable: given.gaps.len() };
    for ((_, endorsement), account) in given.entries.iter().zip(endorsed) {
        match decode::<Standing>(programs, account.as_ref()) {
            Ok(Some(endorsed)) => {
                let (pool, stake) = endorsement.settled(endorser, &endorsed);
                staked.shares = staked.shares.saturating_add(pool.worth_of(&stake));
            }
            // It was closed after the endorsements were listed.
            Ok(None) => {}
            Err(_) => staked.unreadable += 1,
        }
    }
    staked
}

fn overview(standing: &Standing, staked: Staked, token: Option<u64>, now: Timestamp) -> StandingOverview {
    StandingOverview {
        now: standing.holdings(staked.shares, now),
        in_30_days: standing.holdings(staked.shares, now.after(MONTH)),
        token: token.map(|shares| standing.index(now).effective(shares)),
        is_synced: token == Some(standing.held()),
        unreadable: staked.unreadable,
    }
}
