//! What somebody's standing is worth, now and later, with what they lent to others.

use solana_account::Account;
use solana_pubkey::Pubkey;
use units::{Reputation, Seconds, Timestamp};

use super::read::{CLOCK, MAX_ACCOUNTS, decode, present, time};
use crate::{
    Client, ClientError, TOKEN_2022_ID,
    accounts::{Endorsement, Standing},
    pda,
    reputation::Holdings,
    token,
};

const MONTH: Seconds = Seconds::days(30);

/// What a standing says and a token shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingReport {
    /// What it is worth now.
    pub now: Holdings,
    /// What it will be in thirty days, if nothing happens until then.
    pub in_30_days: Holdings,
    /// What a wallet shows now; nothing where the owner has no token account.
    pub token: Option<Reputation>,
    /// Whether that is what lies at the standing, so that [`Client::sync`] would change nothing.
    pub is_synced: bool,
}

impl Client {
    /// What somebody's reputation on a network is made of.
    pub async fn report(&self, network: &Pubkey, owner: &Pubkey) -> Result<StandingReport, ClientError> {
        let (address, token_account) =
            (pda::standing(network, owner).0, pda::token_account(owner, &pda::mint(network).0).0);
        let given = self.endorsements_given(network, owner).await?;
        let mut addresses = vec![CLOCK, address, token_account];
        addresses.extend(given.iter().map(|(_, endorsement)| endorsement.endorsed));
        let mut accounts = Vec::new();
        for some in addresses.chunks(MAX_ACCOUNTS) {
            accounts.extend(self.accounts_at(some, self.rpc().commitment()).await?);
        }
        let at = |index: usize| accounts.get(index).and_then(Option::as_ref);
        let now = time(at(0))?;
        let standing: Standing = present(decode(at(1))?, &address)?;
        let token = at(2).filter(|account| account.owner == TOKEN_2022_ID);
        let token = token.and_then(|account| token::balance(&account.data));
        let staked = staked(&standing, &given, accounts.get(3..).unwrap_or_default())?;
        Ok(report(&standing, staked, token, now))
    }
}

/// The shares that somebody's endorsements are worth.
fn staked(
    endorser: &Standing,
    given: &[(Pubkey, Endorsement)],
    endorsed: &[Option<Account>],
) -> Result<u64, ClientError> {
    let mut sum: u64 = 0;
    for ((_, endorsement), account) in given.iter().zip(endorsed) {
        // One that is gone has ended since the endorsements were listed.
        let Some(endorsed) = decode::<Standing>(account.as_ref())? else { continue };
        let (pool, stake) = endorsement.settled(endorser, &endorsed);
        sum = sum.saturating_add(pool.worth_of(&stake));
    }
    Ok(sum)
}

fn report(standing: &Standing, staked: u64, token: Option<u64>, now: Timestamp) -> StandingReport {
    StandingReport {
        now: standing.holdings(staked, now),
        in_30_days: standing.holdings(staked, now.after(MONTH)),
        token: token.map(|shares| standing.index(now).effective(shares)),
        is_synced: token == Some(standing.held()),
    }
}
