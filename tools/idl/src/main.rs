//! Writes a program's IDL: `idl <program's folder> <file>`. It uses the same library as `anchor idl build`, without the
//! minutes it takes to build all of `anchor`.

use std::{env, fs, path::PathBuf};

use anchor_lang_idl::build::IdlBuilder;
use anyhow::{Context, Result};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1).map(PathBuf::from);
    let (Some(program), Some(file)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: idl <program's folder> <file to write>");
    };
    // The library misspells `cargo +toolchain` if rustup has set this variable. rust-toolchain.toml decides anyway.
    // SAFETY: nothing else is running yet that could read the environment.
    unsafe { env::remove_var("RUSTUP_TOOLCHAIN") };
    let idl = IdlBuilder::new().program_path(program.clone()).skip_lint(true).build();
    let idl = idl.with_context(|| format!("could not build the IDL of {}", program.display()))?;
    fs::write(&file, serde_json::to_string_pretty(&idl)?).with_context(|| format!("could not write {}", file.display()))
}
