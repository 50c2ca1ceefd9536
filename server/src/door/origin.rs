//! Who may knock: a page of another site must not act in a visitor's name.

use http::{HeaderMap, Method, header};

use super::Head;
use crate::error::{Error, Result};

/// Refuses a request that another site may have made. A bearer token is exempt: no site can send it.
pub(super) fn check(head: &Head, socket: bool) -> Result<()> {
    if head.has_bearer() {
        return if socket { check_origin_of_bearer(head) } else { Ok(()) };
    }
    if socket { check_socket(head) } else { check_method(head) }
}

fn refused() -> Error {
    Error::forbidden("This request came from another site")
}

fn check_method(head: &Head) -> Result<()> {
    if [Method::GET, Method::HEAD, Method::OPTIONS].contains(&head.method) {
        return Ok(());
    }
    let fine = match (text(&head.headers, "sec-fetch-site"), origin(head)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => head.is_own_origin(origin),
        // No browser: nothing was sent in anybody's name unless there is a cookie.
        (None, None) => !head.has_cookie(),
    };
    if fine { Ok(()) } else { Err(refused()) }
}

/// Browsers send an upgrade with cookies and without asking first, and always say where it comes from.
fn check_socket(head: &Head) -> Result<()> {
    let fine = match origin(head) {
        Some(origin) => head.is_own_origin(origin),
        None => !head.has_cookie(),
    };
    if fine { Ok(()) } else { Err(refused()) }
}

fn check_origin_of_bearer(head: &Head) -> Result<()> {
    match origin(head) {
        Some(origin) if !head.is_own_origin(origin) => Err(refused()),
        _ => Ok(()),
    }
}

fn origin(head: &Head) -> Option<&str> {
    text(&head.headers, header::ORIGIN.as_str())
}

/// The header; one that cannot be read is there, and matches nothing.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::App,
        clock::Clock,
        config::{Config, Secret},
    };

    const COOKIE: (&str, &str) = ("cookie", "access_token=x");
    const BEARER: (&str, &str) = ("authorization", "Bearer x");

    fn head(public_url: &str, method: Method, headers: &[(&'static str, &str)]) -> Head {
        let config = Config::defaults().unwrap().with("public_url", public_url).unwrap();
        let mut head = Head::for_tests(App::new(config, Clock::system(), &Secret::new("test")), method);
        head.headers.insert("host", "chat.example".parse().unwrap());
        for (name, value) in headers {
            head.headers.insert(*name, value.parse().unwrap());
        }
        head
    }

    #[test]
    fn c1_another_site_cannot_act_even_without_a_cookie() {
        let evil = ("origin", "https://evil.example");
        for headers in [
            &[COOKIE, ("sec-fetch-site", "cross-site")][..],
            &[COOKIE, ("sec-fetch-site", "same-site")],
            &[COOKIE, ("sec-fetch-site", "cross-site"), ("origin", "http://chat.example")],
            &[COOKIE, evil],
            &[evil],
            &[("origin", "null")],
            &[COOKIE],
            &[("sec-fetch-site", "cross-site")],
            &[evil, ("authorization", "Basic eDp5")],
        ] {
            assert!(check(&head("", Method::POST, headers), false).is_err(), "{headers:?}");
        }
        for headers in [
            &[COOKIE, ("sec-fetch-site", "same-origin")][..],
            &[COOKIE, ("sec-fetch-site", "none")],
            &[COOKIE, ("origin", "http://chat.example")],
            &[COOKIE, BEARER, evil],
            &[],
        ] {
            assert!(check(&head("", Method::POST, headers), false).is_ok(), "{headers:?}");
        }
        assert!(check(&head("", Method::GET, &[COOKIE, evil]), false).is_ok());
    }

    #[test]
    fn a1_a2_a3_a_socket_opens_only_from_our_own_pages() {
        for (public, own) in [("", "http://chat.example"), ("https://chat.example", "https://chat.example")] {
            for origin in [
                "https://evil.example",
                "null",
                "https://chat.example.evil.com",
                "https://evilchat.example",
                if own.starts_with("https") { "http://chat.example" } else { "https://chat.example" },
                "https://chat.example:8443",
                "http://chat.example:8000",
            ] {
                let knock = head(public, Method::GET, &[COOKIE, ("origin", origin)]);
                assert!(check(&knock, true).is_err(), "{origin}");
                let knock = head(public, Method::GET, &[BEARER, ("origin", origin)]);
                assert!(check(&knock, true).is_err(), "{origin}");
            }
            assert!(check(&head(public, Method::GET, &[COOKIE, ("origin", own)]), true).is_ok());
        }
        assert!(check(&head("", Method::GET, &[COOKIE]), true).is_err());
        assert!(check(&head("", Method::GET, &[BEARER]), true).is_ok());
    }
}
