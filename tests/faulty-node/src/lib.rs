//! A network between client and validator that loses, delays, forges and refuses what it is told to.
//!
//! It is a real network: any client talks HTTP to it, and a loss is a broken connection. The tests open it with a function
//! that decides each request's fate; the binary `faulty-node` takes [`Rule`]s.

mod calls;
mod http;
mod rule;
mod tunnel;

use std::{
    collections::HashMap,
    io,
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use calls::{Call, Calls};
pub use http::ask;
pub use rule::{Rule, fate_of};
pub use tunnel::{Passed, Tunnel};

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrives, and so does its response.
    Arrives,
    /// It arrives after this time, and so does its response.
    Delayed(Duration),
    /// It never reaches the validator.
    RequestLost,
    /// It reaches the validator, but the response is lost.
    ResponseLost,
    /// It never reaches the validator, and this forged response body comes back, with the request's id if it is JSON.
    Forged(&'static str),
    /// It never reaches the validator, and this HTTP status comes back, with `Retry-After` in seconds.
    Refused {
        /// The status, such as 429.
        status: u16,
        /// How long to wait, in seconds.
        retry_after: Option<u64>,
    },
}

/// Opens a faulty node in front of a validator's URL, at any free port, and returns its URL. `fate` gets each call's method,
/// and how many times that method was called so far, this one included.
///
/// # Panics
/// If no port is free.
pub fn open(validator: &str, mut fate: impl FnMut(&str, usize) -> Fate + Send + 'static) -> String {
    open_with_bodies(validator, move |method: &str, count: usize, _: &[u8]| fate(method, count))
}

/// Like [`open`], but `fate` also gets the call's body.
///
/// # Panics
/// If no port is free.
pub fn open_with_bodies(validator: &str, fate: impl FnMut(&str, usize, &[u8]) -> Fate + Send + 'static) -> String {
    open_at(0, validator, fate).expect("a port of this machine is free")
}

/// Like [`open_with_bodies`], at a port. Zero is any free one. It serves until the process ends.
///
/// # Errors
/// The port is taken.
pub fn open_at(
    port: u16,
    validator: &str,
    fate: impl FnMut(&str, usize, &[u8]) -> Fate + Send + 'static,
) -> io::Result<String> {
    let (listener, validator) = (TcpListener::bind(("127.0.0.1", port))?, validator.to_owned());
    let url = format!("http://{}", listener.local_addr()?);
    let fates = Arc::new(Mutex::new(Fates { counts: HashMap::new(), fate }));
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let (validator, fates) = (validator.clone(), fates.clone());
            // Connections that the client broke are ignored. A thread each, because one of them may be delayed.
            thread::spawn(move || drop(serve(connection, &validator, &fates)));
        }
    });
    Ok(url)
}

struct Fates<F> {
    counts: HashMap<String, usize>,
    fate: F,
}

impl<F: FnMut(&str, usize, &[u8]) -> Fate> Fates<F> {
    fn of(&mut self, call: &Call) -> Fate {
        let count = self.counts.entry(call.method.clone()).or_default();
        *count += 1;
        (self.fate)(&call.method, *count, &call.body)
    }
}

fn serve<F>(mut client: TcpStream, validator: &str, fates: &Mutex<Fates<F>>) -> io::Result<()>
where
    F: FnMut(&str, usize, &[u8]) -> Fate,
{
    let Some(body) = http::read_post(&mut client)? else { return http::answer_options(&mut client) };
    let calls = Calls::parse(&body)?;
    let fates: Vec<_> = {
        let mut fates = fates.lock().unwrap_or_else(PoisonError::into_inner);
        calls.all.iter().map(|call| fates.of(call)).collect()
    };
    // What happens to one call of a batch happens to its whole HTTP request, except for forgeries.
    for fate in &fates {
        match fate {
            Fate::Delayed(time) => thread::sleep(*time),
            Fate::RequestLost => return Ok(()),
            Fate::Refused { status, retry_after } => return http::refuse(&mut client, *status, *retry_after),
            Fate::Arrives | Fate::ResponseLost | Fate::Forged(_) => {}
        }
    }
    let is_forged = |fate: &Fate| matches!(fate, Fate::Forged(_));
    let response = match fates.iter().any(is_forged) {
        true => http::response(&calls.forged(&fates, |rest| http::ask(validator, rest))?),
        false => http::ask(validator, &body)?,
    };
    match fates.contains(&Fate::ResponseLost) {
        true => Ok(()),
        false => http::write(&mut client, &response),
    }
}
