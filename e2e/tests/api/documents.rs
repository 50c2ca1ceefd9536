//! The description of the API, health, metrics.

use e2e::{World, stories};
use protocol::route;
use serde_json::Value;

stories! {
    async fn the_document_knows_every_route(world: World) {
        let document: Value = world.stranger().get(route::OPENAPI).await.gives(200);
        assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")), "{document}");
        for (method, path) in [
            ("post", route::REGISTER), ("get", route::ME), ("get", route::USERS), ("post", route::LOGIN),
            ("post", route::LOGOUT), ("post", route::REFRESH), ("get", route::SESSIONS), ("delete", route::SESSION),
            ("post", route::CHAT_CREATE), ("get", route::CHATS), ("get", route::CHAT), ("post", route::CHAT_LEAVE),
            ("post", route::GROUP_CREATE), ("get", route::GROUPS), ("get", route::GROUP), ("post", route::GROUP_JOIN),
            ("post", route::GROUP_LEAVE), ("post", route::GROUP_POST),
            ("get", route::GROUP_MEMBERS), ("post", route::GROUP_MEMBERS), ("post", route::GROUP_ROLE), ("post", route::SEND), ("get", route::HISTORY), ("post", route::READ),
            ("post", route::TEST_DATA), ("get", route::HEALTHZ), ("get", route::READYZ),
        ] {
            let operation = &document["paths"][path][method];
            assert!(operation["responses"].is_object(), "{method} {path}: {operation}");
        }
        let schemes = document["components"]["securitySchemes"].as_object();
        assert!(schemes.is_some_and(|schemes| schemes.len() >= 2), "bearer and cookie: {schemes:?}");
    }

    async fn the_docs_need_nobody_else(world: World) {
        let browser = world.visitor();
        let mut page = browser.opens(route::DOCS).await;
        if (300..400).contains(&page.status) {
            page = browser.opens(page.header("location")).await;
        }
        page.is(200);
        let foreign = ["src=\"http", "src='http", "href=\"http", "src=\"//", "href=\"//"];
        assert!(!foreign.iter().any(|outside| page.body.contains(outside)), "{}", page.body);
    }

    async fn health_is_told(world: World) {
        let stranger = world.stranger();
        stranger.get(route::HEALTHZ).await.is(200);
        stranger.get(route::READYZ).await.is(200);
        let (code, said) = world.server.runs(&["healthcheck", "--help"]);
        assert_eq!(code, 0, "{said}");
    }

    async fn metrics_are_not_for_everybody(world: World) {
        let reply = world.stranger().get(route::METRICS).await;
        assert!([401, 403, 404].contains(&reply.status), "{reply:#?}");
    }
}
