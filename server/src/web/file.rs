//! What pages load: `static/`, built in.

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

pub(super) async fn file(request: Request) -> Result<Response> {
    let path: String = request.param("path", "Not found")?;
    answer(&request, &path)
}

pub(super) async fn manifest(request: Request) -> Result<Response> {
    answer(&request, "manifest.webmanifest")
}

pub(super) async fn robots(request: Request) -> Result<Response> {
    answer(&request, "robots.txt")
}

fn answer(request: &Request, path: &str) -> Result<Response> {
    let file = Files::get(path).ok_or_else(|| Error::not_found("Not found"))?;
    // Modules name each other, so their names cannot change with their content.
    Ok(static_file(request, file, Keep::Ask))
}
