//! The terminal: what is shown there, and what is asked.

use std::io::{IsTerminal, Write, stderr, stdin, stdout};

use comfy_table::{ContentArrangement, Table, presets};
use console::{Style, Term};

use crate::{
    args::{Format, Globals},
    failure::{Code, Failure, Outcome},
    when::{self, Zone},
};

/// The width of what is no terminal.
const WIDTH: u16 = 100;

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
        Self { look, can_ask, yes: globals.yes, quiet: globals.quiet || is_json }
    }

    /// Whether somebody can be asked.
    pub fn can_ask(&self) -> bool {
        self.can_ask
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

impl Look {
    /// A table that fits the width.
    pub fn table(&self, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(self.width);
        table.set_header(header.iter().map(|title| self.dim(title)));
        table.add_rows(rows);
        let lines = table.to_string();
        lines.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
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

    fn styled(&self, text: &str, style: Style) -> String {
        style.force_styling(self.colors).apply_to(text).to_string()
    }
}
