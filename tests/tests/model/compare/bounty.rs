//! Checks that bounties and treasuries match the model, and that their invariants hold.

use std::collections::BTreeSet;

use bmail_sdk::{PROGRAMS, accounts};
use solana_account::ReadableAccount;
use solana_pubkey::Pubkey;

use crate::{
    addresses::NetworkAddresses,
    model::{BountyAccount, Model, Money},
    roster::ROSTER,
    walk::Walk,
};

impl Walk<'_> {
    pub(super) fn bounties_are_the_models(&self) {
        let Model { treasuries, weekly_stats, bounties, contributions, submissions, .. } = &self.model;
        self.accounts_are_the_models::<accounts::Treasury, _>(treasuries);
        self.accounts_are_the_models::<accounts::Contribution, _>(contributions);
        self.accounts_are_the_models::<accounts::Submission, _>(submissions);
        for (address, state) in bounties {
            let said = BountyAccount::from(self.harness.account::<accounts::Bounty>(*address));
            assert_eq!(said, self.model.bounty_account(*address, state), "{}", self.name(*address));
            assert_eq!(self.data(*address)[accounts::Bounty::LEN..], state.terms_uri, "the terms URI of {address}");
        }
        for (address, state) in weekly_stats {
            // Compared as bytes, because there are many and they are compared after every step.
            let said = &self.data(*address)[8..accounts::WeeklyStats::LEN - 8];
            assert!(*said == state.bytes()[..], "{}: {:?}", self.name(*address), state.kept().collect::<Vec<_>>());
        }
    }

    /// Invariant 1.
    pub(super) fn what_came_into_bounties_and_treasuries_came_out_or_is_held(&self) {
        let Model { bounties, submissions, tills, flows, gifts, .. } = &self.model;
        for (address, bounty) in bounties {
            let Money { held, owed, .. } = self.model.money(*address);
            let got: u64 = bounty.parts.iter().map(|(_, got)| got).sum();
            let awards = bounty.terms.reward * bounty.paid.len() as u64;
            assert_eq!(bounty.came, bounty.went + got + awards + held, "the money of {address}");
            let (lamports, tokens) = if bounty.pays_tokens() { (0, held) } else { (held, 0) };
            let kept = lamports + self.model.bond(bounty) + self.harness.rent(self.data(*address).len());
            assert!(self.harness.lamports(*address) >= kept && held >= owed, "{address} owes {kept}");
            let in_vault = bounty.vault.map_or(0, |(vault, _)| self.harness.balance(vault));
            assert!(in_vault >= tokens, "the vault of {address} owes {tokens} tokens");
            self.parts_are_fair(*address);
        }
        for (address, submission) in submissions {
            let kept = submission.stake + self.harness.rent(accounts::Submission::LEN);
            assert!(self.harness.lamports(*address) >= kept, "{address} owes {kept}");
        }
        for (address, till) in tills {
            let (gifts, rent) = (gifts.get(address).copied().unwrap_or(0), self.harness.rent(accounts::Treasury::LEN));
            let for_sol = self.model.treasuries[address].is_for_sol();
            let held = if for_sol { till.held(gifts) } else { gifts };
            assert_eq!(self.harness.lamports(*address), rent + held, "the money of the treasury {address}");
            if !for_sol {
                let account = ROSTER.coins(*address).expect("a treasury for the coin");
                let given = self.model.token_gifts.get(&account).copied().unwrap_or(0);
                assert_eq!(self.harness.balance(account), till.held(given), "the tokens of the treasury {address}");
            }
        }
        let staked: u64 = submissions.values().map(|submission| submission.stake).sum();
        assert_eq!(flows.staked, flows.unstaked + staked, "stakes");
        let bonded: u64 = bounties.values().map(|bounty| self.model.bond(bounty)).sum();
        assert_eq!(flows.bonded, flows.unbonded + bonded, "bonds");
    }

    /// Everyone gets their share of what was not awarded, up to one lamport per withdrawal.
    fn parts_are_fair(&self, address: Pubkey) {
        let bounty = &self.model.bounties[&address];
        let winners = if bounty.cancelled { 0 } else { self.model.winners(address).len() };
        let funded = self.model.money(address).funded;
        let left = funded - bounty.terms.reward * winners as u64;
        for (given, got) in &bounty.parts {
            let (exact, seen) = (u128::from(left) * u128::from(*given), u128::from(*got) * u128::from(funded));
            let most = bounty.parts.len() as u128 * u128::from(funded);
            assert!(exact.abs_diff(seen) <= most, "{got} of {left} for {given} of {funded}");
        }
    }

    fn data(&self, address: Pubkey) -> &[u8] {
        let account = self.harness.svm.accounts_db().inner.get(&address);
        account.unwrap_or_else(|| panic!("{} is missing", self.name(address))).data()
    }

    /// Invariant 4.
    pub(super) fn awards_go_once_to_the_first_who_are_accepted_and_to_no_judge(&self) {
        for (address, bounty) in &self.model.bounties {
            let first: BTreeSet<_> = {
                let (all, winners) = (self.model.submissions_to(*address), self.model.winners(*address));
                winners.iter().map(|number| all[*number as usize].submitter).collect()
            };
            let paid: BTreeSet<_> = bounty.paid.iter().copied().collect();
            assert_eq!(paid.len(), bounty.paid.len(), "{address} paid someone twice");
            assert!(paid.len() <= usize::from(bounty.terms.awards), "{address} paid too many");
            assert!(paid.is_subset(&first), "{address} paid someone who has not won");
            assert!(!paid.iter().any(|wallet| bounty.is_judge(*wallet)), "{address} paid a judge");
        }
    }

    /// Invariant 5.
    pub(super) fn everything_of_bounties_is_its_networks_and_its_peoples(&self) {
        let Model { treasuries, weekly_stats, bounties, contributions, submissions, .. } = &self.model;
        for (address, treasury) in treasuries {
            let place = |known: &NetworkAddresses| if treasury.is_for_sol() { known.chest } else { known.coin_chest };
            assert_eq!(ROSTER.network(treasury.network).map(place), Some(*address));
        }
        for (address, weekly_stats) in weekly_stats {
            assert_eq!(ROSTER.network(weekly_stats.network).map(|known| known.weekly_stats), Some(*address));
        }
        for (address, contribution) in contributions {
            assert_eq!(PROGRAMS.contribution(&contribution.contributor, &contribution.bounty).0, *address);
            assert!(bounties.contains_key(&contribution.bounty));
        }
        for (address, submission) in submissions {
            assert_eq!(PROGRAMS.submission(&submission.submitter, &submission.bounty).0, *address);
            assert!(bounties.contains_key(&submission.bounty));
        }
    }
}
