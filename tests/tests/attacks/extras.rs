//! More accounts and more bytes than an instruction asks for, and sysvars of somebody's own making: the program looks at
//! none of them.

use bmail_sdk::{MAIL_ID, accounts::StoredMessage};
use bmail_testing::{MailError, PERIOD, Person, Stage, ada_wrote_to_bo};
use solana_account::Account;
use solana_clock::Clock;
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;
use solana_rent::Rent;

use crate::every::scenes;

const CLOCK: Pubkey = Pubkey::from_str_const("SysvarC1ock11111111111111111111111111111111");
const SYSVARS: Pubkey = Pubkey::from_str_const("Sysvar1111111111111111111111111111111111111");

/// An account that looks like a sysvar but for its address, which nobody can choose.
fn forge_sysvar(stage: &mut Stage, name: &str, data: Vec<u8>) -> AccountMeta {
    let address = Person::named(name).address();
    let lamports = stage.rent(data.len());
    stage.forge(address, Account { lamports, data, owner: SYSVARS, ..Account::default() });
    AccountMeta::new_readonly(address, false)
}

/// A clock at the end of time.
fn forge_clock(stage: &mut Stage) -> AccountMeta {
    let clock = Clock { unix_timestamp: i64::MAX, ..stage.svm.get_sysvar::<Clock>() };
    let parts = [clock.slot, clock.epoch_start_timestamp as u64, clock.epoch, clock.leader_schedule_epoch];
    let bytes = parts.into_iter().chain([clock.unix_timestamp as u64]).flat_map(u64::to_le_bytes);
    forge_sysvar(stage, "a clock", bytes.collect())
}

/// A rent of nothing.
fn forge_rent(stage: &mut Stage) -> AccountMeta {
    assert_eq!(Rent::with_lamports_per_byte(0).minimum_balance(500), 0);
    forge_sysvar(stage, "a rent", vec![0; 17])
}

/// Runs each instruction as it is and with a change, and compares all accounts.
fn changes_nothing(how: &str, change: impl Fn(&mut Instruction)) {
    for scene in scenes() {
        let mut runs = [scene(), scene()];
        let changed = runs.each_mut().map(|ready| {
            forge_clock(&mut ready.stage);
            forge_rent(&mut ready.stage);
            ready.stage.snapshot()
        });
        let [plain, extended] = &mut runs;
        plain.run();
        extended.attempt(&change).succeeded(&format!("{} {how}", plain.what));
        let [plain_changed, extended_changed] =
            [(plain, 0), (extended, 1)].map(|(ready, run)| changed[run].changed_to(&ready.stage.snapshot()));
        assert_eq!(plain_changed, extended_changed, "{} {how}", runs[0].what);
        for address in plain_changed {
            let [one, other] = runs.each_ref().map(|ready| ready.stage.svm.get_account(&address));
            assert_eq!(one, other, "{} {how}: {address}", runs[0].what);
        }
    }
}

#[test]
fn accounts_that_no_instruction_asks_for_change_nothing() {
    let others = [Person::named("a clock").address(), Person::named("a rent").address(), CLOCK, MAIL_ID];
    changes_nothing("with accounts that nobody asked for", |instruction| {
        // Each account once more, so that what may change is there twice.
        instruction.accounts.extend(instruction.accounts.clone());
        instruction.accounts.extend(others.map(|address| AccountMeta::new_readonly(address, false)));
    });
}

#[test]
fn bytes_after_the_arguments_change_nothing() {
    for more in [1, 8, 1_000] {
        changes_nothing("with bytes after its arguments", |instruction| instruction.data.extend(vec![0xff; more]));
    }
}

#[test]
fn a_clock_of_somebodys_own_making_tells_no_time() {
    let (mut stage, _, bo, message) = ada_wrote_to_bo();
    let clock = forge_clock(&mut stage);
    for place in 0..=3 {
        let mut expire = stage.expire(message).instruction();
        expire.accounts.insert(place.min(expire.accounts.len()), clock.clone());
        let outcome = stage.execute(&[expire]);
        assert!(outcome.result.is_err(), "a clock in place {place}");
    }
    let mut expire = stage.expire(message).instruction();
    expire.accounts.push(clock.clone());
    stage.execute(&[expire]).failed_at(0, "expiring by a false clock", MailError::NotExpired);
    stage.advance(PERIOD);
    let mut acknowledge = stage.acknowledge(&bo, message).instruction();
    acknowledge.accounts.push(clock);
    stage.execute(&[acknowledge]).succeeded("acknowledging by the true clock");
}

#[test]
fn a_rent_of_somebodys_own_making_makes_nothing_cheaper() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let rent = forge_rent(&mut stage);
    let fee = stage.quote(&ada, &bo, 300).postage.0;
    let enough = stage.rent(StoredMessage::space(300)) + fee;
    let mut send = stage.send(&ada, &bo).funded(enough - 1).instructions();
    send[1].accounts.push(rent);
    stage.execute(&send).failed_at(1, "sending by a false rent", MailError::Underfunded);
}
