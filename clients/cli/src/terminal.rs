//! The terminal: what is shown there, and what is asked.

use std::{
    cell::OnceCell,
    io::{IsTerminal, Write, stderr, stdin, stdout},
};

use bmail_sdk::Progress;
use console::{Alignment, Style, Term, measure_text_width, pad_str};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use zeroize::Zeroizing;

use crate::{
    args::{Format, Globals},
    failure::{Code, Failure, Outcome},
    input,
    when::{self, Zone},
};

/// How the progress of an upload looks.
const UPLOADING: &str = "Uploading [{bar:30}] {bytes} of {total_bytes}";

/// The width of what is no terminal.
const WIDTH: u16 = 100;

/// The longest secret that is read, in bytes: a link, with a letter around it.
const LONGEST_SECRET: usize = 64 * 1024;

/// How results are shown.
#[derive(Clone, Debug)]
pub struct Look {
    pub width: u16,
    pub colors: bool,
    pub zone: Zone,
    /// This machine's time, in unix seconds.
    pub now: i64,
}

pub struct Terminal {
    pub look: Look,
    /// Whether somebody can be asked.
    can_ask: bool,
    /// Whether everything is agreed to.
    yes: bool,
    /// Whether nothing but the result is said.
    quiet: bool,
    is_json: bool,
}

impl Terminal {
    pub fn new(globals: &Globals) -> Self {
        let is_json = globals.output == Format::Json;
        let (_, columns) = Term::stdout().size();
        let colors = stdout().is_terminal() && !is_json && console::colors_enabled();
        let look = Look {
            width: if stdout().is_terminal() { columns } else { WIDTH },
            colors,
            zone: if globals.utc { Zone::utc() } else { Zone::local() },
            now: when::now(),
        };
        let can_ask = stdin().is_terminal() && stderr().is_terminal() && !is_json;
        Self { look, can_ask, yes: globals.yes, quiet: globals.quiet || is_json, is_json }
    }

    /// Whether somebody can be asked.
    pub fn can_ask(&self) -> bool {
        self.can_ask
    }

    /// A bar for an upload, should there be one.
    pub fn uploading(&self) -> Bar {
        Bar { bar: OnceCell::new(), is_hidden: self.quiet }
    }

    /// Asks for something that nobody may see, or reads it from standard input, up to its end.
    ///
    /// # Errors
    /// [`Code::Interrupted`] if the input ends before anything came, [`Code::Storage`] if it is too long.
    pub fn secret(&self, question: &str) -> Outcome<Zeroizing<String>> {
        if !self.can_ask {
            return self.secret_of_input();
        }
        let _ = write!(stderr(), "{question}").and_then(|()| stderr().flush());
        let said = Term::stderr().read_secure_line().map(Zeroizing::new).map_err(|_| nothing_given())?;
        if said.trim().is_empty() { Err(nothing_given()) } else { Ok(said) }
    }

    /// Reads something that nobody may see from standard input, up to its end.
    ///
    /// # Errors
    /// [`Code::Interrupted`] if there is nothing, [`Code::Storage`] if it is too long.
    pub fn secret_of_input(&self) -> Outcome<Zeroizing<String>> {
        let bytes = input::standard_input(LONGEST_SECRET)?;
        let said = Zeroizing::new(String::from_utf8_lossy(&Zeroizing::new(bytes)).into_owned());
        if said.trim().is_empty() { Err(nothing_given()) } else { Ok(said) }
    }

    /// Whether a picture made of letters can be seen.
    pub fn shows_pictures(&self) -> bool {
        stdout().is_terminal() && !self.is_json
    }

    /// Says something that is no result.
    pub fn say(&self, text: impl std::fmt::Display) {
        if !self.quiet {
            let _ = writeln!(stderr(), "{text}"); // whoever closed it does not want to know
        }
    }

    /// Asks a question that money or data depends on.
    ///
    /// # Errors
    /// [`Code::NeedsAnswer`] if nobody can be asked, [`Code::Declined`] if the answer is no.
    pub fn confirm(&self, question: &str) -> Outcome<()> {
        if self.yes {
            return Ok(());
        }
        if !self.can_ask {
            let says = format!("{question} Nobody can be asked here; nothing was done: say --yes to agree");
            return Err(Failure::new(Code::NeedsAnswer, says));
        }
        match self.ask(&format!("{question} [y/N] "))?.to_lowercase().as_str() {
            "y" | "yes" => Ok(()),
            _ => Err(Failure::new(Code::Declined, "nothing was done, and no money moved")),
        }
    }

    /// Asks for a line.
    ///
    /// # Errors
    /// [`Code::NeedsAnswer`] if nobody can be asked, [`Code::Interrupted`] if the input ends.
    pub fn ask(&self, question: &str) -> Outcome<String> {
        if !self.can_ask {
            return Err(Failure::new(Code::NeedsAnswer, format!("{} Nobody can be asked here", question.trim())));
        }
        let ended = || Failure::new(Code::Interrupted, "the input has ended; nothing was done, and no money moved");
        let _ = write!(stderr(), "{question}").and_then(|()| stderr().flush());
        let mut line = String::new();
        match stdin().read_line(&mut line) {
            Ok(0) | Err(_) => Err(ended()),
            Ok(_) => Ok(line.trim().to_owned()),
        }
    }
}

fn nothing_given() -> Failure {
    Failure::new(Code::Interrupted, "nothing was given; nothing was done, and no money moved")
}

/// A bar that shows how far an upload is, from its first news on. Only a terminal shows it.
pub struct Bar {
    bar: OnceCell<ProgressBar>,
    is_hidden: bool,
}

impl Bar {
    pub fn show(&self, progress: Progress) {
        let [written, total] = [progress.written, progress.total].map(|bytes| bytes as u64);
        let bar = self.bar.get_or_init(|| {
            let target = if self.is_hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
            let style = ProgressStyle::with_template(UPLOADING).unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(Some(total), target).with_style(style)
        });
        bar.set_position(written);
    }

    /// Removes it.
    pub fn end(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

impl Look {
    /// A table that fits the width: the widest column is cut, and if that is not enough, the last ones are left out.
    pub fn table(&self, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
        let mut rows: Vec<Vec<String>> = rows.into_iter().collect();
        rows.insert(0, header.iter().map(|title| self.dim(title)).collect());
        let widths = widths(&rows, usize::from(self.width));
        let lines = rows.iter().map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| pad_str(cell, *width, Alignment::Left, Some("…")));
            cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    pub fn bold(&self, text: &str) -> String {
        self.styled(text, Style::new().bold())
    }

    pub fn dim(&self, text: &str) -> String {
        self.styled(text, Style::new().dim())
    }

    pub fn green(&self, text: &str) -> String {
        self.styled(text, Style::new().green())
    }

    pub fn yellow(&self, text: &str) -> String {
        self.styled(text, Style::new().yellow())
    }

    pub fn red(&self, text: &str) -> String {
        self.styled(text, Style::new().red())
    }

    fn styled(&self, text: &str, style: Style) -> String {
        style.force_styling(self.colors).apply_to(text).to_string()
    }
}

/// What is between two columns.
const GAP: &str = "  ";
/// To how many characters a column is cut before others are left out.
const LEAST: usize = 12;

/// The widths of the columns that fit.
fn widths(rows: &[Vec<String>], most: usize) -> Vec<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| measure_text_width(cell)).max();
    let mut widths: Vec<_> = (0..columns).filter_map(width).collect();
    while widths.len() > 1 {
        let Some((widest, width)) = widths.iter().copied().enumerate().max_by_key(|(_, width)| *width) else { break };
        let total = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
        let Some(over) = total.checked_sub(most).filter(|over| *over > 0) else { break };
        if width >= LEAST.saturating_add(over) || widths.len() == 2 {
            widths[widest] = width.saturating_sub(over).max(1);
            break;
        }
        widths.pop();
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(width: u16, colors: bool) -> Look {
        Look { width, colors, zone: Zone::utc(), now: 0 }
    }

    fn rows() -> Vec<Vec<String>> {
        let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
        vec![row(["#1", "Ada", "A subject that is quite long", "0.1 SOL"]), row(["#12", "Bö…xy", "Short", "2 SOL"])]
    }

    #[test]
    fn a_table_is_cut_where_it_is_widest_and_then_at_its_end() {
        let header = ["", "FROM", "LETTER", "IN ESCROW"];
        assert_eq!(
            look(80, false).table(&header, rows()),
            "     FROM   LETTER                        IN ESCROW\n\
             #1   Ada    A subject that is quite long  0.1 SOL\n\
             #12  Bö…xy  Short                         2 SOL"
        );
        assert_eq!(
            look(40, false).table(&header, rows()),
            "     FROM   LETTER             IN ESCROW\n\
             #1   Ada    A subject that i…  0.1 SOL\n\
             #12  Bö…xy  Short              2 SOL"
        );
        assert_eq!(look(30, false).table(&header, rows()).lines().nth(1), Some("#1   Ada    A subject that is…"));
        for width in 1..80 {
            let table = look(width, false).table(&header, rows());
            assert_eq!(table.lines().count(), 3);
            assert!(
                width < 8 || table.lines().all(|line| measure_text_width(line) <= usize::from(width)),
                "{width}: {table}"
            );
        }
    }

    #[test]
    fn colors_take_no_room() {
        let plain = look(40, false).table(&["A", "B"], rows());
        let colored = look(40, true).table(&["A", "B"], rows());
        assert_eq!(console::strip_ansi_codes(&colored), plain);
    }
}
