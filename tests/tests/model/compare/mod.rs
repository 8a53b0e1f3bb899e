//! Checks that the chain matches the model.

mod bounty;
mod invariants;
mod shares;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use bmail_sdk::{
    BOUNTY_ID, MAIL_ID, REPUTATION_ID, TOKEN_2022_ID,
    accounts::{self, ProgramAccount, StoredBody, StoredMessage},
};
use solana_account::{AccountSharedData, ReadableAccount};
use solana_pubkey::Pubkey;

use crate::{
    model::{Model, TokenAccount},
    read::supply,
    walk::Walk,
};

/// The programs whose accounts are compared.
const PROGRAMS: [Pubkey; 4] = [MAIL_ID, REPUTATION_ID, BOUNTY_ID, TOKEN_2022_ID];

impl Walk<'_> {
    pub fn compare(&self) {
        self.balances_are_the_models();
        let Model { networks, ledgers, mailboxes, pairs, messages, bodies, reputations, standings, .. } = &self.model;
        self.accounts_are_the_models::<accounts::Network, _>(networks);
        self.accounts_are_the_models::<accounts::Ledger, _>(ledgers);
        self.accounts_are_the_models::<accounts::Mailbox, _>(mailboxes);
        self.accounts_are_the_models::<accounts::Correspondence, _>(pairs);
        self.accounts_are_the_models::<StoredMessage, _>(messages);
        self.accounts_are_the_models::<StoredBody, _>(bodies);
        self.accounts_are_the_models::<accounts::Reputation, _>(reputations);
        let said = |(address, state): (&Pubkey, _)| (*address, self.model.standing_account(*address, state));
        self.accounts_are_the_models::<accounts::Standing, _>(&standings.iter().map(said).collect());
        self.accounts_are_the_models::<accounts::Endorsement, _>(&self.model.endorsements);
        self.tokens_are_the_models();
        self.bounties_are_the_models();
        self.nothing_else_belongs_to_the_programs();
        self.invariant_1_accounts_hold_what_they_owe_and_what_went_in_came_out_or_is_held();
        self.invariant_2_every_message_has_an_end();
        self.invariant_3_shares_are_what_was_earned_less_what_was_burned();
        self.invariant_4_no_message_is_sent_or_ends_twice();
        self.invariant_5_every_account_is_its_networks_and_its_peoples();
        self.what_came_into_bounties_and_treasuries_came_out_or_is_held();
        self.awards_go_once_to_the_first_who_are_accepted_and_to_no_judge();
        self.everything_of_bounties_is_its_networks_and_its_peoples();
    }

    fn balances_are_the_models(&self) {
        for (address, expected) in &self.model.lamports {
            assert_eq!(self.harness.lamports(*address), *expected, "the balance of {}", self.name(*address));
        }
    }

    fn accounts_are_the_models<C: ProgramAccount, M: From<C> + PartialEq + Debug>(
        &self,
        expected: &BTreeMap<Pubkey, M>,
    ) {
        for (address, state) in expected {
            assert_eq!(M::from(self.harness.account::<C>(*address)), *state, "{}", self.name(*address));
        }
    }

    fn tokens_are_the_models(&self) {
        let data = |address: &Pubkey| self.harness.svm.get_account(address).expect("an account of Token-2022").data;
        for (address, tokens) in &self.model.tokens {
            assert_eq!(TokenAccount::read(&data(address)), *tokens, "{}", self.name(*address));
        }
        for address in self.model.mints.keys() {
            assert_eq!(supply(&data(address)), self.model.supply(*address), "the supply of {address}");
        }
    }

    /// The programs' accounts on the chain.
    fn accounts(&self) -> impl Iterator<Item = (Pubkey, &AccountSharedData)> {
        let all = self.harness.svm.accounts_db().inner.iter();
        all.filter(|(_, account)| PROGRAMS.contains(account.owner())).map(|(address, account)| (*address, account))
    }

    fn nothing_else_belongs_to_the_programs(&self) {
        let seen: BTreeSet<_> =
            self.accounts().map(|(address, account)| (address, *account.owner(), account.data().len())).collect();
        let expected: BTreeSet<_> = self.model.accounts().collect();
        assert_eq!(seen, expected, "the programs' accounts");
    }

    /// The name of an address in a failure.
    fn name(&self, address: Pubkey) -> String {
        let kinds = [
            ("network", self.model.networks.contains_key(&address)),
            ("ledger", self.model.ledgers.contains_key(&address)),
            ("mailbox", self.model.mailboxes.contains_key(&address)),
            ("correspondence", self.model.pairs.contains_key(&address)),
            ("message", self.model.messages.contains_key(&address)),
            ("ended message", self.model.ended.contains_key(&address)),
            ("body", self.model.bodies.contains_key(&address)),
            ("reputation", self.model.reputations.contains_key(&address)),
            ("standing", self.model.standings.contains_key(&address)),
            ("endorsement", self.model.endorsements.contains_key(&address)),
            ("mint", self.model.mints.contains_key(&address)),
            ("treasury", self.model.treasuries.contains_key(&address)),
            ("year of weekly_stats", self.model.weekly_stats.contains_key(&address)),
            ("bounty", self.model.bounties.contains_key(&address)),
            ("contribution", self.model.contributions.contains_key(&address)),
            ("submission", self.model.submissions.contains_key(&address)),
            ("token account", self.model.tokens.contains_key(&address)),
        ];
        let person = crate::roster::Who::all().find(|who| who.address() == address);
        let kind = kinds.iter().find(|(_, is)| *is).map_or("account", |(kind, _)| kind);
        person.map_or(format!("the {kind} {address}"), |who| format!("{who:?}"))
    }
}
