//! Opening, changing, sweeping and closing a mailbox.

use bmail_sdk::{MAIL_ID, accounts};
use bmail_testing::MailError;
use solana_pubkey::Pubkey;
use units::{Q32, Timestamp, decay_up};

use super::{Mailbox, Model, Prediction, Reasons, Refusal, known};
use crate::roster::ROSTER;

const NO_KEY: [u8; 32] = [0; 32];

/// The number of a mailbox's first message.
fn first_sequence(now: i64) -> u64 {
    (now as u64) << 20
}

impl Model {
    pub(super) fn open_mailbox(
        &mut self,
        [owner, network, ledger, mailbox, _system]: [Pubkey; 5],
        key: [u8; 32],
    ) -> Prediction {
        known(&self.networks, network)?;
        let mut totals = known(&self.ledgers, ledger)?;
        let missing = self.missing(mailbox, accounts::Mailbox::LEN);
        Reasons::default()
            .when(ROSTER.mailbox(network, owner) != Some(mailbox), Refusal::Account)
            .when(self.has_data(mailbox), Refusal::InUse)
            .when(self.balance(owner) < missing, Refusal::Funds)
            .when(key == NO_KEY, MailError::InvalidKey)
            .when(totals.network != network, MailError::OtherNetwork)
            .none()?;

        self.pay(owner, mailbox, missing);
        let state = Mailbox {
            network,
            owner,
            key,
            key_version: 1,
            min_fee: 0,
            min_reputation: 0,
            accepting: true,
            load: Q32::ONE,
            load_at: Timestamp(self.now),
            next_sequence: first_sequence(self.now),
            swept_sequence: first_sequence(self.now),
            earned: 0,
            cut: 0,
        };
        self.mailboxes.insert(mailbox, state);
        totals.mailboxes += 1;
        self.ledgers.insert(ledger, totals);
        Ok(())
    }

    pub(super) fn set_mailbox(
        &mut self,
        [owner, mailbox]: [Pubkey; 2],
        min_fee: u64,
        min_reputation: u64,
        accepting: bool,
    ) -> Prediction {
        let state = known(&self.mailboxes, mailbox)?;
        Reasons::default()
            .when(state.owner != owner, MailError::NotYourMailbox)
            .when(min_fee > 1 << 50, MailError::MinFeeTooHigh)
            .none()?;
        self.mailboxes.insert(mailbox, Mailbox { min_fee, min_reputation, accepting, ..state });
        Ok(())
    }

    pub(super) fn rotate_key(&mut self, [owner, mailbox]: [Pubkey; 2], key: [u8; 32]) -> Prediction {
        let state = known(&self.mailboxes, mailbox)?;
        Reasons::default()
            .when(state.owner != owner, MailError::NotYourMailbox)
            .when(key == NO_KEY || key == state.key, MailError::InvalidKey)
            .none()?;
        self.mailboxes.insert(mailbox, Mailbox { key, key_version: state.key_version + 1, ..state });
        Ok(())
    }

    pub(super) fn sweep(&mut self, [network, ledger, mailbox, treasury]: [Pubkey; 4]) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let totals = known(&self.ledgers, ledger)?;
        let state = if mailbox == MAIL_ID { None } else { Some(known(&self.mailboxes, mailbox)?) };
        let elsewhere = state.as_ref().is_some_and(|state| state.network != network);
        Reasons::default()
            .when(elsewhere || totals.network != network, MailError::OtherNetwork)
            .when(network_state.treasury != treasury, MailError::WrongTreasury)
            .none()?;

        let cut = state.map_or(0, |state| {
            self.gather(ledger, mailbox);
            self.pay(mailbox, treasury, state.cut);
            state.cut
        });
        self.pay(ledger, treasury, totals.unpaid);
        self.flows.swept += cut + totals.unpaid;
        self.tills.entry(treasury).and_modify(|till| till.swept += cut + totals.unpaid);
        self.ledgers.entry(ledger).and_modify(|ledger| ledger.unpaid = 0);
        Ok(())
    }

    pub(super) fn close_mailbox(&mut self, [owner, network, ledger, mailbox]: [Pubkey; 4]) -> Prediction {
        let network_state = known(&self.networks, network)?;
        let totals = known(&self.ledgers, ledger)?;
        let state = known(&self.mailboxes, mailbox)?;
        let elapsed = Timestamp(self.now).since(state.load_at);
        let load = decay_up(state.load, elapsed, network_state.rules.window_half_life);
        Reasons::default()
            .when(state.owner != owner, MailError::NotYourMailbox)
            .when(state.network != network || totals.network != network, MailError::OtherNetwork)
            .when(load > Q32::ONE || state.next_sequence > first_sequence(self.now), MailError::LoadTooHigh)
            .none()?;

        self.gather(ledger, mailbox);
        self.pay(mailbox, ledger, state.cut);
        self.ledgers.entry(ledger).and_modify(|ledger| {
            ledger.unpaid += state.cut;
            ledger.mailboxes -= 1;
        });
        self.mailboxes.remove(&mailbox);
        self.pay_all(mailbox, owner);
        Ok(())
    }

    /// Adds what the mailbox has counted since the last time to the ledger.
    fn gather(&mut self, ledger: Pubkey, mailbox: Pubkey) {
        let Some(state) = self.mailboxes.get_mut(&mailbox) else { return };
        self.ledgers.entry(ledger).and_modify(|ledger| {
            ledger.messages += state.next_sequence - state.swept_sequence;
            ledger.earned += state.earned;
            ledger.cut += state.cut;
        });
        state.swept_sequence = state.next_sequence;
        state.earned = 0;
        state.cut = 0;
    }
}
