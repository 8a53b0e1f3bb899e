//! The kind of account at each address.

use std::collections::BTreeMap;

use bmail_sdk::{
    BOUNTY_ID, MAIL_ID, REPUTATION_ID, TOKEN_2022_ID,
    accounts::{
        Bounty, Content, Contribution, Correspondence, Endorsement, Ledger, Mailbox, Network, Reputation, Standing,
        StoredBody, StoredMessage, Submission, Treasury, WeeklyStats,
    },
};
use solana_pubkey::Pubkey;

use super::{Message, Model};

impl Model {
    /// All accounts, with their owner programs and their lengths.
    pub fn accounts(&self) -> impl Iterator<Item = (Pubkey, Pubkey, usize)> {
        fn all<T>(
            accounts: &BTreeMap<Pubkey, T>,
            program: Pubkey,
            space: impl Fn(&T) -> usize,
        ) -> impl Iterator<Item = (Pubkey, Pubkey, usize)> {
            accounts.iter().map(move |(address, state)| (*address, program, space(state)))
        }
        let people = all(&self.networks, MAIL_ID, |_| Network::LEN)
            .chain(all(&self.ledgers, MAIL_ID, |_| Ledger::LEN))
            .chain(all(&self.mailboxes, MAIL_ID, |_| Mailbox::LEN))
            .chain(all(&self.pairs, MAIL_ID, |_| Correspondence::LEN));
        let mail = all(&self.messages, MAIL_ID, space_of)
            .chain(all(&self.bodies, MAIL_ID, |body| StoredBody::space(body.content.len())));
        let reputation = all(&self.reputations, REPUTATION_ID, |_| Reputation::LEN)
            .chain(all(&self.standings, REPUTATION_ID, |_| Standing::LEN))
            .chain(all(&self.endorsements, REPUTATION_ID, |_| Endorsement::LEN));
        let treasuries =
            all(&self.treasuries, BOUNTY_ID, |_| Treasury::LEN)
                .chain(all(&self.weekly_stats, BOUNTY_ID, |_| WeeklyStats::LEN));
        let bounties = all(&self.bounties, BOUNTY_ID, |bounty| Bounty::LEN + bounty.terms_uri.len())
            .chain(all(&self.contributions, BOUNTY_ID, |_| Contribution::LEN))
            .chain(all(&self.submissions, BOUNTY_ID, |_| Submission::LEN));
        let tokens =
            all(&self.mints, TOKEN_2022_ID, |mint| mint.space)
                .chain(all(&self.tokens, TOKEN_2022_ID, |tokens| tokens.space));
        let blanks = self.blanks.iter().map(|(address, new)| (*address, new.program, new.space));
        people.chain(mail).chain(reputation).chain(treasuries).chain(bounties).chain(tokens).chain(blanks)
    }

    /// Whether a program owns an account there.
    pub fn has_data(&self, address: Pubkey) -> bool {
        self.space(address) > 0
    }

    /// The length of the account at an address, in bytes.
    pub fn space(&self, address: Pubkey) -> usize {
        self.accounts().find(|(at, ..)| *at == address).map_or(0, |(.., space)| space)
    }

    /// All addresses with the same kind of account.
    pub fn alike(&self, address: Pubkey) -> Vec<Pubkey> {
        fn keys<T>(accounts: &BTreeMap<Pubkey, T>) -> Vec<Pubkey> {
            accounts.keys().copied().collect()
        }
        let kinds = [
            keys(&self.networks),
            keys(&self.ledgers),
            keys(&self.mailboxes),
            keys(&self.pairs),
            keys(&self.messages),
            keys(&self.bodies),
            keys(&self.reputations),
            keys(&self.standings),
            keys(&self.endorsements),
            keys(&self.mints),
            keys(&self.tokens),
            keys(&self.treasuries),
            keys(&self.weekly_stats),
            keys(&self.bounties),
            keys(&self.contributions),
            keys(&self.submissions),
            keys(&self.blanks),
        ];
        let own = kinds.into_iter().find(|kind| kind.contains(&address));
        own.unwrap_or_else(|| keys(&self.lamports))
    }
}

fn space_of(message: &Message) -> usize {
    match &message.content {
        Content::Ciphertext(text) => StoredMessage::space(text.len()),
        Content::Body(_) => StoredMessage::space(size_of::<Pubkey>()),
    }
}
