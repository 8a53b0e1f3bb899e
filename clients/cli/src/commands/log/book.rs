//! The lines of a statement: each part of each transaction, and what stands between them.

use std::collections::BTreeMap;

use bmail_mailstore::Link;
use bmail_sdk::{MoneyEntry, Why};
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use super::narrow;
use crate::{
    context::Session,
    failure::Outcome,
    people::{People, Person},
    terminal::Look,
};

/// A movement of money.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Line {
    /// When, in unix seconds; none if the cluster does not know.
    pub at: Option<i64>,
    /// What it was: `postage`, `postage_returned`, `earned`, `set_aside`, `came_back`, `contribution`,
    /// `contribution_returned`, `award`, `link`, `transfer`, `fee`, `other`, or `outside`: a change without a transaction that
    /// the node knows.
    pub what: &'static str,
    /// Positive if it came to the wallet, negative if it went from it.
    pub lamports: i64,
    /// What the wallet had before the transaction.
    pub before_lamports: u64,
    /// What it had after the transaction.
    pub after_lamports: u64,
    /// Of what is set aside and comes back: the kind of account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// The other one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// The letter's number in the mail store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<i64>,
    /// The account that holds or held it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The transaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

/// All lines, oldest first, which add up.
pub struct Book {
    pub lines: Vec<Line>,
    pub left_out: Vec<String>,
    /// What was set aside, by the account that holds it, and has not come back.
    held: BTreeMap<Pubkey, &'static str>,
}

impl Book {
    /// The lines of transactions, oldest first. Where one begins with another balance than the one before has left, the
    /// difference has a line of its own, and so has what differs from the balance now.
    pub fn of(
        entries: &[MoneyEntry],
        balance: u64,
        session: &Session,
        people: &People,
        links: &[Link],
    ) -> Outcome<Self> {
        let mut book = Self { lines: Vec::new(), left_out: Vec::new(), held: BTreeMap::new() };
        let mut last = None;
        for entry in entries {
            let moved = match &entry.moved {
                Ok(moved) => moved,
                Err(gap) => {
                    book.left_out.push(format!("the transaction {}: {gap}", entry.signature));
                    continue;
                }
            };
            book.outside(last, moved.before, entry.at.map(|at| at.0))?;
            let line = |what, lamports: i128| -> Outcome<Line> {
                Ok(Line {
                    at: entry.at.map(|at| at.0),
                    signature: Some(entry.signature.to_string()),
                    ..Line::of(what, narrow(lamports)?, moved.before, moved.after)
                })
            };
            for part in &moved.parts {
                let (what, kind) = words(part.why);
                let mut one = Line { kind, ..line(what, part.lamports)? };
                one.name(part.account, session, people, links)?;
                book.lines.push(one);
                book.hold(part.why, part.account);
            }
            if moved.fee > 0 {
                book.lines.push(line("fee", -i128::from(moved.fee))?);
            }
            last = Some(moved.after);
        }
        book.outside(last, balance, None)?;
        Ok(book)
    }

    /// What changed between two transactions: lamports of an airdrop, or a transaction that the node does not know.
    fn outside(&mut self, last: Option<u64>, now: u64, at: Option<i64>) -> Outcome<()> {
        let Some(last) = last.filter(|last| *last != now) else { return Ok(()) };
        let lamports = narrow(i128::from(now) - i128::from(last))?;
        self.lines.push(Line { at, ..Line::of("outside", lamports, last, now) });
        Ok(())
    }

    fn hold(&mut self, why: Why, account: Option<Pubkey>) {
        match (why, account) {
            (Why::SetAside(role), Some(account)) => drop(self.held.insert(account, role)),
            (Why::Contribution, Some(account)) => drop(self.held.entry(account).or_insert("contribution")),
            (Why::CameBack(_), Some(account)) => drop(self.held.remove(&account)),
            _ => {}
        }
    }

    /// The accounts that hold what was set aside, with their kinds.
    pub fn set_aside(&self) -> Vec<(Pubkey, &'static str)> {
        self.held.iter().map(|(account, kind)| (*account, *kind)).collect()
    }
}

fn words(why: Why) -> (&'static str, Option<&'static str>) {
    match why {
        Why::Postage => ("postage", None),
        Why::PostageReturned => ("postage_returned", None),
        Why::Earned => ("earned", None),
        Why::SetAside(kind) => ("set_aside", Some(kind)),
        Why::CameBack(kind) => ("came_back", Some(kind)),
        Why::Contribution => ("contribution", None),
        Why::ContributionReturned => ("contribution_returned", None),
        Why::Award => ("award", None),
        Why::Transfer => ("transfer", None),
        Why::Other => ("other", None),
    }
}

impl Line {
    fn of(what: &'static str, lamports: i64, before_lamports: u64, after_lamports: u64) -> Self {
        Self {
            at: None,
            what,
            lamports,
            before_lamports,
            after_lamports,
            kind: None,
            person: None,
            letter: None,
            account: None,
            signature: None,
        }
    }

    /// Says which letter or person it is about.
    fn name(&mut self, account: Option<Pubkey>, session: &Session, people: &People, links: &[Link]) -> Outcome<()> {
        let Some(account) = account else { return Ok(()) };
        self.account = Some(account.to_string());
        if self.what == "transfer" {
            let is_link = links.iter().any(|link| link.address == account);
            match is_link {
                true => self.what = "link",
                false => self.person = Some(people.person(&account)),
            }
        } else if let Some(letter) = session.store.letter(&account)? {
            (self.letter, self.person) = (Some(letter.id), Some(people.person(&letter.facts.other)));
        }
        Ok(())
    }

    /// What it was, in words.
    pub fn words(&self, look: &Look) -> String {
        let of = self.kind.map_or_else(String::new, |kind| format!(" ({})", still_words(kind)));
        let what = match self.what {
            "postage" => "postage, in escrow",
            "postage_returned" => "postage that came back",
            "earned" => "earned by answering",
            "set_aside" => "set aside",
            "came_back" => "came back",
            "contribution" => "contribution",
            "contribution_returned" => "contribution that came back",
            "award" => "award",
            "link" => "a link's money",
            "transfer" if self.lamports < 0 => "transfer to",
            "transfer" => "transfer from",
            "fee" => "network fee",
            "outside" => "without a transaction that this node knows",
            _ => "something else",
        };
        let letter = self.letter.map_or_else(String::new, |id| format!(", letter #{id}"));
        let person = match (&self.person, self.what) {
            (Some(person), "transfer") => format!(" {}", person.shown(look)),
            (Some(person), _) => format!(", {}", person.shown(look)),
            (None, _) => String::new(),
        };
        format!("{what}{of}{letter}{person}")
    }
}

/// The kind of an account, as people call it.
pub fn still_words(kind: &str) -> String {
    match kind {
        "message" => "a letter's rent".to_owned(),
        "correspondence" => "a correspondence".to_owned(),
        "mailbox" => "the mailbox".to_owned(),
        "body" => "a long text".to_owned(),
        "standing" => "the standing".to_owned(),
        kind => kind.replace('_', " "),
    }
}
