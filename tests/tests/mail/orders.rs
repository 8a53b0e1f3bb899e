//! A message's fee is paid once, no matter what is tried with it, in which order, and in how many transactions.

use std::slice;

use bmail_sdk::accounts::{Mailbox, StoredMessage, Verdict};
use bmail_testing::{Harness, Person};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use crate::{PERIOD, settle, sweep::ledger};

/// What may be tried with a message, in any order.
const TRIES: [&str; 6] = ["acknowledge", "refund", "expire", "sweep", "close", "open"];

/// A message from Ada to Bo, and the balances before it was sent.
struct Trial {
    message: Pubkey,
    fee: u64,
    /// The balances of Ada, of Bo including his mailbox, and of the network: the treasury and what waits for it.
    before: [u64; 3],
}

impl Trial {
    fn new(harness: &mut Harness, ada: &Person, bo: &Person) -> Self {
        let before = fortunes(harness, ada, bo);
        let message = harness.send(ada, bo).run_and_find();
        Self { message, fee: harness.account::<StoredMessage>(message).header.fee, before }
    }

    fn instruction(&self, harness: &mut Harness, ada: &Person, bo: &Person, what: &str) -> Instruction {
        match what {
            "acknowledge" => harness.acknowledge(bo, self.message).verdict(Verdict::Spam).from(ada).instruction(),
            "refund" => harness.refund(bo, self.message).account("sender", ada.address()).instruction(),
            "expire" => harness.expire(self.message).from(ada).instruction(),
            "sweep" => harness.sweep(bo).instruction(),
            "close" => harness.close_mailbox(bo).instruction(),
            _ => harness.open_mailbox(bo).instruction(),
        }
    }

    /// Panics unless the fee went to exactly one place.
    fn is_settled(&self, harness: &Harness, ada: &Person, bo: &Person, what: &str) {
        let after = fortunes(harness, ada, bo);
        let [sender, recipient, network] = std::array::from_fn(|index| after[index] as i64 - self.before[index] as i64);
        let held = harness.lamports(self.message) as i64;
        let share = settle(self.fee, Verdict::Spam);
        let (earned, cut) = (share.recipient.0 as i64, share.treasury.0 as i64);
        let paid = [-(earned + cut), earned, cut];
        let possible = [paid, [0, 0, 0]].contains(&[sender + held, recipient, network]);
        assert!(possible, "{what}: {sender}, {recipient}, {network}, {held}");
    }
}

fn fortunes(harness: &Harness, ada: &Person, bo: &Person) -> [u64; 3] {
    let mailbox = harness.mailbox_of(bo);
    let cut = harness.find_account::<Mailbox>(mailbox).map_or(0, |mailbox| mailbox.cut);
    let treasury = harness.lamports(Person::named("treasury").address());
    [
        harness.lamports(ada.address()),
        harness.lamports(bo.address()) + harness.lamports(mailbox) - cut,
        treasury + cut + ledger(harness).unpaid,
    ]
}

/// Shows mail.md: No order of acknowledging, expiring, refunding, revealing, sweeping and closing pays twice.
/// Shows security.md: Calling the same instruction twice.
#[test]
fn in_whatever_order_a_message_is_answered_refunded_expired_swept_and_left_its_fee_is_paid_once() {
    for late in [0, PERIOD + 1] {
        let mut harness = Harness::new();
        let flat = postage::Growth::NONE;
        harness.network_with(postage::Rules { window_growth: flat, repeat_growth: flat, ..postage::Rules::PERSONAL });
        harness.person("treasury");
        let (ada, bo) = (harness.resident("Ada"), harness.resident("Bo"));
        harness.send(&ada, &bo).run();
        for order in 0..TRIES.len().pow(3) {
            let tries = [order % 6, order / 6 % 6, order / 36].map(|index| TRIES[index]);
            for in_one_transaction in [true, false] {
                let trial = Trial::new(&mut harness, &ada, &bo);
                harness.advance(late);
                let all = tries.map(|what| trial.instruction(&mut harness, &ada, &bo, what));
                if in_one_transaction {
                    harness.execute(&all);
                } else {
                    all.iter().for_each(|instruction| drop(harness.execute(slice::from_ref(instruction))));
                }
                trial.is_settled(&harness, &ada, &bo, &tries.join(", "));
                if harness.find_account::<Mailbox>(harness.mailbox_of(&bo)).is_none() {
                    harness.open_mailbox(&bo).run();
                }
            }
        }
    }
}
