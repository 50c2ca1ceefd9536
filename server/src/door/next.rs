//! Where to go after signing in: only ever a path of our own.

/// The path to go to when `next` was asked for: itself if it is a local path, else `/`.
///
/// Browsers read `\` as `/` and drop tabs and line breaks, so more than `//` must be refused.
pub fn local_path(next: &str) -> &str {
    if is_local(next) { next } else { "/" }
}

fn is_local(next: &str) -> bool {
    let mut encoded = next.to_ascii_lowercase();
    // A proxy may decode what stands at the beginning before the browser sees it.
    for (code, sign) in [("%2f", "/"), ("%5c", "\\"), ("%09", "\t"), ("%0a", "\n"), ("%0d", "\r")] {
        encoded = encoded.replace(code, sign);
    }
    next.starts_with('/')
        && next.len() <= 2_000
        && !encoded.starts_with("//")
        && !encoded.contains('\\')
        && !encoded.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c9_only_a_local_path_is_followed() {
        for good in ["/", "/chat/0190?before=3", "/messenger#x", "/login?next=%2Fchat%2F1"] {
            assert_eq!(local_path(good), good);
        }
        for bad in [
            "",
            "//evil",
            "/\\evil",
            "\\\\evil",
            "https:evil",
            "https://evil",
            "%2f%2fevil",
            "/%2fevil",
            "/%5Cevil",
            "/\t/evil",
            "/%09/evil",
            "/\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
            "evil",
            " /x",
        ] {
            assert_eq!(local_path(bad), "/", "{bad:?}");
        }
    }
}
