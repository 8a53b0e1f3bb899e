//! Prints the story. It uses colors only on a terminal, and prints nothing with `--json`.

use std::{
    fmt::Display,
    io::{self, Write},
};

use bmail_sdk::text::shown;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets::UTF8_FULL_CONDENSED};
use console::style;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The exit code of a command that SIGPIPE ends.
const CLOSED_PIPE: i32 = 141;
/// The longest line of prose, in columns.
const WIDTH: usize = 116;

pub struct Teller {
    pub aloud: bool,
}

impl Teller {
    pub fn heading(&self, text: &str) {
        if self.aloud {
            print(format!("\n{}", style(text).bold().cyan()));
        }
    }

    /// A paragraph.
    pub fn say(&self, text: impl AsRef<str>) {
        if self.aloud {
            print(wrapped(text.as_ref()));
        }
    }

    /// A table. Columns that have a number in their first row are right-aligned.
    pub fn table(&self, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        if !self.aloud {
            return;
        }
        let rows: Vec<_> = rows.into_iter().collect();
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic).set_header(header);
        let is_number = |cell: &String| cell.chars().all(|character| " 0123456789,.+-x%".contains(character));
        for (column, cell) in table.column_iter_mut().zip(rows.first().into_iter().flatten()).skip(1) {
            column.set_cell_alignment(if is_number(cell) { CellAlignment::Right } else { CellAlignment::Left });
        }
        print(table.add_rows(rows));
    }

    /// A progress bar on standard error, if that is a terminal.
    pub fn bar(&self, message: &'static str, bytes: usize) -> ProgressBar {
        let target = if self.aloud { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(bytes as u64), target).with_message(message);
        let style = ProgressStyle::with_template("{msg} [{bar:40}] {bytes} of {total_bytes}");
        style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
    }
}

/// Prints a line, and exits if the reader of standard output has gone (`| head`).
pub fn print(line: impl Display) {
    if writeln!(io::stdout(), "{line}").is_err() {
        std::process::exit(CLOSED_PIPE);
    }
}

/// Wraps a text into lines, with escapes for what a terminal or an eye would take for something else: letters are quoted.
fn wrapped(text: &str) -> String {
    let (mut lines, mut column) = (String::new(), 0);
    for word in text.split_whitespace() {
        let word = shown(word).to_string();
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(&word);
        column += length;
    }
    lines
}
