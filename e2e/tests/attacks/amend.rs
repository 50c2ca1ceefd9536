//! B, E and F: what is not theirs to change, too much of it, and who was asleep meanwhile.

use e2e::{Actor, World, expects, stories};
use protocol::{
    ClientCommand, ErrorCode, GroupType, Message, MessageId, ServerEvent, event::Changed, limits, route,
};
use serde_json::json;
use uuid::Uuid;

/// For that person the message is not there, whatever they try.
async fn is_missing_for(who: &Actor, id: MessageId) {
    let never: MessageId = Uuid::now_v7().into();
    who.message(id).await.is_the_same_as(&who.message(never).await);
    who.edits(id, "hm").await.is_the_same_as(&who.edits(never, "hm").await);
    who.deletes(id).await.is_the_same_as(&who.deletes(never).await);
    who.reacts(id, "👍").await.is_the_same_as(&who.reacts(never, "👍").await);
    who.unreacts(id, "👍").await.is_the_same_as(&who.unreacts(never, "👍").await);
    who.message(id).await.refuses(404);
    who.edits(id, "hm").await.refuses(404);
}

/// What somebody who comes now sees.
async fn fresh(who: &Actor, chat: protocol::ConversationId) -> Vec<Message> {
    let mut page = who.history(chat).await;
    page.reverse();
    page
}

stories! {
    async fn b1_b2_a_message_by_its_id_is_not_there_for_outsiders(world: World) {
        let [alice, bob, carol, xenia] = world.people(["Alice", "Bob", "Carol", "Xenia"]).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[&bob, &xenia]).await;
        let said = alice.posts(group, "secret").await;
        xenia.reacts(said.id, "👍").await.is(200);
        alice.removes(group, &xenia).await.is(200);
        is_missing_for(&carol, said.id).await;
        is_missing_for(&xenia, said.id).await;
        let direct = alice.starts_chat_with(&bob).await;
        is_missing_for(&carol, alice.sends(direct, "secret").await.id).await;
    }

    async fn b3_a_message_is_changed_only_where_it_is(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let (direct, other) = (alice.starts_chat_with(&bob).await, alice.starts_group_chat("Two", &[&bob]).await);
        let said = alice.sends(direct, "there").await;
        let mut alices = alice.live().await;
        let request_id = Uuid::new_v4().into();
        let (conversation_id, message_id) = (other, said.id);
        for command in [
            ClientCommand::Edit { conversation_id, message_id, text: "hm".into(), request_id },
            ClientCommand::Delete { conversation_id, message_id, request_id },
            ClientCommand::React { conversation_id, message_id, emoji: "👍".into(), set: true, request_id },
        ] {
            alices.socket.says(&command).await;
            expects!(alices.socket, ServerEvent::Error { code, request_id: Some(id), .. }
                if id == request_id && code == ErrorCode::NotFound);
        }
        assert_eq!(bob.history(direct).await[0], Message { client_id: None, ..said });
    }

    async fn b7_only_the_author_edits_and_only_while_they_may_write(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let said = alice.sends(chat, "mine").await;
        bob.edits(said.id, "his").await.refuses(403);
        bob.deletes(said.id).await.refuses(403);
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        alice.makes(group, &bob, protocol::Role::Admin).await.is(200);
        let post = bob.posts(group, "news").await;
        alice.edits(post.id, "hers").await.refuses(403);
        alice.makes(group, &bob, protocol::Role::Member).await.is(200);
        bob.edits(post.id, "late").await.refuses(403);
        alice.removes(group, &bob).await.is(200);
        bob.edits(post.id, "later").await.refuses(403);
        bob.deletes(post.id).await.refuses(403);
        // Where one may not know of it any more, it never was.
        let hers = carol.sends(chat, "hers").await;
        alice.removes_from_chat(chat, &carol).await.is(200);
        is_missing_for(&carol, hers.id).await;
        assert_eq!(alice.history(group).await[0].text, "news");
        let texts: Vec<_> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, ["hers", "mine"]);
    }

    async fn b8_a_reader_of_a_group_changes_nothing_in_it(world: World) {
        let [alice, rita] = world.people(["Alice", "Rita"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&rita]).await;
        let post = alice.posts(group, "news").await;
        rita.edits(post.id, "hers").await.refuses(403);
        rita.deletes(post.id).await.refuses(403);
        // Reading includes putting a sign to it; calling everybody does not come with it.
        rita.reacts(post.id, "👍").await.is(200);
        rita.renames(group, "Hers").await.refuses(403);
        let form = json!({ "name": "Hers" });
        rita.post(&route::group_rename(group), &form).await.refuses(403);
        assert_eq!(alice.group(group).await.name, "News");
        alice.removes(group, &rita).await.is(200);
        rita.reacts(post.id, "🎉").await.refuses(403);
        rita.renames(group, "Hers").await.refuses(403);
    }

    async fn b10_nothing_but_the_text_is_changed_by_an_edit(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let said = alice.sends(chat, "one").await;
        let forged = json!({
            "text": "two", "sender_id": bob.id(), "seq": 9, "created_at": "2001-01-01T00:00:00.000Z",
            "chat_id": Uuid::nil(), "deleted": true, "mentions": [{ "start": 0, "length": 3 }],
        });
        let reply = alice.asks(alice.request("PATCH", &route::message(said.id)).json(&forged)).await;
        if reply.status != 422 {
            let edited: Message = reply.gives(200);
            let expected =
                Message { text: "two".into(), version: edited.version, edited_at: edited.edited_at, ..said };
            assert_eq!(edited, expected);
        }
    }

    async fn b23_what_a_moderator_deletes_is_gone_everywhere(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_group_chat("Two", &[&bob]).await;
        let said = bob.sends(chat, "regrettable").await;
        bob.answers(chat, said.id, "quoting").await;
        let held = alice.live().await.conversation(chat).version;
        alice.deletes(said.id).await.is(200);
        for who in [&alice, &bob] {
            let mut live = who.live().await;
            let asked = live.syncs(chat, held - 2).await;
            expects!(live.socket, ServerEvent::Changes { request_id, .. } if request_id == asked);
            let told = format!("{:?}{:?}{:?}", live.conversations, live.socket.passed, who.history(chat).await);
            assert!(!told.contains("regrettable"), "{told}");
            let page = who.get(&format!("/chat/{chat}")).await;
            assert!(!page.body.contains("regrettable"));
        }
    }

    async fn e2_a_message_bears_only_so_many_signs(world: World) {
        let people: [Actor; 8] = world.people(["A", "B", "C", "D", "E", "F", "G", "H"]).await;
        let chat = people[0].starts_group_chat("All", &people[1..].iter().collect::<Vec<_>>()).await;
        let said = people[0].sends(chat, "hm").await;
        let signs = ["👍", "👎", "😀", "😁", "😂", "🤣", "😃", "😄", "😅", "😆", "😉", "😊", "😋", "😎", "😍", "😘",
            "🥰", "😗", "😙", "😚", "🙂", "🤗", "🤩", "🤔"];
        let mut put = 0;
        for (n, emoji) in signs.iter().enumerate() {
            let reply = people[n / limits::REACTIONS_OF_ONE].reacts(said.id, emoji).await;
            if n < limits::REACTIONS {
                reply.is(200);
                put += 1;
            } else {
                reply.refuses_field("emoji");
            }
        }
        assert_eq!(put, limits::REACTIONS);
        people[0].reacts(said.id, "😀").await.is(200);
        people[0].reacts(said.id, "😁").await.refuses_field("emoji");
        people[7].reacts(said.id, "👍").await.is(200);
    }

    async fn f10_who_slept_sees_the_same_as_who_comes_anew(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut said = Vec::new();
        for n in 0..6 {
            said.push(alice.sends(chat, &format!("said {n}")).await);
        }
        bob.reacts(said[1].id, "👍").await.is(200);
        let (mut held, version) = (fresh(&bob, chat).await, bob.live().await.conversation(chat).version);
        // Meanwhile:
        alice.edits(said[0].id, "edited").await.is(200);
        alice.deletes(said[2].id).await.is(200);
        alice.reacts(said[1].id, "👍").await.is(200);
        let there = bob.at_another_device().await;
        there.unreacts(said[1].id, "👍").await.is(200);
        there.reacts(said[4].id, "🎉").await.is(200);
        alice.answers(chat, said[3].id, "answer").await;
        alice.edits(said[0].id, "edited twice").await.is(200);
        let mut bobs = bob.live().await;
        let asked = bobs.syncs(chat, version).await;
        let items = expects!(bobs.socket, ServerEvent::Changes { request_id, items, more: false, .. }
            if request_id == asked => items);
        for change in items {
            let Changed::Message { message } = change.changed else { panic!("{change:?}") };
            held.retain(|known| known.seq != message.seq);
            held.push(message);
        }
        held.sort_by_key(|message| message.seq);
        assert_eq!(held, fresh(&bob, chat).await);
    }
}
