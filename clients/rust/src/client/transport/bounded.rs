//! Reads no more of an answer than one can have. A node that lies could answer without an end, or with a little that expands
//! to a lot.

use async_trait::async_trait;
use http::Extensions;
use reqwest::{Request, Response, ResponseBuilderExt};
use reqwest_middleware::{Error, Middleware, Next, Result};

/// More bytes than any answer has that this SDK asks for. The largest is that with all mailboxes of a network, half a
/// kilobyte each.
const LONGEST: usize = 256 << 20;

#[derive(Debug, thiserror::Error)]
#[error("the node's answer has more than {0} bytes, which is no answer: use another RPC node")]
struct TooLong(usize);

pub(super) struct Bounded {
    longest: usize,
}

impl Default for Bounded {
    fn default() -> Self {
        Self { longest: LONGEST }
    }
}

#[async_trait]
impl Middleware for Bounded {
    async fn handle(&self, request: Request, extensions: &mut Extensions, next: Next<'_>) -> Result<Response> {
        let mut response = next.run(request, extensions).await?;
        let mut whole = http::Response::builder().status(response.status()).url(response.url().clone());
        if let Some(headers) = whole.headers_mut() {
            headers.clone_from(response.headers());
        }
        let mut body = Vec::new();
        // A chunk is decompressed, and only as large as what arrived and was expanded at once.
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > self.longest {
                return Err(Error::middleware(TooLong(self.longest)));
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

    /// A node that answers once, with so many spaces.
    fn node(length: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut client, _) = listener.accept().unwrap();
            let _ = client.read(&mut [0; 1_024]);
            let _ = client.write_all(b"HTTP/1.1 418 I'm a teapot\r\nRetry-After: 7\r\nConnection: close\r\n\r\n");
            for _ in 0..length {
                if client.write_all(b" ").is_err() {
                    return;
                }
            }
        });
        url
    }

    async fn ask(length: usize) -> Result<Response> {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let bounded = reqwest_middleware::ClientBuilder::new(client).with(Bounded { longest: 1_000 }).build();
        bounded.get(node(length)).send().await
    }

    /// Shows security.md: Input without an end.
    #[tokio::test]
    async fn an_answer_of_the_longest_length_is_passed_on_and_a_longer_one_refused() {
        let response = ask(1_000).await.unwrap();
        assert_eq!((response.status().as_u16(), &response.headers()["Retry-After"]), (418, &"7".parse().unwrap()));
        assert_eq!(response.text().await.unwrap(), " ".repeat(1_000));
        for length in [1_001, usize::MAX] {
            let error = ask(length).await.unwrap_err();
            assert!(error.to_string().contains("more than 1000 bytes"), "{error}");
        }
    }
}
