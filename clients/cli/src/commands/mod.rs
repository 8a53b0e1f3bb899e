//! The commands, one file each: what it takes, what it does, and what it shows.

pub mod ack;
pub mod archive;
pub mod arrivals;
pub mod backup;
pub mod contacts;
pub mod doctor;
pub mod expire;
pub mod flush;
pub mod generate;
pub mod inbox;
pub mod link;
#[cfg(feature = "localnet")]
pub mod localnet;
pub mod log;
pub mod mailbox;
pub mod outbox;
pub mod quote;
pub mod read;
pub mod refund;
pub mod reply;
pub mod search;
pub mod send;
pub mod setup;
pub mod sign;
pub mod sync;
pub mod thread;
pub mod watch;

use schemars::Schema;

use crate::{
    args::Command,
    context::Context,
    failure::{Failure, Outcome},
    offline::Carried,
    output::{self, Shown},
};

/// Runs a command and prints its result.
///
/// # Errors
/// Those of the command.
pub async fn run(command: Command, context: &Context) -> Outcome<()> {
    if context.globals.signing.is_given() && !command.is_one_transaction() {
        let says = "this command is not one transaction, so it cannot be signed elsewhere, or be printed for a multisig: \
                    nothing was done";
        return Err(Failure::usage(says));
    }
    match command {
        #[cfg(feature = "localnet")]
        Command::Localnet(command) => command.run(context).await,
        Command::Setup(command) => print(context, command.run(context).await?),
        Command::Quote(command) => print(context, command.run(context).await?),
        Command::Send(command) => print(context, command.run(context).await?),
        Command::Inbox(command) => command.run(context).await,
        Command::Read(command) => print(context, command.run(context).await?),
        Command::Ack(command) if context.globals.signing.is_given() => {
            print(context, command.run_elsewhere(context).await?)
        }
        Command::Ack(command) => print(context, command.run(context).await?),
        Command::Reply(command) => print(context, command.run(context).await?),
        Command::Thread(command) => print(context, command.run(context).await?),
        Command::Search(command) => print(context, command.run(context).await?),
        Command::Archive(command) => print(context, command.run(context).await?),
        Command::Outbox(command) => print(context, command.run(context).await?),
        Command::Flush(command) => print(context, command.run(context).await?),
        Command::Expire(command) => print(context, command.run(context).await?),
        Command::Refund(command) => print(context, command.run(context).await?),
        Command::Backup(command) => print(context, command.run(context).await?),
        Command::Export(command) => print(context, command.run(context).await?),
        Command::Import(command) => print(context, command.run(context).await?),
        Command::Contacts(command) => command.run(context).await,
        Command::Mailbox(command) => command.run(context).await,
        Command::Log(command) => print(context, command.run(context).await?),
        Command::Sign(command) => print(context, command.run(context)?),
        Command::Watch(command) => command.run(context).await,
        Command::Doctor(command) => command.run(context).await,
        Command::Link(command) => command.run(context).await,
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
        ("arrived", output::schema::<arrivals::Arrived>()),
        ("archive", output::schema::<archive::Archived>()),
        ("backup", output::schema::<backup::Written>()),
        ("contacts", output::schema::<contacts::Changed>()),
        ("contacts-import", output::schema::<contacts::ImportedContacts>()),
        ("contacts-list", output::schema::<contacts::KnownPeople>()),
        ("doctor", output::schema::<doctor::Diagnosis>()),
        #[cfg(feature = "localnet")]
        ("localnet", output::schema::<localnet::Running>()),
        ("log", output::schema::<log::Statement>()),
        ("inbox", output::schema::<inbox::Letters>()),
        ("expire", output::schema::<expire::CollectedFees>()),
        ("export", output::schema::<backup::Written>()),
        ("flush", output::schema::<flush::Flushed>()),
        ("import", output::schema::<backup::ReadBack>()),
        ("link-list", output::schema::<link::Links>()),
        ("link-make", output::schema::<link::Made>()),
        ("link-make-csv", output::schema::<link::MadeAll>()),
        ("link-open", output::schema::<link::OpenedLetter>()),
        ("link-recover", output::schema::<link::TakenBack>()),
        ("link-take", output::schema::<link::Taken>()),
        ("mailbox", output::schema::<mailbox::Shows>()),
        ("mailbox-close", output::schema::<mailbox::Closed>()),
        ("outbox", output::schema::<outbox::ToSend>()),
        ("quote", output::schema::<quote::Quoted>()),
        ("read", output::schema::<read::Opened>()),
        ("refund", output::schema::<refund::Refunded>()),
        ("reply", output::schema::<send::Sent>()),
        ("search", output::schema::<search::Found>()),
        ("send", output::schema::<send::Sent>()),
        ("setup", output::schema::<setup::SetUp>()),
        ("signed-elsewhere", output::schema::<Carried>()),
        ("sign", output::schema::<sign::SignedMessage>()),
        ("sync", output::schema::<sync::Fetched>()),
        ("watch", output::schema::<watch::Announced>()),
        ("thread", output::schema::<thread::Conversation>()),
    ]
}
