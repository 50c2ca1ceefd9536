//! What is counted, and its text for Prometheus. Any room counts with the macros of the `metrics` crate.

use std::{sync::OnceLock, time::Duration};

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Requests answered, by method, route and status.
const REQUESTS: &str = "messenger_http_requests_total";
/// How long that took.
const SECONDS: &str = "messenger_http_request_seconds";
/// Connections that are open.
const CONNECTIONS: &str = "messenger_connections";

const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// The process's recorder; all apps of a process share it.
#[derive(Clone, Copy, Debug)]
pub struct Metrics;

impl Metrics {
    /// Starts to record, once a process.
    pub fn install() -> Self {
        RECORDER.get_or_init(|| {
            let handle = PrometheusBuilder::new().set_buckets(&BUCKETS).ok()?.install_recorder().ok()?;
            describe_counter!(REQUESTS, "Requests answered");
            describe_histogram!(SECONDS, "Seconds from a request's head to its answer");
            describe_gauge!(CONNECTIONS, "Open connections");
            describe_others();
            Some(handle)
        });
        Self
    }

    /// What Prometheus reads.
    pub fn render(self) -> String {
        RECORDER.get().and_then(Option::as_ref).map(PrometheusHandle::render).unwrap_or_default()
    }

    /// Frees what readers have not asked for; to be called now and then.
    pub fn tidy(self) {
        if let Some(handle) = RECORDER.get().and_then(Option::as_ref) {
            handle.run_upkeep();
        }
    }

    /// One request. `route` is the pattern, not the path: paths are too many.
    pub fn request(self, method: &'static str, route: &'static str, status: u16, took: Duration) {
        counter!(REQUESTS, "method" => method, "route" => route, "status" => status.to_string()).increment(1);
        histogram!(SECONDS, "route" => route).record(took.as_secs_f64());
    }

    /// A connection was opened; it is counted until the answer is dropped.
    pub fn connection(self) -> OpenConnection {
        gauge!(CONNECTIONS).increment(1.0);
        OpenConnection
    }
}

/// What is counted elsewhere: of other nodes, in `broker` and `action::sweep`; of the index, in `action::search`.
fn describe_others() {
    describe_gauge!("messenger_broker_up", "Whether the other nodes can be reached");
    describe_counter!("messenger_broker_losses_total", "How often they could not be reached any more");
    describe_counter!("messenger_broker_hints_said_total", "Hints told to other nodes");
    describe_counter!("messenger_broker_hints_heard_total", "Hints heard from other nodes");
    describe_counter!("messenger_broker_hints_dropped_total", "Hints left to the sweep");
    describe_counter!(
        "messenger_sweep_conversations_total",
        "Conversations that no hint had told of in time"
    );
    describe_counter!("messenger_sweep_memberships_total", "Memberships that no hint had told of in time");
    describe_counter!(
        "messenger_search_indexed_total",
        "Messages put into the index, put in anew or taken out"
    );
}

/// See [`Metrics::connection`].
#[derive(Debug)]
pub struct OpenConnection;

impl Drop for OpenConnection {
    fn drop(&mut self) {
        gauge!(CONNECTIONS).decrement(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_counted_in_buckets() {
        let metrics = Metrics::install();
        metrics.request("GET", "/counted", 200, Duration::from_millis(3));
        let text = metrics.render();
        assert!(
            text.contains(r#"messenger_http_requests_total{method="GET",route="/counted",status="200"} 1"#)
        );
        assert!(
            text.contains(r#"messenger_http_request_seconds_bucket{route="/counted",le="0.005"} 1"#),
            "{text}"
        );
    }
}
