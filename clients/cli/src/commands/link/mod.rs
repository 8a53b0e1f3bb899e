//! `bmail link`: letters with money to people who have no mailbox, no SOL and no wallet.
//!
//! A link is money and mail at once: whoever has it can read the letter and take the money. So none is ever an argument,
//! where other people of the machine and the shell's history have it, and none is shown before its letter is confirmed.

mod list;
mod make;
mod many;
mod open;
mod recover;
mod shown;
mod take;

use std::path::{Path, PathBuf};

use bmail_sdk::{files::read_file, link::Link};
use clap::{Args, Subcommand};
use zeroize::Zeroizing;

pub use self::{list::Links, make::Made, many::MadeAll, open::OpenedLetter, recover::TakenBack, take::Taken};
use crate::{
    context::Context,
    failure::{Failure, Outcome},
};

/// The app of links for whoever has configured none. It is a name that nobody can ever register.
const NO_APP: &str = "https://bmail.invalid";
/// The longest file with a link, in bytes.
const LONGEST: usize = 64 * 1024;

/// Letters with money to people who have no wallet, behind a link
#[derive(Args)]
#[command(
    after_help = "Example: bmail link make -m \"Hello Zoe\" --gift 0.05 --for Zoe\n\nWhoever has a link can read the \
                        letter and take the money. Until it is taken, you can take it back."
)]
pub struct LinkLetters {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make a link
    #[command(after_help = "Example: bmail link make -m \"Hello Zoe\" --gift 0.05 --for Zoe\n\n\
                            Many: bmail link make --csv people.csv -m Hello > links.csv\n\
                            Each line of the file has a name and an amount, and perhaps a text: Zoe,0.05,Hello Zoe")]
    Make(make::Make),
    /// Show your links
    #[command(after_help = "Example: bmail link list")]
    List(list::List),
    /// Read the letter behind a link. Nothing is signed, and nothing moves
    #[command(
        after_help = "Example: bmail link open\n\nIt asks for the link. Without a terminal, it reads standard input."
    )]
    Open(Given),
    /// Take what is behind a link
    #[command(
        after_help = "Example: bmail link take\n\nIt asks for the link. Without a terminal, it reads standard input."
    )]
    Take(take::Take),
    /// Take back your links that nobody has taken in time
    #[command(after_help = "Example: bmail link recover")]
    Recover(recover::Recover),
}

/// Where a link is.
#[derive(Args)]
pub struct Given {
    /// A file with the link; - is standard input. Without it, the link is asked for
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

impl LinkLetters {
    /// # Errors
    /// Those of the command.
    pub async fn run(self, context: &Context) -> Outcome<()> {
        match self.what {
            What::Make(make) => make.run(context).await,
            What::List(list) => crate::commands::print(context, list.run(context).await?),
            What::Open(given) => crate::commands::print(context, open::run(context, &given).await?),
            What::Take(take) => crate::commands::print(context, take.run(context).await?),
            What::Recover(recover) => crate::commands::print(context, recover.run(context).await?),
        }
    }
}

impl Given {
    /// The link.
    ///
    /// # Errors
    /// If the link itself is the argument, or there is none.
    pub fn link(&self, context: &Context) -> Outcome<Link> {
        let text = match &self.file {
            None => context.terminal.secret("The link (it is not shown): ")?,
            Some(file) => read(context, file)?,
        };
        Ok(Link::parse(&text).map_err(bmail_sdk::ClientError::from)?)
    }
}

fn read(context: &Context, file: &Path) -> Outcome<Zeroizing<String>> {
    if is_link(&file.to_string_lossy()) {
        return Err(Failure::usage(
            "a link is money, and an argument is seen by others and kept in your shell's history; nothing was done: run the \
             command without it, and give the link when you are asked, or on standard input. Remove the line from the \
             history",
        ));
    }
    if file.as_os_str() == "-" {
        return context.terminal.secret_of_input();
    }
    let bytes = Zeroizing::new(read_file(file, LONGEST).map_err(Failure::file(file))?);
    Ok(Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Whether somebody gave a link where a file's name belongs.
fn is_link(said: &str) -> bool {
    said.contains("#/l/")
}

/// The address of the app that opens links.
fn app(context: &Context) -> &str {
    context.config.app.as_deref().unwrap_or(NO_APP)
}

/// Says that nobody's app opens the links, if none is configured.
fn warn_of_app(context: &Context) {
    if context.config.app.is_none() {
        context.terminal.say(format!(
            "No app is configured, so the link begins with {NO_APP}, which opens nowhere but here: set `app` in {} to the \
             address of one.",
            context.paths.config_file().display()
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_told_from_a_file() {
        assert!(is_link("https://bmail.invalid/#/l/AQ"));
        assert!(is_link("#/l/"));
        assert!(!is_link("links/zoe.txt") && !is_link("-"));
    }
}
