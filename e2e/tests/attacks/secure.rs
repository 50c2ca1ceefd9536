//! C: behind https.

use e2e::{Options, World, stories};

stories! {
    #![options = Options::args(&["--public-url", "https://chat.example"])]

    async fn c13_behind_https_a_cookie_is_bound_to_the_host(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        let reply = browser.signs_in(alice.email(), &alice.password).await;
        assert_eq!(reply.cookies().len(), 2, "{reply:#?}");
        for cookie in reply.cookies() {
            assert!(cookie.starts_with("__Host-") && cookie.contains("Secure"), "{cookie}");
        }
    }

    async fn c8_behind_https_the_socket_is_named_too(world: World) {
        let page = world.visitor().opens("/login").await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("wss://chat.example"), "{policy}");
    }
}
