//! What must always hold (DESIGN.md), whatever the model says.

use std::collections::BTreeSet;

use bmail_sdk::{
    PROGRAMS,
    accounts::{self, ProgramAccount, StoredMessage},
};
use bmail_testing::DAY;
use solana_account::ReadableAccount;
use solana_pubkey::Pubkey;

use crate::{
    model::{Message, Model, Network},
    roster::{Net, ROSTER},
    walk::Walk,
};

impl Walk<'_> {
    pub(super) fn invariant_1_accounts_hold_what_they_owe_and_what_went_in_came_out_or_is_held(&self) {
        let (mut fees, mut cuts) = (0, 0);
        for (address, account) in self.accounts() {
            let (owner, data) = (account.owner(), account.data());
            let fee = StoredMessage::decode(&PROGRAMS, owner, data).map_or(0, |message| message.header.fee);
            let cut = accounts::Mailbox::decode(&PROGRAMS, owner, data).map_or(0, |mailbox| mailbox.cut);
            let unpaid = accounts::Ledger::decode(&PROGRAMS, owner, data).map_or(0, |ledger| ledger.unpaid);
            let owed = fee + cut + unpaid + self.harness.rent(data.len());
            assert!(account.lamports() >= owed, "{} owes {owed}", self.name(address));
            fees += fee;
            cuts += cut + unpaid;
        }
        let flows = &self.model.flows;
        assert_eq!(flows.escrowed, flows.earned + flows.cut + flows.returned + fees, "postage");
        assert_eq!(flows.cut, flows.swept + cuts, "the networks' cuts");
        let held: u64 = self.model.lamports.keys().map(|address| self.harness.lamports(*address)).sum();
        assert_eq!(flows.found, held, "all lamports");
    }

    /// Everyone's leaving at the end shows that the ending can be reached.
    pub(super) fn invariant_2_every_message_has_an_end(&self) {
        for (address, message) in &self.model.messages {
            let header = self.harness.account::<StoredMessage>(*address).header;
            let longest = if header.revealed == 0 { DAY } else { i64::from(header.answering_period) };
            assert!(header.deadline <= self.model.now + longest, "{} ends too late", self.name(*address));
            assert!(i64::from(header.answering_period) <= 365 * DAY, "{message:?} waits for more than a year");
        }
    }

    /// The balances show that nothing is paid twice.
    pub(super) fn invariant_4_no_message_is_sent_or_ends_twice(&self) {
        let Model { sent, messages, ended, .. } = &self.model;
        let different: BTreeSet<_> = sent.iter().collect();
        assert_eq!(different.len(), sent.len(), "an address was used for two messages");
        assert_eq!(messages.len() + ended.len(), sent.len(), "each message is there or has ended");
    }

    pub(super) fn invariant_5_every_account_is_its_networks_and_its_peoples(&self) {
        let Model { networks, ledgers, mailboxes, pairs, messages, bodies, .. } = &self.model;
        let Model { reputations, standings, endorsements, .. } = &self.model;
        for (address, network) in networks {
            assert_eq!(named(network), Some(*address));
        }
        for (address, ledger) in ledgers {
            assert_eq!(ROSTER.network(ledger.network).map(|known| known.ledger), Some(*address));
        }
        for (address, mailbox) in mailboxes {
            assert_eq!(ROSTER.mailbox(mailbox.network, mailbox.owner), Some(*address));
        }
        for (address, pair) in pairs {
            assert_eq!(ROSTER.pair(pair.sides[0].mailbox, pair.sides[1].mailbox), Some(*address));
        }
        for (address, message) in messages {
            assert_eq!(place_of(message), Some(*address));
        }
        for (address, body) in bodies {
            assert_eq!(PROGRAMS.body(&body.author, &body.hash).0, *address);
        }
        for (address, reputation) in reputations {
            let known = ROSTER.network(reputation.network).map(|known| (known.reputation, known.mint));
            assert_eq!(known, Some((*address, reputation.mint)));
        }
        for (address, standing) in standings {
            assert_eq!(ROSTER.standing(standing.network, standing.owner), Some(*address));
        }
        for (address, endorsement) in endorsements {
            let (endorser, endorsed) = (&standings[&endorsement.endorser], &standings[&endorsement.endorsed]);
            assert_eq!(endorser.network, endorsed.network);
            assert_eq!(PROGRAMS.endorsement(&endorser.owner, &endorsement.endorsed).0, *address);
        }
    }
}

/// The address that a network with this founder and name must have.
fn named(network: &Network) -> Option<Pubkey> {
    let is_named = |net: &Net| (net.founder().address(), net.name()) == (network.founder, network.name);
    Net::all().find(is_named).map(Net::address)
}

/// The address that a message must have, given by its sender's mailbox on the recipient's network.
fn place_of(message: &Message) -> Option<Pubkey> {
    let (net, _) = ROSTER.owner(message.recipient);
    let own = ROSTER.mailbox(net.address(), message.sender)?;
    Some(PROGRAMS.message(&message.sender, &own, message.sequence).0)
}
