//! The chain's accounts as the model sees them.

mod bounty;

use bmail_sdk::accounts::{self, Correspondence, StoredBody, StoredMessage};
use postage::FeeSplit;
use solana_pubkey::Pubkey;
use units::{Bps, Q32, Seconds, Timestamp};

use crate::{
    model::{
        Body, Endorsement, Ledger, Mailbox, Message, Network, Pair, Reputation, Side, Standing, StandingAccount,
        TokenAccount,
    },
    reputation::Pool,
};

impl From<accounts::Network> for Network {
    fn from(network: accounts::Network) -> Self {
        let accounts::Network { authority, pending_authority, treasury, founder, name, rules_version, .. } = network;
        Self {
            authority,
            offered_to: (pending_authority != Pubkey::default()).then_some(pending_authority),
            treasury,
            founder,
            name,
            rules: network.rules,
            rules_version,
            longest_answering: network.longest_answering,
            proposed: (network.rules_due_at != 0).then_some((network.pending_rules, network.rules_due_at)),
            paused: network.paused != 0,
        }
    }
}

impl From<accounts::Ledger> for Ledger {
    fn from(ledger: accounts::Ledger) -> Self {
        let accounts::Ledger { network, mailboxes, messages, earned, cut, unpaid, .. } = ledger;
        Self { network, mailboxes, messages, earned, cut, unpaid }
    }
}

impl From<accounts::Mailbox> for Mailbox {
    fn from(mailbox: accounts::Mailbox) -> Self {
        Self {
            network: mailbox.network,
            owner: mailbox.owner,
            key: mailbox.encryption_key,
            key_version: mailbox.key_version,
            min_fee: mailbox.min_fee,
            min_reputation: mailbox.min_reputation,
            accepting: mailbox.accepting != 0,
            load: Q32(mailbox.load),
            load_at: Timestamp(mailbox.load_at),
            next_sequence: mailbox.next_sequence,
            swept_sequence: mailbox.swept_sequence,
            earned: mailbox.earned,
            cut: mailbox.cut,
        }
    }
}

impl From<Correspondence> for Pair {
    fn from(pair: Correspondence) -> Self {
        let side = |mailbox: Pubkey, sent: u64, marked: u64| Side {
            mailbox,
            sent: Q32(sent),
            wrote: pair.has_written(&mailbox),
            contact: pair.has_contact(&mailbox),
            marked: Q32(marked),
        };
        Self {
            sides: [side(pair.low, pair.low_sent, pair.low_marked), side(pair.high, pair.high_sent, pair.high_marked)],
            updated_at: Timestamp(pair.updated_at),
            payer: usize::from(pair.flags & Correspondence::HIGH_PAID != 0),
            valuable: Q32(pair.valuable),
            judged_at: Timestamp(pair.judged_at),
        }
    }
}

impl From<StoredMessage> for Message {
    fn from(StoredMessage { header, content }: StoredMessage) -> Self {
        let sealed_key = || borsh::to_vec(&header.sealed_key).unwrap();
        Self {
            sender: header.sender,
            recipient: header.recipient,
            pair: header.correspondence,
            fee: header.fee,
            sequence: header.sequence,
            sent_at: header.sent_at,
            deadline: header.deadline,
            split: FeeSplit { treasury_share: Bps(header.treasury_share), spam_forfeit: Bps(header.spam_forfeit) },
            answering_period: header.answering_period.into(),
            pair_half_life: Seconds(header.pair_half_life.into()),
            revealed: (header.revealed != 0).then(|| (header.key_version, sealed_key())),
            content,
        }
    }
}

impl From<StoredBody> for Body {
    fn from(StoredBody { header, content }: StoredBody) -> Self {
        let accounts::Body { author, hash, references, sealed, .. } = header;
        Self { author, hash, references, sealed: sealed != 0, content }
    }
}

impl From<accounts::Reputation> for Reputation {
    fn from(reputation: accounts::Reputation) -> Self {
        let accounts::Reputation { network, mint, awards, genesis, seeded, .. } = reputation;
        let proposed = (reputation.due_at != 0).then_some((reputation.pending_parameters, reputation.due_at));
        let (genesis, parameters) = (Timestamp(genesis), reputation.parameters);
        Self { network, mint, awards, genesis, parameters, proposed, seeded }
    }
}

impl From<accounts::Standing> for StandingAccount {
    fn from(standing: accounts::Standing) -> Self {
        let accounts::Standing { network, owner, own, stake_factor, .. } = standing;
        let (staked, generation) = (standing.pool_value, standing.pool_generation);
        Self {
            standing: Standing { network, owner, own, staked, generation, stake_factor: Q32(stake_factor) },
            pool: Pool { value: staked, units: standing.pool_units, leaving: standing.pool_leaving },
            support: standing.support,
            given: standing.given as usize,
            received: standing.received as usize,
            genesis: Timestamp(standing.genesis),
            half_life: Seconds(standing.half_life),
            discount: Bps(standing.endorsement_discount),
        }
    }
}

impl From<accounts::Endorsement> for Endorsement {
    fn from(endorsement: accounts::Endorsement) -> Self {
        let accounts::Endorsement { endorser, endorsed, units, leaving, generation, stake_factor, ready_at, .. } =
            endorsement;
        Self { endorser, endorsed, units, leaving, generation, stake_factor: Q32(stake_factor), ready_at }
    }
}

impl TokenAccount {
    /// Reads an account of Token-2022.
    pub fn read(data: &[u8]) -> Self {
        let address = |at: usize| Pubkey::try_from(&data[at..at + 32]).unwrap();
        Self { mint: address(0), owner: address(32), amount: amount(data, 64), space: data.len() }
    }
}

/// The supply stored in a Token-2022 mint.
pub fn supply(mint: &[u8]) -> u64 {
    amount(mint, 36)
}

fn amount(data: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(data[at..at + 8].try_into().unwrap())
}
