//! `bmail log`: each movement of money and reputation with its reason, and what is still to come back.

mod book;
mod months;
mod reputation;
mod still;

use bmail_mailstore::Link;
use bmail_sdk::MoneyEntry;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use self::{
    book::{Book, Line},
    months::Month,
    reputation::Change,
    still::Still,
};
use crate::{
    amount::{signed, sol},
    context::{Context, Session},
    failure::{Failure, Outcome},
    output::Shown,
    people::People,
    terminal::Look,
};

/// How many transactions are asked for at once.
const PAGE: usize = 100;

/// Show each movement of money and reputation with its reason, and what is still to come back
#[derive(Args)]
#[command(after_help = "Example: bmail log --month 2026-11\n\n--csv prints an earnings statement by month, in SOL. \
                        Positive amounts came to the wallet, negative ones went from it; together they are what its balance \
                        changed by.")]
pub struct Log {
    /// Only this month, such as 2026-11
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    month: Option<String>,
    /// An earnings statement by month, as CSV
    #[arg(long)]
    csv: bool,
    /// The most transactions to look at, newest first
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
    limit: usize,
}

/// What moved somebody's money and reputation.
#[derive(Serialize, JsonSchema)]
pub struct Statement {
    /// The wallet.
    pub wallet: String,
    /// The month, if it is of one only.
    pub month: Option<String>,
    /// What happened, oldest first.
    pub lines: Vec<Line>,
    /// What the wallet had before the first of them, in lamports; none if there are none.
    pub before_lamports: Option<u64>,
    /// What it had after the last of them.
    pub after_lamports: Option<u64>,
    /// What moved it by month, oldest first.
    pub months: Vec<Month>,
    /// What is still to come back, the soonest first.
    pub still_to_come: Vec<Still>,
    /// What moved the wallet's reputation on the network, oldest first.
    pub reputation: Vec<Change>,
    /// What this leaves out, and why.
    pub left_out: Vec<String>,
    /// Whether it is shown as CSV.
    #[serde(skip)]
    csv: bool,
}

impl Log {
    pub async fn run(self, context: &Context) -> Outcome<Statement> {
        let session = context.session().await?;
        let people = People::of(context, &session.store)?;
        let mut left_out = Vec::new();
        let entries = self.entries(context, &session, &mut left_out).await?;
        let balance =
            session.client.rpc().get_balance(&session.address()).await.map_err(bmail_sdk::ClientError::from)?;
        let links = session.store.notes::<Link>()?;
        let book = Book::of(&entries, balance, &session, &people, &links)?;
        left_out.extend(book.left_out.iter().cloned());
        let zone = &context.terminal.look.zone;
        let months = Month::all(&book.lines, zone);
        let lines: Vec<_> = book.lines.iter().filter(|line| self.is_in(line.at, context)).cloned().collect();
        let changes = reputation::changes(&session, &people, self.limit, &mut left_out).await?;
        Ok(Statement {
            wallet: session.address().to_string(),
            before_lamports: lines.first().map(|line| line.before_lamports),
            after_lamports: lines.last().map(|line| line.after_lamports),
            months: months
                .into_iter()
                .filter(|one| self.month.as_ref().is_none_or(|month| one.month == *month))
                .collect(),
            still_to_come: still::to_come(&session, &book.set_aside(), &people).await?,
            reputation: changes.into_iter().filter(|change| self.is_in(change.at, context)).collect(),
            lines,
            month: self.month,
            left_out,
            csv: self.csv,
        })
    }

    /// Whether a moment is in the month that was asked for.
    fn is_in(&self, at: Option<i64>, context: &Context) -> bool {
        let month_of = |at| context.terminal.look.zone.month(at);
        self.month.as_ref().is_none_or(|month| at.is_some_and(|at| month_of(at) == *month))
    }

    /// The wallet's transactions, oldest first. What came before the limit is said to be left out.
    async fn entries(
        &self,
        context: &Context,
        session: &Session,
        left_out: &mut Vec<String>,
    ) -> Outcome<Vec<MoneyEntry>> {
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let page = session.client.movements(&session.address(), before, PAGE).await?;
            left_out.extend(page.gap.map(|gap| format!("what came before: {gap}")));
            before = page.older;
            all.extend(page.entries);
            if before.is_none() {
                break;
            }
            if all.len() >= self.limit {
                all.truncate(self.limit);
                left_out.push(format!("what came before the last {} transactions: --limit asks for more", self.limit));
                break;
            }
            if all.len() >= PAGE {
                context.terminal.say(format!("{} transactions so far ...", all.len()));
            }
        }
        all.reverse();
        Ok(all)
    }
}

/// A month as people write it.
fn month(text: &str) -> Result<String, String> {
    let wrong = || format!("{text} is no month: say one such as 2026-11");
    let (year, month) = text.split_once('-').ok_or_else(wrong)?;
    let is_number = |part: &str, length| part.len() == length && part.bytes().all(|digit| digit.is_ascii_digit());
    let is_month = is_number(year, 4) && is_number(month, 2) && matches!(month.parse(), Ok(1..=12_u8));
    if is_month { Ok(text.to_owned()) } else { Err(wrong()) }
}

impl Shown for Statement {
    fn shown(&self, look: &Look) -> String {
        if self.csv {
            return months::csv(&self.months);
        }
        let mut parts = vec![self.money(look)];
        if !self.months.is_empty() {
            parts.push(months::table(&self.months, look));
        }
        if !self.still_to_come.is_empty() {
            parts.push(still::table(&self.still_to_come, look));
        }
        if !self.reputation.is_empty() {
            parts.push(reputation::table(&self.reputation, look));
        }
        parts.extend(self.left_out.iter().map(|what| look.yellow(&format!("Left out: {what}"))));
        parts.join("\n\n")
    }
}

impl Statement {
    fn money(&self, look: &Look) -> String {
        let (Some(before), Some(after)) = (self.before_lamports, self.after_lamports) else {
            return "No money has moved, as far as this node knows.".to_owned();
        };
        let rows = self.lines.iter().map(|line| {
            let at = line.at.map_or_else(String::new, |at| look.zone.minute(at));
            vec![at, line.words(look), signed(line.lamports.into())]
        });
        let table = look.table(&["WHEN", "WHAT", "AMOUNT"], rows);
        let change = i128::from(after) - i128::from(before);
        let sum = format!("{} before, {} after: {}", sol(before), sol(after), signed(change));
        format!("{table}\n\n{}", look.bold(&sum))
    }
}

/// A number of lamports that a result can have.
fn narrow(lamports: i128) -> Outcome<i64> {
    i64::try_from(lamports).map_err(|_| {
        Failure::new(crate::failure::Code::Unreachable, "the node says amounts that do not exist: ask another one")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_a_year_and_two_digits() {
        assert_eq!(month("2026-11"), Ok("2026-11".to_owned()));
        for text in ["2026", "2026-13", "2026-00", "26-11", "2026-1", "2026-1x", "+026-11", "November", ""] {
            assert!(month(text).is_err(), "{text}");
        }
    }
}
