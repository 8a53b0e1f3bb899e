//! `bmail`, the command: mail that costs postage.
//!
//! `args` is the command line, `commands` has a file for each command, and `context` is what they run with. A command
//! returns a result that `output` shows to people or prints as JSON, or a [`failure`] with an exit code.

mod amount;
mod args;
mod clusters;
mod commands;
mod compose;
mod config;
mod context;
mod costs;
mod failure;
mod hook;
mod input;
mod keys;
mod letters;
mod offline;
mod output;
mod people;
mod sheet;
mod terminal;
mod when;

use std::process::ExitCode;

use clap::Parser;

use crate::{
    args::Arguments,
    context::Context,
    failure::{Code, Failure, Outcome},
};

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { globals, command } = Arguments::parse();
    let format = globals.output;
    let ran = async {
        let context = Context::new(globals)?;
        let context = if command.mends() { context } else { context.sound()? };
        commands::run(command, &context).await
    };
    match until_interrupted(ran).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let code = failure.exit_code();
            output::print_failure(failure, format);
            ExitCode::from(code)
        }
    }
}

/// Runs until Ctrl-C. Whatever was begun is stored, and goes on the next time.
async fn until_interrupted(ran: impl Future<Output = Outcome<()>>) -> Outcome<()> {
    tokio::select! {
        outcome = ran => outcome,
        _ = tokio::signal::ctrl_c() => {
            let says = "it was interrupted: what was begun is stored, and the same command goes on with it";
            Err(Failure { money_moved: failure::Moved::Unknown, ..Failure::new(Code::Interrupted, says) })
        }
    }
}
