//! Wallets that are too poor for an instruction to pay them.

use std::collections::BTreeSet;

use bmail_testing::{Harness, too_poor};
use solana_pubkey::Pubkey;

use crate::every::{Ready, scenarios};

/// The wallets that an instruction pays, and the amounts.
fn paid(ready: &mut Ready) -> Vec<(Pubkey, u64)> {
    let wallets = ready.instruction.accounts.iter().filter(|meta| meta.is_writable).map(|meta| meta.pubkey);
    let is_wallet = |harness: &Harness, address: &Pubkey| {
        harness.svm.get_account(address).is_none_or(|account| account.owner == solana_system_interface::program::ID)
    };
    let before: Vec<_> = wallets
        .filter(|address| is_wallet(&ready.harness, address))
        .map(|address| (address, ready.harness.lamports(address)))
        .collect();
    ready.run();
    let gain = |(address, before): (Pubkey, u64)| Some((address, ready.harness.lamports(address).checked_sub(before)?));
    before
        .into_iter()
        .filter_map(gain)
        .filter(|(address, gain)| *gain > 0 && is_wallet(&ready.harness, address))
        .collect()
}

/// The names without duplicates, sorted.
fn names(all: &[&'static str]) -> Vec<&'static str> {
    BTreeSet::from_iter(all.iter().copied()).into_iter().collect()
}

/// Shows mail.md: A wallet with too few lamports to receive a payment delays an ending only until someone gives it a
///   wallet's rent.
/// Shows security.md: Blocking others with a wallet that is too poor to be paid.
#[test]
fn whoever_is_paid_too_little_to_exist_fails_and_is_paid_once_they_are_given_a_wallets_rent() {
    let (mut poor, mut rich) = (Vec::new(), Vec::new());
    for scenario in scenarios() {
        for (address, gain) in paid(&mut scenario()) {
            let mut ready = scenario();
            let minimum = ready.harness.rent(0);
            ready.harness.set_lamports(address, 0);
            if gain < minimum {
                let refusal = too_poor(&ready.instruction, address);
                ready.refused("for a wallet that is too poor", refusal, |_| ());
                ready.harness.give(address, minimum);
                poor.push(ready.name);
            } else {
                rich.push(ready.name);
            }
            let before = ready.harness.lamports(address);
            ready.run();
            assert_eq!(ready.harness.lamports(address), before + gain);
        }
    }
    // The recipient's share, the network's cut, and a fee alone can be less than a wallet's minimum; rents cannot.
    assert_eq!(names(&poor), ["acknowledge", "acknowledge_with_reputation", "refund", "sweep"]);
    let of_mail =
        ["acknowledge", "acknowledge_with_reputation", "close_body", "close_correspondence", "close_mailbox", "expire"];
    let of_others = ["reclaim", "close_standing", "finish_unendorse"];
    let of_bounties = ["claim", "close_bounty", "close_submission", "close_vault", "withdraw_contribution"];
    assert_eq!(names(&rich), names(&[of_mail.as_slice(), &of_others, &of_bounties].concat()));
}
