//! The commands, one file each: what it takes, what it does, and what it shows.

pub mod ack;
pub mod contacts;
pub mod generate;
pub mod inbox;
#[cfg(feature = "localnet")]
pub mod localnet;
pub mod mailbox;
pub mod quote;
pub mod read;
pub mod send;
pub mod setup;
pub mod sync;

use schemars::Schema;

use crate::{
    args::Command,
    context::Context,
    failure::Outcome,
    output::{self, Shown},
};

/// Runs a command and prints its result.
///
/// # Errors
/// Those of the command.
pub async fn run(command: Command, context: &Context) -> Outcome<()> {
    match command {
        #[cfg(feature = "localnet")]
        Command::Localnet(command) => command.run(context).await,
        Command::Setup(command) => print(context, command.run(context).await?),
        Command::Quote(command) => print(context, command.run(context).await?),
        Command::Send(command) => print(context, command.run(context).await?),
        Command::Inbox(command) => print(context, command.run(context).await?),
        Command::Read(command) => print(context, command.run(context).await?),
        Command::Ack(command) => print(context, command.run(context).await?),
        Command::Contacts(command) => command.run(context).await,
        Command::Mailbox(command) => command.run(context).await,
        Command::Generate(command) => command.run(),
        Command::Sync(command) => print(context, command.run(context).await?),
    }
}

fn print<T: Shown>(context: &Context, result: T) -> Outcome<()> {
    output::print(&result, context.globals.output, &context.terminal.look);
    Ok(())
}

/// The JSON schemas of what the commands print.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("ack", output::schema::<ack::Acknowledged>()),
        ("contacts", output::schema::<contacts::Changed>()),
        ("contacts-import", output::schema::<contacts::ImportedContacts>()),
        ("contacts-list", output::schema::<contacts::KnownPeople>()),
        #[cfg(feature = "localnet")]
        ("localnet", output::schema::<localnet::Running>()),
        ("inbox", output::schema::<inbox::Letters>()),
        ("mailbox", output::schema::<mailbox::Shows>()),
        ("mailbox-close", output::schema::<mailbox::Closed>()),
        ("quote", output::schema::<quote::Quoted>()),
        ("read", output::schema::<read::Opened>()),
        ("send", output::schema::<send::Sent>()),
        ("setup", output::schema::<setup::SetUp>()),
        ("sync", output::schema::<sync::Synced>()),
    ]
}
