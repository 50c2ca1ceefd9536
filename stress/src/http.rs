//! Requests, and the rule that every answer must keep: no 5xx but 503 with `Retry-After`.

use std::{sync::Once, time::Duration};

use anyhow::Context;
use reqwest::{Client, Method, redirect::Policy};
use serde_json::Value;

use crate::tally::{Broken, Count, Tally};

/// A client for all requests.
pub(crate) fn client() -> anyhow::Result<Client> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Somebody else's may be there already.
        _ = rustls::crypto::ring::default_provider().install_default();
    });
    let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(Duration::from_secs(20));
    Ok(client.build()?)
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// How often it was asked for until it came.
    pub(crate) tries: u32,
    /// Its status.
    pub(crate) status: u16,
    /// Its body; null when it is not JSON.
    pub(crate) body: Value,
}

/// Asks, and looks at the status. An error is a connection that broke.
pub(crate) async fn ask(
    http: &Client,
    tally: &Tally,
    (method, url): (Method, String),
    token: &str,
    body: Option<&Value>,
) -> anyhow::Result<Answer> {
    let mut request = http.request(method, &url).header("accept", "application/json");
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    let response = request.send().await?;
    let status = response.status().as_u16();
    let patient = response.headers().contains_key("retry-after");
    let text = response.text().await?;
    if status == 503 && patient {
        tally.one(Count::Unavailable);
    } else if status >= 500 {
        tally.broken(Broken::Fault, format!("{status} from {url}, Retry-After: {patient}: {text}"));
    }
    Ok(Answer { tries: 1, status, body: serde_json::from_str(&text).unwrap_or_default() })
}

impl Answer {
    /// A field of the body as text.
    pub(crate) fn text(&self, field: &str) -> anyhow::Result<&str> {
        self.body[field].as_str().with_context(|| format!("no {field} in {self:?}"))
    }
}
