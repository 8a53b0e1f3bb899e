//! Ida makes a bounty, the treasury and Jan fund it, five people answer it, and Mal copies one of them.

use anyhow::{Context, Result};
use bmail_sdk::{
    Revealed,
    accounts::Opinion::{self, Accept, Reject},
    bounty::{Answer, BountyPlan, BountyReport, content_hash},
    generated::bounty::errors::BountyError,
};
use solana_pubkey::Pubkey;

use crate::{
    people::{Cast, Person},
    play::Play,
    tables::{period, thousands},
};

/// What Ida writes into a file, but for the reviewers' wallets.
const FILE: &str = include_str!("bounty.toml");
/// What Jan gives; the rest is the treasury's.
const JANS: u64 = 60_000_000;

/// Somebody who answers, and what Ada, Bo and Dan say, if they say anything.
pub struct Entry<'a> {
    pub who: &'a Person,
    text: &'static str,
    opinions: [Option<Opinion>; 3],
}

impl Entry<'_> {
    fn answer(&self, bounty: &Pubkey) -> Answer {
        Answer::from_keypair(&self.who.wallet, bounty, content_hash(self.text.as_bytes()))
    }
}

/// In order of commitment; but Mal, who has no answer of his own.
pub fn entries(cast: &Cast) -> [Entry<'_>; 5] {
    let entry = |who, text, opinions| Entry { who, text, opinions };
    let (yes, no) = (Some(Accept), Some(Reject));
    [
        entry(cast.eva(), "forty drawers, forty names, and a drawing of each", [yes, yes, None]),
        entry(cast.finn(), "most of them are runner beans, more or less", [no, yes, no]),
        entry(&cast.jan, "forty names, by colour and by who brought them", [yes, yes, None]),
        entry(cast.gus(), "forty names in Latin", [yes, no, yes]),
        entry(cast.kim(), "forty names, and how to cook them", [yes, None, yes]),
    ]
}

pub async fn play(play: &Play) -> Result<Pubkey> {
    play.scene("The treasury pays for work: a bounty");
    let bounty = fund(play).await?;
    let entries = entries(&play.cast);
    let copied = commit(play, &bounty, &entries).await?;
    let refusal = reveal(play, &bounty, &entries, &copied).await?;
    play.teller.say(format!(
        "When nobody can commit any more, all five show what they committed to. Mal shows what Eva shows, her hash and her \
        salt. But her name is in her commitment, and his copy does not open: \"{refusal}.\""
    ));
    judge(play, &bounty, &entries).await?;
    Ok(bounty)
}

/// Makes the bounty of a file, and opens it when the treasury and Jan have funded it.
async fn fund(play: &Play) -> Result<Pubkey> {
    let Cast { founder, ada, bo, ida, jan, .. } = &play.cast;
    let reviewers = [ada, bo, play.cast.dan()].map(|person| format!("\"{}\"", person.address())).join(", ");
    let plan = BountyPlan::from_toml(&FILE.replace("REVIEWERS", &reviewers), "".as_ref())?;
    tell(play, &plan);
    let total = plan.terms.total();
    let draft = play.client().draft_bounty(&ida.address(), &play.network, plan).await?;
    let (bounty, receipt) = play.client().create_bounty(&ida.wallet, &draft).await?;
    play.record(ida, "makes a bounty", 0, &receipt);

    let early = play.client().open_bounty(&ida.wallet, &bounty).await;
    let early = play.refused(ida, "opens a bounty that nobody has funded", early, BountyError::NotFunded)?;
    let allocated = total - JANS;
    let receipt = play.client().allocate(&founder.wallet, &bounty, allocated).await?;
    play.record(founder, "gives of the treasury to the bounty", allocated, &receipt);
    let receipt = play.client().fund_bounty(&jan.wallet, &bounty, JANS).await?;
    play.record(jan, "contributes to the bounty", JANS, &receipt);
    let receipt = play.client().open_bounty(&ida.wallet, &bounty).await?;
    play.record(ida, "opens the bounty", 0, &receipt);
    play.teller.say(format!(
        "A promise without money does not open: \"{early}.\" The founder gives {} of the treasury, and Jan, who would like to \
        win, {}. From the opening on nobody takes it back, and nobody ever changes the terms. A bounty \
        can pay in a token, too.",
        thousands(allocated),
        thousands(JANS)
    ));
    Ok(bounty)
}

fn tell(play: &Play, plan: &BountyPlan) {
    let (terms, periods) = (&plan.terms, plan.terms.periods());
    let row = |what: &str, is: String| vec![what.to_owned(), is];
    play.teller.say("Ida writes down what is to be done and what is promised for it, in a file that the SDK reads:");
    play.teller.table(
        &["the bounty", ""],
        [
            row("what", plan.title.clone()),
            row("reward", format!("{} each, for the first {} good answers", thousands(terms.reward), terms.awards)),
            row("judges", format!("{} of Ada, Bo and Dan, who cannot win", terms.threshold)),
            row("stake", format!("{}, lost for spam, and for what is never shown", thousands(terms.stake.0))),
            row("time", format!("{} each to commit, to show, to judge and for a veto", period(periods.submit.0))),
        ],
    );
}

/// All commit; Mal right after Eva, to the same as she. Returns Eva's answer.
async fn commit(play: &Play, bounty: &Pubkey, entries: &[Entry<'_>]) -> Result<Answer> {
    let (mal, eva) = (&play.cast.mal, entries.first().context("somebody answers")?.answer(bounty));
    for (place, entry) in entries.iter().enumerate() {
        let (_, receipt) = play.client().commit(&entry.who.wallet, &entry.answer(bounty), None).await?;
        play.record(entry.who, "commits to an answer", 0, &receipt);
        if place == 0 {
            let (_, seen) = play.client().submission_of(bounty, &entry.who.address()).await?;
            let (_, receipt) = play.client().commit_to(&mal.wallet, bounty, seen.commitment).await?;
            play.record(mal, "commits to the same as Eva", 0, &receipt);
        }
    }
    play.teller.say(
        "Five people have answers. What they send first is a commitment, a hash that hides the answer, so that nobody has \
         anything to copy. Mal, who has no answer, copies Eva's hash. Nothing has to be stored until an answer is shown: the \
         salt in its hash follows from its sender's key, so that it can be shown after any crash.",
    );
    Ok(eva)
}

/// Everybody shows what they committed to, and Mal what Eva did. Returns what he is told.
async fn reveal(play: &Play, bounty: &Pubkey, entries: &[Entry<'_>], copied: &Answer) -> Result<String> {
    play.next_phase(bounty).await?;
    for entry in entries {
        // The answer is made anew: nothing of it was stored.
        match play.client().reveal_submission(&entry.who.wallet, &entry.answer(bounty)).await? {
            Revealed::Now(receipt) => play.record(entry.who, "shows the answer", 0, &receipt),
            other => anyhow::bail!("{} could not show the answer: {other:?}", entry.who.name),
        }
    }
    let mal = &play.cast.mal;
    let stolen = play.client().reveal_with(&mal.wallet, bounty, copied.content_hash, *copied.salt()).await;
    play.refused(mal, "shows Eva's answer as his", stolen, BountyError::WrongCommitment)
}

async fn judge(play: &Play, bounty: &Pubkey, entries: &[Entry<'_>]) -> Result<()> {
    play.next_phase(bounty).await?;
    let judges = [&play.cast.ada, &play.cast.bo, play.cast.dan()];
    for entry in entries {
        for (judge, opinion) in judges.iter().zip(entry.opinions) {
            let Some(opinion) = opinion else { continue };
            let receipt = play.client().review(&judge.wallet, bounty, &entry.who.address(), opinion).await?;
            play.record(judge, format!("judges the answer of {}", entry.who.name), 0, &receipt);
        }
    }
    let report = play.client().bounty_report(bounty).await?;
    let header = ["committed", "who", "shown", "Ada, Bo, Dan", "outcome"];
    play.teller.table(&header, rows(play, &report, entries)?);
    play.teller.say(
        "Two of three judges decide, and then the order of commitment, whatever was read first: Eva, Jan and Gus win. Kim's \
         answer is as good, and too late. In the hour that follows, the founder could veto an award; then she would move up.",
    );
    Ok(())
}

fn rows(play: &Play, report: &BountyReport, entries: &[Entry<'_>]) -> Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    for one in &report.submissions {
        let entry = entries.iter().find(|entry| entry.who.address() == one.submission.submitter);
        let opinions = entry.map_or_else(String::new, |entry| entry.opinions.map(said).join(", "));
        let outcome = match (one.rank, one.wins) {
            (Some(rank), true) => format!("award {}", rank + 1),
            (Some(_), false) => "accepted, after three others".to_owned(),
            (None, _) if one.submission.is_revealed() => "rejected".to_owned(),
            (None, _) => "nothing, and the stake is lost".to_owned(),
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

fn said(opinion: Option<Opinion>) -> &'static str {
    match opinion {
        Some(Accept) => "good",
        Some(Reject) => "no",
        Some(Opinion::Spam) => "spam",
        None => "-",
    }
}
