//! A network between client and validator that loses what it is told to lose.
//!
//! It is a real network: the SDK's own transport talks HTTP to it, and a loss is a broken connection.

use std::{
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

/// What happens to a request.
pub enum Fate {
    /// It arrives, and so does its response.
    Arrives,
    /// It never reaches the validator.
    RequestLost,
    /// It reaches the validator, but the response is lost.
    ResponseLost,
    /// It never reaches the validator, and this forged response body comes back.
    Forged(&'static str),
}

/// Opens a proxy and returns its URL. `fate` gets each request's method, and how many times it was called with that
/// method.
pub fn open(validator: &str, mut fate: impl FnMut(&str, usize) -> Fate + Send + 'static) -> String {
    open_with_bodies(validator, move |method, count, _| fate(method, count))
}

/// Like [`open`], but `fate` also gets the request's body.
pub fn open_with_bodies(validator: &str, mut fate: impl FnMut(&str, usize, &[u8]) -> Fate + Send + 'static) -> String {
    let (listener, validator) = (TcpListener::bind("127.0.0.1:0").unwrap(), validator.to_owned());
    let url = format!("http://{}", listener.local_addr().unwrap());
    // The thread ends with the process. The client makes one request at a time, so one thread is enough.
    thread::spawn(move || {
        let mut methods = Vec::new();
        for connection in listener.incoming() {
            // The proxy ignores connections that the client broke.
            let _ = connection.and_then(|connection| serve(connection, &validator, &mut methods, &mut fate));
        }
    });
    url
}

fn serve(
    mut client: TcpStream,
    validator: &str,
    methods: &mut Vec<String>,
    fate: &mut impl FnMut(&str, usize, &[u8]) -> Fate,
) -> io::Result<()> {
    let body = read_body(&mut client)?;
    let method = method(&body);
    methods.push(method.clone());
    let count = methods.iter().filter(|other| **other == method).count();
    match fate(&method, count, &body) {
        Fate::Arrives => client.write_all(&ask(validator, &body)?),
        Fate::RequestLost => Ok(()),
        Fate::ResponseLost => ask(validator, &body).map(drop),
        Fate::Forged(body) => client.write_all(response(body).as_bytes()),
    }
}

/// Posts a request body to the validator and returns the whole response.
pub fn ask(validator: &str, body: &[u8]) -> io::Result<Vec<u8>> {
    let host = validator.trim_start_matches("http://");
    let mut connection = TcpStream::connect(host)?;
    let head = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len(),
    );
    connection.write_all(&[head.as_bytes(), body].concat())?;
    let mut response = Vec::new();
    connection.read_to_end(&mut response)?;
    Ok(response)
}

fn response(body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn read_body(client: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        client.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&request).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let mut body = vec![0; length.unwrap().trim().parse().unwrap()];
    client.read_exact(&mut body)?;
    Ok(body)
}

fn method(body: &[u8]) -> String {
    let body = String::from_utf8_lossy(body);
    let (_, rest) = body.split_once("\"method\":\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}
