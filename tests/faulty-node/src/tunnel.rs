//! A tunnel to a port, for what is not JSON-RPC over HTTP, such as a websocket: it can be cut, and it counts what passes.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{
            AtomicBool, AtomicU64,
            Ordering::{Relaxed, SeqCst},
        },
    },
    thread,
};

/// How each HTTP request to a node begins.
const POST: &[u8] = b"POST ";

/// A tunnel. It serves until the process ends.
#[derive(Clone)]
pub struct Tunnel {
    address: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    is_cut: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
    connections: AtomicU64,
    requests: AtomicU64,
    sent: AtomicU64,
    received: AtomicU64,
}

/// What has passed a tunnel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Connections.
    pub connections: u64,
    /// HTTP requests.
    pub requests: u64,
    /// Bytes of the client's, with those of HTTP.
    pub sent: u64,
    /// Bytes of the node's, likewise.
    pub received: u64,
}

impl Tunnel {
    /// Opens a tunnel to a URL with a port, at any free port.
    ///
    /// # Errors
    /// No port is free.
    pub fn open(to: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let (scheme, host) = to.trim_end_matches('/').split_once("://").unwrap_or(("http", to));
        let tunnel =
            Self { address: format!("{scheme}://{}", listener.local_addr()?), shared: Arc::new(Shared::default()) };
        let (shared, host) = (tunnel.shared.clone(), host.to_owned());
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                drop(shared.serve(client, &host)); // what cannot be connected is closed
            }
        });
        Ok(tunnel)
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.address
    }

    /// Cuts all connections, and takes no new ones until it is mended.
    pub fn cut(&self) {
        self.shared.is_cut.store(true, SeqCst);
        for open in self.shared.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = open.shutdown(Shutdown::Both);
        }
    }

    /// Takes connections again.
    pub fn mend(&self) {
        self.shared.is_cut.store(false, SeqCst);
    }

    /// What has passed so far.
    pub fn passed(&self) -> Passed {
        let Shared { connections, requests, sent, received, .. } = &*self.shared;
        Passed {
            connections: connections.load(Relaxed),
            requests: requests.load(Relaxed),
            sent: sent.load(Relaxed),
            received: received.load(Relaxed),
        }
    }
}

impl Shared {
    fn serve(self: &Arc<Self>, client: TcpStream, host: &str) -> io::Result<()> {
        if self.is_cut.load(SeqCst) {
            return Ok(());
        }
        let server = TcpStream::connect(host)?;
        self.connections.fetch_add(1, Relaxed);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.extend([client.try_clone()?, server.try_clone()?]);
        let up = (self.clone(), client.try_clone()?, server.try_clone()?);
        let down = (self.clone(), server, client);
        thread::spawn(move || pass(up, |shared| &shared.sent, true));
        thread::spawn(move || pass(down, |shared| &shared.received, false));
        Ok(())
    }
}

fn pass(
    (shared, mut from, mut to): (Arc<Shared>, TcpStream, TcpStream),
    bytes: fn(&Shared) -> &AtomicU64,
    is_up: bool,
) {
    let (mut buffer, mut last) = (vec![0; 1 << 16], Vec::new());
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        bytes(&shared).fetch_add(length as u64, Relaxed);
        if is_up {
            last.extend_from_slice(&buffer[..length]);
            let begun = last.windows(POST.len()).filter(|part| *part == POST).count() as u64;
            shared.requests.fetch_add(begun, Relaxed);
            last.drain(..last.len().saturating_sub(POST.len() - 1)); // it may begin in one read and end in the next
        }
        if to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_counted_and_a_cut_ends_it() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let tunnel = Tunnel::open(&format!("ws://{}", server.local_addr().unwrap())).unwrap();
        let mut client = TcpStream::connect(tunnel.url().strip_prefix("ws://").unwrap()).unwrap();
        let (mut node, _) = server.accept().unwrap();
        let mut buffer = [0; 64];
        for part in ["PO", "ST / HTTP/1.1"] {
            client.write_all(part.as_bytes()).unwrap();
            node.read_exact(&mut buffer[..part.len()]).unwrap();
        }
        node.write_all(b"yes").unwrap();
        client.read_exact(&mut buffer[..3]).unwrap();
        assert_eq!(tunnel.passed(), Passed { connections: 1, requests: 1, sent: 15, received: 3 });
        tunnel.cut();
        assert!(!matches!(client.read(&mut buffer), Ok(1..)));
        tunnel.mend();
        let mut client = TcpStream::connect(tunnel.url().strip_prefix("ws://").unwrap()).unwrap();
        server.accept().unwrap();
        client.write_all(b"x").unwrap();
    }
}
