//! What is written about the command is what the command does.

use std::{collections::BTreeSet, fs, path::Path};

use crate::harness::{Folder, bmail};

fn clone() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

#[test]
fn the_committed_schemas_are_those_of_the_commands() {
    let folder = Folder::new();
    let written = bmail(folder.path()).args(["generate", "schemas"]).arg(folder.path()).status().unwrap();
    assert!(written.success());
    let names = |folder: &Path| -> BTreeSet<_> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    let committed = clone().join("clients/cli/schemas");
    assert_eq!(names(folder.path()), names(&committed), "renew them: bmail generate schemas clients/cli/schemas");
    for name in names(&committed) {
        let [ours, theirs] = [&committed, folder.path()].map(|folder| fs::read_to_string(folder.join(&name)).unwrap());
        assert_eq!(ours, theirs, "renew them: bmail generate schemas clients/cli/schemas");
    }
}

#[test]
fn each_command_has_an_example_and_a_manual_page() {
    let folder = Folder::new();
    let help = |arguments: &[&str]| {
        let output = bmail(folder.path()).args(arguments).arg("--help").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&[]);
    let (_, after) = all.split_once("Commands:\n").unwrap();
    let commands: Vec<_> = after.lines().take_while(|line| !line.is_empty()).collect();
    let names = commands.iter().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<_> =
        names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert!(names.len() > 8, "{names:?}");
    assert!(bmail(folder.path()).args(["generate", "man"]).arg(folder.path()).status().unwrap().success());
    for name in names {
        let text = help(&[name]);
        assert!(text.contains("Example: bmail ") || text.contains("Examples:"), "{name}: {text}");
        assert!(folder.path().join(format!("bmail-{name}.1")).exists(), "{name}");
    }
}

#[test]
fn all_exit_codes_are_documented() {
    let page = fs::read_to_string(clone().join("docs/cli.md")).unwrap();
    let source = fs::read_to_string(clone().join("clients/cli/src/failure.rs")).unwrap();
    let codes = source.lines().filter_map(|line| line.split_once("Exit code ")?.1.strip_suffix('.'));
    let codes: Vec<_> = codes.collect();
    assert!(codes.len() > 12, "{codes:?}");
    for code in codes {
        assert!(page.contains(&format!("\n| {code} | `")), "{code}");
    }
}
