//! C: what a browser can be made to do.

use e2e::{World, stories};
use protocol::{GroupType, route};
use serde_json::json;

stories! {
    async fn c1_a_form_of_another_site_does_nothing(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        let browser = world.visitor();
        browser.signs_in(bob.email(), &bob.password).await.is(303);
        let chat_id = chat.to_string();
        let origin = world.server.url.replace("127.0.0.1", "evil.example");
        for (path, form) in [
            (route::SEND.to_owned(), vec![("chat_id", chat_id.as_str()), ("text", "hm")]),
            (route::group_leave(group), vec![]),
            (route::LOGOUT.to_owned(), vec![]),
            (route::LOGIN.to_owned(), vec![("email", alice.email()), ("password", &alice.password)]),
        ] {
            for (header, value) in [
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
                ("origin", origin.as_str()),
                ("origin", "null"),
            ] {
                let reply = browser.asks(browser.request("POST", &path).header(header, value).form(&form)).await;
                assert_eq!(reply.status, 403, "{path} {header}: {value}: {reply:#?}");
                assert!(reply.cookies().is_empty(), "{path} {header}: {value}: {reply:#?}");
            }
            let silent = browser.asks(browser.request("POST", &path).form(&form)).await;
            assert_eq!(silent.status, 403, "{path} without either: {silent:#?}");
        }
        browser.opens("/messenger").await.is(200);
        assert!(bob.history(chat).await.is_empty());
        assert_eq!(bob.group(group).await.member_count, 2);
    }

    async fn c2_json_must_say_that_it_is(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let body = json!({ "chat_id": chat, "text": "hm" }).to_string();
        for kind in ["text/plain", "application/json; charset=utf-7", "application/xml", "nonsense"] {
            let request = alice.request("POST", route::SEND).header("content-type", kind);
            let reply = alice.asks(request.body(body.clone())).await;
            assert_eq!(reply.status, 415, "{kind}: {reply:#?}");
        }
        alice.asks(alice.request("POST", route::SEND).body(body.clone())).await.refuses(415);
        assert!(alice.history(chat).await.is_empty());
        let request = alice.request("POST", route::SEND).header("content-type", "application/json; charset=UTF-8");
        alice.asks(request.body(body)).await.is(201);
    }

    async fn c3_looking_changes_nothing(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        let browser = world.visitor();
        browser.signs_in(bob.email(), &bob.password).await.is(303);
        for path in [route::LOGOUT.to_owned(), route::group_leave(group), route::group_join(group), route::TEST_DATA.into()] {
            let reply = browser.opens(&path).await;
            assert!([404, 405].contains(&reply.status), "{path}: {reply:#?}");
        }
        browser.opens("/logout").await.is(404);
        browser.opens("/messenger").await.is(200);
        assert_eq!(bob.group(group).await.member_count, 2);
    }

    async fn c4_what_people_write_is_text(world: World) {
        let strings = [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
            "javascript:alert(1)", "{{7*7}}", "a\u{202e}b", "a\u{200b}b", "'-alert(1)-'", "</title><script>x</script>",
        ];
        let mut alice = world.stranger();
        let account = |name: &str| protocol::request::Register {
            name: name.into(), email: "alice@example.com".into(), password: "long enough".into(),
        };
        alice.registers(&account("<script>alert(1)</script>")).await;
        alice.signs_in().await;
        let bob = world.person("Bob").await;
        let chat = alice.starts_chat_with(&bob).await;
        let browser = world.visitor();
        browser.signs_in(bob.email(), &bob.password).await.is(303);
        for text in strings {
            alice.sends(chat, text).await;
            bob.starts_group(text, GroupType::Public, &[]).await;
        }
        for path in [
            "/messenger".to_owned(), format!("/chat/{chat}"), "/messenger?query=%3Cscript%3Ealert(1)%3C/script%3E".into(),
            "/messenger?groups=%22%3E%3Csvg%20onload=alert(1)%3E".into(), "/%3Cscript%3Ealert(1)%3C/script%3E".into(),
        ] {
            let page = browser.opens(&path).await.body;
            for mark in ["<script>alert", "<img src=x", "<svg onload", "href=\"javascript:", "</title><script>"] {
                assert!(!page.contains(mark), "{path}: {mark}\n{page}");
            }
            assert!(path.contains('%') || !page.contains(">49<"), "{path}");
        }
        let page = browser.opens(&format!("/chat/{chat}")).await.body;
        assert!(page.contains("&lt;script&gt;") && page.contains("{{7*7}}"), "{page}");
        assert!(page.contains("<bdi>"), "a name cannot turn the line around: {page}");
    }
}
