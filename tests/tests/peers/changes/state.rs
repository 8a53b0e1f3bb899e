//! Changes to the chain's state: accounts with another owner, length or balance, and another time.

use bmail_sdk::{
    BOUNTY_ID, MAIL_ID, PROGRAMS, REPUTATION_ID,
    generated::mail::layout::{arguments::send::SEQUENCE, fields::mailbox::NEXT_SEQUENCE},
};
use solana_account::Account;
use solana_pubkey::Pubkey;

use super::Change;
use crate::call::Call;

const SYSTEM: Pubkey = Pubkey::from_str_const("11111111111111111111111111111111");
const DAY: i64 = 86_400;

pub fn changes(call: &Call) -> Vec<Change> {
    let mut changes = Vec::new();
    for role in 0..call.roles() {
        let account = call.account(role).unwrap_or_default();
        for owner in [SYSTEM, MAIL_ID, REPUTATION_ID, BOUNTY_ID, Pubkey::new_from_array([9; 32])] {
            changes.push(account_change(role, format!("owned by {owner}"), move |account| account.owner = owner));
        }
        changes.push(account_change(role, "nothing at all".into(), |account| *account = Account::default()));
        let length = account.data.len();
        for length in [0, 1, 7, 8, 9, 40, length.saturating_sub(8), length.saturating_sub(1)] {
            changes
                .push(account_change(role, format!("{length} bytes"), move |account| account.data.resize(length, 0)));
        }
        for more in [1, 7, 8, 80, 1_000] {
            changes.push(account_change(role, format!("{more} bytes more"), move |account| {
                account.data.resize(account.data.len() + more, 0);
            }));
        }
        changes.extend(balances(role, account.lamports));
    }
    changes.push(Change::new("the last number of a sender", send_the_last));
    let now = call.time;
    for seconds in
        [1, 60, DAY, 7 * DAY, 13 * DAY, 14 * DAY - 1, 14 * DAY, 14 * DAY + 1, 30 * DAY, 365 * DAY, 9_999 * DAY]
    {
        changes.push(Change::new(format!("{seconds} seconds later"), move |call| call.time = now + seconds));
        changes.push(Change::new(format!("{seconds} seconds earlier"), move |call| call.time = now - seconds));
    }
    for time in [i64::MIN, -1, 0, 1, i64::MAX - 1, i64::MAX] {
        changes.push(Change::new(format!("at {time}"), move |call| call.time = time));
    }
    for rate in [0, 1, 696, 5_080, 6_959, 6_961, 1 << 40, 1_759_197_129_867] {
        changes.push(Change::new(format!("a rent of {rate}"), move |call| call.rent = Some(rate)));
    }
    changes
}

/// Makes the sender's next sequence number the last one.
fn send_the_last(call: &mut Call) {
    const SEND: u8 = 4;
    let data = &call.instruction.data;
    let is_send = call.instruction.program_id == MAIL_ID && data.first() == Some(&SEND);
    if !is_send || data.len() < SEQUENCE + 8 || call.roles() < 6 {
        return;
    }
    call.instruction.data[SEQUENCE..SEQUENCE + 8].fill(0xff);
    call.change(2, |mailbox| {
        if let Some(number) = mailbox.data.get_mut(NEXT_SEQUENCE..NEXT_SEQUENCE + 8) {
            number.fill(0xff);
        }
    });
    let message = call.account(5).unwrap_or_default();
    let accounts = &mut call.instruction.accounts;
    accounts[5].pubkey = PROGRAMS.message(&accounts[0].pubkey, &accounts[2].pubkey, u64::MAX).0;
    call.accounts.insert(accounts[5].pubkey, message);
}

fn balances(role: usize, now: u64) -> Vec<Change> {
    let less = [1, 2, 5_000, 10_000, 650_000, 1_000_000].map(|lamports| now.saturating_sub(lamports));
    let more = [1, 2, 5_000, 10_000, 650_000, 1_000_000].map(|lamports| now.saturating_add(lamports));
    let all = [0, 1, 890_880, 1 << 40, 1 << 63, u64::MAX - 1, u64::MAX].into_iter().chain(less).chain(more);
    all.map(|lamports| account_change(role, format!("{lamports} lamports"), move |account| account.lamports = lamports))
        .collect()
}

fn account_change(role: usize, what: String, change: impl Fn(&mut Account) + 'static) -> Change {
    Change::new(format!("account {role}: {what}"), move |call| call.change(role, &change))
}
