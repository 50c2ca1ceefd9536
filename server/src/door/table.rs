//! All routes of a server, and the way from a request to its answer.

use std::{fmt::Write, panic::AssertUnwindSafe, sync::Arc, time::Instant};

use anyhow::Context;
use futures_util::FutureExt;
use http::Method;
use hyper::upgrade::OnUpgrade;
use tracing::Instrument;

use super::{
    Head, Request, Response, Route, Upgrade, accept::Arrival, body, decode, origin, problem, route::Handler,
    route::Way, secure, upgrade,
};
use crate::error::{Error, Result};

/// Makes a page of a refusal; `None` leaves it to JSON. Asked only when the client wants a page.
pub type ErrorPage = fn(&Head, &Error) -> Option<Response>;

/// Which handler answers what.
#[must_use]
pub struct Table {
    router: matchit::Router<Place>,
    error_page: Option<ErrorPage>,
}

/// One path.
struct Place {
    pattern: &'static str,
    methods: Vec<(Method, Handler)>,
    socket: Option<Handler>,
}

/// What came in, beside its head.
pub(super) struct Rest {
    pub(super) arrival: Arrival,
    pub(super) body: body::Incoming,
    pub(super) on: Option<OnUpgrade>,
}

impl Table {
    /// Puts the doors together. Fails when two routes claim the same.
    pub fn new(doors: Vec<Vec<Route>>) -> anyhow::Result<Self> {
        let mut places: Vec<Place> = Vec::new();
        for route in doors.into_iter().flatten() {
            let place = match places.iter_mut().find(|place| place.pattern == route.path) {
                Some(place) => place,
                None => places.push_mut(Place { pattern: route.path, methods: Vec::new(), socket: None }),
            };
            place.add(route)?;
        }
        let mut router = matchit::Router::new();
        for place in places {
            let pattern = place.pattern;
            router.insert(pattern, place).with_context(|| format!("the route {pattern}"))?;
        }
        Ok(Self { router, error_page: None })
    }

    /// Gives refusals a page.
    pub fn with_error_page(mut self, page: ErrorPage) -> Self {
        self.error_page = Some(page);
        self
    }

    /// Answers a request: the one way through this door.
    pub(super) async fn answer(self: Arc<Self>, head: Head, rest: Rest) -> Response {
        let span = tracing::info_span!("request", id = head.id, method = %head.method, path = head.path);
        self.answer_within(head, rest).instrument(span).await
    }

    async fn answer_within(self: Arc<Self>, head: Head, rest: Rest) -> Response {
        let started = Instant::now();
        let head = Arc::new(head);
        let (route, method) = (self.pattern(&head.path), known(&head.method));
        let answer = match self.prepare(&head, rest) {
            // Who asked is owed an answer even then.
            Ok((handler, request)) => AssertUnwindSafe(async move { handler(request).await })
                .catch_unwind()
                .await
                .unwrap_or_else(|_| Err(Error::Internal(anyhow::anyhow!("the handler panicked")))),
            Err(error) => Err(error),
        };
        let mut response = answer.unwrap_or_else(|error| self.refuse(&head, &error));
        secure::add_headers(&mut response, &head);
        let (status, took) = (response.status().as_u16(), started.elapsed());
        head.app.metrics.request(method, route, status, took);
        tracing::debug!(target: "server::http", status, us = took.as_micros(), "answered");
        response
    }

    fn prepare(&self, head: &Arc<Head>, rest: Rest) -> Result<(Handler, Request)> {
        head.check_address()?;
        let found = self.router.at(trim(&head.path)).map_err(|_| Error::not_found("Not found"))?;
        let place = found.value;
        let is_socket = place.socket.is_some() && upgrade::is_wanted(&head.headers);
        let handler = place.handler(&head.method, is_socket)?;
        origin::check(head, is_socket)?;
        let upgrade =
            if is_socket { Some(Upgrade::new(&head.headers, rest.on, rest.arrival)?) } else { None };
        let params = found
            .params
            .iter()
            .map(|(name, value)| Ok((name.to_owned(), decode::path(value)?.into_owned())))
            .collect::<Result<_>>()?;
        let request = Request { head: Arc::clone(head), params, body: Some(rest.body), upgrade };
        Ok((handler, request))
    }

    fn refuse(&self, head: &Head, error: &Error) -> Response {
        problem::log(error);
        let page = self.error_page.filter(|_| head.wants_html()).and_then(|page| page(head, error));
        let mut response = page.unwrap_or_else(|| problem::problem(head, error));
        if response.status() == error.status() {
            problem::add_headers(&mut response, error);
        }
        response
    }

    fn pattern(&self, path: &str) -> &'static str {
        self.router.at(trim(path)).map_or("none", |found| found.value.pattern)
    }
}

impl Place {
    fn add(&mut self, route: Route) -> anyhow::Result<()> {
        let taken = match &route.way {
            Way::Socket => self.socket.is_some(),
            Way::Method(method) => self.methods.iter().any(|(known, _)| known == method),
        };
        anyhow::ensure!(!taken, "two routes claim {:?} {}", route.way, route.path);
        match route.way {
            Way::Socket => self.socket = Some(route.handler),
            Way::Method(method) => self.methods.push((method, route.handler)),
        }
        Ok(())
    }

    fn handler(&self, method: &Method, is_socket: bool) -> Result<Handler> {
        if let Some(socket) = self.socket.as_ref().filter(|_| is_socket && *method == Method::GET) {
            return Ok(Arc::clone(socket));
        }
        let wanted = if *method == Method::HEAD { &Method::GET } else { method };
        match self.methods.iter().find(|(known, _)| known == wanted) {
            Some((_, handler)) => Ok(Arc::clone(handler)),
            None if self.socket.is_some() && *wanted == Method::GET => {
                Err(Error::Malformed("A WebSocket is expected here".into()))
            }
            None => Err(Error::MethodNotAllowed { allow: self.allow() }),
        }
    }

    fn allow(&self) -> String {
        let mut allow = String::new();
        let has_get = self.methods.iter().any(|(method, _)| *method == Method::GET);
        if self.socket.is_some() || has_get {
            allow.push_str("GET, HEAD");
        }
        for (method, _) in self.methods.iter().filter(|(method, _)| *method != Method::GET) {
            let comma = if allow.is_empty() { "" } else { ", " };
            let _ = write!(allow, "{comma}{method}");
        }
        allow
    }
}

/// A trailing slash makes no difference.
fn trim(path: &str) -> &str {
    match path.strip_suffix('/') {
        Some("") | None => path,
        Some(shorter) => shorter,
    }
}

/// The method for the metrics: what clients invent must not become a label.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}
