//! `bmail generate`: completions for a shell, manual pages, and the JSON schemas of what commands print.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::{Args, CommandFactory, Subcommand};
use clap_complete::Shell;

use crate::{
    args::Arguments,
    failure::{Failure, Outcome},
};

/// Write completions for a shell, manual pages, or JSON schemas
#[derive(Args)]
#[command(after_help = "Example: bmail generate completions bash > ~/.local/share/bash-completion/completions/bmail")]
pub struct Generate {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print completions for a shell
    Completions {
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Write manual pages into a folder, one for each command
    Man { folder: PathBuf },
    /// Write the JSON schema of what each command prints into a folder
    Schemas { folder: PathBuf },
}

impl Generate {
    pub fn run(self) -> Outcome<()> {
        match self.what {
            What::Completions { shell } => {
                let mut text = Vec::new();
                clap_complete::generate(shell, &mut Arguments::command(), "bmail", &mut text);
                let _ = io::stdout().write_all(&text); // a closed pipe
                Ok(())
            }
            What::Man { folder } => {
                fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
                clap_mangen::generate_to(Arguments::command(), &folder).map_err(Failure::file(&folder))
            }
            What::Schemas { folder } => super::schemas().into_iter().try_for_each(|(name, schema)| {
                let text = serde_json::to_string_pretty(&schema).expect("a schema has no keys but texts");
                write(&folder, name, &text)
            }),
        }
    }
}

fn write(folder: &Path, name: &str, text: &str) -> Outcome<()> {
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let path = folder.join(format!("{name}.json"));
    fs::write(&path, format!("{text}\n")).map_err(Failure::file(&path))
}
