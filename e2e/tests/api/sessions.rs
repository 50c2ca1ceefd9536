//! Tokens, devices, signing out.

use e2e::{World, stories};
use protocol::{request::Refreshed, route};
use serde_json::json;

stories! {
    async fn a_refresh_token_gets_the_next_pair(world: World) {
        let mut alice = world.person("Alice").await;
        let reply = alice.refreshes(&alice.refresh_token).await;
        let fresh: Refreshed = reply.gives(200);
        assert_eq!(reply.cookies().len(), 2);
        let next = fresh.refresh_token.expect("a JSON client gets it in the body");
        assert_ne!(next, alice.refresh_token);
        alice.token = fresh.access_token;
        alice.get(route::ME).await.is(200);
        alice.refreshes(&next).await.is(200);
    }

    async fn a_browser_refreshes_by_its_cookie(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await.is(303);
        let request = browser.request("POST", route::REFRESH).header("accept", "application/json");
        let reply = browser.asks(request.header("sec-fetch-site", "same-origin")).await;
        let fresh: Refreshed = reply.gives(200);
        assert_eq!(fresh.refresh_token, None, "what is in an HttpOnly cookie is not for scripts");
        assert_eq!(reply.cookies().len(), 2);
    }

    async fn what_is_no_refresh_token_is_refused(world: World) {
        let alice = world.person("Alice").await;
        let nothing = world.stranger().post(route::REFRESH, &json!({})).await;
        assert_eq!(nothing.refuses(401).detail, "Refresh token not provided");
        for wrong in ["nonsense", &alice.token] {
            assert_eq!(alice.refreshes(wrong).await.refuses(401).detail, "Token is invalid");
        }
    }

    async fn two_tabs_may_spend_the_same_token_at_once(world: World) {
        let alice = world.person("Alice").await;
        alice.refreshes(&alice.refresh_token).await.is(200);
        alice.refreshes(&alice.refresh_token).await.is(200);
    }

    async fn who_signs_out_is_out_everywhere_on_that_device(world: World) {
        let alice = world.person("Alice").await;
        let mut live = alice.live().await;
        let phone = alice.at_another_device().await;
        let reply = alice.signs_out().await;
        assert!([200, 204].contains(&reply.status), "{reply:#?}");
        alice.get(route::ME).await.refuses(401);
        alice.refreshes(&alice.refresh_token).await.refuses(401);
        live.socket.closes().await;
        phone.get(route::ME).await.is(200);
    }

    async fn a_form_signs_out_and_forgets_the_cookies(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await.is(303);
        let reply = browser.submits(route::LOGOUT, &[]).await;
        reply.leads_to("/");
        assert!(reply.cookies().iter().all(|cookie| cookie.contains("Max-Age=0") || cookie.contains("1970")));
        browser.opens("/messenger").await.leads_to("/login?next=%2Fmessenger");
    }

    async fn a_device_whose_access_token_has_expired_signs_out_all_the_same(world: World) {
        let alice = world.person("Alice").await;
        let body = json!({ "refresh_token": alice.refresh_token });
        world.stranger().post(route::LOGOUT, &body).await.is(204);
        alice.get(route::ME).await.refuses(401);
        alice.refreshes(&alice.refresh_token).await.refuses(401);
    }

    async fn devices_are_listed_and_revoked(world: World) {
        let alice = world.person("Alice").await;
        let phone = alice.at_another_device().await;
        let mut live = phone.live().await;
        let sessions = alice.sessions().await;
        assert_eq!(sessions.len(), 2);
        assert_eq!(sessions.iter().filter(|session| session.current).count(), 1);
        let other = sessions.iter().find(|session| !session.current).expect("the phone");
        assert_eq!(other.id, live.session_id);

        let reply = alice.revokes(other.id).await;
        assert!([200, 204].contains(&reply.status), "{reply:#?}");
        phone.get(route::ME).await.refuses(401);
        live.socket.closes().await;
        assert_eq!(alice.sessions().await.len(), 1);
    }

    async fn a_device_of_somebody_else_is_not_there(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let his = bob.sessions().await[0].id;
        let missing = alice.revokes(uuid::Uuid::now_v7().into()).await;
        missing.refuses(404);
        alice.revokes(his).await.is_the_same_as(&missing);
        bob.get(route::ME).await.is(200);
    }
}
