//! The JSON door: its whole surface on one page.

pub mod docs;
mod health;
pub mod openapi;

use protocol::route;

use crate::door::Route;

/// Every route of this door.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(route::HEALTHZ, health::alive).summary("The process lives").public().answers(200),
        Route::get(route::READYZ, health::ready).summary("It can serve").public().answers(200).errors(&[503]),
        Route::get(route::METRICS, health::metrics).summary("Prometheus text").answers(200).errors(&[404]),
    ]
}

pub use health::metrics_routes;
