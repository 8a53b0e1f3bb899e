//! The binary, in front of a validator that answers each call with its method.
#![allow(clippy::unwrap_used)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use bmail_faulty_node::ask;
use serde_json::{Value, json};

/// A node that is ended with its test.
struct Node(Child, String);

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

fn validator() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for connection in listener.incoming() {
            answer(connection.unwrap());
        }
    });
    url
}

fn answer(mut connection: TcpStream) {
    let (mut reader, mut length) = (BufReader::new(connection.try_clone().unwrap()), 0);
    for line in reader.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()) {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
            length = value.parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let one = |call: &Value| json!({"id": call["id"], "result": call["method"]});
    let answer = match serde_json::from_slice(&body).unwrap() {
        Value::Array(calls) => calls.iter().map(one).collect(),
        call => one(&call),
    };
    let body = answer.to_string();
    write!(connection, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()).unwrap();
}

fn open(rules: &[&str]) -> Node {
    let mut command = Command::new(env!("CARGO_BIN_EXE_faulty-node"));
    let mut node = command.arg(validator()).args(rules).stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(node.stdout.take().unwrap()).read_line(&mut url).unwrap();
    Node(node, url.trim().to_owned())
}

/// The head and the body of the response.
fn post(node: &Node, body: &Value) -> (String, Value) {
    let response = String::from_utf8(ask(&node.1, body.to_string().as_bytes()).unwrap()).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap_or_default();
    (head.to_owned(), serde_json::from_str(body).unwrap_or_default())
}

#[test]
fn it_prints_its_url_and_treats_calls_as_it_is_told() {
    let node = open(&["getSlot#1=error:-32005", "getSlot#2=lose-request", "getHealth=limit:7", "getVersion=delay:300"]);
    let slot = json!({"jsonrpc": "2.0", "id": 5, "method": "getSlot"});
    let (_, behind) = post(&node, &slot);
    assert_eq!((&behind["id"], &behind["error"]["code"]), (&json!(5), &json!(-32005)));
    assert_eq!(post(&node, &slot).0, "", "lost");
    assert_eq!(post(&node, &slot).1, json!({"id": 5, "result": "getSlot"}));
    let (head, _) = post(&node, &json!({"id": 1, "method": "getHealth"}));
    assert!(head.starts_with("HTTP/1.1 429") && head.contains("Retry-After: 7"), "{head}");
    let begun = Instant::now();
    assert_eq!(post(&node, &json!({"id": 1, "method": "getVersion"})).1["result"], "getVersion");
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[test]
fn in_a_batch_a_forgery_concerns_its_own_call() {
    let node = open(&[r#"getSlot=forge:{"jsonrpc":"2.0","result":7}"#]);
    let batch = json!([{"id": 1, "method": "getSlot"}, {"id": 2, "method": "getHealth"}]);
    let (_, answers) = post(&node, &batch);
    let expected = json!([{"id": 2, "result": "getHealth"}, {"id": 1, "jsonrpc": "2.0", "result": 7}]);
    assert_eq!(answers, expected);
}

#[test]
fn what_is_no_rule_is_explained() {
    for arguments in [&[][..], &["http://127.0.0.1:1", "getSlot=vanish"], &["getSlot=pass"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_faulty-node")).args(arguments).output().unwrap();
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains("usage: faulty-node URL"), "{arguments:?}");
    }
}
