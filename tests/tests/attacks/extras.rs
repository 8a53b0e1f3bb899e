//! More accounts and more bytes than an instruction expects, and forged sysvars. The programs look at none of them.

use bmail_sdk::{MAIL_ID, accounts::StoredMessage};
use bmail_testing::{Harness, MailError, PERIOD, Person, ada_wrote_to_bo};
use solana_account::Account;
use solana_clock::Clock;
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;
use solana_rent::Rent;

use crate::every::scenarios;

const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
const SYSVARS: Pubkey = Pubkey::from_str_const("Sysvar1111111111111111111111111111111111111");

/// An account identical to a sysvar except for its address, which no one can choose.
fn forge_sysvar(harness: &mut Harness, name: &str, data: Vec<u8>) -> AccountMeta {
    let address = Person::named(name).address();
    let lamports = harness.rent(data.len());
    harness.forge(address, Account { lamports, data, owner: SYSVARS, ..Account::default() });
    AccountMeta::new_readonly(address, false)
}

/// A clock at the end of time.
fn forge_clock(harness: &mut Harness) -> AccountMeta {
    let clock = Clock { unix_timestamp: i64::MAX, ..harness.svm.get_sysvar::<Clock>() };
    let parts = [clock.slot, clock.epoch_start_timestamp as u64, clock.epoch, clock.leader_schedule_epoch];
    let bytes = parts.into_iter().chain([clock.unix_timestamp as u64]).flat_map(u64::to_le_bytes);
    forge_sysvar(harness, "a clock", bytes.collect())
}

/// A rent of zero.
fn forge_rent(harness: &mut Harness) -> AccountMeta {
    assert_eq!(Rent::with_lamports_per_byte(0).minimum_balance(500), 0);
    forge_sysvar(harness, "a rent", vec![0; 17])
}

/// Runs each instruction unchanged and changed, and compares all accounts.
fn changes_nothing(how: &str, change: impl Fn(&mut Instruction)) {
    for scenario in scenarios() {
        let mut runs = [scenario(), scenario()];
        let changed = runs.each_mut().map(|ready| {
            forge_clock(&mut ready.harness);
            forge_rent(&mut ready.harness);
            ready.harness.snapshot()
        });
        let [plain, extended] = &mut runs;
        plain.run();
        extended.attempt(&change).succeeded(&format!("{} {how}", plain.what));
        let [plain_changed, extended_changed] =
            [(plain, 0), (extended, 1)].map(|(ready, run)| changed[run].changed_to(&ready.harness.snapshot()));
        assert_eq!(plain_changed, extended_changed, "{} {how}", runs[0].what);
        for address in plain_changed {
            let [one, other] = runs.each_ref().map(|ready| ready.harness.svm.get_account(&address));
            assert_eq!(one, other, "{} {how}: {address}", runs[0].what);
        }
    }
}

/// Shows security.md: Extra accounts or bytes.
#[test]
fn accounts_that_no_instruction_asks_for_change_nothing() {
    let others = [Person::named("a clock").address(), Person::named("a rent").address(), CLOCK, MAIL_ID];
    changes_nothing("with unexpected accounts", |instruction| {
        // Each account once more, so that writable accounts appear twice.
        instruction.accounts.extend(instruction.accounts.clone());
        instruction.accounts.extend(others.map(|address| AccountMeta::new_readonly(address, false)));
    });
}

/// Shows security.md: Extra accounts or bytes.
#[test]
fn bytes_after_the_arguments_change_nothing() {
    for more in [1, 8, 1_000] {
        changes_nothing("with bytes after its arguments", |instruction| instruction.data.extend(vec![0xff; more]));
    }
}

/// Shows security.md: A false clock or rent.
#[test]
fn a_clock_of_somebodys_own_making_tells_no_time() {
    let (mut harness, _, bo, message) = ada_wrote_to_bo();
    let clock = forge_clock(&mut harness);
    for place in 0..=3 {
        let mut expire = harness.expire(message).instruction();
        expire.accounts.insert(place.min(expire.accounts.len()), clock.clone());
        let outcome = harness.execute(&[expire]);
        assert!(outcome.result.is_err(), "a clock in place {place}");
    }
    let mut expire = harness.expire(message).instruction();
    expire.accounts.push(clock.clone());
    harness.execute(&[expire]).failed_at(0, "expiring by a false clock", MailError::NotExpired);
    harness.advance(PERIOD);
    let mut acknowledge = harness.acknowledge(&bo, message).instruction();
    acknowledge.accounts.push(clock);
    harness.execute(&[acknowledge]).succeeded("acknowledging by the true clock");
}

/// Shows security.md: A false clock or rent.
#[test]
fn a_rent_of_somebodys_own_making_makes_nothing_cheaper() {
    let (mut harness, ada, bo) = Harness::with_ada_and_bo();
    let rent = forge_rent(&mut harness);
    let fee = harness.quote(&ada, &bo, 300).postage.0;
    let enough = harness.rent(StoredMessage::space(300)) + fee;
    let mut send = harness.send(&ada, &bo).funded(enough - 1).instructions();
    send[1].accounts.push(rent);
    harness.execute(&send).failed_at(1, "sending by a false rent", MailError::Underfunded);
}
