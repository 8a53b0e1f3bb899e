//! `create_bounty`: someone promises awards.

use std::collections::BTreeSet;

use bmail_sdk::{
    PROGRAMS,
    generated::bounty::instructions::{self as generated, CreateBountyInstructionArgs},
    instructions::Step,
};

use crate::{
    bounty::{
        terms::{Asked, asked, from_terms, is_address},
        treasury::treasurys_net,
    },
    prelude::*,
};

/// A bounty, with this many judges starting at a given person.
#[derive(Clone, Copy, Debug)]
pub struct CreateBounty {
    pub who: Who,
    pub net: Net,
    pub number: u64,
    pub terms: Asked,
    /// Whether it pays in the coin.
    pub in_coins: bool,
    pub judges: usize,
    pub first: Who,
    pub flaw: Option<PromiseFlaw>,
    pub account: Option<NewFlaw>,
}

/// What is wrong with the judges, or with the terms' URI.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PromiseFlaw {
    /// The issuer is also a judge.
    Issuer,
    Twice,
    Nobody,
    /// A reviewer follows an empty place.
    Gap,
    LongUri,
    Space,
    NotAscii,
    /// A number that does not match the address.
    Number,
    /// The network's reputation token as the currency.
    Mint,
}

impl CreateBounty {
    fn promise(&self) -> CreateBountyInstructionArgs {
        let Self { who, net, number, terms, in_coins, flaw, .. } = *self;
        let terms_uri = match flaw {
            Some(PromiseFlaw::LongUri) => vec![b'x'; 201],
            Some(PromiseFlaw::Space) => b"https://example.org/ ".to_vec(),
            Some(PromiseFlaw::NotAscii) => "https://example.org/ä".into(),
            _ => format!("https://example.org/{}", "x".repeat(90 * number as usize)).into_bytes(),
        };
        let mint = match flaw {
            Some(PromiseFlaw::Mint) => net.mint(),
            _ if in_coins => ROSTER.coin,
            _ => Pubkey::default(),
        };
        let (terms, terms_hash, reviewers) = (terms.terms(), who.hash(0), self.reviewers());
        CreateBountyInstructionArgs { number, terms, mint, terms_hash, reviewers, terms_uri }
    }

    fn reviewers(&self) -> [Pubkey; 7] {
        let Self { who, judges, first, flaw, .. } = *self;
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
}

impl Modeled for CreateBounty {
    fn build(&self, builder: &mut Builder<'_>) -> Option<Vec<Instruction>> {
        let issuer = self.who.address();
        let promise = self.promise();
        let (address, seed) = PROGRAMS.bounty(&issuer, &self.net.address(), &promise);
        let space = accounts::Bounty::LEN + promise.terms_uri.len();
        let new = NewAccount { author: issuer, address, seed, space, program: BOUNTY_ID };
        // A flaw in the promise must not affect the account.
        let number = self.number + u64::from(self.flaw == Some(PromiseFlaw::Number));
        let accounts = generated::CreateBounty { issuer, treasury: self.net.chest(), bounty: address };
        let mut step = Step::from(accounts.instruction(CreateBountyInstructionArgs { number, ..promise }));
        step.creations.push(new.with(builder.model.rent(space)));
        builder.focus.bounty = Some(address);
        builder.creating(step.into(), self.account)
    }

    fn choices() -> Weighted<Self> {
        use PromiseFlaw::{Gap, Issuer, LongUri, Mint, Nobody, NotAscii, Number, Space, Twice};
        let flaws = select(vec![Issuer, Twice, Nobody, Gap, LongUri, Space, NotAscii, Number, Mint]);
        let judges = (1..4_usize, select(vec![5, 5, 5, 6, 6, 0, 3]).prop_map(Who));
        let whole = (anybody(), treasurys_net(), 0..3_u64, asked(), weighted(0.25), judges);
        let whole = (whole, option::weighted(0.15, flaws), flaw());
        let whole = whole.prop_map(|((who, net, number, terms, in_coins, (judges, first)), flaw, account)| Self {
            who,
            net,
            number,
            terms,
            in_coins,
            judges,
            first,
            flaw,
            account,
        });
        (31, whole.boxed())
    }

    fn predict(model: &mut Model, sent: &Instruction) -> Prediction {
        let [issuer, treasury, bounty] = sent.addresses();
        let promise: CreateBountyInstructionArgs = sent.arguments();
        let treasury_state = known(&model.treasuries, treasury)?;
        let network = treasury_state.network;
        let right = PROGRAMS.bounty(&issuer, &network, &promise).0;
        let CreateBountyInstructionArgs { terms, mint, terms_hash, reviewers, terms_uri, .. } = promise;
        let earns_in_tokens = terms.earns_reputation != 0 && mint != Pubkey::default();
        let judges: Vec<_> = reviewers.into_iter().take_while(|judge| *judge != Pubkey::default()).collect();
        model
            .unless_new(bounty, right, accounts::Bounty::LEN + terms_uri.len(), 0)
            .also(from_terms(&terms, judges.len()))
            .when(!treasury_state.is_for_sol(), BountyError::OtherMint)
            .when(!is_address(&terms_uri) || earns_in_tokens, BountyError::InvalidTerms)
            .when(!are_judges(&reviewers, &judges, issuer), BountyError::InvalidReviewers)
            .none()?;
        model.blanks.remove(&bounty);
        let state = Bounty {
            network,
            issuer,
            terms_hash,
            reviewers: judges,
            terms,
            terms_uri,
            mint,
            vault: None,
            opened_at: None,
            cancelled: false,
            settled: false,
            allocated: 0,
            returned: false,
            vetoed: Default::default(),
            bond_returned: false,
            closed: Vec::new(),
            paid: Vec::new(),
            parts: Vec::new(),
            came: 0,
            went: 0,
        };
        model.bounties.insert(bounty, state);
        Ok(())
    }
}

/// Whether the reviewers are different people, none of them the issuer, followed only by empty places.
fn are_judges(reviewers: &[Pubkey], judges: &[Pubkey], issuer: Pubkey) -> bool {
    let different: BTreeSet<_> = judges.iter().collect();
    let rest = &reviewers[judges.len()..];
    different.len() == judges.len() && rest.iter().all(|judge| *judge == Pubkey::default()) && !judges.contains(&issuer)
}
