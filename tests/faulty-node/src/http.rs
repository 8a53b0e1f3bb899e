//! As much HTTP as JSON-RPC needs.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
};

/// A page of a browser may call the node, too.
const HEADERS: &str = "Content-Type: application/json\r\nConnection: close\r\nAccess-Control-Allow-Origin: *\r\n\
                       Access-Control-Allow-Headers: *\r\n";

/// Posts a request body to the validator and returns the whole response.
///
/// # Errors
/// The validator does not respond.
pub fn ask(validator: &str, body: &[u8]) -> io::Result<Vec<u8>> {
    let host = validator.trim_start_matches("http://").trim_end_matches('/');
    let mut connection = TcpStream::connect(host)?;
    let length = body.len();
    let head = format!("POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n{HEADERS}\r\n");
    connection.write_all(&[head.as_bytes(), body].concat())?;
    let mut response = Vec::new();
    connection.read_to_end(&mut response)?;
    Ok(response)
}

/// The body of a whole response.
pub fn body_of(response: &[u8]) -> &[u8] {
    let end = response.windows(4).position(|four| four == b"\r\n\r\n");
    end.map_or(&[], |end| &response[end + 4..])
}

/// A whole response with this body.
pub fn response(body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n{HEADERS}\r\n{body}").into_bytes()
}

/// Reads the body of a request; `None` if it is not a POST.
pub fn read_post(client: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let (mut reader, mut length, mut is_post) = (BufReader::new(client), 0, false);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim().to_ascii_lowercase();
        is_post |= line.starts_with("post ");
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(is_post.then_some(body))
}

/// Answers the question that a browser asks before it posts.
pub fn answer_options(client: &mut TcpStream) -> io::Result<()> {
    write(client, format!("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n{HEADERS}\r\n").as_bytes())
}

/// Refuses a request.
pub fn refuse(client: &mut TcpStream, status: u16, retry_after: Option<u64>) -> io::Result<()> {
    let after = retry_after.map(|seconds| format!("Retry-After: {seconds}\r\n")).unwrap_or_default();
    write(client, format!("HTTP/1.1 {status} Refused\r\nContent-Length: 0\r\n{after}{HEADERS}\r\n").as_bytes())
}

/// Writes a whole response.
pub fn write(client: &mut TcpStream, response: &[u8]) -> io::Result<()> {
    client.write_all(response)
}
