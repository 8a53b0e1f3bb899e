//! The tray: strangers' mail apart from that of people one knows, and what the owner's rules do with it.
//!
//! Nothing is acknowledged by itself, unless the owner has said so with a rule, and has read the letter.

use std::{cmp::Reverse, collections::HashMap};

use bmail_sdk::{Client, Receipt, accounts::Verdict, lists::TrayRules};
use rusqlite::params;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use units::Reputation;

use crate::{Direction, Letter, Outcome, Rule, State, Store, StoreError, Tray};

/// A list of letters, filed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filed {
    /// Those of people one knows, in the order of the list.
    pub known: Vec<Letter>,
    /// Strangers' letters: those for which most waits first, and then those of senders with more reputation.
    pub tray: Vec<Stranger>,
    /// What the owner's rules do not show. It is not gone: say how much there is.
    pub hidden: Vec<Letter>,
    /// The letters of people whom the owner has blocked.
    pub blocked: Vec<Letter>,
}

/// A stranger's letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// The letter.
    pub letter: Letter,
    /// The sender's reputation.
    pub reputation: Reputation,
    /// The answer that the owner's rules give once they have read it: to abstain, or none, so that they choose.
    pub answer: Option<Verdict>,
}

impl Store {
    /// The rules for strangers' mail on a network. Without any, everything is shown, and nothing is answered.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn tray_rules(&self, network: &Pubkey) -> Result<TrayRules, StoreError> {
        let tray: Option<Tray> = self.note(network.as_ref())?;
        let mut rules = TrayRules::default();
        for rule in tray.into_iter().flat_map(|tray| tray.rules) {
            match rule {
                Rule::AbstainBelow(least) => rules.min_reputation = rules.min_reputation.max(Reputation(least)),
                Rule::HideBelow(least) => rules.min_fee = rules.min_fee.max(least),
            }
        }
        Ok(rules)
    }

    /// Replaces the rules for strangers' mail on a network.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::Full`].
    pub fn set_tray_rules(&self, network: &Pubkey, rules: &TrayRules) -> Result<(), StoreError> {
        let TrayRules { min_reputation: Reputation(least), min_fee } = *rules;
        let all = [(least, Rule::AbstainBelow(least)), (min_fee, Rule::HideBelow(min_fee))];
        let rules = all.into_iter().filter(|(bound, _)| *bound > 0).map(|(_, rule)| rule).collect();
        self.put(&Tray { network: *network, rules })
    }

    /// Whether the owner knows somebody: they have a name for them, or have written to them on the network.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn knows(&self, network: &Pubkey, wallet: &Pubkey) -> Result<bool, StoreError> {
        if self.contact(wallet)?.is_some_and(|contact| contact.petname.is_some()) {
            return Ok(true);
        }
        let query = "SELECT EXISTS (SELECT 1 FROM letters WHERE other = ?1 AND network = ?2 AND sent = 1)";
        let values = params![wallet.as_ref(), network.as_ref()];
        Ok(self.connection().query_row(query, values, |row| row.get(0))?)
    }

    /// Files letters, such as those of [`Store::letters`]: people whom the owner knows, the tray, and what their rules do not
    /// show. `reputations` is what [`Client::reputations`](bmail_sdk::Client::reputations) says of the senders; whoever is
    /// not in it has none. `now` is the cluster's time, in unix seconds.
    ///
    /// What the owner has sent is among those of people they know.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn file(
        &self,
        letters: Vec<Letter>,
        reputations: &HashMap<Pubkey, Reputation>,
        now: i64,
    ) -> Result<Filed, StoreError> {
        let (mut filed, mut known, mut rules) = (Filed::default(), HashMap::new(), HashMap::new());
        for letter in letters {
            let (network, other) = (letter.facts.network, letter.facts.other);
            if self.contact(&other)?.is_some_and(|contact| contact.blocked) {
                filed.blocked.push(letter);
                continue;
            }
            let is_known = match known.get(&(network, other)) {
                Some(is_known) => *is_known,
                None => *known.entry((network, other)).or_insert(self.knows(&network, &other)?),
            };
            let rules: TrayRules = match rules.get(&network) {
                Some(rules) => *rules,
                None => *rules.entry(network).or_insert(self.tray_rules(&network)?),
            };
            let reputation = reputations.get(&other).copied().unwrap_or_default();
            if is_known || letter.facts.direction == Direction::Sent {
                filed.known.push(letter);
            } else if letter.facts.fee < rules.min_fee {
                filed.hidden.push(letter);
            } else {
                let answer = (reputation < rules.min_reputation).then_some(Verdict::Abstain);
                filed.tray.push(Stranger { letter, reputation, answer });
            }
        }
        filed.tray.sort_by_key(|one| Reverse((one.letter.waiting(now), one.reputation, one.letter.place())));
        Ok(filed)
    }

    /// Notes that the owner has read a letter. If it is a stranger's, and a rule of theirs says so, it is also acknowledged
    /// with "abstain"; without a rule, nobody is asked and nothing happens. Whom they have as a contact on the chain, or have
    /// written to from another device, is no stranger.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not there. After any other error it is read, and was not answered, as long as that
    /// error does not say otherwise: [`StoreError::OtherCluster`], [`StoreError::Client`].
    pub async fn was_read(
        &self,
        client: &Client,
        recipient: &dyn Signer,
        message: &Pubkey,
    ) -> Result<Option<Receipt>, StoreError> {
        self.mark(message, |state| state.read = true)?;
        let letter = self.letter(message)?.ok_or(StoreError::Missing("such letter"))?;
        let Some(stored) = self.stored(message)?.filter(|_| letter.can_be_answered()) else { return Ok(None) };
        let (network, sender) = (letter.facts.network, letter.facts.other);
        let least = self.tray_rules(&network)?.min_reputation;
        if least == Reputation(0) || self.knows(&network, &sender)? {
            return Ok(None);
        }
        self.check_cluster(&client.genesis().await?)?;
        let [own, theirs] = [&self.owner().wallet, &sender].map(|wallet| client.programs().mailbox(&network, wallet).0);
        let between = client.correspondence(&own, &theirs).await?;
        let is_known = between.is_some_and(|pair| pair.has_contact(&own) || pair.has_written(&own));
        let reputation = client.reputations(&network, [sender]).await?.remove(&sender).unwrap_or_default();
        if is_known || reputation >= least {
            return Ok(None);
        }
        self.acknowledge(client, recipient, stored, Verdict::Abstain).await
    }
}

impl Letter {
    /// What waits for reading it, in lamports, before the network's cut: nothing if it has ended, or is late.
    pub fn waiting(&self, now: i64) -> u64 {
        let is_waiting = self.facts.direction == Direction::Received && self.facts.outcome == Outcome::Open;
        if is_waiting && now <= self.facts.deadline { self.facts.fee } else { 0 }
    }

    /// Whether its owner can have read it, and can still answer.
    fn can_be_answered(&self) -> bool {
        let State { deleted, .. } = self.state;
        let is_open = self.facts.direction == Direction::Received && self.facts.outcome == Outcome::Open;
        is_open && !deleted && self.head.unopened.is_none()
    }
}
