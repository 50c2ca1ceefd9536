//! Two faces of one route: a browser's form is answered by a redirect, everybody else by JSON.

use http::{HeaderMap, header};

/// How the good answer looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// A form was sent: 303 to a page.
    Form,
    /// JSON was sent or asked for.
    Json,
}

/// The type of a body, without parameters, in lower case.
pub(super) fn content_type(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let essence = text.split(';').next().unwrap_or_default();
    Some(essence.trim().to_ascii_lowercase())
}

pub(super) fn accepts(headers: &HeaderMap, kind: &str) -> bool {
    headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).any(|text| {
        text.split(',').any(|item| {
            let essence = item.split(';').next().unwrap_or_default();
            essence.trim().eq_ignore_ascii_case(kind)
        })
    })
}

/// A person looks at the answer: it should be a page.
pub(super) fn wants_html(headers: &HeaderMap) -> bool {
    accepts(headers, "text/html") && !accepts(headers, "application/json")
}

pub(super) fn face(headers: &HeaderMap) -> Face {
    if accepts(headers, "application/json") {
        return Face::Json;
    }
    match content_type(headers).as_deref() {
        Some("application/x-www-form-urlencoded" | "multipart/form-data") => Face::Form,
        // A form without fields.
        None if wants_html(headers) => Face::Form,
        _ => Face::Json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_answered_as_a_form_unless_json_is_asked_for() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        let table = [
            (Some("application/x-www-form-urlencoded"), browser, Face::Form),
            (Some("application/x-www-form-urlencoded"), "*/*", Face::Form),
            (Some("multipart/form-data; boundary=x"), browser, Face::Form),
            (Some("application/x-www-form-urlencoded"), "application/json", Face::Json),
            (Some("application/json"), "*/*", Face::Json),
            (None, browser, Face::Form),
            (None, "*/*", Face::Json),
        ];
        for (kind, accept, expected) in table {
            let mut headers = HeaderMap::new();
            if let Some(kind) = kind {
                headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
            }
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(face(&headers), expected, "{kind:?} {accept}");
        }
    }
}
