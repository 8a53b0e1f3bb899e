//! `verify-program FILE...`: prints a line for each program, or its fault.

use std::{env, error::Error, fs, path::Path, process::ExitCode};

use sha2::{Digest, Sha256};

fn main() -> ExitCode {
    let files: Vec<String> = env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: verify-program FILE...");
        return ExitCode::FAILURE;
    }
    let mut all_good = true;
    for file in files {
        match describe(&file) {
            Ok(line) => println!("{line}"),
            Err(fault) => {
                eprintln!("{file}: {fault}");
                all_good = false;
            }
        }
    }
    if all_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Name, size, SBPF version and SHA-256 of a program that loads and verifies.
fn describe(file: &str) -> Result<String, Box<dyn Error>> {
    let program = fs::read(file)?;
    let version = verify_program::verify(&program)?;
    let name = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    let kib = program.len() as f64 / 1024.0;
    let hash: String = Sha256::digest(&program).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{name:<12} {:>8} bytes  {kib:>6.1} KiB  SBPF {version:?}  sha256 {hash}", program.len()))
}
