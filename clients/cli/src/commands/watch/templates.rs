//! What runs it regularly: for cron, a systemd timer and a CI schedule.

use std::io::{self, Write};

use clap::ValueEnum;

use super::target::To;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// A line of a crontab
    Cron,
    /// A service and a timer of systemd
    Systemd,
    /// A schedule of a CI, as GitHub has them
    Ci,
}

impl Template {
    pub fn print(self, who: &[String], to: &[To]) {
        let _ = io::stdout().write_all(self.text(who, to).as_bytes()); // a closed pipe
    }

    pub fn text(self, who: &[String], to: &[To]) -> String {
        let targets: Vec<_> = match to {
            [] => vec!["ntfy".to_owned()],
            to => to.iter().map(To::said).collect(),
        };
        let who = who.iter().map(|name| format!(" {}", quoted(name)));
        let to = targets.iter().map(|target| format!(" --to {}", quoted(target)));
        let command = format!("bmail watch{}{} --once --quiet", who.collect::<String>(), to.collect::<String>());
        match self {
            Self::Cron => format!(
                "# crontab -e; every five minutes. Secrets stand in the configuration, which only you can read.\n*/5 * * * * \
                 {}\n",
                // A % ends a command there.
                command.replace('%', "\\%")
            ),
            Self::Systemd => systemd(&command),
            Self::Ci => ci(&command),
        }
    }
}

fn systemd(command: &str) -> String {
    // A % and a $ mean something else there.
    let command = command.replace('%', "%%").replace('$', "$$");
    format!(
        "# ~/.config/systemd/user/bmail-watch.service\n[Unit]\nDescription=Say that mail waits\n\n[Service]\nType=oneshot\n\
         ExecStart=/usr/bin/env {command}\n\n# ~/.config/systemd/user/bmail-watch.timer\n[Unit]\nDescription=Say that mail \
         waits\n\n[Timer]\nOnBootSec=1min\nOnUnitActiveSec=5min\n\n[Install]\nWantedBy=timers.target\n\n# Then: systemctl --user \
         enable --now bmail-watch.timer\n"
    )
}

/// The state is kept from run to run in the CI's cache.
fn ci(command: &str) -> String {
    format!(
        "# .github/workflows/bmail-watch.yml\nname: bmail watch\non:\n  schedule:\n    - cron: \"*/15 * * * *\"\n  \
         workflow_dispatch:\npermissions: {{}}\njobs:\n  watch:\n    runs-on: ubuntu-latest\n    steps:\n      # Put a step here \
         that installs bmail.\n      - uses: actions/cache@v4\n        with:\n          path: watch.json\n          key: \
         bmail-watch-${{{{ github.run_id }}}}\n          restore-keys: bmail-watch-\n      - run: >-\n          {command}\n          \
         --state watch.json --url mainnet-beta --network ${{{{ vars.BMAIL_NETWORK }}}}\n        env:\n          BMAIL_NTFY_TOKEN: \
         ${{{{ secrets.BMAIL_NTFY_TOKEN }}}}\n"
    )
}

/// A word of a shell.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "@=:/._-".contains(letter);
    match word.chars().all(is_plain) && !word.is_empty() {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_has_the_command_with_its_words_as_they_are() {
        let to = ["exec=notify-send \"$BMAIL_TEXT\" 100%".parse().unwrap()];
        let who = ["ada".to_owned(), "it's".to_owned()];
        let cron = Template::Cron.text(&who, &to);
        assert!(
            cron.contains("bmail watch ada 'it'\\''s' --to 'exec=notify-send \"$BMAIL_TEXT\" 100\\%' --once"),
            "{cron}"
        );
        let unit = Template::Systemd.text(&who, &to);
        assert!(unit.contains("$$BMAIL_TEXT\" 100%%'") && unit.contains("OnUnitActiveSec"), "{unit}");
        assert!(Template::Ci.text(&who, &[]).contains("--to ntfy --once"));
    }
}
