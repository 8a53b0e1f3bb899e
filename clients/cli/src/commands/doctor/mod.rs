//! `bmail doctor`: what is wrong with the set-up, and how to mend it.

mod chain;
mod check;
mod files;
mod mail;
mod programs;

use bmail_sdk::text::shown_lines;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use self::check::{Check, State};
use crate::{
    context::Context,
    failure::{Code, Failure, Outcome},
    output::{self, Shown},
    terminal::Look,
};

/// Say what is wrong with the set-up, and how to mend it
#[derive(Args)]
#[command(after_help = "Example: bmail doctor\n\nIt changes nothing. The exit code is 1 if something is wrong.")]
pub struct Doctor {}

/// What was looked at.
#[derive(Serialize, JsonSchema)]
pub struct Diagnosis {
    pub checks: Vec<Check>,
}

impl Doctor {
    /// Looks at everything, and goes on whatever is missing.
    ///
    /// # Errors
    /// If something is wrong, after it was shown.
    pub async fn run(self, context: &Context) -> Outcome<()> {
        let mut checks = files::checks(context);
        let cluster = chain::checks(context, &mut checks).await;
        mail::checks(context, cluster.as_ref(), &mut checks).await;
        let diagnosis = Diagnosis { checks };
        let (format, look) = (context.globals.output, &context.terminal.look);
        match diagnosis.failure() {
            None => output::print(&diagnosis, format, look),
            Some(failure) => return Err(output::print_with_failure(&diagnosis, failure, format, look)),
        }
        Ok(())
    }
}

impl Diagnosis {
    fn count(&self, state: State) -> usize {
        self.checks.iter().filter(|check| check.state == state).count()
    }

    fn failure(&self) -> Option<Failure> {
        let says = match self.count(State::Wrong) {
            0 => return None,
            1 => "1 thing is wrong; no money moved".to_owned(),
            wrong => format!("{wrong} things are wrong; no money moved"),
        };
        Some(Failure::new(Code::Failed, says))
    }
}

impl Shown for Diagnosis {
    fn shown(&self, look: &Look) -> String {
        let rows = self.checks.iter().map(|check| {
            let state = check.state.shown(look);
            // It may quote what a node, a file or a stranger says.
            let says = shown_lines(&check.says);
            let says = match &check.remedy {
                Some(remedy) => format!("{says}\n{}", look.dim(&format!("-> {}", shown_lines(remedy)))),
                None => says.to_string(),
            };
            vec![state, check.subject.to_owned(), says]
        });
        let table = look.table(&["", "CHECK", "WHAT IS THERE"], rows);
        let summary = match (self.count(State::Wrong), self.count(State::Warning)) {
            (0, 0) => look.green("Everything is in order."),
            (0, warnings) => look.yellow(&format!("Nothing is wrong; {warnings} to look at.")),
            (wrong, warnings) => look.red(&format!("{wrong} wrong, {warnings} to look at.")),
        };
        format!("{table}\n\n{summary}")
    }
}
