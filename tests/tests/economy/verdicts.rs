//! What verdicts do to reputation, compared with the pure crate, for any parameters and amounts.

use bmail_sdk::accounts::{Correspondence, StoredMessage, Verdict};
use bmail_testing::{DAY, Harness, Person, REPUTATION};
use postage::Rules;
use proptest::prelude::*;
use reputation_core::{Burn, MAX_CONSTANT, MAX_RATE, Parameters, Rate, minted, weight};
use solana_pubkey::Pubkey;
use units::{Bps, Lamports, Reputation};

use crate::deeds::{judged, marks_of, valuable_between};

fn few(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What happens to two people.
#[derive(Clone, Debug)]
struct Life {
    rate: u64,
    constant: u64,
    spam_burn: u32,
    /// The millionths with which the two were seeded.
    seeds: [u64; 2],
    /// The minimum fee of a letter, in lamports.
    fee: u64,
    /// Shares that someone lent the first person.
    lent: u64,
    /// For each verdict: whether the second person wrote, whether it was spam, and the seconds after it.
    verdicts: Vec<(bool, bool, i64)>,
}

prop_compose! {
    fn life()(
        rate in 1..=MAX_RATE.0,
        rate_shift in 0..40u32,
        constant in 1..=MAX_CONSTANT.0,
        spam_burn in 0..=10_000u32,
        seeds in [2 * REPUTATION..200 * REPUTATION, 0..400 * REPUTATION],
        fee in 10_000..1u64 << 38,
        lent in REPUTATION..100 * REPUTATION,
        verdicts in prop::collection::vec((any::<bool>(), any::<bool>(), 0..40 * DAY), 1..8),
    ) -> Life {
        Life { rate: (rate >> rate_shift).max(1), constant, spam_burn, seeds, fee, lent, verdicts }
    }
}

proptest! {
    #![proptest_config(few(24))]

    /// Shows reputation.md: A verdict changes the sender's standing as the formulas say, in the transaction that pays
    ///   the recipient.
    #[test]
    fn verdicts_mint_and_burn_what_the_formulas_say(life in life()) {
        let (mut harness, ada, bo) = Harness::with_ada_and_bo();
        let parameters = Parameters {
            rate: Rate(life.rate),
            constant: Reputation(life.constant),
            spam_burn: Bps(life.spam_burn),
            ..Parameters::PERSONAL
        };
        harness.reputation(parameters);
        let cy = harness.citizen("Cy", 101 * REPUTATION);
        for (person, seed) in [&ada, &bo].into_iter().zip(life.seeds) {
            harness.open_standing(person).run();
            harness.seed(person, seed).run();
            harness.set_mailbox(person).min_fee(life.fee).run();
        }
        harness.endorse(&cy, &ada, life.lent).run();
        for (back, spam, pause) in life.verdicts {
            let (from, to) = if back { (&bo, &ada) } else { (&ada, &bo) };
            let message = harness.send(from, to).run_and_find();
            judge_as_the_formulas_say(&mut harness, &parameters, (from, to), message, spam);
            harness.advance(pause);
        }
    }
}

/// Acknowledges a message and checks the change to its sender's standing.
fn judge_as_the_formulas_say(
    harness: &mut Harness,
    parameters: &Parameters,
    (from, to): (&Person, &Person),
    message: Pubkey,
    spam: bool,
) {
    let weight = weight(harness.reputation_of(to), parameters.constant);
    let before = harness.standing(from);
    let (mut pool, mut own) = (before.pool(), before.own);
    let fee = harness.account::<StoredMessage>(message).header.fee;
    let said = if spam { postage::Verdict::Spam } else { postage::Verdict::Valuable };
    if spam {
        let burn = Burn::new(parameters.spam_burn, weight, marks_of(harness, to, from));
        own -= burn.of(own);
        pool.burn(burn);
    } else {
        let cut = postage::settle(Lamports(fee), Rules::PERSONAL.fee_split(), said).treasury;
        let minted = minted(cut, parameters.rate, valuable_between(harness, from, to), weight);
        own = own.saturating_add(harness.index().shares(minted).unwrap_or(0));
    }
    let verdict = if spam { Verdict::Spam } else { Verdict::Valuable };
    let event = judged(&harness.judge(to, message).verdict(verdict).run());
    let after = harness.standing(from);
    assert_eq!((after.own, after.pool()), (own, pool));
    assert_eq!(event.shares_after, own.saturating_add(pool.value));
    assert_eq!(harness.account::<Correspondence>(harness.correspondence_of(from, to)).judged_at, harness.now());
}
