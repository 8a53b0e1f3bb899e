//! The books: every lamport is accounted for, and everything that the programs still hold belongs to someone.

use anyhow::Result;

use crate::{
    books,
    held::{Held, Kind},
    journal::{Balances, Books, Journal},
    play::Play,
    tables::{change, thousands},
};

pub async fn play(play: &Play) -> Result<()> {
    play.scene("The books");
    play.trace().await?;
    let mut after = books::wallets(play).await?;
    let held = books::held(play).await?;
    for part in &held {
        *after.entry(part.kind.in_books()).or_default() += part.lamports;
    }
    play.journal.borrow_mut().close(after, held);

    let journal = play.journal.borrow();
    play.teller.table(&["lamports of", "before", "after", "change"], rows(play, &journal));
    let verdict = if journal.balanced { "yes" } else { "NO" };
    play.teller.say(format!("Every lamport is accounted for: {verdict}."));
    play.teller.heading("What the programs still hold, and for whom");
    // The treasury belongs to nobody in particular, and the books above show it.
    let held = journal.held.iter().filter(|part| part.kind != Kind::Treasury).cloned();
    let held: Vec<_> = held.map(|part| Held { whose: play.cast.in_books(part.whose), ..part }).collect();
    let mut columns: Vec<_> = Kind::ALL.map(Kind::heading).into();
    columns.dedup();
    columns.retain(|column| sum(&held, None, Some(column)) > 0);
    let header: Vec<_> = ["for"].into_iter().chain(columns.iter().copied()).chain(["sum"]).collect();
    play.teller.table(&header, held_rows(&held, &columns));
    play.teller.say(
        "The rent of a mailbox, a standing or a token account comes back when its owner closes it. An endorsement's \
        rent comes back when its stake is taken back. A correspondence's rent goes back to the person who paid it, \
        after a year of silence. An open message's rent always goes back to its sender; its postage goes to the \
        recipient if they acknowledge it, and back to the sender if it expires. Anyone can close Kim's submission: its \
        rent and stake go to Kim, and after that Ida can close the bounty and get its rent back. The network, its \
        reputation and its treasury stay.",
    );
    Ok(())
}

fn rows(play: &Play, journal: &Journal) -> Vec<Vec<String>> {
    let Books { before, after } = &journal.balances;
    let [before, after] = [before, after].map(|balances| together(play, balances));
    let row =
        |name: &str, before, after| vec![name.to_owned(), thousands(before), thousands(after), change(before, after)];
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    let found = names.map(|name| (name, [&before, &after].map(|side| side.get(name).copied().unwrap_or(0))));
    let found = found.filter(|(_, amounts)| *amounts != [0, 0]);
    let mut rows: Vec<_> = found.map(|(name, [before, after])| row(name, before, after)).collect();
    let [before, after] = [&before, &after].map(|side| side.values().sum::<u64>());
    rows.push(row("the cluster's fees", 0, journal.network_fees));
    rows.push(row("sum", before, after + journal.network_fees));
    rows
}

/// The balances as the table shows them: those of all readers in one row.
fn together(play: &Play, balances: &Balances) -> Balances {
    let mut together = Balances::new();
    for (name, amount) in balances {
        *together.entry(play.cast.in_books(name)).or_default() += amount;
    }
    together
}

/// A row for each person with the amounts of each column, and the sums.
fn held_rows(held: &[Held], columns: &[&str]) -> Vec<Vec<String>> {
    let row = |name: &str, whose| {
        let amounts = columns.iter().copied().map(Some).chain([None]).map(|column| match sum(held, whose, column) {
            0 => String::new(),
            amount => thousands(amount),
        });
        [name.to_owned()].into_iter().chain(amounts).collect()
    };
    let mut names: Vec<_> = held.iter().filter(|part| part.lamports > 0).map(|part| part.whose).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| row(name, Some(name))).chain([row("sum", None)]).collect()
}

/// The sum that is held for one person or for all, in one column or in all.
fn sum(held: &[Held], whose: Option<&str>, column: Option<&str>) -> u64 {
    let is_meant = |part: &&Held| {
        whose.is_none_or(|name| name == part.whose) && column.is_none_or(|column| column == part.kind.heading())
    };
    held.iter().filter(is_meant).map(|part| part.lamports).sum()
}
