//! C: headers, redirects, cookies.

use e2e::{Reply, World, stories};
use protocol::route;

/// The policy's directive of that name.
fn directive(page: &Reply, name: &str) -> String {
    let policy = page.header("content-security-policy");
    let found = policy.split(';').map(str::trim).find(|part| part.split(' ').next() == Some(name));
    found.unwrap_or_default().to_owned()
}

stories! {
    async fn c7_every_page_is_fenced_in(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        let mut pages = vec![browser.opens("/login").await, browser.opens("/nothing").await, browser.opens("/register").await];
        browser.signs_in(alice.email(), &alice.password).await.is(303);
        pages.push(browser.opens("/messenger").await);
        pages.push(browser.opens("/chat/00000000-0000-7000-8000-000000000000").await);
        for page in &pages {
            assert_eq!(directive(page, "frame-ancestors"), "frame-ancestors 'none'", "{page:#?}");
            assert_eq!(directive(page, "base-uri"), "base-uri 'none'");
            assert_eq!(directive(page, "form-action"), "form-action 'self'");
            let policy = page.header("content-security-policy");
            assert!(directive(page, "default-src").contains("'none'") || directive(page, "default-src").contains("'self'"));
            assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{policy}");
            assert_eq!(page.header("x-content-type-options"), "nosniff");
            assert_eq!(page.header("referrer-policy"), "same-origin");
            assert!(!page.header("permissions-policy").is_empty());
            assert!(!page.body.contains("<script>") && !page.body.contains(" onclick=") && !page.body.contains(" style="));
        }
        assert_eq!(world.stranger().get(route::ME).await.header("x-content-type-options"), "nosniff");
        let signed_in = browser.opens("/messenger").await;
        assert!(signed_in.header("cache-control").contains("no-store"), "{signed_in:#?}");
    }

    async fn c8_the_page_may_connect_to_our_socket_by_name(world: World) {
        let page = world.visitor().opens("/login").await;
        let own = format!("ws://{}", world.server.url.trim_start_matches("http://"));
        assert!(directive(&page, "connect-src").split(' ').any(|source| source == own), "{page:#?}");
    }

    async fn c9_after_sign_in_nobody_is_sent_away(world: World) {
        let alice = world.person("Alice").await;
        for next in [
            "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example", "/%2f%2fevil.example/..//",
            "%2f%2fevil.example", "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)", "", "/\n/evil.example",
        ] {
            let browser = world.visitor();
            let form = [("email", alice.email()), ("password", &alice.password), ("next", next)];
            let reply = browser.submits(route::LOGIN, &form).await;
            let to = reply.is(303).header("location");
            let local = to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.contains("evil");
            let escaped = to.starts_with("/%2f%2fevil") && next.starts_with("/%2f");
            assert!(local || escaped, "{next:?} leads to {to:?}");
        }
    }

    async fn c12_a_page_is_shown_in_no_frame(world: World) {
        let page = world.visitor().opens("/login").await;
        assert_eq!(directive(&page, "frame-ancestors"), "frame-ancestors 'none'");
    }

    async fn c13_a_token_is_in_a_cookie_and_nowhere_else(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        let reply = browser.signs_in(alice.email(), &alice.password).await;
        let cookies = reply.cookies();
        assert_eq!(cookies.len(), 2);
        for cookie in &cookies {
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
        let secrets: Vec<&str> = cookies.iter().filter_map(|cookie| cookie.split([';', '=']).nth(1)).collect();
        let page = browser.opens("/messenger").await;
        let log = world.server.log();
        for secret in secrets {
            assert!(!reply.header("location").contains(secret) && !reply.body.contains(secret));
            assert!(!page.body.contains(secret) && !log.contains(secret));
        }
        assert!(!log.contains(&alice.password));
    }
}
