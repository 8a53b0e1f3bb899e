//! `bmail link make --csv`: many links. Each is made once, and the same command goes on after a crash.

use std::{collections::HashMap, path::Path};

use bmail_mailstore::LinkIntent;
use bmail_sdk::{cost::Cost, files::read_file, letter::Letter};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    list::found,
    make::{Made, Wanted, before, carried_out, is_waiting, price},
    warn_of_app,
};
use crate::{
    amount::{Amount, sol},
    commands::send::check_cap,
    compose::{self, Answered, Words},
    context::{Context, Session},
    costs::Costs,
    failure::{Failure, Outcome},
    output::Shown,
    sheet,
    terminal::Look,
};

/// The longest file, in bytes.
const LONGEST: usize = 1024 * 1024;
/// The most links of a file.
const MOST: usize = 1_000;

/// Links that were made.
#[derive(Serialize, JsonSchema)]
pub struct MadeAll {
    /// In the order of the file.
    pub links: Vec<Made>,
    /// What they cost together; none if nothing was to be paid any more.
    pub cost: Option<Costs>,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    line: u64,
    name: String,
    gift: u64,
    text: Option<String>,
}

/// A link of a file.
struct Place {
    wanted: Wanted,
    /// It was made before, or begun.
    before: Option<LinkIntent>,
    /// The most postage that was agreed to.
    most: u64,
}

/// Makes the links of a file.
///
/// # Errors
/// If a line is wrong, it is not agreed to, or a link cannot be made. Those before it are made, and are never made again.
pub async fn run(context: &Context, session: &Session, file: &Path, words: &Words) -> Outcome<MadeAll> {
    let rows = rows(&read_file(file, LONGEST).map_err(Failure::file(file))?)?;
    let mut places = Vec::with_capacity(rows.len());
    for wanted in wanted(context, rows, words)? {
        let before = before(session, &wanted.id(&session.network))?;
        places.push(Place { wanted, before, most: 0 });
    }
    let cost = agreed(context, session, &mut places).await?;
    let waiting = found(session).await?;
    let mut links = Vec::with_capacity(places.len());
    for Place { wanted, before, most } in &places {
        let id = wanted.id(&session.network);
        if before.is_none() {
            session.store.intend_link(id, &wanted.wish(&session.network, *most))?;
        }
        let link = carried_out(session, &id).await.map_err(|failure| stopped(failure, links.len(), &wanted.remark))?;
        let was_made_before = before.as_ref().is_some_and(|before| before.made.is_some());
        if !was_made_before {
            context.terminal.say(format!("Made the link for {}.", wanted.remark));
        }
        let is_waiting = !was_made_before || is_waiting(&waiting, &link);
        links.push(Made { was_made_before, is_waiting, ..Made::of(context, session, &link, wanted)? });
    }
    warn_of_app(context);
    Ok(MadeAll { links, cost })
}

/// Asks whether those may be paid that were not begun before.
async fn agreed(context: &Context, session: &Session, places: &mut [Place]) -> Outcome<Option<Costs>> {
    let (all, mut new, mut cost, mut gets) = (places.len(), 0_usize, Cost::default(), 0_u64);
    for place in places.iter_mut().filter(|place| place.before.is_none()) {
        let priced = price(session, &place.wanted).await?;
        (new, gets, place.most) = (new + 1, gets.saturating_add(priced.reader_gets), priced.most);
        cost = cost.and(&priced.cost);
    }
    if new == 0 {
        return Ok(None);
    }
    let costs = Costs::of(&session.client, &cost).await?;
    context.terminal.say(format!("{new} links, and {} that were begun before.", all.saturating_sub(new)));
    context.terminal.say(format!("{} The readers get {}.", costs.sentence, sol(gets)));
    check_cap(context, session, cost.postage)?;
    context.terminal.confirm("Make the links?")?;
    Ok(Some(costs))
}

/// Says how far it came.
fn stopped(failure: Failure, done: usize, name: &str) -> Failure {
    let failure = failure.about(format!("the link for {name}"));
    let message =
        format!("{}\n{done} links before it are made; the same command goes on, and makes none twice", failure.message);
    let failure = Failure { message, ..failure };
    if done > 0 { failure.after_money() } else { failure }
}

/// What is to be made. A line without a text has that of the command.
fn wanted(context: &Context, rows: Vec<Row>, words: &Words) -> Outcome<Vec<Wanted>> {
    let needs_words = rows.iter().any(|row| row.text.is_none());
    let letter = match needs_words {
        true => words.letter(context, &Answered::default())?,
        false => Letter { subject: words.subject.clone().unwrap_or_default(), ..Default::default() },
    };
    let (mut all, mut seen) = (Vec::with_capacity(rows.len()), HashMap::new());
    for Row { line, name, gift, text } in rows {
        let own = text.map_or_else(|| letter.clone(), |text| Letter { text, ..letter.clone() });
        let text = compose::sealed(&own)?;
        if let Some(before) = seen.insert((name.clone(), gift, text.bytes.clone()), line) {
            return Err(wrong(line, &format!("it is the same as line {before}: say whom it is for")));
        }
        all.push(Wanted { text, gift, remark: name });
    }
    Ok(all)
}

/// The lines of a file: a name, an amount and perhaps a text.
fn rows(bytes: &[u8]) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for (line, record) in sheet::rows(bytes)? {
        let (Some(name), Some(gift)) = (record.get(0), record.get(1)) else {
            return Err(wrong(line, "it has no name and amount, such as Zoe,0.05"));
        };
        let gift: Amount = gift.parse().map_err(|why: String| wrong(line, &why))?;
        let text = record.get(2).filter(|text| !text.is_empty()).map(str::to_owned);
        rows.push(Row { line, name: name.to_owned(), gift: gift.0, text });
        if rows.len() > MOST {
            return Err(wrong(line, &format!("a file has at most {MOST} links: split it")));
        }
    }
    if rows.is_empty() {
        return Err(Failure::usage("the file has no line; nothing was made"));
    }
    Ok(rows)
}

fn wrong(line: u64, why: &str) -> Failure {
    Failure::usage(format!("line {line}: {why}; nothing was made"))
}

impl Shown for MadeAll {
    /// As a file of the same kind: names, amounts and links.
    fn shown(&self, look: &Look) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let rows = self.links.iter().try_for_each(|one| {
            let until = one.deadline.map_or_else(String::new, |deadline| look.zone.minute(deadline));
            let state = if one.is_waiting { "waiting" } else { "taken, or taken back" };
            writer.write_record([&one.remark, &one.link, &until, state])
        });
        let bytes = rows.map_err(|_| ()).and_then(|()| writer.into_inner().map_err(|_| ())).unwrap_or_default();
        String::from_utf8_lossy(&bytes).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_names_amounts_and_perhaps_texts() {
        let row = |line, name: &str, gift, text: Option<&str>| Row {
            line,
            name: name.to_owned(),
            gift,
            text: text.map(str::to_owned),
        };
        let expected = [row(2, "Zoe", 50_000_000, None), row(3, "Yan", 5_000, Some("Hello, Yan"))];
        let file = "name,amount,text\nZoe,0.05\nYan,5000 lamports,\"Hello, Yan\"\n";
        assert_eq!(rows(file.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn a_wrong_line_is_named_and_nothing_is_made() {
        for (file, begins) in [
            ("Zoe", "line 1: it has no name"),
            ("Zoe,0.05\nYan,much", "line 2: much is no amount"),
            ("", "the file has no line"),
        ] {
            let message = rows(file.as_bytes()).unwrap_err().message;
            assert!(message.starts_with(begins) && message.ends_with("; nothing was made"), "{message}");
        }
    }
}
