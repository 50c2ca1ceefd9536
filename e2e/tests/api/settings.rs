//! Muting, pinning and marking as unread: one's own, on all one's devices.

use e2e::{Actor, Live, Reply, World, expects, stories};
use protocol::{
    ClientCommand, ConversationId, ErrorCode, GroupType, RequestId, ServerEvent, Settings,
    request::ChangeSettings, route,
};
use serde_json::{Value, json};
use uuid::Uuid;

const MARKED: ChangeSettings = ChangeSettings { muted: None, pinned: None, marked_unread: Some(true) };

async fn says(who: &Actor, id: ConversationId, wish: Value) -> Reply {
    who.asks(who.request("PATCH", &route::settings(id)).json(&wish)).await
}

async fn sets(live: &mut Live, conversation_id: ConversationId, wish: ChangeSettings) -> RequestId {
    let request_id = Uuid::new_v4().into();
    live.socket.says(&ClientCommand::Set { conversation_id, wish, request_id }).await;
    request_id
}

/// What the socket is told next of that conversation.
async fn told(live: &mut Live, id: ConversationId) -> Settings {
    expects!(live.socket, ServerEvent::Settings { conversation_id, settings, request_id: None, .. }
        if conversation_id == id => settings)
}

async fn kept(who: &Actor, id: ConversationId) -> Settings {
    who.live().await.conversation(id).settings
}

stories! {
    async fn what_is_said_on_one_device_is_so_on_the_others_and_nobody_else_hears_it(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let phone = alice.at_another_device().await;
        let (mut phones, mut asides, mut bobs) = (phone.live().await, phone.live_away().await, bob.live().await);
        let version = phones.conversation(chat).version;
        let said: Settings = says(&alice, chat, json!({ "muted": true, "pinned": true })).await.gives(200);
        assert_eq!(said, Settings { muted: true, pinned: true, marked_unread: false, revision: 1 });
        for live in [&mut phones, &mut asides] {
            assert_eq!(told(live, chat).await, said);
        }
        let said: Settings = says(&alice, chat, json!({ "muted": false })).await.gives(200);
        assert_eq!(said, Settings { muted: false, pinned: true, marked_unread: false, revision: 2 });
        assert_eq!(told(&mut phones, chat).await, said);
        let known = alice.live().await.conversation(chat).clone();
        assert_eq!((known.settings, known.version), (said, version), "it is no change of the conversation");
        assert_eq!(alice.chat(chat).await.settings, said);
        assert_eq!(alice.chats().await[0].settings, said);

        let fence = alice.sends(chat, "fence").await;
        expects!(bobs.socket, ServerEvent::Change(change) if change.version == fence.version);
        let others = bobs.socket.passed.iter().any(|event| matches!(event, ServerEvent::Settings { .. }));
        assert!(!others, "{:?}", bobs.socket.passed);
        assert_eq!(kept(&bob, chat).await, Settings::default());
    }

    async fn a_socket_says_it_and_is_answered(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let phone = alice.at_another_device().await;
        let (mut alices, mut phones) = (alice.live().await, phone.live().await);
        let muted = ChangeSettings { muted: Some(true), ..ChangeSettings::default() };
        let asked = sets(&mut alices, chat, muted).await;
        let answer = expects!(alices.socket, ServerEvent::Settings { settings, request_id: Some(request), .. }
            if request == asked => settings);
        assert_eq!(answer, Settings { muted: true, revision: 1, ..Settings::default() });
        assert_eq!(told(&mut phones, chat).await, answer);

        // Said again it does no harm, and is no news.
        let asked = sets(&mut alices, chat, muted).await;
        let again = expects!(alices.socket, ServerEvent::Settings { settings, request_id: Some(request), .. }
            if request == asked => settings);
        assert_eq!(again, answer);
        let pinned = ChangeSettings { pinned: Some(true), ..ChangeSettings::default() };
        sets(&mut alices, chat, pinned).await;
        assert_eq!(told(&mut phones, chat).await.revision, 2);

        let asked = sets(&mut alices, Uuid::now_v7().into(), muted).await;
        expects!(alices.socket, ServerEvent::Error { code, request_id, .. }
            if request_id == Some(asked) && code == ErrorCode::NotFound);
        let wrong = json!({ "event": "set", "conversation_id": chat, "muted": "loudly", "request_id": Uuid::new_v4() });
        alices.socket.says(&wrong).await;
        expects!(alices.socket, ServerEvent::Error { code, .. } if code == ErrorCode::Invalid || code == ErrorCode::Malformed);
    }

    async fn what_was_read_before_on_the_same_socket_does_not_take_the_mark_away(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut alices = alice.live().await;
        for n in 1..=20 {
            bob.sends(chat, "hi").await;
            alices.reads(chat, n).await;
            let asked = sets(&mut alices, chat, MARKED).await;
            let (settings, read_seq) = expects!(alices.socket, ServerEvent::Settings { settings, read_seq, request_id: Some(request), .. }
                if request == asked => (settings, read_seq));
            assert_eq!((settings.marked_unread, read_seq), (true, n));
        }
        assert!(kept(&alice, chat).await.marked_unread);
    }

    async fn reading_and_writing_take_the_mark_away_on_every_device(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "one").await;
        let phone = alice.at_another_device().await;
        let mut phones = phone.live().await;
        alice.reads(chat, 1).await;
        expects!(phones.socket, ServerEvent::Read { user_id, seq: 1, .. } if user_id == alice.id());
        says(&alice, chat, json!({ "marked_unread": true })).await.is(200);
        assert!(told(&mut phones, chat).await.marked_unread);
        alice.reads(chat, 1).await;
        assert!(kept(&phone, chat).await.marked_unread, "nothing new was read");
        bob.sends(chat, "two").await;
        assert!(kept(&phone, chat).await.marked_unread);
        phone.reads(chat, 2).await;
        assert!(!kept(&alice, chat).await.marked_unread);

        says(&alice, chat, json!({ "marked_unread": true })).await.is(200);
        alice.sends(chat, "three").await;
        assert!(!kept(&phone, chat).await.marked_unread);
    }

    async fn of_two_that_are_said_at_once_the_last_holds_and_all_know_which(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let phone = alice.at_another_device().await;
        let (mut alices, mut phones) = (alice.live().await, phone.live().await);
        for _ in 0..10 {
            let [on, off] = [true, false].map(|muted| ChangeSettings { muted: Some(muted), ..ChangeSettings::default() });
            tokio::join!(sets(&mut alices, chat, on), sets(&mut phones, chat, off));
        }
        // The fence: what both know when this has come.
        let mut known = Vec::new();
        for live in [&mut alices, &mut phones] {
            let pin = ChangeSettings { pinned: Some(known.is_empty()), ..ChangeSettings::default() };
            let asked = sets(live, chat, pin).await;
            let last = expects!(live.socket, ServerEvent::Settings { settings, request_id: Some(request), .. }
                if request == asked => settings);
            known.push(last);
        }
        let last = known[1];
        let mut newest = Settings::default();
        while newest.revision < last.revision {
            let heard = told(&mut alices, chat).await;
            newest = if heard.revision > newest.revision { heard } else { newest };
        }
        assert_eq!(newest, last);
        assert_eq!(kept(&alice, chat).await, last);
    }

    async fn who_joins_again_begins_afresh(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        says(&bob, group, json!({ "muted": true, "pinned": true })).await.is(200);
        let held = kept(&bob, group).await;
        assert_eq!(bob.group(group).await.settings, held);
        bob.leaves(group).await.is(204);
        says(&bob, group, json!({ "muted": true })).await.refuses(403);
        let mut bobs = bob.live().await;
        bob.joins(group).await.is(200);
        let afresh = expects!(bobs.socket, ServerEvent::ConversationAdded { conversation } => conversation.settings);
        assert_eq!(afresh, Settings { revision: held.revision + 1, ..Settings::default() });
    }

    async fn what_makes_no_sense_is_refused(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        says(&alice, chat, json!({ "muted": "loudly" })).await.refuses_field("muted");
        says(&alice, chat, json!({ "marked_unread": 2 })).await.refuses_field("marked_unread");
        let nothing: Settings = says(&alice, chat, json!({})).await.gives(200);
        assert_eq!(nothing, Settings::default());
        says(&carol, chat, json!({ "muted": true })).await.refuses(404);
        says(&alice, Uuid::now_v7().into(), json!({ "muted": true })).await.refuses(404);
        says(&world.stranger(), chat, json!({ "muted": true })).await.refuses(401);
    }

    async fn the_page_shows_it_and_a_form_says_it(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let (quiet, lively) = (alice.starts_chat_with(&bob).await, alice.starts_chat_with(&carol).await);
        alice.sends(lively, "the liveliest").await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await;
        let order = |page: &str| {
            let place = |id: ConversationId| page.find(&format!("data-id=\"{id}\"")).expect("it is in the list");
            place(quiet) < place(lively)
        };
        let page = browser.opens("/messenger").await;
        assert!(!order(&page.is(200).body));
        let form = [("pinned", "true"), ("muted", "true")];
        browser.submits(&route::settings(quiet), &form).await.leads_to(&format!("/chat/{quiet}"));
        assert_eq!(kept(&alice, quiet).await, Settings { muted: true, pinned: true, marked_unread: false, revision: 1 });
        assert!(order(&browser.opens("/messenger").await.is(200).body));
    }
}
