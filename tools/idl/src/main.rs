//! Writes a program's IDL: `idl <program's folder> <file>`. The same library as `anchor idl build`, without the
//! minutes that building all of `anchor` takes.

use std::{env, fs, path::PathBuf};

use anchor_lang_idl::build::IdlBuilder;
use anyhow::{Context, Result};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1).map(PathBuf::from);
    let (Some(program), Some(file)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: idl <program's folder> <file to write>");
    };
    // The library spells `cargo +toolchain` wrongly where rustup has set this; rust-toolchain.toml decides anyway.
    // SAFETY: nothing else runs yet that could read the environment.
    unsafe { env::remove_var("RUSTUP_TOOLCHAIN") };
    let idl = IdlBuilder::new().program_path(program.clone()).skip_lint(true).build();
    let idl = idl.with_context(|| format!("could not build the IDL of {}", program.display()))?;
    fs::write(&file, serde_json::to_string_pretty(&idl)?).with_context(|| format!("could not write {}", file.display()))
}
