//! Allocating money from the treasury to a bounty, and returning what was not awarded.

use anchor_lang::{address_eq, prelude::*};
use bounty_core::Phase;
use kit::{emit, increase, now, Account};
use mail_interface::NetworkHead;
use pinocchio::cpi::Seed;
use units::Timestamp;

use crate::{
    seeds,
    state::{Bounty, Treasury},
    tokens::{self, Payee, Vault},
    Allocated, BountyError, ContributionWithdrawn,
};

// Seeds are not checked: the programs create accounts with these discriminators at their one address only.
#[derive(Accounts)]
pub struct Allocate {
    pub authority: Signer,
    pub network: Account<NetworkHead>,
    #[account(mut)]
    pub treasury: Account<Treasury>,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    /// The bounty's vault. This and the next two accounts are ignored if the bounty pays in SOL. Any others can then
    /// stand in for them, but a writable one must differ from every other account.
    #[account(mut)]
    pub vault: UncheckedAccount,
    /// A token account that the treasury owns.
    #[account(mut)]
    pub source: UncheckedAccount,
    pub token_program: UncheckedAccount,
}

// No signer once the bounty is settled or cancelled: the money can only return to the treasury.
#[derive(Accounts)]
pub struct ReturnAllocation {
    pub network: Account<NetworkHead>,
    #[account(mut)]
    pub treasury: Account<Treasury>,
    #[account(mut)]
    pub bounty: Account<Bounty>,
    /// The bounty's vault. This and the next two accounts are ignored if the bounty pays in SOL. Any others can then
    /// stand in for them, but a writable one must differ from every other account.
    #[account(mut)]
    pub vault: UncheckedAccount,
    /// A token account that the treasury owns: the associated one, unless the network's authority signs.
    #[account(mut)]
    pub destination: UncheckedAccount,
    pub token_program: UncheckedAccount,
    /// The network's authority. It must sign as long as the bounty is not open, and if `destination` is not the
    /// treasury's associated token account.
    pub authority: Option<Signer>,
}

impl Allocate {
    fn validate(&self, amount: u64, now: Timestamp) -> Result<()> {
        let network = self.network.address();
        require!(amount != 0, BountyError::NothingGiven);
        require!(address_eq(&self.network.authority, self.authority.address()), BountyError::NotAuthority);
        require!(address_eq(&self.treasury.network, network), BountyError::OtherNetwork);
        require!(address_eq(&self.bounty.network, network), BountyError::OtherNetwork);
        require!(address_eq(&self.bounty.mint, &self.treasury.mint), BountyError::OtherMint);
        self.bounty.require_phase(Phase::Draft, now)
    }

    pub fn run(&mut self, amount: u64) -> Result<()> {
        let now = now()?;
        self.validate(amount, now)?;

        let taken = self.bounty.add(amount)?;
        self.treasury.allocate(taken, now)?;
        increase(&mut self.bounty.allocated, taken).ok_or(BountyError::Overflow)?;
        self.bounty.from_treasury = self.bounty.allocated;
        if self.bounty.pays_tokens() {
            self.transfer(taken)?;
        } else {
            // Checked before the lamports move: if there are too few, the runtime only reports an arithmetic overflow.
            let mut treasury = *self.treasury.account();
            let left = treasury.lamports().saturating_sub(taken);
            self.treasury.invariant(left, treasury.data_len())?;
            treasury.set_lamports(left);
            self.bounty.add_lamports(taken)?;
        }
        emit(Allocated { bounty: *self.bounty.address(), amount: taken });
        Ok(())
    }

    /// Transfers tokens to the vault, and checks what has arrived.
    fn transfer(&self, amount: u64) -> Result<()> {
        let (token_program, treasury) = (self.token_program.account(), &self.treasury);
        let bump = [treasury.bump];
        let seeds =
            [seeds::TREASURY, treasury.network.as_ref(), treasury.mint.as_ref(), bump.as_slice()].map(Seed::from);
        let (source, vault) = (self.source.account(), self.vault.account());
        // Or else the treasury could spend what somebody else delegated to it.
        tokens::validate_owner(source, treasury.address())?;
        tokens::transfer([token_program, source, vault, treasury.account()], amount, &seeds)?;
        require!(tokens::balance(&self.bounty, vault)? >= self.bounty.held, BountyError::Underfunded);
        Ok(())
    }
}

impl ReturnAllocation {
    fn validate(&self, is_draft: bool) -> Result<()> {
        let network = self.network.address();
        require!(address_eq(&self.treasury.network, network), BountyError::OtherNetwork);
        require!(address_eq(&self.bounty.network, network), BountyError::OtherNetwork);
        require!(address_eq(&self.bounty.mint, &self.treasury.mint), BountyError::OtherMint);
        require!(!is_draft || self.is_signed(), BountyError::NotAuthority);
        Ok(())
    }

    /// Whether the network's authority signs.
    fn is_signed(&self) -> bool {
        self.authority.as_ref().is_some_and(|signer| address_eq(&self.network.authority, signer.address()))
    }

    pub fn run(&mut self) -> Result<()> {
        let now = now()?;
        let is_draft = self.bounty.is_draft(now);
        self.validate(is_draft)?;

        let given = core::mem::take(&mut self.bounty.from_treasury);
        if is_draft {
            self.bounty.allocated = 0;
        }
        let amount = self.bounty.give_back(given, now)?;
        if self.bounty.pays_tokens() {
            let (account, token_program) = (self.vault.account(), self.token_program.account());
            let payee = Payee { owner: self.treasury.address(), agrees: self.is_signed() };
            Vault { bounty: &self.bounty, account, token_program }.pay(self.destination.account(), payee, amount)?;
        } else {
            self.bounty.sub_lamports(amount)?;
            self.treasury.add_lamports(amount)?;
        }
        self.bounty.invariant(self.bounty.get_lamports())?;
        let (bounty, contributor) = (*self.bounty.address(), *self.treasury.address());
        emit(ContributionWithdrawn { bounty, contributor, amount });
        Ok(())
    }
}
