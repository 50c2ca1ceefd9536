//! The JSON door: its whole surface on a page; what is about messages, on one beside it (`of_messages`).

mod accounts;
mod amend;
mod chats;
mod conversations;
pub mod docs;
mod groups;
mod health;
mod messages;
mod of_messages;
pub mod openapi;
mod search;
mod sessions;
mod test_data;

use protocol::{
    Chat, Group, Member, Message, Profile, Session, User,
    request::{
        AddMembers, ChangeProfile, CreateChat, CreateGroup, Login, Post, Refresh, Refreshed, Register,
        RemoveMember, Rename, Search, SetRole, SignedIn, TestData,
    },
    route,
};

use crate::door::Route;

/// Every route of this door.
pub fn routes() -> Vec<Route> {
    let people = [of_people(), of_sessions()].concat();
    let talk = [of_chats(), of_groups(), of_leading(), of_messages::routes()].concat();
    [people, talk, of_the_server()].concat()
}

fn of_people() -> Vec<Route> {
    vec![
        Route::post(route::REGISTER, accounts::register)
            .summary("Make an account")
            .public()
            .body::<Register>()
            .returns::<Profile>(201)
            .answers(303)
            .errors(&[400, 403, 422, 429, 503]),
        Route::get(route::ME, accounts::me).summary("The caller").returns::<Profile>(200),
        Route::patch(route::ME, accounts::change)
            .summary("Change the caller's profile")
            .body::<ChangeProfile>()
            .returns::<Profile>(200)
            .errors(&[422, 429]),
        Route::post(route::ME, accounts::change)
            .summary("Change the caller's profile, for a form")
            .body::<ChangeProfile>()
            .returns::<Profile>(200)
            .answers(303)
            .errors(&[422, 429]),
        Route::get(route::USERS, accounts::find)
            .summary("Find people by name or e-mail")
            .query::<Search>()
            .lists::<User>(200)
            .errors(&[422, 429]),
    ]
}

fn of_sessions() -> Vec<Route> {
    vec![
        Route::post(route::LOGIN, sessions::login)
            .summary("Sign in")
            .public()
            .body::<Login>()
            .returns::<SignedIn>(200)
            .answers(303)
            .errors(&[401, 422, 429, 503]),
        Route::post(route::LOGOUT, sessions::logout)
            .summary("Sign out")
            .public()
            .body::<Refresh>()
            .answers(204)
            .answers(303),
        Route::post(route::REFRESH, sessions::refresh)
            .summary("Renew the access token")
            .public()
            .body::<Refresh>()
            .returns::<Refreshed>(200)
            .errors(&[401, 429]),
        Route::get(route::SESSIONS, sessions::list).summary("The caller's devices").lists::<Session>(200),
        Route::delete(route::SESSION, sessions::revoke)
            .summary("Sign a device out")
            .answers(204)
            .errors(&[404]),
        Route::post(route::SESSION_REVOKE, sessions::revoke)
            .summary("Sign a device out, for a form")
            .answers(204)
            .answers(303)
            .errors(&[404]),
    ]
}

fn of_chats() -> Vec<Route> {
    vec![
        Route::post(route::CHAT_CREATE, chats::create)
            .summary("Make a chat, or find the personal chat that is there")
            .body::<CreateChat>()
            .returns::<Chat>(201)
            .returns::<Chat>(200)
            .answers(303)
            .errors(&[400, 404, 422, 429]),
        Route::get(route::CHATS, chats::list).summary("The caller's chats").lists::<Chat>(200),
        Route::get(route::CHAT, chats::one).summary("One chat").returns::<Chat>(200).errors(&[404]),
        Route::post(route::CHAT_LEAVE, chats::leave)
            .summary("Leave a group chat")
            .answers(204)
            .answers(303)
            .errors(&[404, 409, 429]),
    ]
}

fn of_groups() -> Vec<Route> {
    vec![
        Route::post(route::GROUP_CREATE, groups::create)
            .summary("Make a group")
            .body::<CreateGroup>()
            .returns::<Group>(201)
            .answers(303)
            .errors(&[404, 422, 429]),
        Route::get(route::GROUPS, groups::list)
            .summary("The caller's groups, or with `query` the directory of public ones")
            .query::<Search>()
            .lists::<Group>(200)
            .errors(&[422, 429]),
        Route::get(route::GROUP, groups::one).summary("One group").returns::<Group>(200).errors(&[404]),
        Route::post(route::GROUP_JOIN, groups::join)
            .summary("Join a public group")
            .returns::<Group>(200)
            .answers(303)
            .errors(&[404, 429]),
        Route::post(route::GROUP_LEAVE, groups::leave)
            .summary("Leave a group")
            .answers(204)
            .answers(303)
            .errors(&[404, 409, 429]),
        Route::post(route::GROUP_POST, groups::post)
            .summary("Post in a group")
            .body::<Post>()
            .returns::<Message>(201)
            .returns::<Message>(200)
            .answers(303)
            .errors(&[403, 404, 422, 429]),
        Route::get(route::GROUP_MEMBERS, groups::members)
            .summary("The members of a group")
            .lists::<Member>(200)
            .errors(&[403, 404]),
        Route::post(route::GROUP_MEMBERS, groups::add)
            .summary("Add people to a group")
            .body::<AddMembers>()
            .returns::<Group>(200)
            .answers(303)
            .errors(&[400, 403, 404, 422, 429]),
        Route::post(route::GROUP_ROLE, groups::appoint)
            .summary("Give a member another role; `owner` hands the group over")
            .body::<SetRole>()
            .returns::<Group>(200)
            .answers(303)
            .errors(&[403, 404, 409, 422, 429]),
    ]
}

fn of_leading() -> Vec<Route> {
    vec![
        Route::patch(route::CHAT, chats::rename)
            .summary("Call a group chat something else")
            .body::<Rename>()
            .returns::<Chat>(200)
            .errors(&[403, 404, 422, 429]),
        Route::post(route::CHAT_RENAME, chats::rename)
            .summary("Call a group chat something else, for a form")
            .body::<Rename>()
            .returns::<Chat>(200)
            .answers(303)
            .errors(&[403, 404, 422, 429]),
        Route::delete(route::CHAT_MEMBER, chats::remove_one)
            .summary("Put somebody out of a group chat")
            .returns::<Chat>(200)
            .errors(&[403, 404, 409, 429]),
        Route::post(route::CHAT_REMOVE, chats::remove)
            .summary("Put somebody out of a group chat, for a form")
            .body::<RemoveMember>()
            .returns::<Chat>(200)
            .answers(303)
            .errors(&[403, 404, 409, 422, 429]),
        Route::patch(route::GROUP, groups::rename)
            .summary("Call a group something else")
            .body::<Rename>()
            .returns::<Group>(200)
            .errors(&[403, 404, 422, 429]),
        Route::post(route::GROUP_RENAME, groups::rename)
            .summary("Call a group something else, for a form")
            .body::<Rename>()
            .returns::<Group>(200)
            .answers(303)
            .errors(&[403, 404, 422, 429]),
        Route::delete(route::GROUP_MEMBER, groups::remove_one)
            .summary("Put somebody out of a group")
            .returns::<Group>(200)
            .errors(&[403, 404, 409, 429]),
        Route::post(route::GROUP_REMOVE, groups::remove)
            .summary("Put somebody out of a group, for a form")
            .body::<RemoveMember>()
            .returns::<Group>(200)
            .answers(303)
            .errors(&[403, 404, 409, 422, 429]),
    ]
}

fn of_the_server() -> Vec<Route> {
    vec![
        Route::post(route::TEST_DATA, test_data::make)
            .summary("Make the demo data, in demo mode")
            .public()
            .returns::<TestData>(200)
            .errors(&[404]),
        Route::get(route::HEALTHZ, health::alive).summary("The process lives").public().answers(200),
        Route::get(route::READYZ, health::ready).summary("It can serve").public().answers(200).errors(&[503]),
        Route::get(route::METRICS, health::metrics).summary("Prometheus text").answers(200).errors(&[404]),
    ]
}

pub use health::metrics_routes;
