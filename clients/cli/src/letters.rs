//! Letters: how commands name them, and how results have them.

use std::str::FromStr;

use bmail_mailstore::{Direction, Letter, Outcome as End, Store};
use bmail_sdk::text::shown;
use schemars::JsonSchema;
use serde::Serialize;
use solana_pubkey::Pubkey;

use crate::{
    amount::sol,
    failure::{Failure, Outcome},
    people::{People, Person},
    terminal::Look,
    when::distance,
};

/// A letter, by its number in the mail store, or by its message's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Id {
    Number(i64),
    Message(Pubkey),
}

/// A letter of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Line {
    /// Its number in this mail store, which stays the same.
    pub id: i64,
    /// Its message's address.
    pub message: String,
    /// Whether it is one's own.
    pub is_sent: bool,
    /// Who wrote it, or to whom it went.
    pub person: Person,
    pub subject: Option<String>,
    /// The beginning of the text.
    pub preview: String,
    /// The names of its files.
    pub files: Vec<String>,
    /// When it was sent, in unix seconds.
    pub at: i64,
    /// Its postage in lamports, before the network's cut.
    pub fee_lamports: u64,
    /// The last moment to answer it, in unix seconds; none if that is not known.
    pub deadline: Option<i64>,
    /// How it ended.
    pub outcome: &'static str,
    pub is_read: bool,
    pub is_archived: bool,
    /// Why it could not be opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unopened: Option<String>,
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.strip_prefix('#').unwrap_or(text).parse().map(Self::Number);
        number.or_else(|_| text.parse().map(Self::Message)).map_err(|_| {
            format!(
                "{text} names no letter: say its number, such as 12, or its message's address; `bmail inbox` has them"
            )
        })
    }
}

impl Id {
    /// The letter that it names.
    ///
    /// # Errors
    /// If there is none.
    pub fn letter(self, store: &Store) -> Outcome<Letter> {
        let (found, name) = match self {
            Self::Number(number) => (store.letter_numbered(number)?, format!("#{number}")),
            Self::Message(message) => (store.letter(&message)?, message.to_string()),
        };
        found.ok_or_else(|| {
            Failure::not_found(format!("there is no letter {name}: `bmail inbox` and `bmail outbox` list yours"))
        })
    }
}

impl Line {
    pub fn of(letter: &Letter, people: &People) -> Self {
        let (facts, head, state) = (&letter.facts, &letter.head, letter.state);
        Self {
            id: letter.id,
            message: facts.message.to_string(),
            is_sent: facts.direction == Direction::Sent,
            person: people.person(&facts.other),
            subject: head.subject.clone(),
            preview: head.preview.clone(),
            files: head.attachments.clone(),
            at: facts.at,
            fee_lamports: facts.fee,
            deadline: Some(facts.deadline).filter(|deadline| *deadline > 0),
            outcome: outcome(facts.outcome),
            is_read: state.read,
            is_archived: state.archived,
            unopened: head.unopened.clone(),
        }
    }

    /// What it is about, on one line.
    pub fn about(&self) -> String {
        let text = match (&self.unopened, &self.subject) {
            (Some(why), _) => format!("(not opened: {why})"),
            (None, Some(subject)) => subject.clone(),
            (None, None) => self.preview.clone(),
        };
        let files = match self.files.len() {
            0 => String::new(),
            1 => " [1 file]".to_owned(),
            many => format!(" [{many} files]"),
        };
        format!("{}{files}", shown(&text))
    }

    /// What it holds for who answers it, or what became of it.
    pub fn escrow(&self) -> String {
        if self.outcome == "open" { sol(self.fee_lamports) } else { self.outcome.to_owned() }
    }

    /// How long it can be answered.
    pub fn left(&self, look: &Look) -> String {
        match self.deadline {
            Some(deadline) if self.outcome == "open" && deadline < look.now => "too late".to_owned(),
            Some(deadline) if self.outcome == "open" => distance(look.now, deadline),
            _ => String::new(),
        }
    }
}

/// A table of letters of both directions.
pub fn table(lines: &[Line], look: &Look) -> String {
    let rows = lines.iter().map(|line| {
        let who = format!("{} {}", if line.is_sent { "to" } else { "from" }, line.person.shown(look));
        let mark = if line.is_read { " " } else { "•" };
        vec![format!("{mark} #{}", line.id), who, line.about(), line.outcome.to_owned(), look.zone.minute(line.at)]
    });
    look.table(&["", "WHO", "LETTER", "IS", "SENT"], rows)
}

/// How a message ended, in one word.
pub fn outcome(outcome: End) -> &'static str {
    match outcome {
        End::Open => "open",
        End::Valuable => "valuable",
        End::Abstain => "abstain",
        End::Spam => "spam",
        End::Expired => "expired",
        End::Ended => "ended",
    }
}
