//! Compares the arithmetic with high-precision arithmetic.

mod common;
use common::*;
use dashu::{
    float::{round::mode::HalfAway, FBig},
    integer::IBig,
};
use postage::*;
use proptest::prelude::*;
use units::*;

type Real = FBig<HalfAway, 2>;

fn real(value: impl Into<IBig>) -> Real {
    Real::from(value.into()).with_precision(256).value()
}

/// The number that a Q32.32 stands for.
fn number(value: Q32) -> Real {
    real(value.0) / real(1u64 << 32)
}

fn power_of_two(exponent: &Real) -> Real {
    real(2).powf(exponent)
}

/// 2^-n.
fn tiny(n: i32) -> Real {
    power_of_two(&real(-n))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn growth_is_the_factor_it_was_made_from(factor in 10_001..=160_000u32) {
        let ours = number(Growth::per_message(Bps(factor)).factor());
        let truth = real(factor) / real(10_000);
        prop_assert!(ours >= &truth * (real(1) - tiny(31)) && ours <= &truth * (real(1) + tiny(31)));
    }

    /// The price is the exact product of the quoted factors, rounded up to a lamport, except for 2^-32 for each factor
    /// that is multiplied in; and the factors are those of the formulas.
    ///
    /// Shows mail.md: Each factor and their product equal the formula's.
    /// Shows mail.md: Rounding is against the sender: the product by less than a lamport, the factors in their last
    ///   bits, and the total by less than a hundred-thousandth plus a lamport.
    /// Shows mail.md: A quote contains each factor, so a client can explain the price.
    /// Shows security.md: Gaining from rounding.
    #[test]
    fn price_equals_the_formula(
        rules in rules(), sender in sender(), pair in pair(), to in recipient(), size in 0..=MAX_SIZE,
    ) {
        let quote = quote(&rules, &sender, &pair, &to, size, NOW).unwrap();
        let factors = [quote.rate, quote.repeat, quote.friend, quote.newcomer];
        let exact = factors.iter().fold(real(quote.base.0), |product, factor| product * number(*factor));
        if quote.product.0 < 1 << 52 && factors.iter().all(|factor| factor.0 < 1 << 60) {
            prop_assert!(real(quote.product.0) >= exact);
            prop_assert!(real(quote.product.0) <= &exact * (real(1) + tiny(31)) + real(1));
        }
        prop_assert_eq!(quote.base.0, rules.base_fee.0 + rules.byte_fee.0 * u64::from(size));
        prop_assert_eq!(quote.postage, quote.product.min(rules.cap).max(rules.floor).max(to.min_fee));

        let excess = quote.load.0.saturating_sub(rules.window_free << 32);
        let rate = number(Q32(rules.window_growth.0)) * number(Q32(excess));
        if rate < real(31) {
            prop_assert!(number(quote.rate) >= power_of_two(&rate));
            prop_assert!(number(quote.rate) <= power_of_two(&rate) * (real(1) + tiny(30)));
        }
        let balance = number(quote.received) / (real(1) + number(Q32(quote.sent.0 - Q32::ONE.0).max(quote.received)));
        if quote.sent < Q32::MAX_COUNT {
            prop_assert!(number(quote.balance) <= balance && number(quote.balance) >= &balance - tiny(31));
            let friend = real(1) - balance * real(rules.friend_discount.0) / real(10_000);
            prop_assert!(number(quote.friend) >= friend && number(quote.friend) <= friend + tiny(30));
        }
        let lacking = real(rules.newcomer_constant.0)
            / (real(rules.newcomer_constant.0) + real(sender.reputation.0));
        let newcomer = real(1) + lacking * real(rules.newcomer_surcharge.0) / real(10_000);
        prop_assert!(number(quote.newcomer) >= &newcomer - tiny(30));
        prop_assert!(number(quote.newcomer) <= newcomer * (real(1) + tiny(25)));
    }
}
