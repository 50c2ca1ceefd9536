//! The JSON door's routes about messages: all of them, and one.

use protocol::{
    Found, Message, Settings,
    request::{ChangeSettings, EditMessage, History, MarkRead, React, SearchMessages, SendMessage},
    route,
};

use super::{amend, conversations, messages, search};
use crate::door::Route;

/// Every route about messages.
pub(super) fn routes() -> Vec<Route> {
    [of_all(), of_one()].concat()
}

fn of_all() -> Vec<Route> {
    vec![
        Route::post(route::SEND, messages::send)
            .summary("Write a message")
            .body::<SendMessage>()
            .returns::<Message>(201)
            .returns::<Message>(200)
            .answers(303)
            .errors(&[403, 404, 422, 429]),
        Route::get(route::HISTORY, messages::history)
            .summary("Read back, newest first")
            .query::<History>()
            .lists::<Message>(200)
            .errors(&[400, 403, 404, 422]),
        Route::post(route::READ, messages::read)
            .summary("Say what has been read")
            .body::<MarkRead>()
            .answers(204)
            .errors(&[403, 404, 422]),
        Route::patch(route::SETTINGS, conversations::set)
            .summary("Mute, pin or mark as unread, for oneself: a chat or a group")
            .body::<ChangeSettings>()
            .returns::<Settings>(200)
            .errors(&[403, 404, 422, 429]),
        Route::post(route::SETTINGS, conversations::set)
            .summary("Mute, pin or mark as unread, for oneself, for a form")
            .body::<ChangeSettings>()
            .returns::<Settings>(200)
            .answers(303)
            .errors(&[403, 404, 422, 429]),
        Route::get(route::SEARCH, search::find)
            .summary("Find messages")
            .query::<SearchMessages>()
            .returns::<Found>(200)
            .errors(&[403, 404, 422, 429, 503]),
    ]
}

fn of_one() -> Vec<Route> {
    vec![
        Route::get(route::MESSAGE, amend::one)
            .summary("One message")
            .returns::<Message>(200)
            .errors(&[403, 404]),
        Route::patch(route::MESSAGE, amend::edit)
            .summary("Say something else in one's own message")
            .body::<EditMessage>()
            .returns::<Message>(200)
            .errors(&[403, 404, 409, 422, 429]),
        Route::delete(route::MESSAGE, amend::delete)
            .summary("Take a message back: a tombstone without text is left")
            .returns::<Message>(200)
            .errors(&[403, 404, 429]),
        Route::post(route::MESSAGE_EDIT, amend::edit)
            .summary("Say something else in one's own message, for a form")
            .body::<EditMessage>()
            .returns::<Message>(200)
            .answers(303)
            .errors(&[403, 404, 409, 422, 429]),
        Route::post(route::MESSAGE_DELETE, amend::delete)
            .summary("Take a message back, for a form")
            .returns::<Message>(200)
            .answers(303)
            .errors(&[403, 404, 429]),
        Route::post(route::REACTIONS, amend::react)
            .summary("Put a sign to a message or take it away, for a form")
            .body::<React>()
            .returns::<Message>(200)
            .answers(303)
            .errors(&[403, 404, 409, 422, 429]),
        Route::put(route::REACTION, amend::put)
            .summary("Put a sign to a message")
            .returns::<Message>(200)
            .errors(&[403, 404, 409, 422, 429]),
        Route::delete(route::REACTION, amend::take)
            .summary("Take a sign away from a message")
            .returns::<Message>(200)
            .errors(&[403, 404, 422, 429]),
    ]
}
