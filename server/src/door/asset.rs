//! Files that are built in, with the headers that let a browser keep them.

use http::{HeaderValue, StatusCode, header};
use rust_embed::EmbeddedFile;

use super::{Head, Response, reply};
use crate::guard::hex;

/// How long a browser may use its copy without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For ever: the name changes with the content.
    Forever,
    /// It asks each time, and is told "unchanged".
    Ask,
}

/// Answers with a file, or with 304 when the browser has this very one.
pub fn static_file(head: &Head, file: EmbeddedFile, keep: Keep) -> Response {
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..16]));
    let known = head.header(header::IF_NONE_MATCH.as_str()).is_some_and(|tags| {
        tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag || known.trim() == "*")
    });
    let kind = match file.metadata.mimetype() {
        kind if kind.starts_with("text/") || kind.ends_with("javascript") => format!("{kind}; charset=utf-8"),
        kind => kind.to_owned(),
    };
    let mut response = if known {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        reply::content(StatusCode::OK, "application/octet-stream", file.data.into_owned())
    };
    let headers = response.headers_mut();
    if let (Ok(kind), Ok(tag)) = (HeaderValue::try_from(kind), HeaderValue::try_from(tag)) {
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::ETAG, tag);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(match keep {
            Keep::Forever => "public, max-age=31536000, immutable",
            Keep::Ask => "no-cache",
        }),
    );
    response
}
