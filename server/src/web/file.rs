//! What pages load: `static/`, built in. Pages name it by an address with a version in it, which changes with any of the
//! files, so a browser asks for each of them once. Modules name each other relatively, and so stay within the version.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

use rust_embed::RustEmbed;

use crate::{
    door::{
        Request, Response,
        asset::{Keep, static_file},
    },
    error::{Error, Result},
};

#[derive(RustEmbed)]
#[folder = "../static"]
struct Files;

/// What the address of a version begins with.
const VERSION_MARK: char = '=';

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut all = DefaultHasher::new();
    for name in Files::iter() {
        name.hash(&mut all);
        Files::get(&name).map(|file| file.metadata.sha256_hash()).hash(&mut all);
    }
    format!("{VERSION_MARK}{:016x}", all.finish())
});

/// The address of one of the files, as pages name it. A snapshot of a page must not change with them.
pub(super) fn address(name: &str) -> String {
    let version = if cfg!(test) { "=version" } else { VERSION.as_str() };
    format!("/static/{version}/{name}")
}

pub(super) async fn file(request: Request) -> Result<Response> {
    let path: String = request.param("path", "Not found")?;
    let (name, keep) = wanted(&path, &VERSION);
    answer(&request, name, keep)
}

pub(super) async fn manifest(request: Request) -> Result<Response> {
    answer(&request, "manifest.webmanifest", Keep::Ask)
}

pub(super) async fn robots(request: Request) -> Result<Response> {
    answer(&request, "robots.txt", Keep::Ask)
}

/// Which file, and how long it may be kept. A page of another version still gets what there is. Of a build for debugging
/// the files may change while it runs.
fn wanted<'a>(path: &'a str, current: &str) -> (&'a str, Keep) {
    match path.split_once('/') {
        Some((version, name)) if version == current && !cfg!(debug_assertions) => (name, Keep::Forever),
        Some((version, name)) if version.starts_with(VERSION_MARK) => (name, Keep::Ask),
        _ => (path, Keep::Ask),
    }
}

fn answer(request: &Request, path: &str, keep: Keep) -> Result<Response> {
    let file = Files::get(path).ok_or_else(|| Error::not_found("Not found"))?;
    Ok(static_file(request, file, keep))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_this_version_is_kept_for_ever_and_of_another_one_asked_for() {
        let forever = if cfg!(debug_assertions) { Keep::Ask } else { Keep::Forever };
        assert_eq!(wanted("=1/app.js", "=1"), ("app.js", forever));
        assert_eq!(wanted("=0/app.js", "=1"), ("app.js", Keep::Ask));
        assert_eq!(wanted("app.js", "=1"), ("app.js", Keep::Ask));
        assert_eq!(VERSION.len(), 17);
    }
}
