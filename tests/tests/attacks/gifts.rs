//! Lamports given to any account of any instruction: nothing depends on them, and they cost the user little.

use std::collections::HashSet;

use solana_account::Account;
use solana_pubkey::Pubkey;

use crate::every::scenarios;

/// Shows bounty.close_submission: The rent, and any lamports that were sent to the submission's address
/// Shows mail.md: Lamports donated to any account of any instruction change no other amount.
/// Shows security.md: Donated lamports.
#[test]
fn a_gift_to_any_account_of_any_instruction_moves_nothing_but_itself() {
    for scenario in scenarios() {
        let accounts = scenario().instruction.accounts;
        for (place, meta) in accounts.iter().enumerate().filter(|(_, meta)| meta.is_writable) {
            let (mut plain, mut given) = (scenario(), scenario());
            for gift in [1, 1_000_000_000] {
                given.harness.give(meta.pubkey, gift);
            }
            let mut changed = HashSet::from([meta.pubkey]);
            for ready in [&mut plain, &mut given] {
                let before = ready.harness.snapshot();
                ready.run();
                changed.extend(before.changed_to(&ready.harness.snapshot()));
            }
            let mut gifts = 0;
            for address in changed {
                let [one, other] = [&plain, &given].map(|ready| ready.harness.svm.get_account(&address));
                let data = |account: &Option<Account>| account.as_ref().map(|account| account.data.clone());
                let what = format!("{} with a gift to its {}: {address}", plain.what, plain.roles[place]);
                assert_eq!(data(&one).unwrap_or_default(), data(&other).unwrap_or_default(), "{what}");
                gifts += given.harness.lamports(address) as i64 - plain.harness.lamports(address) as i64;
            }
            assert_eq!(gifts, 1_000_000_001, "{} with a gift to its {}", plain.what, plain.roles[place]);
        }
    }
}

/// What the runtime charges for a system program instruction.
const SYSTEM_UNITS: u64 = 150;
/// The extra cost of a prefunded address: two system program calls instead of one, and a transfer.
const MORE_UNITS: u64 = 2_400;

/// Shows security.md: Creating an account at a prefunded address takes up to three calls.
#[test]
fn a_gift_to_an_address_where_an_account_is_created_costs_a_few_units_more() {
    let mut costlier = Vec::new();
    for scenario in scenarios() {
        let (mut plain, mut given) = (scenario(), scenario());
        let is_new = |address: &Pubkey| plain.harness.svm.get_account(address).is_none();
        let new: Vec<_> = plain.instruction.accounts.iter().map(|meta| meta.pubkey).filter(is_new).collect();
        new.iter().for_each(|address| given.harness.give(*address, 1));
        let more = given.run().compute_units.saturating_sub(plain.run().compute_units);
        assert!(more <= MORE_UNITS * new.len() as u64, "{} costs {more} units more", plain.what);
        if more > 0 && !costlier.contains(&plain.name) {
            costlier.push(plain.name);
        }
    }
    let of_mail = ["create_network", "open_mailbox", "set_contact", "send", "post"];
    let of_others = ["create_reputation", "open_standing", "create_treasury", "create_vault", "create_token_treasury"];
    assert_eq!(costlier, [of_mail.as_slice(), &of_others].concat());
}

/// Shows security.md: Creating an account at a prefunded address takes up to three calls.
#[test]
fn a_gift_to_a_messages_or_a_bodys_address_costs_one_more_call_of_the_system_program() {
    let units = |gift: u64, for_message: bool| {
        let (mut harness, ada, bo, _) = bmail_testing::ada_wrote_to_bo();
        let address = match for_message {
            true => harness.send(&ada, &bo).address(),
            false => harness.open_body(&ada, b"a body").address(),
        };
        harness.give(address, gift);
        match for_message {
            true => harness.send(&ada, &bo).run().compute_units,
            false => harness.open_body(&ada, b"a body").run().compute_units,
        }
    };
    for for_message in [true, false] {
        let more = units(1, for_message) - units(0, for_message);
        assert!(more <= 2 * SYSTEM_UNITS, "{more} units more");
    }
}
