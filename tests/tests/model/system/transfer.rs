//! Lamports that someone gives away.

use solana_system_interface::instruction::transfer;

use crate::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct Transfer {
    pub from: Who,
    pub to: Place,
    pub amount: Amount,
}

impl Transfer {
    pub fn choices() -> Weighted<Self> {
        (30, (who(), place(), amount()).prop_map(|(from, to, amount)| Self { from, to, amount }).boxed())
    }
}

impl Act for Transfer {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let (from, to) = (self.from.address(), builder.place(self.to)?);
        let lamports = builder.amount(self.amount, Some(builder.model.balance(from)));
        Some(vec![transfer(&from, &to, lamports)])
    }
}
