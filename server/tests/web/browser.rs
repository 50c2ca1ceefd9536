//! A browser without scripts: it keeps cookies, follows redirects and fills in forms.

use std::sync::Arc;

use reqwest::{
    Client, RequestBuilder,
    cookie::Jar,
    header::{ACCEPT, ACCEPT_LANGUAGE, HeaderMap, HeaderValue, REFERER},
};

pub(crate) struct Browser {
    client: Client,
    cookies: Arc<Jar>,
    base: String,
}

/// What is on the screen.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    /// Path and query, after all redirects.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

impl Browser {
    pub(crate) fn new(base: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml,*/*;q=0.8"));
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        let cookies = Arc::new(Jar::default());
        let client =
            Client::builder().cookie_provider(Arc::clone(&cookies)).default_headers(headers).build().unwrap();
        Self { client, cookies, base }
    }

    pub(crate) async fn opens(&self, path: &str) -> Page {
        self.shown(self.client.get(self.url(path))).await
    }

    /// From now on it has scripts, as the server can tell; but none of them does anything.
    pub(crate) fn runs_scripts(&self) {
        self.cookies.add_cookie_str("script=on; Path=/", &self.base.parse().unwrap());
    }

    pub(crate) async fn opens_in_russian(&self, path: &str) -> Page {
        self.shown(self.client.get(self.url(path)).header(ACCEPT_LANGUAGE, "ru-RU,ru;q=0.9")).await
    }

    /// Sends a form with these fields.
    pub(crate) async fn sends(&self, action: &str, fields: &[(&str, &str)]) -> Page {
        self.shown(self.client.post(self.url(action)).form(fields)).await
    }

    /// Sends a form that stands on `page`.
    pub(crate) async fn sends_from(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
        self.shown(self.client.post(self.url(action)).header(REFERER, self.url(page)).form(fields)).await
    }

    /// Writes into the form of a chat or group that is on the screen.
    pub(crate) async fn writes(&self, page: &Page, text: &str) -> Page {
        let action = page.between("id=\"compose\" method=\"post\" action=\"", "\"").to_owned();
        let (chat, client) = (page.field("chat_id"), page.field("client_id"));
        let fields = [("chat_id", chat.as_str()), ("client_id", &client), ("text", text)];
        self.sends_from(&page.path, &action, &fields).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    async fn shown(&self, request: RequestBuilder) -> Page {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let url = response.url().clone();
        let path =
            url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        Page { status, path, headers, html: response.text().await.unwrap() }
    }
}

impl Page {
    /// The value of a form's field.
    pub(crate) fn field(&self, name: &str) -> String {
        self.between(&format!("name=\"{name}\" value=\""), "\"").to_owned()
    }

    pub(crate) fn between(&self, start: &str, end: &str) -> &str {
        let Some((_, rest)) = self.html.split_once(start) else { panic!("{start} is not on {}", self.html) };
        rest.split_once(end).unwrap().0
    }

    pub(crate) fn shows(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// The ticks of the reader's own messages, from the top.
    pub(crate) fn ticks(&self) -> Vec<&str> {
        self.thread().split("data-tick=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
    }

    /// The places of the messages, from the top.
    pub(crate) fn places(&self) -> Vec<i64> {
        let rest = self.thread().split("data-seq=\"").skip(1);
        rest.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
    }

    /// How many messages wait, by the list.
    pub(crate) fn unread(&self) -> Vec<&str> {
        let shown = self.html.split("<span class=\"unread\"><span class=\"unread-count\">").skip(1);
        shown.map(|rest| rest.split('<').next().unwrap()).collect()
    }

    fn thread(&self) -> &str {
        self.between("<ol class=\"thread\"", "</ol>")
    }
}
