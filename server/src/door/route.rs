//! A route: method, path, handler, and what the documentation says of it.

use std::{future::Future, pin::Pin, sync::Arc};

use http::Method;

use super::{Doc, Request, Response};
use crate::error::Result;

pub(super) type Answer = Pin<Box<dyn Future<Output = Result<Response>> + Send>>;
pub(super) type Handler = Arc<dyn Fn(Request) -> Answer + Send + Sync>;

/// How a route is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By this method.
    Method(Method),
    /// By an upgrade to a WebSocket. The same path may also answer to GET.
    Socket,
}

/// One entry of a door's table.
#[derive(Clone)]
#[must_use]
pub struct Route {
    /// How it is asked for.
    pub way: Way,
    /// Its path, in `matchit`'s pattern.
    pub path: &'static str,
    /// For the documentation; `None` keeps it out.
    pub doc: Option<Doc>,
    pub(super) handler: Handler,
}

impl Route {
    /// GET, and HEAD with it.
    pub fn get<F, A>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response>> + Send + 'static,
    {
        Self::new(Way::Method(Method::GET), path, handler)
    }

    /// POST.
    pub fn post<F, A>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response>> + Send + 'static,
    {
        Self::new(Way::Method(Method::POST), path, handler)
    }

    /// PATCH.
    pub fn patch<F, A>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response>> + Send + 'static,
    {
        Self::new(Way::Method(Method::PATCH), path, handler)
    }

    /// PUT.
    pub fn put<F, A>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response>> + Send + 'static,
    {
        Self::new(Way::Method(Method::PUT), path, handler)
    }

    /// DELETE.
    pub fn delete<F, A>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response>> + Send + 'static,
    {
        Self::new(Way::Method(Method::DELETE), path, handler)
    }

    /// A WebSocket: the handler finds the [`Upgrade`](super::Upgrade) in its request.
    pub fn socket<F, A>(path: &'static str, handler: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response>> + Send + 'static,
    {
        Self::new(Way::Socket, path, handler)
    }

    fn new<F, A>(way: Way, path: &'static str, handler: F) -> Self
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response>> + Send + 'static,
    {
        Self { way, path, doc: None, handler: Arc::new(move |request| Box::pin(handler(request))) }
    }

    fn describe(mut self, change: impl FnOnce(&mut Doc)) -> Self {
        change(self.doc.get_or_insert_default());
        self
    }

    /// Puts it into the documentation, with what it does in a few words.
    pub fn summary(self, summary: &'static str) -> Self {
        self.describe(|doc| doc.summary = summary)
    }

    /// It needs no session.
    pub fn public(self) -> Self {
        self.describe(|doc| doc.public = true)
    }

    /// The body that it takes, as JSON or form.
    pub fn body<T: utoipa::ToSchema>(self) -> Self {
        self.describe(|doc| doc.body = Some(super::Content::of::<T>()))
    }

    /// The query that it takes.
    pub fn query<T: utoipa::ToSchema>(self) -> Self {
        self.describe(|doc| doc.query = Some(super::Content::of::<T>()))
    }

    /// What it answers with a status, as JSON.
    pub fn returns<T: utoipa::ToSchema>(self, status: u16) -> Self {
        self.describe(|doc| doc.answers.push((status, Some(super::Content::of::<T>()))))
    }

    /// The same, for a list of them.
    pub fn lists<T: utoipa::ToSchema>(self, status: u16) -> Self {
        let content = super::Content { list: true, ..super::Content::of::<T>() };
        self.describe(|doc| doc.answers.push((status, Some(content))))
    }

    /// A status without JSON: 204, 303, 101, a page.
    pub fn answers(self, status: u16) -> Self {
        self.describe(|doc| doc.answers.push((status, None)))
    }

    /// The statuses of its refusals, beside those that come with a session, a body or a query.
    pub fn errors(self, statuses: &'static [u16]) -> Self {
        self.describe(|doc| doc.errors = statuses)
    }
}
