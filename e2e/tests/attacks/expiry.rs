//! Row A6: an open socket outlives neither the account, nor the password, nor the access token.

use e2e::{Actor, Live, Options, World, expects, stories};
use protocol::{AccessToken, ClientCommand, ErrorCode, RequestId, ServerEvent, close, request::Refreshed};
use uuid::Uuid;

/// Gives the socket another token; the id that comes back with the answer.
async fn gives_token(live: &mut Live, token: &str) -> RequestId {
    let request_id = Uuid::new_v4().into();
    let access_token = AccessToken(token.to_owned());
    live.socket.says(&ClientCommand::Auth { access_token, request_id }).await;
    request_id
}

async fn renews(person: &mut Actor) {
    let fresh: Refreshed = person.refreshes(&person.refresh_token).await.gives(200);
    person.token = fresh.access_token;
    person.refresh_token = fresh.refresh_token.expect("a JSON client gets it");
}

mod short_lived {
    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_ACCESS_TTL", "10s")])]

        async fn a6_a_socket_is_asked_for_another_token_and_closed_when_none_comes(world: World) {
            let [mut alice, bob] = world.people(["Alice", "Bob"]).await;
            let chat = alice.starts_chat_with(&bob).await;
            alice.signs_in().await;
            let (bobs, other) = (bob.at_another_device().await, alice.at_another_device().await);
            let (mut alices, mut v1) = (alice.live().await, alice.chat_socket(chat).await);
            let left = expects!(alices.socket, ServerEvent::Reauth { expires_in_ms } => expires_in_ms);
            assert!(left <= 2_500, "a quarter of its life before: {left}");

            for wrong in [bobs.token.as_str(), other.token.as_str(), "nonsense"] {
                let asked = gives_token(&mut alices, wrong).await;
                let code = expects!(alices.socket, ServerEvent::Error { code, request_id, .. } if request_id == Some(asked) => code);
                assert_eq!(code, ErrorCode::Unauthenticated, "only one of its own session will do");
            }
            renews(&mut alice).await;
            let asked = gives_token(&mut alices, &alice.token.clone()).await;
            expects!(alices.socket, ServerEvent::Authenticated { request_id, .. } if request_id == asked);

            // The other one was not renewed; it knows no word for it.
            assert_eq!(v1.closes().await, Some(close::EXPIRED));
            // This one goes on until the next time.
            expects!(alices.socket, ServerEvent::Reauth { .. });
            assert_eq!(alices.socket.closes().await, Some(close::EXPIRED));
        }
    }
}

stories! {
    async fn a6_who_is_shut_out_hears_nothing_more(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut bobs, mut v1) = (bob.live().await, bob.chat_socket(chat).await);
        let (code, said) = world.server.runs(&["user", "disable", bob.email()]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(bobs.socket.closes().await, Some(close::SESSION_ENDED));
        assert_eq!(v1.closes().await, Some(close::SESSION_ENDED));
        assert_eq!(bob.is_refused(protocol::route::SOCKET).await, 401);
        alice.sends(chat, "about him").await;
    }

    async fn a6_another_password_closes_what_the_old_one_opened(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let (mut bobs, mut alices) = (bob.live().await, alice.live().await);
        let (code, said) =
            world.server.runs(&["user", "reset-password", bob.email()]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(bobs.socket.closes().await, Some(close::SESSION_ENDED));
        alices.sends(alice.starts_chat_with(&bob).await, "still here").await;
        expects!(alices.socket, ServerEvent::Ack { .. });
    }
}
