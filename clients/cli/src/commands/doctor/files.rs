//! The configuration, the key file and the folders.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::check::Check;
use crate::{context::Context, failure::Code, keys};

/// Others can read it, or write it.
const OTHERS: u32 = 0o077;

pub fn checks(context: &Context) -> Vec<Check> {
    let mut checks: Vec<_> = context.unread.iter().map(|failure| Check::failed("configuration", failure)).collect();
    if checks.is_empty() {
        checks.push(configuration(context));
    }
    checks.push(key(context));
    checks.push(folders(context));
    checks
}

fn configuration(context: &Context) -> Check {
    let path = context.paths.config_file();
    match path.exists() {
        true => Check::ok("configuration", path.display().to_string()),
        false if context.globals.person.is_some() => Check::ok("configuration", "that of the local network"),
        false => Check::warning("configuration", format!("there is no {}", path.display()), "run `bmail setup`"),
    }
}

fn key(context: &Context) -> Check {
    let path = match context.key_file() {
        Ok(path) => path,
        Err(failure) => return Check::failed("key", &failure),
    };
    if path.as_os_str() == "-" {
        return Check::not_checked("key", "it comes from standard input");
    }
    match keys::read(&path) {
        Err(failure) if failure.code == Code::NotSetUp => Check::wrong(
            "key",
            format!("there is no key file {}", path.display()),
            "run `bmail setup`, or name one with -k",
        ),
        Err(failure) => Check::failed("key", &failure),
        Ok(_) if is_exposed(&path) => Check::warning(
            "key",
            format!("others can look into {}", path.display()),
            format!("chmod 600 {}: whoever has the key has the money and the mail", path.display()),
        ),
        Ok(_) => Check::ok("key", path.display().to_string()),
    }
}

/// The folders that exist: whether they can be written, and whether others can look into them.
fn folders(context: &Context) -> Check {
    let paths = &context.paths;
    let folders: Vec<PathBuf> = [paths.config.clone(), paths.data.clone(), paths.mail()].into();
    let present: Vec<_> = folders.iter().filter(|folder| folder.exists()).collect();
    for folder in &present {
        if !folder.is_dir() {
            return Check::wrong("folders", format!("{} is no folder", folder.display()), "move it away");
        }
        if !can_write(folder) {
            let says = format!("{} cannot be written, so nothing can be kept", folder.display());
            return Check::wrong("folders", says, "mend its permissions, or name another folder with --home");
        }
    }
    let mail = paths.mail();
    if mail.exists() && is_exposed(&mail) {
        let says = format!("others can look into {}", mail.display());
        return Check::wrong("folders", says, format!("chmod 700 {}", mail.display()));
    }
    match present.as_slice() {
        [] => Check::ok("folders", "there are none yet"),
        present => {
            let names: Vec<_> = present.iter().map(|folder| folder.display().to_string()).collect();
            Check::ok("folders", names.join(", "))
        }
    }
}

/// Whether a file can be made in a folder. Permissions alone do not say it: the disk can be read-only.
fn can_write(folder: &Path) -> bool {
    let probe = folder.join(format!(".bmail-doctor-{}", std::process::id()));
    let made = fs::OpenOptions::new().write(true).create_new(true).open(&probe).is_ok();
    if made {
        let _ = fs::remove_file(&probe); // an empty file, if anything
    }
    made
}

#[cfg(unix)]
fn is_exposed(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|found| found.permissions().mode() & OTHERS != 0)
}

#[cfg(not(unix))]
fn is_exposed(_: &Path) -> bool {
    false
}
