//! The two cookies of a session.

use std::time::Duration;

use cookie::{Cookie, SameSite};
use http::{HeaderMap, HeaderValue, header};

use super::Response;
use crate::config::Config;

/// The cookie of the access token.
pub const ACCESS: &str = "access_token";
/// The cookie of the refresh token.
pub const REFRESH: &str = "refresh_token";

/// The name on the wire. With `__Host-` a browser takes the cookie only from this very host, over https.
fn full_name(config: &Config, name: &str) -> String {
    if config.secure() { format!("__Host-{name}") } else { name.to_owned() }
}

/// A cookie of ours, out of the request.
pub(super) fn find(config: &Config, headers: &HeaderMap, name: &str) -> Option<String> {
    let wanted = full_name(config, name);
    any(headers).find(|cookie| cookie.name() == wanted).map(|cookie| cookie.value().to_owned())
}

fn any(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| Cookie::split_parse(text).filter_map(Result::ok))
}

/// Adds one to an answer; the browser forgets it after `lives`.
pub fn set_cookie(config: &Config, response: &mut Response, name: &str, value: &str, lives: Duration) {
    let seconds = i64::try_from(lives.as_secs()).unwrap_or(i64::MAX);
    append(config, response, name, value, seconds);
}

/// Makes the browser forget one.
pub fn clear_cookie(config: &Config, response: &mut Response, name: &str) {
    append(config, response, name, "", 0);
}

fn append(config: &Config, response: &mut Response, name: &str, value: &str, seconds: i64) {
    let cookie = Cookie::build((full_name(config, name), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(config.secure())
        .max_age(cookie::time::Duration::seconds(seconds))
        .build();
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(config: &Config) -> String {
        let mut response = Response::default();
        set_cookie(config, &mut response, ACCESS, "abc", Duration::from_mins(15));
        response.headers()[header::SET_COOKIE].to_str().unwrap().to_owned()
    }

    #[test]
    fn c13_a_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        let plain = Config::defaults().unwrap();
        assert_eq!(written(&plain), "access_token=abc; HttpOnly; SameSite=Lax; Path=/; Max-Age=900");
        let https = plain.with("public_url", "https://chat.example").unwrap();
        assert_eq!(
            written(&https),
            "__Host-access_token=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=900"
        );
    }

    #[test]
    fn behind_https_only_the_prefixed_cookie_counts() {
        let https = Config::defaults().unwrap().with("public_url", "https://chat.example").unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "access_token=weak; __Host-access_token=strong".parse().unwrap());
        assert_eq!(find(&https, &headers, ACCESS).unwrap(), "strong");
        assert_eq!(find(&Config::defaults().unwrap(), &headers, ACCESS).unwrap(), "weak");
    }
}
