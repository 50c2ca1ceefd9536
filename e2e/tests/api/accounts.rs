//! Registering, signing in, finding people.

use e2e::{World, stories};
use protocol::{
    Profile,
    request::{Register, SignedIn},
    route,
};
use serde_json::json;

fn account(name: &str, email: &str) -> serde_json::Value {
    json!({ "name": name, "email": email, "password": "long enough" })
}

stories! {
    async fn an_account_is_made_with_json(world: World) {
        let reply = world.stranger().post(route::REGISTER, &account("  Alice ", "Alice@Example.com")).await;
        let profile: Profile = reply.gives(201);
        assert_eq!((profile.name.as_str(), profile.email.as_str()), ("Alice", "alice@example.com"));
        assert!(!reply.body.contains("password"), "{}", reply.body);
    }

    async fn an_account_is_made_with_a_form(world: World) {
        let browser = world.visitor();
        let form = [("name", "Alice"), ("email", "alice@example.com"), ("password", "long enough")];
        browser.submits(route::REGISTER, &form).await.leads_to("/login");
        browser.signs_in("alice@example.com", "long enough").await.leads_to("/messenger");
    }

    async fn an_address_is_used_once_whatever_its_case(world: World) {
        let stranger = world.stranger();
        stranger.post(route::REGISTER, &account("Alice", "alice@example.com")).await.is(201);
        let taken = stranger.post(route::REGISTER, &account("Bob", "ALICE@example.com")).await.refuses(400);
        assert_eq!(taken.detail, "Email already in use");
    }

    async fn what_breaks_a_rule_is_named(world: World) {
        let stranger = world.stranger();
        let long = "я".repeat(51);
        for (name, email, password, field) in [
            ("   ", "a@example.com", "long enough", "name"),
            (long.as_str(), "a@example.com", "long enough", "name"),
            ("Alice", "not an address", "long enough", "email"),
            ("Alice", "a@example.com", "short", "password"),
        ] {
            let wish = Register { name: name.into(), email: email.into(), password: password.into() };
            stranger.post(route::REGISTER, &wish).await.refuses_field(field);
        }
        let fifty = "я".repeat(50);
        stranger.post(route::REGISTER, &account(&fifty, "a@example.com")).await.is(201);
        stranger.post(route::REGISTER, &json!({ "name": "Alice" })).await.is(422);
        stranger.asks(stranger.request("POST", route::REGISTER).body("{").header("content-type", "application/json"))
            .await
            .refuses(400);
    }

    async fn who_signs_in_gets_tokens_and_cookies(world: World) {
        let alice = world.person("Alice").await;
        let wish = json!({ "email": alice.email().to_uppercase(), "password": alice.password });
        let reply = world.stranger().post(route::LOGIN, &wish).await;
        let signed_in: SignedIn = reply.gives(200);
        assert_eq!(Some(&signed_in.user), alice.profile.as_ref());
        assert_eq!(signed_in.expires_in, 15 * 60);
        let cookies = reply.cookies();
        assert_eq!(cookies.len(), 2, "{cookies:?}");
        assert!(cookies.iter().any(|cookie| cookie.starts_with(&format!("access_token={}", signed_in.access_token))));
        assert!(cookies.iter().any(|cookie| cookie.starts_with("refresh_token=")));
    }

    async fn a_form_signs_in_and_goes_where_it_was_meant_to(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        let form = [("email", alice.email()), ("password", &alice.password), ("next", "/chat/7?at=3")];
        browser.submits(route::LOGIN, &form).await.leads_to("/chat/7?at=3");
        browser.opens("/").await.leads_to("/messenger");
    }

    async fn unknown_and_wrong_are_told_the_same(world: World) {
        let alice = world.person("Alice").await;
        let stranger = world.stranger();
        let wrong = stranger.post(route::LOGIN, &json!({ "email": alice.email(), "password": "a guess" })).await;
        let unknown = stranger.post(route::LOGIN, &json!({ "email": "x@example.com", "password": "a guess" })).await;
        assert_eq!(wrong.refuses(401).detail, "Incorrect email or password");
        unknown.is_the_same_as(&wrong);
        assert!(wrong.cookies().is_empty());
    }

    async fn people_see_themselves_with_their_address_and_others_without(world: World) {
        let [alice, bob] = world.people(["Alice", "Bobby"]).await;
        let me: Profile = alice.get(route::ME).await.gives(200);
        assert_eq!(Some(me), alice.profile);
        let by_name = alice.asks(alice.request("GET", route::USERS).query(&[("query", "bobb")])).await;
        assert!(!by_name.body.contains('@'), "{}", by_name.body);
        assert_eq!(alice.finds_people("bobb").await.iter().map(|found| found.id).collect::<Vec<_>>(), [bob.id()]);
        assert_eq!(alice.finds_people(bob.email()).await[0].id, bob.id());
        assert!(alice.finds_people("example.com").await.is_empty(), "part of an address finds nobody");
    }

    async fn who_has_not_signed_in_sees_nothing(world: World) {
        let stranger = world.stranger();
        for path in [route::ME, route::USERS, route::CHATS, route::GROUPS, route::SESSIONS] {
            stranger.get(path).await.refuses(401);
        }
    }
}
