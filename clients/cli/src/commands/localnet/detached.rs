//! A local network in the background.

use std::{
    env,
    fs::{self, File},
    process::{Child, Command, Stdio},
    time::Duration,
};

use bmail_sdk::Client;
use tokio::time::sleep;

use super::Localnet;
use crate::{
    config::{LocalNetwork, private_folder},
    context::Context,
    failure::{Code, Failure, Outcome},
};

/// How often to look whether it runs, or has ended.
const LOOKS: usize = 600;
const PAUSE: Duration = Duration::from_millis(100);

/// Starts this program once more, and returns when it runs.
///
/// # Errors
/// What it says if it ends, or if it does not start in time.
pub async fn start(context: &Context, command: &Localnet) -> Outcome<LocalNetwork> {
    let folder = context.paths.localnet_keys();
    private_folder(&folder)?;
    let log = folder.join("log");
    let file = File::create(&log).map_err(Failure::file(&log))?;
    let errors = file.try_clone().map_err(Failure::file(&log))?;
    let program = env::current_exe().map_err(|error| Failure::new(Code::Failed, error.to_string()))?;
    let mut again = Command::new(program);
    again.args(["localnet", "--rpc-port", &command.rpc_port.to_string()]).arg("--programs").arg(&command.programs);
    again.args(command.ledger.iter().flat_map(|ledger| ["--ledger".as_ref(), ledger.as_os_str()]));
    again.args(context.globals.home.iter().flat_map(|home| ["--home".as_ref(), home.as_os_str()]));
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut again, 0); // Ctrl-C in this terminal is not for it
    let spawned = again.stdin(Stdio::null()).stdout(file).stderr(errors).spawn();
    let mut child = spawned.map_err(|error| Failure::new(Code::Failed, error.to_string()))?;
    for _ in 0..LOOKS {
        if let Some(local) = LocalNetwork::read(&context.paths)?.filter(|local| local.process == child.id()) {
            return Ok(local);
        }
        if has_ended(&mut child) {
            let says = fs::read_to_string(&log).unwrap_or_default();
            let last = says.lines().last().unwrap_or("it says nothing").trim_start_matches("bmail: ").to_owned();
            return Err(Failure::new(Code::Failed, last));
        }
        sleep(PAUSE).await;
    }
    let _ = child.kill(); // it may have ended meanwhile
    Err(Failure::new(Code::Failed, format!("it did not start in time: {} has what it says", log.display())))
}

fn has_ended(child: &mut Child) -> bool {
    !matches!(child.try_wait(), Ok(None))
}

/// Ends the one that runs.
///
/// # Errors
/// If none runs, or it does not end.
pub async fn stop(context: &Context) -> Outcome<()> {
    let none = || Failure::not_found("no local network runs");
    let local = context.localnet.as_ref().ok_or_else(none)?;
    let client = Client::connect(&local.url);
    // If nobody answers, its process number may be another program's by now.
    client.rpc().get_health().await.map_err(|_| none())?;
    let told = Command::new("kill").args(["-INT", &local.process.to_string()]).status();
    if !told.is_ok_and(|status| status.success()) {
        return Err(Failure::new(Code::Failed, format!("process {} cannot be ended: end it yourself", local.process)));
    }
    for _ in 0..LOOKS {
        if client.rpc().get_health().await.is_err() {
            context.terminal.say("The chain is gone. The mail that was fetched is kept.");
            return Ok(());
        }
        sleep(PAUSE).await;
    }
    Err(Failure::new(Code::Failed, format!("process {} does not end: end it yourself", local.process)))
}
