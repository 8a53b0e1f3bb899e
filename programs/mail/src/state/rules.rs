//! [`postage::Rules`] as accounts, arguments and the IDL carry them.

use anchor_lang::{
    bytemuck::{Pod, Zeroable},
    prelude::*,
};
use postage::{Bps, Growth, Lamports, Reputation, Seconds};

use crate::MailError;

/// The prices and periods of a network. Fees are lamports, periods seconds, growths base-2 logarithms in Q32.32,
/// shares bps, reputation millionths; `postage::Rules` says what each does.
#[repr(C)]
#[derive(Clone, Copy, IdlType, AnchorDeserialize, AnchorSerialize)]
pub struct Rules {
    pub base_fee: u64,
    pub byte_fee: u64,
    pub floor: u64,
    pub cap: u64,
    pub window_half_life: u64,
    pub window_free: u64,
    pub window_growth: u64,
    pub pair_half_life: u64,
    pub repeat_growth: u64,
    pub newcomer_constant: u64,
    pub answering_period: u64,
    pub rules_delay: u64,
    pub newcomer_surcharge: u32,
    pub friend_discount: u32,
    pub treasury_share: u32,
    pub spam_forfeit: u32,
}

// SAFETY: `repr(C)`, twelve u64 and then four u32: no padding, and any bits are a value.
unsafe impl Zeroable for Rules {}
// SAFETY: as above.
unsafe impl Pod for Rules {}

impl Rules {
    /// Refuses rules whose prices or periods would be out of bounds.
    pub fn validate(&self) -> Result<()> {
        postage::Rules::from(self).validate().map_err(|error| MailError::from(error).into())
    }
}

impl From<&Rules> for postage::Rules {
    #[inline(always)]
    fn from(rules: &Rules) -> Self {
        Self {
            base_fee: Lamports(rules.base_fee),
            byte_fee: Lamports(rules.byte_fee),
            floor: Lamports(rules.floor),
            cap: Lamports(rules.cap),
            window_half_life: Seconds(rules.window_half_life),
            window_free: rules.window_free,
            window_growth: Growth(rules.window_growth),
            pair_half_life: Seconds(rules.pair_half_life),
            repeat_growth: Growth(rules.repeat_growth),
            newcomer_constant: Reputation(rules.newcomer_constant),
            answering_period: Seconds(rules.answering_period),
            rules_delay: Seconds(rules.rules_delay),
            newcomer_surcharge: Bps(rules.newcomer_surcharge),
            friend_discount: Bps(rules.friend_discount),
            treasury_share: Bps(rules.treasury_share),
            spam_forfeit: Bps(rules.spam_forfeit),
        }
    }
}
