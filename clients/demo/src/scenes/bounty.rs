//! Ida creates a bounty, the treasury and Jan fund it, five people submit, and Mal copies a submission.

use anyhow::Result;
use bmail_sdk::{
    Revealed,
    accounts::Opinion,
    bounty::{BountyOverview, BountyPlan, SubmissionSecret},
    generated::bounty::errors::BountyError,
};
use solana_pubkey::Pubkey;

use crate::{
    entrants::{Entrant, entrants},
    people::Cast,
    play::Play,
    tables::{period, thousands},
};

/// Ida's file, without the reviewers' wallets.
const FILE: &str = include_str!("bounty.toml");
/// Jan's contribution. The treasury pays the rest.
const JANS: u64 = 60_000_000;

pub async fn play(play: &Play) -> Result<Pubkey> {
    play.scene("The treasury pays for work: a bounty");
    let bounty = fund(play).await?;
    let entrants = entrants(&play.cast);
    let copied = commit(play, &bounty, &entrants).await?;
    let refusal = reveal(play, &bounty, &entrants, &copied).await?;
    play.teller.say(format!(
        "After the submission period, four of them reveal their submissions. Eva is away, so Ada, who reviews and has \
        read her answer, reveals it for her. Mal reveals Eva's hash and salt as his own. \
        But a commitment includes its submitter's address, so Mal's copy does not open: \"{refusal}.\""
    ));
    review(play, &bounty, &entrants).await?;
    Ok(bounty)
}

/// Creates the bounty from a file, and opens it after the treasury and Jan have funded it.
async fn fund(play: &Play) -> Result<Pubkey> {
    let Cast { founder, ada, bo, ida, jan, .. } = &play.cast;
    let reviewers = [ada, bo, play.cast.dan()].map(|person| format!("\"{}\"", person.address())).join(", ");
    let plan = BountyPlan::from_toml(&FILE.replace("REVIEWERS", &reviewers), "".as_ref())?;
    tell(play, &plan);
    let (total, bond) = (plan.terms.total(), plan.terms.bond.0);
    let draft = play.client().draft_bounty(&ida.address(), &play.network, plan).await?;
    let (bounty, receipt) = play.client().create_bounty(&ida.wallet, &draft).await?;
    play.record(ida, "creates a bounty", 0, &receipt);

    let early = play.client().open_bounty(&ida.wallet, &bounty, bond).await;
    let early = play.refused(ida, "opens a bounty that nobody has funded", early, BountyError::NotFunded)?;
    let allocated = total - JANS;
    let receipt = play.client().allocate(&founder.wallet, &bounty, allocated).await?.receipt;
    play.record(founder, "allocates from the treasury to the bounty", allocated, &receipt);
    let receipt = play.client().fund_bounty(&jan.wallet, &bounty, JANS).await?.receipt;
    play.record(jan, "contributes to the bounty", JANS, &receipt);
    let receipt = play.client().open_bounty(&ida.wallet, &bounty, bond).await?;
    play.record(ida, "opens the bounty and puts down the bond", bond, &receipt);
    play.teller.say(format!(
        "A bounty does not open before it is fully funded: \"{early}.\" The founder allocates {} from the treasury. \
        Jan, who would like to win, contributes {}. Nobody can take money out of an open bounty, and nobody can ever \
        change its terms. Ida puts down {} as a bond, so that nobody works in vain if the reviewers do not act. A bounty \
        can also pay in a token.",
        thousands(allocated),
        thousands(JANS),
        thousands(bond)
    ));
    Ok(bounty)
}

fn tell(play: &Play, plan: &BountyPlan) {
    let (terms, periods, share) = (&plan.terms, plan.terms.periods(), plan.terms.bond_share().0);
    let row = |what: &str, is: String| vec![what.to_owned(), is];
    play.teller.say("Ida describes the work and the reward in a file that the SDK reads:");
    play.teller.table(
        &["the bounty", ""],
        [
            row("work", plan.title.clone()),
            row("reward", format!("{} each, for the first {} accepted", thousands(terms.reward), terms.awards)),
            row("reviewers", format!("{} of Ada, Bo and Dan must agree; they cannot win", terms.threshold)),
            row("stake", format!("{}, forfeited for spam or if not revealed", thousands(terms.stake.0))),
            row("bond", format!("{}, for each that fewer than {} judge", thousands(share), terms.threshold)),
            row("periods", format!("{} each to submit, reveal, review and challenge", period(periods.submit.0))),
        ],
    );
}

/// All entrants commit, and Eva stores her answer, too. Mal copies her commitment right after her. Returns her submission.
async fn commit(play: &Play, bounty: &Pubkey, entrants: &[Entrant<'_>]) -> Result<SubmissionSecret> {
    let [first, others @ ..] = entrants else { anyhow::bail!("there are no entrants") };
    let mal = &play.cast.mal;
    let stake = play.client().bounty(bounty).await?.header.terms.stake.0;
    let (eva, answer) = (first.submission(bounty), first.text.as_bytes());
    let receipts = play.client().commit(&first.who.wallet, &eva, answer, stake, None).await?.receipts;
    for (left, receipt) in (0..receipts.len()).rev().zip(&receipts) {
        // The last transaction commits.
        let staked = if left == 0 { stake } else { 0 };
        play.record(first.who, "stores the answer, and commits to it", staked, receipt);
    }
    let (_, seen) = play.client().submission_of(bounty, &first.who.address()).await?;
    let (_, receipt) = play.client().commit_to(&mal.wallet, bounty, seen.commitment, stake).await?;
    play.record(mal, "copies Eva's commitment", stake, &receipt);
    for entrant in others {
        let commitment = entrant.submission(bounty).commitment();
        let (_, receipt) = play.client().commit_to(&entrant.who.wallet, bounty, commitment, stake).await?;
        play.record(entrant.who, "commits to a submission", stake, &receipt);
    }
    play.teller.say(
        "Five people submit. First they send only a commitment, a hash that hides the submission, so that nobody can \
        copy it. Mal, who has done no work, copies Eva's hash. Nobody has to store anything until the reveal: the salt \
        in the hash is derived from the submitter's key, so a submission can be revealed after any crash. Eva also \
        stores her answer on the chain, sealed to the reviewers.",
    );
    Ok(eva)
}

/// All entrants reveal, but Eva, who is away: Ada has read her answer and reveals it. Mal reveals Eva's submission as his
/// own, and this returns the program's refusal.
async fn reveal(play: &Play, bounty: &Pubkey, entrants: &[Entrant<'_>], copied: &SubmissionSecret) -> Result<String> {
    play.next_phase(bounty).await?;
    let ada = &play.cast.ada;
    for (place, entrant) in entrants.iter().enumerate() {
        let (by, what, revealed) = if place == 0 {
            let answer = play.client().read_answer(bounty, &copied.submitter, &ada.address(), &ada.secret).await?;
            anyhow::ensure!(answer.content == entrant.text.as_bytes(), "Ada reads something else than Eva wrote");
            (ada, "reveals Eva's submission for her", play.client().reveal_answer(&ada.wallet, &answer).await?)
        } else {
            // Derived again: nothing was stored.
            let submission = entrant.submission(bounty);
            let revealed = play.client().reveal_submission(&entrant.who.wallet, &submission).await?;
            (entrant.who, "reveals the submission", revealed)
        };
        match revealed {
            Revealed::Now(receipt) => play.record(by, what, 0, &receipt),
            other => anyhow::bail!("{} could not reveal a submission: {other:?}", by.name),
        }
    }
    let mal = &play.cast.mal;
    let (hash, salt) = (copied.content_hash, *copied.salt());
    let stolen = play.client().reveal_with(&mal.wallet, bounty, &mal.address(), hash, salt).await;
    play.refused(mal, "reveals Eva's submission as his own", stolen, BountyError::WrongCommitment)
}

async fn review(play: &Play, bounty: &Pubkey, entrants: &[Entrant<'_>]) -> Result<()> {
    play.next_phase(bounty).await?;
    let reviewers = [&play.cast.ada, &play.cast.bo, play.cast.dan()];
    for entrant in entrants {
        for (reviewer, opinion) in reviewers.iter().zip(entrant.opinions) {
            let Some(opinion) = opinion else { continue };
            let receipt = play.client().review(&reviewer.wallet, bounty, &entrant.who.address(), opinion).await?;
            play.record(reviewer, format!("reviews the submission of {}", entrant.who.name), 0, &receipt);
        }
    }
    let overview = play.client().bounty_overview(bounty).await?;
    let header = ["committed", "who", "revealed", "Ada, Bo, Dan", "outcome"];
    play.teller.table(&header, rows(play, &overview, entrants)?);
    play.teller.say(
        "Two of the three reviewers must agree. The order of commitment then decides who wins, not the order of \
        review: Eva, Jan and Gus. Kim's submission was accepted, too, but she committed too late. Only Ada has judged \
        Finn's. For a day, the founder can still veto an award; then Kim would move up.",
    );
    Ok(())
}

fn rows(play: &Play, overview: &BountyOverview, entrants: &[Entrant<'_>]) -> Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    for one in &overview.submissions {
        let entrant = entrants.iter().find(|entrant| entrant.who.address() == one.submission.submitter);
        let opinions = entrant.map_or_else(String::new, |entrant| entrant.opinions.map(word).join(", "));
        let outcome = match (one.rank, one.wins) {
            (Some(rank), true) => format!("award {}", rank + 1),
            (Some(_), false) => "accepted, but too late".to_owned(),
            (None, _) if one.bond > 0 => format!("{} of the bond", thousands(one.bond)),
            (None, _) if one.submission.is_revealed() => "rejected".to_owned(),
            (None, _) => "none, stake forfeited".to_owned(),
        };
        rows.push(vec![
            (one.submission.number + 1).to_string(),
            play.cast.name(&one.submission.submitter)?.to_owned(),
            if one.submission.is_revealed() { "yes" } else { "does not open" }.to_owned(),
            opinions,
            outcome,
        ]);
    }
    Ok(rows)
}

fn word(opinion: Option<Opinion>) -> &'static str {
    match opinion {
        Some(Opinion::Accept) => "accept",
        Some(Opinion::Reject) => "reject",
        Some(Opinion::Spam) => "spam",
        None => "-",
    }
}
