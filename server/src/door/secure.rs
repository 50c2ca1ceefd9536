//! Headers that every answer bears.

use http::{HeaderValue, header};

use super::{Head, Response};

const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
    magnetometer=(), microphone=(), payment=(), usb=()";

/// Adds what the handler did not set itself.
pub(super) fn add_headers(response: &mut Response, head: &Head) {
    let policy = content_policy(head);
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", PERMISSIONS),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        // Nearly everything here is for one person; what is not says so itself.
        ("cache-control", "no-store"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(id) = HeaderValue::from_str(&head.id) {
        headers.insert("x-request-id", id);
    }
}

/// What a page of ours may load, and from where.
pub(crate) fn content_policy(head: &Head) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         manifest-src 'self'; connect-src 'self'{}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        socket_source(head)
    )
}

/// Older Safaris do not count `ws:` and `wss:` to 'self'.
fn socket_source(head: &Head) -> String {
    let config = &head.app.config;
    if let Some(public) = &config.public_url {
        let scheme = if public.is_https() { "wss" } else { "ws" };
        return format!(" {scheme}://{}", public.authority());
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
    match head.host() {
        Some(host) if !host.is_empty() && host.bytes().all(plain) => format!(" ws://{host}"),
        _ => String::new(),
    }
}
