//! B: what is not theirs.

use e2e::{Actor, Live, Reply, World, expects, stories};
use protocol::{
    ConversationId, ErrorCode, GroupType, Role, ServerEvent,
    event::{Change, Changed},
    route,
};
use serde_json::json;
use uuid::Uuid;

/// Everything that somebody can ask about, or do to, a conversation by its id.
async fn every_route(who: &Actor, id: ConversationId) -> Vec<(String, Reply)> {
    let mut replies = Vec::new();
    for path in [
        route::chat(id),
        route::group(id),
        route::history(id),
        route::group_members(id),
        format!("{}?around=1", route::history(id)),
        format!("{}?limit=1&before=2", route::history(id)),
        format!("{}?q=secret&chat_id={id}", route::SEARCH),
    ] {
        replies.push((format!("GET {path}"), who.get(&path).await));
    }
    for (path, body) in [
        (route::SEND.to_owned(), json!({ "chat_id": id, "text": "hm" })),
        (route::READ.to_owned(), json!({ "chat_id": id, "seq": 1 })),
        (route::chat_leave(id), json!({})),
        (route::group_join(id), json!({})),
        (route::group_leave(id), json!({})),
        (route::group_post(id), json!({ "text": "hm" })),
        (route::group_members(id), json!({ "participants": [who.id()] })),
        (route::group_role(id), json!({ "user_id": who.id(), "role": "owner" })),
        (route::group_remove(id), json!({ "user_id": who.id() })),
        (route::chat_remove(id), json!({ "user_id": who.id() })),
        (route::settings(id), json!({ "muted": true })),
        (route::group_rename(id), json!({ "name": "Mine" })),
        (route::chat_rename(id), json!({ "name": "Mine" })),
    ] {
        replies.push((format!("POST {path}"), who.post(&path, &body).await));
    }
    replies.push(("PATCH group".into(), who.renames(id, "Mine").await));
    replies.push(("PATCH chat".into(), who.renames_chat(id, "Mine").await));
    replies.push(("DELETE group member".into(), who.removes(id, who).await));
    replies.push(("DELETE chat member".into(), who.removes_from_chat(id, who).await));
    replies
}

/// For that person the conversation is not there: every answer is the one for an id that never was.
async fn is_missing_for(who: &Actor, id: ConversationId) {
    let missing = every_route(who, Uuid::now_v7().into()).await;
    for ((what, there), (_, nowhere)) in every_route(who, id).await.into_iter().zip(missing) {
        assert_eq!(nowhere.status, 404, "{what}: {nowhere:#?}");
        assert_eq!(there.status, 404, "{what}: {there:#?}");
        assert_eq!(there.body, nowhere.body, "{what}");
        there.is_the_same_as(&nowhere);
    }
    for path in [route::chat_socket(id), route::group(id)] {
        assert_eq!(who.is_refused(&path).await, 404, "{path}");
    }
}

/// Somebody who is no longer in it: their socket is told, and nothing of what comes after reaches them.
async fn hears_nothing_after_it(alice: &Actor, xenia: &Actor, (mut live, id): (Live, ConversationId)) {
    let held = live.conversation(id).version;
    expects!(live.socket, ServerEvent::ConversationRemoved { conversation_id } if conversation_id == id);
    alice.tries_to_send(id, json!({ "text": "after it" })).await.is(201);
    is_missing_for(xenia, id).await;
    let asked = live.syncs(id, held).await;
    expects!(live.socket, ServerEvent::Error { code, request_id, .. }
        if request_id == Some(asked) && code == ErrorCode::NotFound);
    let told = format!("{:?}", live.socket.passed);
    assert!(!told.contains("after it"), "{told}");
    assert!(xenia.live().await.conversations.iter().all(|known| known.id != id));
}

stories! {
    async fn b1_an_outsider_finds_nothing_by_any_route(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[&bob]).await;
        alice.posts(group, "secret").await;
        let chat = alice.starts_group_chat("Closed", &[&bob]).await;
        alice.sends(chat, "secret").await;
        is_missing_for(&carol, group).await;
        is_missing_for(&carol, chat).await;
        assert_eq!(alice.group(group).await.last_seq, 1);
        assert_eq!(alice.chat(chat).await.last_seq, 1);
    }

    async fn b2_who_has_left_finds_nothing_by_any_route(world: World) {
        let [alice, xenia] = world.people(["Alice", "Xenia"]).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[&xenia]).await;
        alice.posts(group, "while she was there").await;
        let live = xenia.live().await;
        xenia.leaves(group).await.is(204);
        hears_nothing_after_it(&alice, &xenia, (live, group)).await;
    }

    async fn b2_who_was_removed_finds_nothing_by_any_route(world: World) {
        let [alice, bob, xenia] = world.people(["Alice", "Bob", "Xenia"]).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[&bob, &xenia]).await;
        let said = alice.posts(group, "while she was there").await;
        let chat = alice.starts_group_chat("Closed", &[&bob, &xenia]).await;
        let hers = xenia.sends(chat, "hers").await;
        let (live, mut only) = (xenia.live().await, xenia.group_socket(group).await);
        alice.removes(group, &xenia).await.is(200);
        hears_nothing_after_it(&alice, &xenia, (live, group)).await;
        only.closes().await;
        let told = format!("{:?}", only.passed);
        assert!(!told.contains("after it"), "{told}");
        let (live, mut only) = (xenia.live().await, xenia.chat_socket(chat).await);
        alice.removes_from_chat(chat, &xenia).await.is(200);
        hears_nothing_after_it(&alice, &xenia, (live, chat)).await;
        only.closes().await;
        let told = format!("{:?}", only.passed);
        assert!(!told.contains("after it"), "{told}");
        for message in [said.id, hers.id] {
            xenia.message(message).await.is_the_same_as(&xenia.message(Uuid::now_v7().into()).await);
        }
        let found: protocol::Found = xenia.searches(&[("q", "while")]).await.gives(200);
        assert!(found.hits.is_empty(), "{found:?}");
        // What she wrote stays for those who are there.
        assert_eq!(bob.history(chat).await.last().map(|message| message.text.as_str()), Some("hers"));
    }

    async fn b3_a_message_is_found_only_in_its_own_chat(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let direct = alice.starts_chat_with(&bob).await;
        let other = alice.starts_group_chat("Two", &[&bob]).await;
        let foreign = alice.sends(direct, "there").await;
        let answer = |id: Uuid| bob.tries_to_send(other, json!({ "text": "hm", "reply_to": id }));
        let missing = answer(Uuid::now_v7()).await;
        assert!([404, 422].contains(&missing.status), "{missing:#?}");
        answer(foreign.id.uuid()).await.is_the_same_as(&missing);
        let mut socket = bob.chat_socket(other).await;
        for id in [Uuid::now_v7(), foreign.id.uuid()] {
            socket.says(&json!({ "event": "read", "message_id": id })).await;
            expects!(socket, protocol::v1::ChatEvent::Error(refusal) if refusal.code == ErrorCode::NotFound);
        }
    }

    async fn b9_a_chat_is_no_group_and_a_group_no_chat(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        alice.get(&route::group(chat)).await.refuses(404);
        alice.get(&route::chat(group)).await.refuses(404);
        alice.joins(chat).await.refuses(404);
        alice.leaves(chat).await.refuses(404);
        alice.tries_to_post(chat, "hm").await.refuses(404);
        alice.adds(chat, &[&bob]).await.refuses(404);
        alice.makes(chat, &bob, Role::Owner).await.refuses(404);
        alice.leaves_chat(group).await.refuses(404);
        for who in [&alice, &bob] {
            who.removes(chat, &bob).await.refuses(404);
            who.removes_from_chat(chat, &bob).await.refuses(404);
            who.removes_from_chat(group, &bob).await.refuses(404);
            who.renames(chat, "Ours").await.refuses(404);
            who.renames_chat(chat, "Ours").await.refuses(404);
            who.renames_chat(group, "Ours").await.refuses(404);
        }
        // A message may go to any conversation by its id, if the sender may write there.
        bob.tries_to_send(group, json!({ "text": "hm" })).await.refuses(403);
        assert_eq!(alice.is_refused(&route::group(chat)).await, 404);
        assert_eq!(alice.is_refused(&route::chat_socket(group)).await, 404);
    }

    async fn b14_nobody_raises_themselves_or_puts_out_their_equals(world: World) {
        let [alice, ada, bob, cid] = world.people(["Alice", "Ada", "Bob", "Cid"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&ada, &bob, &cid]).await;
        alice.makes(group, &ada, Role::Admin).await.is(200);
        alice.makes(group, &bob, Role::Admin).await.is(200);
        ada.makes(group, &ada, Role::Owner).await.refuses(403);
        cid.makes(group, &cid, Role::Admin).await.refuses(403);
        for (who, whom) in [(&ada, &alice), (&ada, &bob), (&cid, &bob), (&cid, &alice)] {
            who.removes(group, whom).await.refuses(403);
        }
        cid.removes(group, &cid).await.refuses(403);
        for who in [&alice, &ada] {
            who.removes(group, who).await.refuses(409);
        }
        let nobody = Uuid::now_v7();
        ada.delete(&route::group_member(group, nobody.into())).await.refuses(404);
        // As somebody whom the database knows and the group does not.
        let [dan] = world.people(["Dan"]).await;
        ada.removes(group, &dan).await.is_the_same_as(&ada.delete(&route::group_member(group, nobody.into())).await);
        ada.removes(group, &cid).await.is(200);
        alice.removes(group, &ada).await.is(200);
        alice.leaves(group).await.refuses(409);
        assert_eq!(alice.members(group).await.len(), 2);
    }

    async fn b14_the_last_owner_of_a_chat_leaves_it_to_somebody(world: World) {
        let [alice, bob, cid] = world.people(["Alice", "Bob", "Cid"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &cid]).await;
        let mut cids = cid.live().await;
        alice.leaves_chat(chat).await.is(204);
        expects!(cids.socket, ServerEvent::Change(change)
            if matches!(change.changed, Changed::MemberLeft { user_id, .. } if user_id == alice.id()));
        let heir = expects!(cids.socket, ServerEvent::Change(Change {
            changed: Changed::MemberJoined { member, .. }, ..
        }) => member);
        assert_eq!(heir.role, Role::Owner);
        let [first, other] = if heir.id == bob.id() { [&bob, &cid] } else { [&cid, &bob] };
        other.removes_from_chat(chat, first).await.refuses(403);
        first.removes_from_chat(chat, other).await.is(200);
        first.leaves_chat(chat).await.is(204);
    }

    async fn b10_what_is_not_theirs_to_say_is_ignored_or_refused(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let forged = json!({
            "text": "hm", "seq": 99, "created_at": "2001-01-01T00:00:00.000Z", "is_read": true, "version": 99,
            "sender_name": "Bob", "id": Uuid::nil(), "role": "owner", "is_admin": true,
        });
        let reply = alice.tries_to_send(chat, forged).await;
        if reply.status != 422 {
            let message: protocol::Message = reply.gives(201);
            assert_eq!((message.seq, message.sender_id, message.sender_name.as_str()), (1, alice.id(), "Alice"));
            assert!(!message.is_read && !message.created_at.to_string().starts_with("2001"));
        }
        let forged = json!({ "name": "Eve", "email": "eve@example.com", "password": "long enough", "id": alice.id(), "role": "admin" });
        let reply = world.stranger().post(route::REGISTER, &forged).await;
        if reply.status != 422 {
            assert_ne!(reply.gives::<protocol::Profile>(201).id, alice.id());
        }
        let forged = json!({ "name": "News", "group_type": "public", "creator_id": bob.id() });
        let reply = alice.post(route::GROUP_CREATE, &forged).await;
        if reply.status != 422 {
            assert_eq!(reply.gives::<protocol::Group>(201).creator_id, alice.id());
        }
    }

    async fn b11_a_thing_named_twice_is_named_badly(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let (mine, other) = (alice.starts_chat_with(&bob).await, alice.starts_group_chat("Two", &[&bob]).await);
        alice.get(&format!("{}?limit=1&limit=2", route::history(mine))).await.refuses(400);
        let twice = format!(r#"{{"chat_id":"{mine}","chat_id":"{other}","text":"hm"}}"#);
        let request = alice.request("POST", route::SEND).header("content-type", "application/json");
        alice.asks(request.body(twice)).await.refuses(400);
        let form = "email=a%40example.com&email=b%40example.com&password=long+enough&name=Eve";
        let request = alice.request("POST", route::REGISTER).header("content-type", "application/x-www-form-urlencoded");
        alice.asks(request.body(form)).await.refuses(400);
        assert!(alice.history(mine).await.is_empty() && alice.history(other).await.is_empty());
    }

    async fn b17_ids_cannot_be_counted_through(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "secret").await;
        let missing = carol.get(&route::chat(Uuid::now_v7().into())).await;
        for n in 1..=1000_u128 {
            if n % 100 == 0 {
                let reply = carol.get(&format!("{}/{n}", route::CHATS)).await;
                assert!([400, 404, 422].contains(&reply.status), "{reply:#?}");
            }
            // The neighbours of an id that exists.
            let neighbour = Uuid::from_u128(chat.uuid().as_u128().wrapping_add(n));
            carol.get(&route::chat(neighbour.into())).await.is_the_same_as(&missing);
        }
        carol.get(&route::chat(chat)).await.is_the_same_as(&missing);
        assert!(carol.chats().await.is_empty());
    }
}
