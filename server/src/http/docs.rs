//! The description of the API, and a page to read and try it. Nothing on it is loaded from elsewhere.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use protocol::route;
use utoipa_swagger_ui::Config;

use super::openapi;
use crate::{
    door::{Head, Request, Response, Route, content_policy, reply},
    error::{Error, Result},
};

const FILES: &str = "/docs/{*file}";

/// The description, made when somebody asks for it: that takes 3 MiB, which a server that is not asked would keep.
#[derive(Default)]
struct Document {
    doors: Vec<Vec<Route>>,
    text: OnceLock<Bytes>,
}

impl Document {
    fn text(&self) -> Result<Bytes> {
        if let Some(text) = self.text.get() {
            return Ok(text.clone());
        }
        let text = openapi::document(&self.doors).to_json().map_err(|error| Error::Internal(error.into()))?;
        Ok(self.text.get_or_init(|| text.into()).clone())
    }
}

/// The routes that describe all others, and themselves.
pub fn routes(doors: &[Vec<Route>]) -> Vec<Route> {
    let doors = doors.iter().cloned().chain([own(Arc::default())]).collect();
    own(Arc::new(Document { doors, text: OnceLock::new() }))
}

fn own(document: Arc<Document>) -> Vec<Route> {
    let text = move |_: Request| {
        let text = document.text();
        async { Ok(reply::content(StatusCode::OK, "application/json", text?)) }
    };
    vec![
        Route::get(route::OPENAPI, text).summary("The description of all this").public().answers(200),
        Route::get(route::DOCS, page).summary("The same, to read and try").public().answers(200),
        Route::get(FILES, file),
    ]
}

/// The page's own links are relative, so it must be asked for with a slash.
async fn page(request: Request) -> Result<Response> {
    if request.path.ends_with('/') { swagger(&request, "") } else { reply::see_other("/docs/") }
}

async fn file(request: Request) -> Result<Response> {
    let name: String = request.param("file", "Not found")?;
    swagger(&request, &name)
}

fn swagger(head: &Head, name: &str) -> Result<Response> {
    let config = Config::new([route::OPENAPI]).validator_url("none");
    let file = utoipa_swagger_ui::serve(name, Arc::new(config))
        .map_err(|error| Error::Internal(anyhow::anyhow!("{error}")))?
        .ok_or_else(|| Error::not_found("Not found"))?;
    let mut response = Response::new(file.bytes.into_owned().into());
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::try_from(file.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    // The page's script puts styles into the page.
    let policy = content_policy(head).replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if file.gzpipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    Ok(response)
}
