//! Creating, opening and closing bounties.

use bmail_sdk::{BOUNTY_ID, NewAccount, PROGRAMS, accounts, generated::bounty::instructions as generated};
use solana_pubkey::Pubkey;

use super::{Builder, created, treasury::op};
use crate::{
    action::Offer,
    choice::{NewFlaw, PromiseFlaw, Signs, WhichBounty},
    op::{BountyData, Op, Promise},
    roster::{ROSTER, Who},
};

impl Builder<'_> {
    /// Creates the bounty's account and the bounty.
    pub(super) fn offer(&mut self, offer: Offer) -> Vec<Op> {
        let Offer { who, net, number, flaw, account, .. } = offer;
        let issuer = who.address();
        let promise = promise(&offer);
        let (address, seed) = PROGRAMS.bounty(&issuer, &net.address(), &promise.arguments());
        let space = accounts::Bounty::LEN + promise.terms_uri.len();
        let new = NewAccount { author: issuer, address, seed, space, program: BOUNTY_ID };
        let mut ops = self.account_for(new, 0, account);
        // A flaw in the promise must not affect the account.
        let promise = Promise { number: number + u64::from(flaw == Some(PromiseFlaw::Number)), ..promise };
        let accounts = generated::CreateBounty { issuer, treasury: net.chest(), bounty: address };
        let instruction = accounts.instruction(promise.arguments());
        ops.push(op(BountyData::Create(Box::new(promise)), instruction));
        self.focus.bounty = Some(address);
        ops
    }

    /// Creates an account with its rent and what it must hold in addition, unless it exists already.
    pub(super) fn account_for(&self, new: NewAccount, owed: u64, flaw: Option<NewFlaw>) -> Vec<Op> {
        let new = NewAccount { space: new.space + usize::from(flaw == Some(NewFlaw::Space)), ..new };
        let lamports = self.model.rent(new.space) + owed - u64::from(flaw == Some(NewFlaw::Short));
        match flaw {
            Some(NewFlaw::Missing) => Vec::new(),
            Some(NewFlaw::Twice) => created(&new, lamports),
            Some(NewFlaw::Empty) => self.create(&new, 0),
            _ if self.model.has_data(new.address) => Vec::new(),
            _ => self.create(&new, lamports),
        }
    }

    pub(super) fn open_bounty(&mut self, which: WhichBounty) -> Option<Op> {
        let (bounty, state) = self.bounty(which)?;
        let accounts = generated::Open { issuer: state.issuer, bounty };
        Some(op(BountyData::Open, accounts.instruction()))
    }

    pub(super) fn cancel(&mut self, which: WhichBounty, by: Signs) -> Option<Op> {
        let (bounty, state) = self.bounty(which)?;
        let accounts = generated::Cancel { signer: self.signer(by, &state)?, network: state.network, bounty };
        Some(op(BountyData::Cancel, accounts.instruction()))
    }

    pub(super) fn close_bounty(&mut self, which: WhichBounty) -> Option<Op> {
        let (bounty, state) = self.bounty(which)?;
        let accounts = generated::CloseBounty { issuer: state.issuer, bounty };
        Some(op(BountyData::CloseBounty, accounts.instruction()))
    }
}

fn promise(offer: &Offer) -> Promise {
    let Offer { who, net, number, terms, in_coins, flaw, .. } = *offer;
    let terms_uri = match flaw {
        Some(PromiseFlaw::LongUri) => vec![b'x'; 201],
        Some(PromiseFlaw::Space) => b"https://example.org/ ".to_vec(),
        Some(PromiseFlaw::NotAscii) => "https://example.org/ä".into(),
        _ => format!("https://example.org/{}", "x".repeat(90 * number as usize)).into_bytes(),
    };
    let reviewers = judges(offer);
    let mint = match flaw {
        Some(PromiseFlaw::Mint) => net.mint(),
        _ if in_coins => ROSTER.coin,
        _ => Pubkey::default(),
    };
    Promise { number, terms: terms.terms(), mint, terms_hash: who.hash(0), reviewers, terms_uri }
}

fn judges(offer: &Offer) -> [Pubkey; 7] {
    let Offer { who, judges, first, flaw, .. } = *offer;
    let count = Who::all().count();
    let others = (0..count).map(|step| Who((first.0 + step) % count)).filter(|judge| *judge != who);
    let mut named: Vec<_> = others.take(judges).map(Who::address).collect();
    match flaw {
        Some(PromiseFlaw::Issuer) => named.push(who.address()),
        Some(PromiseFlaw::Twice) => named.extend(named.first().copied()),
        Some(PromiseFlaw::Nobody) => named.clear(),
        Some(PromiseFlaw::Gap) => named.insert(1, Pubkey::default()),
        _ => (),
    }
    let mut all = [Pubkey::default(); 7];
    named.iter().zip(&mut all).for_each(|(judge, place)| *place = *judge);
    all
}
