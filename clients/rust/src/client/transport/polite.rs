//! Obeys a node that asks for a pause: no request of this connection goes out before it is over, whichever request it was
//! that the node refused. Solana's own transport only delays that one.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use http::Extensions;
use reqwest::{Request, Response, header::RETRY_AFTER};
use reqwest_middleware::{Error, Middleware, Next, Result};
use tokio::time::{Instant, sleep_until};

/// The longest pause to wait out. If a node asks for more, that is told, and nothing is sent before it is over.
const LONGEST: Duration = Duration::from_secs(120);

/// A node asked for a long pause.
#[derive(Debug, thiserror::Error)]
#[error("the node asks for a pause of {0} seconds")]
struct LongPause(u64);

#[derive(Default)]
pub(super) struct Polite {
    until: Mutex<Option<Instant>>,
}

impl Polite {
    fn until(&self) -> Option<Instant> {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn wait(&self) -> Result<()> {
        while let Some(until) = self.until().filter(|until| *until > Instant::now()) {
            let left = until - Instant::now();
            if left > LONGEST {
                return Err(Error::middleware(LongPause(left.as_secs())));
            }
            sleep_until(until).await;
        }
        Ok(())
    }

    fn pause(&self, pause: Duration) {
        let end = Instant::now() + pause;
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = Some(until.map_or(end, |earlier| earlier.max(end)));
    }
}

#[async_trait]
impl Middleware for Polite {
    async fn handle(&self, request: Request, extensions: &mut Extensions, next: Next<'_>) -> Result<Response> {
        self.wait().await?;
        let is_dispensable = is_dispensable(&request);
        let response = next.run(request, extensions).await?;
        if let Some(pause) = pause_asked(&response).filter(|_| !is_dispensable) {
            self.pause(pause);
        }
        Ok(response)
    }
}

/// Whether it asks for priority fees, without which all goes on. So a node that refuses only that holds up nothing. It is
/// not asked again soon: see `price` in the folder `transaction`.
fn is_dispensable(request: &Request) -> bool {
    const METHOD: &[u8] = b"\"getRecentPrioritizationFees\"";
    let body = request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
    body.windows(METHOD.len()).any(|part| part == METHOD)
}

/// The pause that a refusal asks for. Nodes give it in seconds.
fn pause_asked(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse::<u32>().ok()?;
    (!response.status().is_success()).then_some(Duration::from_secs(seconds.into()))
}
