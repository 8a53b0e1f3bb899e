//! Obeys a node that asks for a pause: no request of this connection goes out before it is over, whichever request it was
//! that the node refused. Solana's own transport only delays that one.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use http::Extensions;
use reqwest::{Request, Response, StatusCode, header::RETRY_AFTER};
use reqwest_middleware::{Error, Middleware, Next, Result};
use tokio::time::{Instant, sleep_until};

/// The pauses, in milliseconds, before the requests after the first, second and later refusals of a node that refuses for too
/// many requests and does not say how long to wait.
const PAUSES: [u64; 5] = [200, 400, 800, 1_600, 3_200];
/// The longest pause to wait out. If a node asks for more, that is told, and nothing is sent before it is over.
const LONGEST: Duration = Duration::from_secs(120);

/// A node asked for a long pause.
#[derive(Debug, thiserror::Error)]
#[error("the node asks for a pause of {0} seconds")]
struct LongPause(u64);

#[derive(Default)]
pub(super) struct Polite {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    until: Option<Instant>,
    /// How many requests in a row the node has refused without saying how long to wait.
    refused: usize,
}

impl Polite {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn wait(&self) -> Result<()> {
        loop {
            let Some(until) = self.state().until.filter(|until| *until > Instant::now()) else { return Ok(()) };
            let left = until - Instant::now();
            if left > LONGEST {
                return Err(Error::middleware(LongPause(left.as_secs())));
            }
            sleep_until(until).await;
        }
    }

    /// Remembers a response: what pause it asks for, or that the node is not too busy any more.
    fn heed(&self, response: &Response) {
        let mut state = self.state();
        let is_busy = response.status() == StatusCode::TOO_MANY_REQUESTS;
        let pause = pause_asked(response).or_else(|| {
            let pause = PAUSES[state.refused.min(PAUSES.len() - 1)];
            is_busy.then_some(Duration::from_millis(pause))
        });
        state.refused = if is_busy { state.refused.saturating_add(1) } else { 0 };
        if let Some(pause) = pause {
            let end = Instant::now() + pause;
            state.until = Some(state.until.map_or(end, |earlier| earlier.max(end)));
        }
    }
}

#[async_trait]
impl Middleware for Polite {
    async fn handle(&self, request: Request, extensions: &mut Extensions, next: Next<'_>) -> Result<Response> {
        self.wait().await?;
        let is_dispensable = is_dispensable(&request);
        let response = next.run(request, extensions).await?;
        if !is_dispensable {
            self.heed(&response);
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
