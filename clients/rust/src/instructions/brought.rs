//! A payer who brings what a plan takes from other wallets.

use solana_pubkey::Pubkey;
use solana_system_interface::instruction::transfer;

use super::{Lock, Plan, Step};

impl Plan {
    /// The plan, in which `payer` brings what each transaction takes from other wallets, by a transfer at its beginning.
    /// What comes back goes to those wallets, not to the payer. Tokens are not brought.
    ///
    /// `lacks` says how many lamports a wallet lacks to exist. A wallet that holds less than the rent of an empty account
    /// cannot get back a part of what it locks, and cannot be paid less than it lacks. The first transaction that takes from
    /// the wallet brings what it lacks, too, and the first one that only pays the wallet brings what it still lacks then.
    /// For a wallet that the payer should not help to exist, return zero.
    pub fn brought_by(mut self, payer: &Pubkey, lacks: impl Fn(&Pubkey) -> u64) -> Self {
        let mut known = Vec::new();
        for step in &mut self.steps {
            step.bring(payer, |wallet| {
                let is_known = known.contains(wallet);
                known.push(*wallet);
                if is_known { 0 } else { lacks(wallet) }
            });
        }
        self
    }
}

impl Step {
    fn bring(&mut self, payer: &Pubkey, mut lacks: impl FnMut(&Pubkey) -> u64) {
        let locks = self.locks.iter_mut().filter(|lock| lock.mint.is_none() && lock.from != *payer);
        let taken = totals(locks.map(|lock| (std::mem::replace(&mut lock.from, *payer), lock.amount)));
        let returns = self.returns.iter().filter(|back| back.mint.is_none() && back.to != *payer);
        let mut paid = totals(returns.map(|back| (back.to, back.amount)));
        paid.retain(|(wallet, _)| !taken.iter().any(|(other, _)| other == wallet));
        for (wallet, total) in taken {
            let lacking = lacks(&wallet);
            self.give(payer, wallet, total, lacking);
        }
        for (wallet, total) in paid {
            match lacks(&wallet).saturating_sub(total) {
                0 => {}
                lacking => self.give(payer, wallet, 0, lacking),
            }
        }
    }

    /// Transfers what is taken from a wallet, and what it lacks to exist, which stays there.
    fn give(&mut self, payer: &Pubkey, wallet: Pubkey, taken: u64, lacking: u64) {
        self.brought.push(transfer(payer, &wallet, taken.saturating_add(lacking)));
        if lacking > 0 {
            self.locks.push(Lock { back_to: Some(wallet), ..Lock::rent(lacking, wallet, *payer) });
        }
    }
}

/// The sum of each wallet's amounts, in the order in which the wallets come first.
fn totals(amounts: impl Iterator<Item = (Pubkey, u64)>) -> Vec<(Pubkey, u64)> {
    let mut totals: Vec<(Pubkey, u64)> = Vec::new();
    for (wallet, amount) in amounts {
        match totals.iter_mut().find(|(other, _)| *other == wallet) {
            Some((_, total)) => *total = total.saturating_add(amount),
            None => totals.push((wallet, amount)),
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instructions::Purpose;

    #[test]
    fn a_wallet_that_is_only_paid_is_brought_what_it_still_lacks() {
        let [payer, ada, bo, held_by] = [1, 2, 3, 4].map(|byte| Pubkey::new_from_array([byte; 32]));
        let pays = |lamports| Step::default().returning(Purpose::Postage, lamports, held_by, ada);
        let brought = |paid, lacking| {
            let plan = Plan::from(pays(paid).returning(Purpose::Rent, 5, held_by, bo));
            plan.brought_by(&payer, |wallet| if *wallet == ada { lacking } else { 0 }).only()
        };
        let step = brought(30, 100);
        assert_eq!(step.brought, [transfer(&payer, &ada, 70)]);
        assert_eq!(step.locks, [Lock { back_to: Some(ada), ..Lock::rent(70, ada, payer) }]);
        for (paid, lacking) in [(30, 0), (100, 100), (100, 99)] {
            assert_eq!((brought(paid, lacking).brought, brought(paid, lacking).locks), (vec![], vec![]));
        }

        // It exists after the first step.
        let plan = Plan::from(pays(30)).then(pays(30).into()).brought_by(&payer, |_| 100);
        assert_eq!(plan.steps.iter().map(|step| step.brought.len()).collect::<Vec<_>>(), [1, 0]);
        // Of a wallet from which something is taken, all that it lacks is brought, too.
        let takes = Plan::from(pays(30).locking(Lock::rent(7, held_by, ada))).brought_by(&payer, |_| 100);
        assert_eq!(takes.only().brought, [transfer(&payer, &ada, 107)]);
    }
}
