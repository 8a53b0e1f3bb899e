//! Every account of every instruction, replaced by every kind of account that does not belong there.

mod belongings;
mod intruders;
mod refusal;

use bmail_testing::MailError;
use solana_instruction::AccountMeta;

use crate::every::{Kind, Ready, every};
use intruders::Intruder;

/// Puts an account in a role. It signs if anyone can sign for it.
fn in_the_role_of(right: &AccountMeta, intruder: &Intruder, ready: &Ready) -> AccountMeta {
    let signs = intruder.kind == Kind::Wallet || !ready.harness.svm.get_sigverify();
    // The program's own address stands for an omitted account, and is read-only.
    let is_writable = right.is_writable || right.pubkey == ready.instruction.program_id;
    AccountMeta { pubkey: intruder.address, is_signer: right.is_signer && signs, is_writable }
}

/// Shows bounty.cancel: `network` must be the bounty's.
/// Shows bounty.claim: `weekly_stats` must belong to the bounty's network.
/// Shows bounty.contribute: `weekly_stats` must belong to the treasury's network.
/// Shows bounty.fund: `weekly_stats` must belong to the bounty's network.
/// Shows bounty.propose_limit: Only the network's authority may call it.
/// Shows mail.md: An account with another owner is refused in every role, even if its bytes are the same.
/// Shows mail.md: No account of another network, person or program can stand in for the right one.
/// Shows reputation.md: No account of one network, person or program can stand in for another's.
/// Shows bounties.md: No account of one bounty, network, person or program can stand in for another's.
/// Shows security.md: An account of another person, kind or network, or another program's account with the same bytes.
/// Shows security.md: Another program in place of the system program.
/// Shows security.md: Accounts with a foreign owner can be loaded as writable.
#[test]
fn every_instruction_refuses_every_wrong_account_in_every_role() {
    for mut ready in every() {
        let intruders = intruders::all(&mut ready.harness);
        let wanted = ready.wanted().to_vec();
        for (place, (role, wanted)) in wanted.iter().enumerate() {
            let right = ready.instruction.accounts[place].clone();
            let copy = intruders::copy(&mut ready.harness, &right.pubkey, &intruders);
            for intruder in intruders.iter().chain([&copy]) {
                let how = format!("{} with {} as its {role}", ready.what, intruder.what);
                let spoiled = in_the_role_of(&right, intruder, &ready);
                match wanted.refusal(&spoiled, intruder) {
                    Some(refusal) => {
                        let outcome = ready.attempt(|instruction| instruction.accounts[place] = spoiled);
                        outcome.failed_at(0, &how, refusal);
                    }
                    None => {
                        let before = ready.harness.clone();
                        ready.attempt(|instruction| instruction.accounts[place] = spoiled).succeeded(&how);
                        ready.harness = before;
                    }
                }
            }
        }
        ready.run();
    }
}

/// Shows mail.md: No account of another network, person or program can stand in for the right one.
/// Shows security.md: An account of another person, kind or network, or another program's account with the same bytes.
#[test]
fn a_mailbox_of_the_same_person_on_another_network_earns_nothing() {
    let (mut harness, _, bo, message) = bmail_testing::ada_wrote_to_bo();
    harness.network();
    harness.open_mailbox(&bo).run();
    harness.acknowledge(&bo, message).expect_error(MailError::NotYourMessage);
    harness.refund(&bo, message).expect_error(MailError::NotYourMessage);
}
