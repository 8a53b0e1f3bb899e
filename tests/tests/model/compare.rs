//! That the chain is what the model says, and what must always hold (DESIGN.md).

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use bmail_sdk::{
    MAIL_ID,
    accounts::{self, MailAccount, StoredBody, StoredMessage},
    pda,
};
use solana_account::ReadableAccount;
use solana_pubkey::Pubkey;

use crate::{
    cast::CAST,
    model::{Message, Model},
    walk::Walk,
};

const DAY: i64 = 86_400;

impl Walk<'_> {
    pub fn compare(&self) {
        self.balances_are_the_models();
        let Model { networks, ledgers, mailboxes, pairs, messages, bodies, .. } = &self.model;
        self.accounts_are_the_models::<accounts::Network, _>(networks);
        self.accounts_are_the_models::<accounts::Ledger, _>(ledgers);
        self.accounts_are_the_models::<accounts::Mailbox, _>(mailboxes);
        self.accounts_are_the_models::<accounts::Correspondence, _>(pairs);
        self.accounts_are_the_models::<StoredMessage, _>(messages);
        self.accounts_are_the_models::<StoredBody, _>(bodies);
        self.nothing_else_belongs_to_the_program();
        self.invariant_1_accounts_hold_what_they_owe_and_what_went_in_came_out_or_is_held();
        self.invariant_2_every_message_has_an_end();
        self.invariant_4_no_message_is_sent_or_ends_twice();
        self.invariant_5_every_account_is_its_networks_and_its_peoples();
    }

    fn balances_are_the_models(&self) {
        for (address, expected) in &self.model.lamports {
            assert_eq!(self.stage.lamports(*address), *expected, "the balance of {}", self.name(*address));
        }
    }

    fn accounts_are_the_models<C: MailAccount, M: From<C> + PartialEq + Debug>(&self, expected: &BTreeMap<Pubkey, M>) {
        for (address, state) in expected {
            assert_eq!(M::from(self.stage.account::<C>(*address)), *state, "{}", self.name(*address));
        }
    }

    /// The program's accounts on the chain.
    fn accounts(&self) -> impl Iterator<Item = (Pubkey, &solana_account::AccountSharedData)> {
        let all = self.stage.svm.accounts_db().inner.iter();
        all.filter(|(_, account)| *account.owner() == MAIL_ID).map(|(address, account)| (*address, account))
    }

    fn nothing_else_belongs_to_the_program(&self) {
        let seen: BTreeSet<_> = self.accounts().map(|(address, _)| address).collect();
        let expected: BTreeSet<_> =
            self.model.lamports.keys().filter(|address| self.model.has_data(**address)).collect();
        assert_eq!(seen.iter().collect::<BTreeSet<_>>(), expected, "the program's accounts");
    }

    fn invariant_1_accounts_hold_what_they_owe_and_what_went_in_came_out_or_is_held(&self) {
        let (mut fees, mut cuts) = (0, 0);
        for (address, account) in self.accounts() {
            let (owner, data) = (account.owner(), account.data());
            let fee = StoredMessage::decode(owner, data).map_or(0, |message| message.header.fee);
            let cut = accounts::Mailbox::decode(owner, data).map_or(0, |mailbox| mailbox.cut);
            let unpaid = accounts::Ledger::decode(owner, data).map_or(0, |ledger| ledger.unpaid);
            let owed = fee + cut + unpaid + self.stage.rent(data.len());
            assert!(account.lamports() >= owed, "{} owes {owed}", self.name(address));
            fees += fee;
            cuts += cut + unpaid;
        }
        let flows = &self.model.flows;
        assert_eq!(flows.escrowed, flows.earned + flows.cut + flows.returned + fees, "postage");
        assert_eq!(flows.cut, flows.swept + cuts, "the networks' cuts");
        let held: u64 = self.model.lamports.keys().map(|address| self.stage.lamports(*address)).sum();
        assert_eq!(flows.found, held, "all lamports");
    }

    /// That it can be used is shown by everybody's leaving.
    fn invariant_2_every_message_has_an_end(&self) {
        for (address, message) in &self.model.messages {
            let header = self.stage.account::<StoredMessage>(*address).header;
            let longest = if header.revealed == 0 { DAY } else { i64::from(header.answering_period) };
            assert!(header.deadline <= self.model.now + longest, "{} ends too late", self.name(*address));
            assert!(i64::from(header.answering_period) <= 365 * DAY, "{message:?} waits for more than a year");
        }
    }

    /// That nothing is paid twice follows from the balances.
    fn invariant_4_no_message_is_sent_or_ends_twice(&self) {
        let Model { sent, messages, ended, .. } = &self.model;
        let different: BTreeSet<_> = sent.iter().collect();
        assert_eq!(different.len(), sent.len(), "an address was used for two messages");
        assert_eq!(messages.len() + ended.len(), sent.len(), "each message is there or has ended");
    }

    fn invariant_5_every_account_is_its_networks_and_its_peoples(&self) {
        let Model { networks, ledgers, mailboxes, pairs, messages, bodies, .. } = &self.model;
        for (address, network) in networks {
            assert_eq!(pda::network(&network.founder, &network.name).0, *address);
        }
        for (address, ledger) in ledgers {
            assert_eq!(pda::ledger(&ledger.network).0, *address);
        }
        for (address, mailbox) in mailboxes {
            assert_eq!(CAST.mailbox(mailbox.network, mailbox.owner), Some(*address));
        }
        for (address, pair) in pairs {
            assert_eq!(CAST.pair(pair.sides[0].mailbox, pair.sides[1].mailbox), Some(*address));
        }
        for (address, message) in messages {
            assert_eq!(place_of(message), Some(*address));
        }
        for (address, body) in bodies {
            assert_eq!(pda::body(&body.author, &body.hash).0, *address);
        }
    }

    /// What an address is called in a failure.
    fn name(&self, address: Pubkey) -> String {
        let kinds = [
            ("network", self.model.networks.contains_key(&address)),
            ("ledger", self.model.ledgers.contains_key(&address)),
            ("mailbox", self.model.mailboxes.contains_key(&address)),
            ("correspondence", self.model.pairs.contains_key(&address)),
            ("message", self.model.messages.contains_key(&address)),
            ("ended message", self.model.ended.contains_key(&address)),
            ("body", self.model.bodies.contains_key(&address)),
        ];
        let person = crate::cast::Who::all().find(|who| who.address() == address);
        let kind = kinds.iter().find(|(_, is)| *is).map_or("account", |(kind, _)| kind);
        person.map_or(format!("the {kind} {address}"), |who| format!("{who:?}"))
    }
}

/// Where a message has to be: by its sender's mailbox on the recipient's network.
fn place_of(message: &Message) -> Option<Pubkey> {
    let (net, _) = CAST.owner(message.recipient);
    let own = CAST.mailbox(net.address(), message.sender)?;
    Some(pda::message(&message.sender, &own, message.sequence).0)
}
