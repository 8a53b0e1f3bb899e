//! What the tests of this crate share: high-precision numbers and a clock.
#![allow(dead_code)] // not every test file needs all of it

use dashu::{
    float::{round::mode::HalfAway, FBig},
    integer::IBig,
};
use proptest::prelude::*;
use reputation_core::*;
use units::*;

pub type Real = FBig<HalfAway, 2>;

pub const GENESIS: Timestamp = Timestamp(1_800_000_000);
pub const PARAMETERS: Parameters = Parameters::PERSONAL;

pub fn real(value: impl Into<IBig>) -> Real {
    Real::from(value.into()).with_precision(256).value()
}

/// The number that a Q32.32 represents.
pub fn number(value: Q32) -> Real {
    real(value.0) / real(1u64 << 32)
}

pub fn power_of_two(exponent: &Real) -> Real {
    real(2).powf(exponent)
}

/// 2^-n.
pub fn tiny(n: i32) -> Real {
    power_of_two(&real(-n))
}

/// The index this long after genesis.
pub fn index(elapsed: u64, half_life: u64) -> Index {
    Index::at(GENESIS.after(Seconds(elapsed)), GENESIS, Seconds(half_life))
}

/// Numbers of any bit length.
pub fn amount() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0..64u32).prop_map(|(number, by)| number >> by)
}

pub fn half_life() -> impl Strategy<Value = u64> {
    prop_oneof![Just(PARAMETERS.half_life.0), SHORTEST_HALF_LIFE.0..=LONGEST_HALF_LIFE.0]
}
