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

#[cfg(test)]
mod tests {
    use http::Method;
    use rust_embed::RustEmbed;

    use super::*;
    use crate::{app::App, config::Config};

    #[derive(RustEmbed)]
    #[folder = "src/door"]
    struct Files;

    #[tokio::test]
    async fn a_file_that_the_browser_has_is_not_sent_again() {
        let app = App::for_tests(Config::defaults().unwrap()).await;
        let mut head = Head::for_tests(app, Method::GET);
        let first = static_file(&head, Files::get("asset.rs").unwrap(), Keep::Ask);
        assert_eq!(first.status(), 200);
        assert_eq!(first.headers()[header::CACHE_CONTROL], "no-cache");
        let tag = first.headers()[header::ETAG].clone();
        for known in
            [tag.clone(), HeaderValue::try_from(format!("\"x\", W/{}", tag.to_str().unwrap())).unwrap()]
        {
            head.headers.insert(header::IF_NONE_MATCH, known);
            let again = static_file(&head, Files::get("asset.rs").unwrap(), Keep::Forever);
            assert_eq!(again.status(), 304);
            assert_eq!(again.headers()[header::ETAG], tag);
        }
        head.headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"other\""));
        assert_eq!(static_file(&head, Files::get("asset.rs").unwrap(), Keep::Ask).status(), 200);
    }
}
