//! A command of the user's that is told of something, in its environment.

use std::{io, process::Stdio, time::Duration};

use bmail_sdk::text::shown;
use tokio::{process::Command, time::timeout};

/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// Runs a command of the shell. What others wrote reaches it only in its environment, where no shell reads it as a command.
/// Its output goes to standard error, so that it does not mix with results.
///
/// # Errors
/// In words, if it cannot be run, fails, or takes too long.
pub async fn run(command: &str, facts: &[(&str, String)]) -> Result<(), String> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell);
    child.arg(flag).arg(command).stdin(Stdio::null()).stdout(io::stderr()).kill_on_drop(true);
    for (name, value) in facts {
        // The system takes no zeros there.
        child.env(name, shown(value).to_string());
    }
    let status = match timeout(PATIENCE, child.status()).await {
        Err(_) => return Err(format!("it took more than {} seconds, and was ended", PATIENCE.as_secs())),
        Ok(status) => status.map_err(|error| format!("it cannot be run: {error}"))?,
    };
    if status.success() { Ok(()) } else { Err(format!("it failed ({status})")) }
}
