//! Obeys a node that asks for a pause: no request of this connection goes out before it is over, whichever request it was
//! that the node refused. Solana's own transport only delays that one.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use http::Extensions;
use reqwest::{Request, Response, header::RETRY_AFTER};
use reqwest_middleware::{Middleware, Next, Result};
use tokio::time::{Instant, sleep_until};

/// The longest pause to obey. A node that asks for more has its answer told.
const LONGEST: Duration = Duration::from_secs(120);

#[derive(Default)]
pub(super) struct Polite {
    until: Mutex<Option<Instant>>,
}

impl Polite {
    fn until(&self) -> Option<Instant> {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn wait(&self) {
        while let Some(until) = self.until().filter(|until| *until > Instant::now()) {
            sleep_until(until).await;
        }
    }

    fn pause(&self, pause: Duration) {
        let end = Instant::now() + pause.min(LONGEST);
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = Some(until.map_or(end, |earlier| earlier.max(end)));
    }
}

#[async_trait]
impl Middleware for Polite {
    async fn handle(&self, request: Request, extensions: &mut Extensions, next: Next<'_>) -> Result<Response> {
        self.wait().await;
        let response = next.run(request, extensions).await?;
        if let Some(pause) = pause_asked(&response) {
            self.pause(pause);
        }
        Ok(response)
    }
}

/// The pause that a refusal asks for. Nodes give it in seconds.
fn pause_asked(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    (!response.status().is_success()).then_some(Duration::from_secs(seconds))
}
