//! The door that stays open: our own socket, and the three older ones of v1 as translations of the same hub.

mod chat;
mod end;
mod frame;
mod frames;
mod group;
mod large;
mod own;
mod parting;
mod pulse;
mod refusal;
mod sends;
mod status;
mod talk;
mod told;
mod write;

use std::sync::Arc;

use protocol::{request, route};

use crate::{
    action::{Caller, listen},
    app::App,
    door::{Request, Response, Route, Socket},
    error::Result,
};

/// Every socket of this door.
pub fn routes() -> Vec<Route> {
    vec![
        Route::socket(route::SOCKET, own::open)
            .summary("The socket of our own clients")
            .query::<request::Listen>()
            .answers(101)
            .errors(&[401, 403]),
        Route::socket(route::CHAT_SOCKET, chat::open)
            .summary("One chat (v1)")
            .answers(101)
            .errors(&[401, 403, 404]),
        Route::socket(route::GROUP, group::open)
            .summary("One group (v1)")
            .answers(101)
            .errors(&[401, 403, 404]),
        Route::socket(route::STATUS_SOCKET, status::open)
            .summary("What is unread, and what is new (v1)")
            .answers(101)
            .errors(&[401, 403]),
    ]
}

/// Who knocks, unless too often.
async fn welcome(request: &Request) -> Result<Caller> {
    let caller = request.caller().await?;
    listen::admit(&request.app, request.client)?;
    Ok(caller)
}

/// What a conversation over a socket needs.
struct Context {
    app: Arc<App>,
    caller: Caller,
}

/// Answers 101 and talks.
fn upgrade<T>(
    mut request: Request,
    caller: Caller,
    talk: impl FnOnce(Box<Context>, Socket) -> T + Send + 'static,
) -> Result<Response>
where
    T: Future<Output = ()> + Send + 'static,
{
    let upgrade = request.upgrade()?;
    let app = Arc::clone(&request.app);
    // In a box for the same reason as the socket.
    let context = Box::new(Context { app: Arc::clone(&app), caller });
    Ok(upgrade.run(&app, move |socket| talk(context, socket)))
}
