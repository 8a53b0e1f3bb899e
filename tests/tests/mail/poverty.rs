//! Wallets that are too poor to be paid. The runtime lets nobody hold less than the rent of an empty account, so that
//! whoever is paid less fails, with all of the transaction. Each such failure ends as soon as somebody gives a little.

use std::slice;

use bmail_sdk::accounts::Network;
use bmail_testing::{MailError, Stage, TransactionError};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use crate::{
    PERIOD,
    every::{EVERY, Ready},
    sweep::{earn, ledger},
};

/// What the runtime says of an account of a lone instruction that would hold too little. It names its place in the
/// transaction: after the fee payer come those who sign, those that change and those that do not, each in the order of
/// addresses.
pub fn too_poor(instruction: &Instruction, address: Pubkey) -> TransactionError {
    let mut metas = instruction.accounts.clone();
    metas.sort_by_key(|meta| (!meta.is_signer, !meta.is_writable, meta.pubkey));
    metas.dedup_by_key(|meta| meta.pubkey);
    let place = metas.iter().position(|meta| meta.pubkey == address).unwrap();
    TransactionError::InsufficientFundsForRent { account_index: 1 + place as u8 }
}

/// The wallets that an instruction pays, with what they gain.
fn paid(ready: &mut Ready) -> Vec<(Pubkey, u64)> {
    let wallets = ready.instruction.accounts.iter().filter(|meta| meta.is_writable).map(|meta| meta.pubkey);
    let is_wallet = |stage: &Stage, address: &Pubkey| {
        stage.svm.get_account(address).is_none_or(|account| account.owner == solana_system_interface::program::ID)
    };
    let before: Vec<_> = wallets
        .filter(|address| is_wallet(&ready.stage, address))
        .map(|address| (address, ready.stage.lamports(address)))
        .collect();
    ready.run();
    let gain = |(address, before): (Pubkey, u64)| Some((address, ready.stage.lamports(address).checked_sub(before)?));
    before
        .into_iter()
        .filter_map(gain)
        .filter(|(address, gain)| *gain > 0 && is_wallet(&ready.stage, address))
        .collect()
}

#[test]
fn whoever_is_paid_too_little_to_exist_fails_and_is_paid_once_they_are_given_a_wallets_rent() {
    let (mut poor, mut rich) = (Vec::new(), Vec::new());
    for scene in EVERY {
        for (address, gain) in paid(&mut scene()) {
            let mut ready = scene();
            let minimum = ready.stage.rent(0);
            ready.stage.set_lamports(address, 0);
            if gain < minimum {
                let refusal = too_poor(&ready.instruction, address);
                ready.refused("for somebody too poor", refusal, |_| ());
                ready.stage.give(address, minimum);
                poor.push(ready.what);
            } else {
                rich.push(ready.what);
            }
            let before = ready.stage.lamports(address);
            ready.run();
            assert_eq!(ready.stage.lamports(address), before + gain);
        }
    }
    // The recipient's part, the network's cut, and a fee alone are little; rents are not.
    assert_eq!(poor, ["acknowledge", "acknowledge with a body", "refund", "sweep", "sweep without a mailbox"]);
    let mut expected = vec!["acknowledge", "acknowledge with a body", "expire", "expire with a body", "close_body"];
    expected.extend(["reclaim", "close_mailbox", "close_correspondence", "close_correspondence for the other"]);
    assert_eq!(rich, expected);
}

#[test]
fn a_treasury_without_a_lamport_is_paid_once_enough_came_together() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let treasury = stage.account::<Network>(stage.network).treasury;
    let mut cut = 0;
    while cut < stage.rent(0) {
        let sweep = stage.sweep(&bo).instruction();
        if cut > 0 {
            stage.execute(slice::from_ref(&sweep)).failed_at(0, "too little", too_poor(&sweep, treasury));
        }
        cut += earn(&mut stage, &ada, &bo, bmail_sdk::accounts::Verdict::Spam).1;
    }
    stage.sweep(&bo).run();
    assert_eq!(stage.lamports(treasury), cut);
    assert_eq!((ledger(&stage).cut, ledger(&stage).earned > 0), (cut, true));
}

#[test]
fn a_treasury_without_a_lamport_keeps_neither_verdicts_nor_leaving_from_anybody() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    let (_, cut) = earn(&mut stage, &ada, &bo, bmail_sdk::accounts::Verdict::Valuable);
    stage.close_mailbox(&bo).run();
    let sweep = stage.sweep(&ada).instruction();
    let treasury = stage.account::<Network>(stage.network).treasury;
    stage.execute(slice::from_ref(&sweep)).failed_at(0, "too little", too_poor(&sweep, treasury));
    stage.give(treasury, stage.rent(0));
    stage.execute(&[sweep]).succeeded("sweeping after a gift");
    assert_eq!(stage.lamports(treasury), stage.rent(0) + cut);
}

#[test]
fn whoever_is_paid_nothing_may_own_nothing() {
    let (mut stage, ada, bo) = Stage::with_ada_and_bo();
    stage.sweep(&bo).run();
    stage.befriend(&ada, &bo);
    let free = stage.send(&ada, &bo).run_and_find();
    stage.set_lamports(bo.address(), 0);
    stage.acknowledge(&bo, free).run();
    assert_eq!(stage.lamports(bo.address()), 0);
    let late = stage.send(&ada, &bo).run_and_find();
    stage.advance(PERIOD + 1);
    stage.acknowledge(&bo, late).expect_error(MailError::AnswerTooLate);
}
