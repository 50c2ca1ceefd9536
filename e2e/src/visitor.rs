//! A browser without JavaScript: cookies, forms, pages, no redirect followed by itself.

use std::{sync::Once, time::Duration};

use reqwest::{Client, ClientBuilder, RequestBuilder, redirect::Policy};

use crate::Reply;

/// Somebody at a browser.
pub struct Visitor {
    /// The server's address.
    pub url: String,
    /// `Accept-Language`.
    language: &'static str,
    http: Client,
}

impl Visitor {
    pub(crate) fn new(url: &str) -> Self {
        Self { url: url.to_owned(), language: "en", http: client().cookie_store(true).build().unwrap() }
    }

    /// The same, with a browser set to another language.
    #[must_use]
    pub fn speaking(self, language: &'static str) -> Self {
        Self { language, ..self }
    }

    /// Opens a page.
    pub async fn opens(&self, path: &str) -> Reply {
        self.asks(self.request("GET", path)).await
    }

    /// Sends a form of one of our own pages.
    pub async fn submits(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.asks(self.request("POST", path).header("sec-fetch-site", "same-origin").form(fields)).await
    }

    /// Signs in by the form.
    pub async fn signs_in(&self, email: &str, password: &str) -> Reply {
        self.submits(protocol::route::LOGIN, &[("email", email), ("password", password)]).await
    }

    /// A request with the browser's cookies, to be changed before it is sent.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.url);
        let request = self.http.request(method.parse().unwrap(), url);
        request
            .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .header("accept-language", self.language)
    }

    /// Sends a request.
    pub async fn asks(&self, request: RequestBuilder) -> Reply {
        Reply::read(request.send().await.unwrap()).await
    }
}

/// The server lets a connection go on which nothing was asked for ten seconds. A story that looks at a screen for longer holds
/// the thread on which its client would learn of that: it does not use such a connection again.
const IDLE: Duration = Duration::from_secs(5);

/// The start of every HTTP client here.
pub(crate) fn client() -> ClientBuilder {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Somebody else's may be there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let builder = Client::builder().redirect(Policy::none()).no_proxy();
    builder.timeout(crate::PATIENCE * 3).pool_idle_timeout(IDLE)
}
