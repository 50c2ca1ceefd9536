//! The pages without JavaScript: every step is a link or a plain form.

use e2e::{Reply, World, stories};
use protocol::{GroupType, route};

/// A page's text as a browser reads it, where slashes are concerned.
fn read(page: &Reply) -> String {
    page.body.replace("&#x2f;", "/")
}

/// A page without the address that was asked for.
fn without(page: &Reply, id: &impl ToString) -> Reply {
    Reply { body: page.body.replace(&id.to_string(), ""), ..page.clone() }
}

stories! {
    async fn a_newcomer_gets_from_the_first_page_to_a_conversation(world: World) {
        let bob = world.person("Bob").await;
        let browser = world.visitor();
        let home = browser.opens("/").await;
        assert!(home.is(200).body.contains("href=\"/register\"") && home.body.contains("href=\"/login\""));
        assert!(browser.opens("/register").await.is(200).body.contains("action=\"/api/v1/users/register\""));
        let account = [("name", "Alice"), ("email", "alice@example.com"), ("password", "long enough")];
        browser.submits(route::REGISTER, &account).await.leads_to("/login");
        browser.signs_in("alice@example.com", "long enough").await.leads_to("/messenger");

        let found = browser.opens(&format!("/messenger?query={}", bob.email())).await;
        assert!(found.is(200).body.contains(&bob.id().to_string()), "{}", found.body);
        let wish = [("chat_type", "personal"), ("participants", bob.email())];
        let made = browser.submits(route::CHAT_CREATE, &wish).await;
        let page = made.is(303).header("location").to_owned();
        let chat = page.trim_start_matches("/chat/").to_owned();

        let reply = browser.submits(route::SEND, &[("chat_id", &chat), ("text", "by hand & without scripts")]).await;
        reply.leads_to(&page);
        assert!(browser.opens(&page).await.is(200).body.contains("by hand &amp; without scripts"));
        let list = read(&browser.opens("/messenger").await);
        assert!(list.contains("by hand &amp;") && list.contains(&page), "{list}");
    }

    async fn what_was_sent_wrongly_comes_back_with_what_was_typed(world: World) {
        let browser = world.visitor();
        let account = [("name", "Alice"), ("email", "alice@example.com"), ("password", "short")];
        let reply = browser.submits(route::REGISTER, &account).await;
        assert!(reply.is(422).header("content-type").starts_with("text/html"), "{reply:#?}");
        assert!(reply.body.contains("alice@example.com") && !reply.body.contains("short\""), "{}", reply.body);
        let wrong = browser.signs_in("alice@example.com", "a wrong guess").await;
        assert!(wrong.is(401).body.contains("alice@example.com") && !wrong.body.contains("a wrong guess"));

        let alice = world.person("Alice").await;
        browser.signs_in(alice.email(), &alice.password).await.is(303);
        let wish = [("chat_type", "group"), ("name", "Crew"), ("participants", "nobody@example.com")];
        let reply = browser.submits(route::CHAT_CREATE, &wish).await;
        let form = &reply.is(404).body;
        assert!(form.contains("Some of these people") && form.contains("value=\"Crew\""), "{form}");
        assert!(form.contains("value=\"nobody@example.com\""), "{form}");
        let wish = [("name", "  "), ("group_type", "private"), ("participants", "bob@example.com")];
        let reply = browser.submits(route::GROUP_CREATE, &wish).await;
        let form = &reply.is(422).body;
        assert!(form.contains("please fill in") && form.contains("value=\"bob@example.com\""), "{form}");
        assert!(form.contains("value=\"private\" checked"), "{form}");
        let search = browser.opens("/messenger/search?q=rope+before:soon").await;
        assert!(search.is(400).body.contains("Write a day") && search.body.contains("value=\"rope before:soon\""), "{}", search.body);
        browser.opens("/register").await.leads_to("/messenger");
    }

    async fn pages_speak_the_language_of_the_browser(world: World) {
        let browser = world.visitor();
        let english = browser.opens("/login").await;
        assert!(english.body.contains("lang=\"en\"") && english.body.contains("Log in"), "{}", english.body);
        let russian = world.visitor().speaking("ru-RU,ru;q=0.9,en;q=0.5").opens("/login").await;
        assert!(russian.body.contains("lang=\"ru\"") && russian.body.contains("Войти"), "{}", russian.body);
    }

    async fn a_conversation_of_others_is_a_page_that_says_nothing(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[]).await;
        let browser = world.visitor();
        browser.signs_in(carol.email(), &carol.password).await.is(303);
        let nowhere = uuid::Uuid::now_v7();
        for (kind, id) in [("chat", chat), ("group", group)] {
            let missing = browser.opens(&format!("/{kind}/{nowhere}")).await;
            let hidden = browser.opens(&format!("/{kind}/{id}")).await;
            without(hidden.is(404), &id).is_the_same_as(&without(missing.is(404), &nowhere));
        }
    }

    async fn whatever_is_done_to_a_message_is_a_link_and_a_form(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let said = alice.sends(chat, "Who brings the rpoe?").await;
        bob.reacts(said.id, "👍").await.is(200);
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await.is(303);
        let page = read(&browser.opens(&format!("/chat/{chat}")).await);
        assert!(page.contains("href=\"?around=1&amp;act=1#m1\"") && page.contains("value=\"👍\" aria-pressed=\"false\""), "{page}");
        let path = route::message(said.id);
        let opened = read(&browser.opens(&format!("/chat/{chat}?around=1&act=1")).await);
        for action in ["reactions", "delete"] {
            assert!(opened.contains(&format!("action=\"{path}/{action}\"")), "{action}: {opened}");
        }
        assert!(opened.contains("href=\"?around=1&amp;edit=1#compose\""), "{opened}");
        let edit = read(&browser.opens(&format!("/chat/{chat}?around=1&edit=1")).await);
        assert!(edit.contains(&format!("action=\"{path}/edit\"")) && edit.contains(">Who brings the rpoe?</textarea>"), "{edit}");
        browser.submits(&format!("{path}/edit"), &[("text", "Who brings the rope?")]).await.is(303);

        let reply = browser.opens(&format!("/chat/{chat}?around=1&reply=1")).await.body;
        assert!(reply.contains(&format!("name=\"reply_to\" value=\"{}\"", said.id)), "{reply}");
        let form = [("chat_id", chat.to_string()), ("text", "I do @Bob".into()), ("reply_to", said.id.to_string())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.submits(route::SEND, &form).await.leads_to(&format!("/chat/{chat}"));
        let page = browser.opens(&format!("/chat/{chat}")).await.body;
        assert!(page.contains("href=\"?around=1&amp;from=2#m1\"") && page.contains(">@Bob</b>"), "{page}");
        let there = browser.opens(&format!("/chat/{chat}?around=1&from=2")).await.body;
        assert!(there.contains("href=\"?around=2#m2\""), "{there}");

        let found = read(&browser.opens("/messenger/search?q=ropes").await);
        assert!(found.contains(&format!("href=\"/chat/{chat}?around=1#m1\"")) && found.contains("<mark>rope</mark>"), "{found}");
        assert!(browser.opens("/messenger/search?chat_id=x").await.is(400).header("content-type").starts_with("text/html"));
        browser.opens("/messenger/search").await.is(200);
    }

    async fn a_group_is_led_by_forms(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[]).await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await.is(303);
        let back = format!("/group/{group}");
        browser.submits(&route::group_members(group), &[("participants", bob.email())]).await.leads_to(&back);
        let page = read(&browser.opens(&back).await);
        let bobs = bob.id().to_string();
        assert!(page.contains(&format!("name=\"user_id\" value=\"{bobs}\"")), "{page}");
        browser.submits(&route::group_role(group), &[("user_id", &bobs), ("role", "admin")]).await.leads_to(&back);
        assert_eq!(bob.group(group).await.role, Some(protocol::Role::Admin));
    }

    async fn devices_are_seen_and_signed_out_by_a_form(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await.is(303);
        let page = browser.opens("/settings").await;
        let other = alice.sessions().await.into_iter().find(|session| session.current);
        let path = route::SESSION_REVOKE.replace("{id}", &other.expect("her own device").id.to_string());
        assert!(read(page.is(200)).contains(&path), "{}", page.body);
        browser.submits(&path, &[]).await.is(303);
        alice.get(route::ME).await.refuses(401);
    }
}
