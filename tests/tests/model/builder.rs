//! Builds instructions from choices and the model's state.

use bmail_sdk::{BOUNTY_ID, MAIL_ID, Plan, SPL_TOKEN_ID, TOKEN_2022_ID, instructions::Chain};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_rent::Rent;
use solana_system_interface::program::ID as SYSTEM;

use crate::{
    action::{Spoil, Try},
    model::Model,
    roster::{Net, Who},
    sent::Sent,
};

/// What the previous action was about.
#[derive(Clone, Copy, Default)]
pub struct Focus {
    pub message: Option<Pubkey>,
    pub body: Option<Pubkey>,
    pub tie: Option<(Who, Who, Net)>,
    pub bounty: Option<Pubkey>,
}

pub struct Builder<'w> {
    pub model: &'w Model,
    pub focus: &'w mut Focus,
}

impl Builder<'_> {
    /// The instructions for an action. None if there is nothing to act on.
    pub fn build(&mut self, attempt: &Try) -> Option<Vec<Instruction>> {
        let mut instructions = attempt.action.build(self)?;
        if let (Some(last), Some(spoil)) = (instructions.last_mut(), attempt.spoil) {
            self.spoil(last, spoil);
        }
        Some(instructions)
    }

    /// What the SDK plans for.
    pub fn chain(&self) -> Chain {
        Chain { rent: Rent::with_lamports_per_byte(self.model.lamports_per_byte), ..Chain::default() }
    }

    /// The instructions of a plan's only transaction.
    pub fn only(&self, plan: Plan) -> Option<Vec<Instruction>> {
        Some(plan.prefunded(|address| self.model.balance(*address) > 0).only().instructions())
    }

    /// Replaces an account in an instruction of one of the programs. Programs that are called are not replaced, except
    /// a bounty's token program.
    fn spoil(&self, instruction: &mut Instruction, Spoil { role, with, alike, of_tokens }: Spoil) {
        if !instruction.is_ours() {
            return;
        }
        let called = if instruction.program_id == BOUNTY_ID { &[SYSTEM][..] } else { &[SYSTEM, TOKEN_2022_ID] };
        let is_called = |address| called.contains(&address);
        let mut accounts: Vec<_> = instruction.accounts.iter_mut().filter(|meta| !is_called(meta.pubkey)).collect();
        let tokens = &self.model.tokens;
        let is_vault = |at: &Pubkey| tokens.get(at).is_some_and(|account| account.owner == *at);
        if of_tokens && accounts.iter().any(|meta| is_vault(&meta.pubkey)) {
            accounts.retain(|meta| tokens.contains_key(&meta.pubkey) || meta.pubkey == TOKEN_2022_ID);
        }
        let role = role % accounts.len();
        let meta = &mut accounts[role];
        let others: Vec<_> = match () {
            () if meta.is_signer => Who::all().map(Who::address).collect(),
            () if alike && meta.pubkey == TOKEN_2022_ID => vec![SPL_TOKEN_ID],
            () if alike => self.model.alike(meta.pubkey),
            () => self.model.lamports.keys().copied().collect(),
        };
        // An omitted account is read-only, and its replacement must be writable.
        meta.is_writable |= meta.pubkey == MAIL_ID;
        meta.pubkey = others[with % others.len()];
    }

    /// A network's authority, if the network exists.
    pub fn authority(&self, net: Net) -> Option<Pubkey> {
        self.model.networks.get(&net.address()).map(|network| network.authority)
    }
}

/// One of the existing items, with the index modulo their number.
pub fn pick<'a, T: Clone + 'a>(from: impl Iterator<Item = &'a T> + Clone, index: usize) -> Option<T> {
    from.cycle().nth(index).cloned()
}

/// Passes another account to the last of these instructions.
pub fn replace(sent: &mut [Instruction], account: Pubkey, by: Pubkey) {
    let metas = sent.last_mut().into_iter().flat_map(|last| &mut last.accounts);
    metas.filter(|meta| meta.pubkey == account).for_each(|meta| meta.pubkey = by);
}
