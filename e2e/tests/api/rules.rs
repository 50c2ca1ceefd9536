//! What holds for all routes.

use e2e::{World, stories};
use protocol::route;
use serde_json::json;

stories! {
    async fn a_trailing_slash_is_accepted(world: World) {
        let alice = world.person("Alice").await;
        alice.get("/api/v1/users/me/").await.is(200);
        alice.get("/api/v1/chats/").await.is(200);
        world.visitor().opens("/login/").await.is(200);
    }

    async fn head_works_where_get_does(world: World) {
        let alice = world.person("Alice").await;
        for (who, path) in [(&alice, route::ME), (&alice, route::HEALTHZ), (&world.stranger(), "/login")] {
            let reply = who.asks(who.request("HEAD", path)).await;
            assert!(reply.is(200).body.is_empty());
        }
    }

    async fn a_wrong_method_names_the_right_ones(world: World) {
        let alice = world.person("Alice").await;
        let reply = alice.get(route::LOGIN).await;
        reply.refuses(405);
        assert_eq!(reply.header("allow"), "POST");
        let reply = alice.asks(alice.request("PUT", route::ME)).await;
        reply.refuses(405);
        assert!(reply.header("allow").contains("GET"));
    }

    async fn an_unknown_path_is_a_problem_or_a_page(world: World) {
        world.stranger().get("/api/v1/nothing").await.refuses(404);
        let page = world.visitor().opens("/nothing").await;
        assert!(page.is(404).header("content-type").starts_with("text/html"), "{page:#?}");
    }

    async fn a_page_without_a_session_asks_to_sign_in_and_comes_back(world: World) {
        let browser = world.visitor();
        browser.opens("/messenger").await.leads_to("/login?next=%2Fmessenger");
        let asked = browser.opens("/settings").await;
        let login = asked.is(303).header("location").to_owned();
        assert!(login.starts_with("/login?next="), "{login}");
        assert!(browser.opens(&login).await.is(200).body.replace("&#x2f;", "/").contains("value=\"/settings\""));
        let alice = world.person("Alice").await;
        let form = [("email", alice.email()), ("password", &alice.password), ("next", "/settings")];
        browser.submits(route::LOGIN, &form).await.leads_to("/settings");
        browser.opens("/settings").await.is(200);
    }

    async fn what_is_too_large_is_not_read(world: World) {
        let alice = world.person("Alice").await;
        let body = json!({ "name": "x".repeat(100_000), "email": "x@example.com", "password": "long enough" });
        alice.post(route::REGISTER, &body).await.refuses(413);
    }

    async fn a_multipart_form_is_a_form(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        let form = reqwest::multipart::Form::new()
            .text("email", alice.email().to_owned())
            .text("password", alice.password.clone());
        let request = browser.request("POST", route::LOGIN).header("sec-fetch-site", "same-origin");
        browser.asks(request.multipart(form)).await.leads_to("/messenger");
    }
}

/// With everything logged.
mod logged {
    use e2e::Options;

    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_LOG", "debug")])]

        async fn every_answer_has_an_id_that_leads_to_the_log(world: World) {
            let stranger = world.stranger();
            let reply = stranger.get(route::ME).await;
            reply.refuses(401);
            let id = reply.header("x-request-id");
            assert!(!id.is_empty(), "{reply:#?}");
            world.server.says(id).await;
        }
    }
}
