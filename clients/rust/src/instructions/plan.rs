//! A plan: the transactions of an action, before anyone signs.

use postage::Quote;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{Creation, Lock, NewAccount, Purpose, Return, Until};

/// The transactions of an action, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The transactions.
    pub steps: Vec<Step>,
}

/// One transaction of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Lamports that somebody else brings, before the actor needs them.
    pub(super) brought: Vec<Instruction>,
    /// The accounts that are created first.
    pub creations: Vec<Creation>,
    /// The instructions after that. The last one is the action itself, unless the action's docs say otherwise.
    pub actions: Vec<Instruction>,
    /// The prices of the messages that it sends, in order. The program charges the prices at the moment when it lands.
    pub quotes: Vec<Quote>,
    /// What it takes from wallets.
    pub locks: Vec<Lock>,
    /// What it gives back to wallets, or pays them, as far as the state that the plan was made from tells.
    pub returns: Vec<Return>,
    /// The steps of the plan, by their places, that have to be confirmed before this one is sent. Those that do not
    /// wait for each other can be sent at the same time.
    pub after: Vec<usize>,
}

impl Plan {
    /// The plan with another plan after it: each of that plan's steps waits for all steps of this one.
    pub fn then(mut self, next: Self) -> Self {
        let before = self.steps.len();
        for mut step in next.steps {
            step.after = (0..before).chain(step.after.into_iter().map(|place| before + place)).collect();
            self.steps.push(step);
        }
        self
    }

    /// One transaction that does what all of these plans do, in order. [`Limits::check`](crate::Limits::check) says whether
    /// it fits. The plan is empty if they are.
    ///
    /// ```
    /// use bmail_sdk::{Plan, bounty::BountyDraft, instructions::{Chain, bounty}, token::Money};
    ///
    /// /// A bounty that pays in a token is created together with its vault.
    /// fn create(chain: &Chain, draft: &BountyDraft, money: &Money) -> Plan {
    ///     let address = draft.address(&chain.programs);
    ///     let vault = bounty::create_vault(chain, &address, &draft.issuer, money);
    ///     Plan::together([bounty::create_bounty(chain, draft), vault])
    /// }
    /// ```
    pub fn together(plans: impl IntoIterator<Item = Self>) -> Self {
        let steps: Vec<_> = plans.into_iter().flat_map(|plan| plan.steps).collect();
        if steps.is_empty() { Self::default() } else { Step::merged(steps).into() }
    }

    /// The plan for a state in which these addresses hold lamports: their accounts have to be created in another way.
    /// See [`Plan::new_addresses`].
    pub fn prefunded(mut self, is_prefunded: impl Fn(&Pubkey) -> bool) -> Self {
        for creation in self.steps.iter_mut().flat_map(|step| &mut step.creations) {
            creation.prefunded = is_prefunded(&creation.account.address);
        }
        self
    }

    /// The addresses at which accounts are created.
    pub fn new_addresses(&self) -> impl Iterator<Item = Pubkey> {
        self.steps.iter().flat_map(|step| &step.creations).map(|creation| creation.account.address)
    }

    /// The step of a plan that has only one. Of any other plan, use [`Plan::steps`].
    ///
    /// # Panics
    /// If it has none, or several. The plans of [`instructions`](crate::instructions) have one, unless their docs say
    /// otherwise.
    pub fn only(self) -> Step {
        let [step] = <[Step; 1]>::try_from(self.steps)
            .unwrap_or_else(|steps| panic!("a plan with one step is needed, but this one has {}", steps.len()));
        step
    }

    /// The lamports that the plan takes from a wallet, without the fees of its transactions.
    pub fn lamports_from(&self, wallet: &Pubkey) -> u64 {
        let all = self.steps.iter().flat_map(|step| &step.locks);
        let taken = all.filter(|lock| lock.mint.is_none() && lock.from == *wallet);
        taken.map(|lock| lock.amount).fold(0, u64::saturating_add)
    }
}

impl Step {
    /// All instructions of the transaction, in order.
    pub fn instructions(&self) -> Vec<Instruction> {
        let created = self.creations.iter().flat_map(Creation::instructions);
        self.brought.iter().cloned().chain(created).chain(self.actions.iter().cloned()).collect()
    }

    /// Who has to sign it, besides the payer of its fees.
    pub fn signers(&self) -> Vec<Pubkey> {
        let mut signers = Vec::new();
        for meta in self.instructions().iter().flat_map(|instruction| &instruction.accounts) {
            if meta.is_signer && !signers.contains(&meta.pubkey) {
                signers.push(meta.pubkey);
            }
        }
        signers
    }

    /// One transaction of several steps, which do not wait for each other.
    pub(crate) fn merged(steps: Vec<Self>) -> Self {
        steps.into_iter().fold(Self::default(), |mut all, step| {
            all.brought.extend(step.brought);
            all.creations.extend(step.creations);
            all.actions.extend(step.actions);
            all.locks.extend(step.locks);
            all.returns.extend(step.returns);
            all.quotes.extend(step.quotes);
            all
        })
    }

    /// A step that creates an account before its actions. The lamports are locked as rent.
    pub(crate) fn creating(creation: Creation, actions: Vec<Instruction>) -> Self {
        let mut step = Self { actions, ..Self::default() };
        step.create(creation);
        step
    }

    /// Creates one more account, whose lamports are rent.
    pub(crate) fn create(&mut self, creation: Creation) {
        let NewAccount { author, address, .. } = &creation.account;
        self.locks.push(Lock::rent(creation.lamports, *address, *author));
        self.creations.push(creation);
    }

    /// The step, with further lamports in the account that it creates.
    pub(crate) fn holding(mut self, purpose: Purpose, lamports: u64) -> Self {
        if let Some(creation) = self.creations.last_mut() {
            creation.lamports = creation.lamports.saturating_add(lamports);
            let (from, held_by) = (creation.account.author, creation.account.address);
            self.locks.push(Lock { purpose, ..Lock::rent(lamports, held_by, from) });
        }
        self
    }

    /// The step, in which all that it has locked so far comes back then.
    pub(crate) fn until(mut self, until: Until) -> Self {
        self.locks.iter_mut().for_each(|lock| lock.until = until);
        self
    }

    pub(crate) fn locking(mut self, lock: Lock) -> Self {
        self.locks.push(lock);
        self
    }

    pub(crate) fn returning(mut self, purpose: Purpose, lamports: u64, held_by: Pubkey, to: Pubkey) -> Self {
        self.returns.push(Return { purpose, amount: lamports, mint: None, held_by, to });
        self
    }
}

impl From<Step> for Plan {
    fn from(step: Step) -> Self {
        Self { steps: vec![step] }
    }
}

impl From<Instruction> for Step {
    fn from(action: Instruction) -> Self {
        Self { actions: vec![action], ..Self::default() }
    }
}

impl From<Instruction> for Plan {
    fn from(action: Instruction) -> Self {
        Step::from(action).into()
    }
}

#[cfg(test)]
mod tests {
    use postage::{PairState, RecipientState, Rules, SenderState};
    use units::Timestamp;

    use super::*;

    fn step(data: u8) -> Step {
        let to = Pubkey::new_from_array([data; 32]);
        let action = Instruction { program_id: crate::MAIL_ID, accounts: Vec::new(), data: vec![data] };
        Step::from(action).locking(Lock::rent(u64::from(data), to, to)).returning(Purpose::Rent, 1, to, to)
    }

    #[test]
    fn plans_together_are_one_transaction_with_all_that_they_do_in_order() {
        let together = Plan::together([Plan::from(step(1)), Plan::from(step(2)).then(step(3).into())]);
        let all = together.only();
        let data: Vec<_> = all.instructions().iter().map(|action| action.data[0]).collect();
        assert_eq!(data, [1, 2, 3]);
        assert_eq!((all.locks.len(), all.returns.len(), &all.after[..]), (3, 3, &[][..]));
        assert_eq!(Plan::together([Plan::from(step(1))]), step(1).into());
        assert_eq!(Plan::together([Plan::default(), Plan::default()]), Plan::default());
    }

    #[test]
    #[should_panic(expected = "this one has 2")]
    fn a_plan_with_two_steps_does_not_lose_one() {
        Plan::from(step(1)).then(step(2).into()).only();
    }

    #[test]
    #[should_panic(expected = "this one has 0")]
    fn an_empty_plan_has_no_only_step() {
        Plan::default().only();
    }

    #[test]
    fn a_transaction_of_several_messages_has_the_quotes_of_all_in_order() {
        let now = Timestamp(0);
        let (sender, pair) = (SenderState::new(now), PairState::new(now));
        let quotes = [500, 1, 30].map(|size| {
            postage::quote(&Rules::PERSONAL, &sender, &pair, &RecipientState::default(), size, now).unwrap()
        });
        let steps = quotes.map(|quote| Step { quotes: vec![quote], ..Step::default() });
        assert_eq!(Step::merged(steps.into()).quotes, quotes);
    }
}
