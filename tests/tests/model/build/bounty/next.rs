//! The actions that a bounty waits for.

use bmail_sdk::accounts::Opinion;
use solana_pubkey::Pubkey;

use super::{Builder, pick};
use crate::{
    action::Deed,
    choice::{Entry, Gift, Shown, Signs, WhichBounty},
    model::{Bounty, Phase},
    roster::{WRITERS, Who},
};

/// The bounty that was just found.
const IT: WhichBounty = WhichBounty::Last;

impl Builder<'_> {
    /// One action that brings a bounty closer to its end. None if only time does.
    pub(super) fn next(&self, address: Pubkey, choice: usize) -> Option<Deed> {
        let bounty = &self.model.bounties[&address];
        let all = match self.model.phase(bounty) {
            _ if bounty.cancelled => self.to_give_back(address, bounty),
            Phase::Draft => self.to_fund(address, bounty, choice),
            Phase::Submitting => self.to_commit(address, bounty, choice),
            Phase::Revealing => self.to_reveal(address, choice),
            Phase::Reviewing => self.to_review(address, bounty, choice),
            Phase::Challenging => self.to_veto(address, choice),
            Phase::Settled => [self.to_pay(address, choice), self.to_give_back(address, bounty)].concat(),
        };
        pick(all.iter(), choice)
    }

    fn to_fund(&self, address: Pubkey, bounty: &Bounty, choice: usize) -> Vec<Deed> {
        if bounty.pays_tokens() && bounty.vault.is_none() {
            return vec![Deed::CreateVault { bounty: IT }];
        }
        if self.model.lacking(address) == 0 {
            return match choice % 8 {
                0 => vec![Deed::Cancel { bounty: IT, by: Signs::Issuer }],
                _ => vec![Deed::Open { bounty: IT }],
            };
        }
        let who = Who(choice % Who::all().count());
        let gift = [Gift::One, Gift::Third, Gift::Missing][choice % 3];
        let fund = Deed::Fund { who, bounty: IT, gift, flaw: None };
        vec![fund, fund, Deed::Allocate { bounty: IT, gift }]
    }

    /// Most of these people can reveal later.
    fn to_commit(&self, address: Pubkey, bounty: &Bounty, choice: usize) -> Vec<Deed> {
        let shown = match choice % 8 {
            0 => Shown::Other,
            1 if !self.model.submissions_to(address).is_empty() => Shown::Copied,
            _ => Shown::Right,
        };
        let all = self.model.submissions_to(address);
        let may = |who: &Who| {
            let has = all.iter().any(|submission| submission.submitter == who.address());
            !has && !bounty.is_judge(who.address())
        };
        let commit = |who| Deed::Commit { entry: Entry::Of(IT, who), shown, flaw: None };
        Who::all().filter(may).map(commit).collect()
    }

    /// Seldom something that was revealed already.
    fn to_reveal(&self, address: Pubkey, choice: usize) -> Vec<Deed> {
        let all = self.model.submissions_to(address);
        let hidden = all.iter().filter(|submission| submission.content_hash.is_none() || choice.is_multiple_of(7));
        hidden.map(|submission| Deed::Reveal { entry: of(submission.submitter), shown: Shown::Right }).collect()
    }

    fn to_review(&self, address: Pubkey, bounty: &Bounty, choice: usize) -> Vec<Deed> {
        let opinion = match choice % 8 {
            0 => Opinion::Reject,
            1 => Opinion::Spam,
            _ => Opinion::Accept,
        };
        let all = self.model.submissions_to(address);
        let shown = all.iter().filter(|submission| submission.content_hash.is_some());
        let by = |place: usize| person(bounty.reviewers[place]);
        let judges = |submission| (0..bounty.reviewers.len()).map(move |place| (submission, place));
        let open = shown.flat_map(|submission| judges(*submission));
        let open = open.filter(|(submission, place)| submission.opinions.iter().all(|(said, _)| said != place));
        open.map(|(submission, place)| Deed::Review { entry: of(submission.submitter), by: by(place), opinion })
            .collect()
    }

    /// One of two or three awards.
    fn to_veto(&self, address: Pubkey, choice: usize) -> Vec<Deed> {
        let all = self.model.submissions_to(address);
        let won =
            self.model.winners(address).into_iter().filter(|number| (*number as usize + choice).is_multiple_of(3));
        won.map(|number| Deed::Veto { entry: of(all[number as usize].submitter) }).collect()
    }

    /// Sometimes to people who committed too late, and seldom on someone else's standing.
    fn to_pay(&self, address: Pubkey, choice: usize) -> Vec<Deed> {
        let late = choice.is_multiple_of(2);
        let winners = if late { self.model.accepted(address) } else { self.model.winners(address) };
        let there = self.model.submissions.values().filter(|submission| submission.bounty == address);
        let whose = choice.is_multiple_of(5).then_some(Who(choice % WRITERS));
        let claim = |submitter| Deed::Claim { entry: of(submitter) };
        let earn = |submitter| Deed::Earn { entry: of(submitter), whose };
        let won = there.filter(|submission| winners.contains(&submission.number) && !submission.earned);
        won.map(|one| if one.paid { earn(one.submitter) } else { claim(one.submitter) }).collect()
    }

    fn to_give_back(&self, address: Pubkey, bounty: &Bounty) -> Vec<Deed> {
        let model = self.model;
        let contributors = model.contributions_to(address).map(|(_, given)| given.contributor);
        let there = model.submissions.values().filter(|submission| submission.bounty == address);
        let mut all: Vec<_> = contributors.map(|wallet| Deed::Withdraw { entry: of(wallet), signed: false }).collect();
        all.extend(there.map(|submission| Deed::CloseSubmission { entry: of(submission.submitter), elsewhere: false }));
        let owes = bounty.treasurys() > 0;
        all.extend(owes.then_some(Deed::ReturnAllocation { bounty: IT, by: Signs::Nobody }));
        match bounty.vault {
            _ if !all.is_empty() => all,
            Some(_) => vec![Deed::CloseVault { bounty: IT }],
            None => vec![Deed::CloseBounty { bounty: IT }],
        }
    }
}

fn of(wallet: Pubkey) -> Entry {
    Entry::Of(IT, person(wallet))
}

fn person(wallet: Pubkey) -> Who {
    Who::all().find(|who| who.address() == wallet).expect("only people take part")
}
