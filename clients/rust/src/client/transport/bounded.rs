//! Reads no more of an answer than one can have. A node that lies could answer without an end, or with a little that expands
//! to a lot.

use async_trait::async_trait;
use http::Extensions;
use reqwest::{Body, Request, Response, ResponseBuilderExt};
use reqwest_middleware::{Error, Middleware, Next, Result};

#[derive(Debug, thiserror::Error)]
enum TooMuch {
    #[error("the node's answer has more than {0} bytes, which is no answer: use another RPC node")]
    Bytes(usize),
    #[error("the node's answer has more than {0} values, which is no answer: use another RPC node")]
    Values(usize),
}

/// More than an answer has that this SDK asks for.
#[derive(Clone, Copy)]
struct Most {
    bytes: usize,
    /// Each may take many times its bytes once it is decoded.
    values: usize,
}

/// All accounts of a kind: the largest list is that of all mailboxes of a network, half a kilobyte each.
const LISTS: Most = Most { bytes: 256 << 20, values: 8_000_000 };
/// A hundred of the longest accounts, a thousand signatures, or a transaction's record.
const OTHERS: Most = Most { bytes: 16 << 20, values: 1_000_000 };

pub(super) struct Bounded {
    lists: Most,
    others: Most,
}

impl Default for Bounded {
    fn default() -> Self {
        Self { lists: LISTS, others: OTHERS }
    }
}

impl Bounded {
    /// The most that the answer to a request has. What it calls is at the beginning of its body or at its end.
    fn most(&self, request: &Request) -> Most {
        const METHOD: &[u8] = b"\"method\":\"getProgramAccounts"; // or that in pages
        let body = request.body().and_then(Body::as_bytes).unwrap_or_default();
        let lists = body.windows(METHOD.len()).any(|part| part == METHOD);
        if lists { self.lists } else { self.others }
    }
}

/// How many values begin in a part of a JSON text, or more.
fn values(part: &[u8]) -> usize {
    part.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{' | b':')).count()
}

#[async_trait]
impl Middleware for Bounded {
    async fn handle(&self, request: Request, extensions: &mut Extensions, next: Next<'_>) -> Result<Response> {
        let most = self.most(&request);
        let mut response = next.run(request, extensions).await?;
        let mut whole = http::Response::builder().status(response.status()).url(response.url().clone());
        if let Some(headers) = whole.headers_mut() {
            headers.clone_from(response.headers());
        }
        let (mut body, mut found) = (Vec::new(), 0);
        // A chunk is decompressed, and only as large as what arrived and was expanded at once.
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > most.bytes {
                return Err(Error::middleware(TooMuch::Bytes(most.bytes)));
            }
            found += values(&chunk);
            if found > most.values {
                return Err(Error::middleware(TooMuch::Values(most.values)));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(whole.body(body).map_err(Error::middleware)?.into())
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::TcpListener,
        thread,
    };

    use super::*;

    /// A node that answers once, with one byte so many times.
    fn node(byte: u8, length: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut client, _) = listener.accept().unwrap();
            let _ = client.read(&mut [0; 1_024]);
            let _ = client.write_all(b"HTTP/1.1 418 I'm a teapot\r\nRetry-After: 7\r\nConnection: close\r\n\r\n");
            for _ in 0..length {
                if client.write_all(&[byte]).is_err() {
                    return;
                }
            }
        });
        url
    }

    const MOST: Bounded =
        Bounded { lists: Most { bytes: 2_000, values: 200 }, others: Most { bytes: 1_000, values: 100 } };

    async fn ask(method: &str, byte: u8, length: usize) -> Result<Response> {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let bounded = reqwest_middleware::ClientBuilder::new(client).with(MOST).build();
        let request = format!(r#"{{"id":1,"jsonrpc":"2.0","method":"{method}","params":[]}}"#);
        bounded.post(node(byte, length)).body(request).send().await
    }

    /// Shows security.md: Input without an end.
    #[tokio::test]
    async fn an_answer_of_the_longest_length_is_passed_on_and_a_longer_one_refused() {
        let response = ask("getAccountInfo", b' ', 1_000).await.unwrap();
        assert_eq!((response.status().as_u16(), &response.headers()["Retry-After"]), (418, &"7".parse().unwrap()));
        assert_eq!(response.text().await.unwrap(), " ".repeat(1_000));
        for length in [1_001, usize::MAX] {
            let error = ask("getAccountInfo", b' ', length).await.unwrap_err();
            assert!(error.to_string().contains("more than 1000 bytes"), "{error}");
        }
        assert_eq!(ask("getProgramAccounts", b' ', 2_000).await.unwrap().text().await.unwrap().len(), 2_000);
        let error = ask("getProgramAccounts", b' ', 2_001).await.unwrap_err();
        assert!(error.to_string().contains("more than 2000 bytes"), "{error}");
    }

    /// Shows security.md: Input without an end.
    #[tokio::test]
    async fn an_answer_that_would_take_many_times_its_bytes_is_refused() {
        for (method, most) in [("getAccountInfo", 100), ("getProgramAccounts", 200)] {
            ask(method, b'[', most).await.unwrap();
            let error = ask(method, b',', most + 1).await.unwrap_err();
            assert!(error.to_string().contains(&format!("more than {most} values")), "{error}");
        }
    }
}
