//! `faulty-node URL [--port N] [--rules FILE] [RULE...]`: stands in front of the validator at a URL, prints its own URL, and
//! treats calls as the rules say. See [`Rule`].
//!
//! `faulty-node http://127.0.0.1:8899 'sendTransaction#1=lose-response' 'getLatestBlockhash#1-3=limit:2'`

use std::{env, fs, process::ExitCode, thread};

use bmail_faulty_node::{Rule, fate_of, open_at};

const USAGE: &str = "usage: faulty-node URL [--port N] [--rules FILE] [METHOD[~TEXT][#COUNT]=FATE...]\n\
    COUNT: 3, 1-5 or 4-\n\
    FATE: pass, delay:MILLISECONDS, lose-request, lose-response, limit:SECONDS, status:CODE, error:CODE, forge:JSON, \
    forge:@FILE\n\
    A file has one rule a line; lines that begin with # are comments.";

fn main() -> ExitCode {
    match run(env::args().skip(1)) {
        Ok(url) => {
            println!("{url}");
            loop {
                thread::park();
            }
        }
        Err(error) => {
            eprintln!("faulty-node: {error}\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<String, String> {
    let (mut validator, mut port, mut rules) = (None, 0, Vec::<Rule>::new());
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--port" => port = value()?.parse().map_err(|_| "a port is a number up to 65535")?,
            "--rules" => rules.extend(read(&value()?)?),
            url if validator.is_none() && url.starts_with("http://") => validator = Some(argument),
            rule => rules.push(rule.parse()?),
        }
    }
    let validator = validator.ok_or("no URL of a validator (http://...)")?;
    let decide = move |method: &str, count: usize, body: &[u8]| fate_of(&rules, method, count, body);
    open_at(port, &validator, decide).map_err(|error| format!("could not open port {port}: {error}"))
}

fn read(file: &str) -> Result<Vec<Rule>, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("could not read {file}: {error}"))?;
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(str::parse).collect()
}
