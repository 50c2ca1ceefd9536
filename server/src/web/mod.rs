//! The HTML door: pages for browsers. They only show what the actions give; every deed is a form that the JSON door
//! answers with a redirect, so the pages work without any script, and `static/` makes them live.

pub mod file;
pub mod frame;
pub mod language;
pub mod moment;
pub mod page;
pub mod presence;
pub mod reader;
pub mod refusal;
pub mod room;
pub mod session;
pub mod stranger;
pub mod template;
pub mod text;
pub mod words;

#[cfg(test)]
mod tests;

use crate::door::Route;

pub use refusal::error_page;

/// Every page.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/", stranger::home),
        Route::get("/register", stranger::register),
        Route::get("/login", stranger::login),
        Route::post("/language", stranger::language),
        Route::get(session::RENEW, session::renew),
        Route::post(session::RENEW, session::renew),
        Route::get("/messenger", room::messenger),
        Route::get("/messenger/search", room::search),
        Route::get("/chat/{id}", room::chat),
        Route::get("/group/{id}", room::group),
        Route::get("/settings", room::settings),
        Route::get("/static/{*path}", file::file),
        Route::get("/manifest.webmanifest", file::manifest),
        Route::get("/robots.txt", file::robots),
    ]
}
