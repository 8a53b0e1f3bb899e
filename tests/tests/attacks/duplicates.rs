//! No account may be passed twice if one of the two is writable.

use bmail_testing::{DUPLICATE, InstructionError};

use crate::every::{Wanted, every};

const SMALL: InstructionError = InstructionError::AccountDataTooSmall;

/// Shows mail.md: An account that is given twice is refused if one of the two is mutable.
/// Shows security.md: An account given twice.
/// Shows security.md: Duplicates of a mutable account.
#[test]
fn every_instruction_refuses_every_account_given_twice_where_one_may_change() {
    for mut ready in every() {
        let accounts = ready.instruction.accounts.clone();
        for (first, one) in accounts.iter().enumerate() {
            for (second, other) in accounts.iter().enumerate() {
                if first == second || !(one.is_writable || other.is_writable) {
                    continue;
                }
                let how = format!("with its {} as its {}", ready.roles[first], ready.roles[second]);
                // An optional account is compared with the others when its turn comes. By then, the role before it has
                // already failed, because a body is too small for a mailbox, and a mailbox for a network.
                let refusal = match ready.wanted()[first].1 {
                    Wanted::Optional(..) if second < first && !other.is_writable => SMALL,
                    _ => DUPLICATE,
                };
                ready.refused(&how, refusal, |instruction| {
                    let spoiled = &mut instruction.accounts[second];
                    spoiled.pubkey = one.pubkey;
                    // The replacement may be unable to sign; the duplicate must be reported first.
                    spoiled.is_signer &= one.is_signer;
                });
            }
        }
        ready.run();
    }
}
