//! `GET /search`.

use e2e::{Options, World, stories};
use protocol::{ConversationKind, Found, GroupType, Span};

stories! {
    #![options = Options::metrics()]

    async fn messages_are_found_by_words_in_all_their_forms(world: World) {
        let [alice, bob, vera] = world.people(["Alice", "Bob", "Вера"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let group = alice.starts_group("Новости", GroupType::Private, &[&vera]).await;
        let said = alice.sends(chat, "Первая\nвстреча в пять").await;
        bob.sends(chat, "We are meeting at five, not six").await;
        alice.posts(group, "О встречах под Ёлкой").await;
        let found: Found = bob.searches(&[("q", "встречи")]).await.gives(200);
        assert_eq!((found.hits.len(), found.cursor, found.indexing), (1, None, false));
        let hit = &found.hits[0];
        assert_eq!((hit.message_id, hit.seq, hit.created_at), (said.id, said.seq, said.created_at));
        assert_eq!((hit.conversation_id, hit.kind, hit.title.as_str()), (chat, ConversationKind::PersonalChat, "Alice"));
        assert_eq!((hit.sender_id, hit.sender_name.as_str()), (alice.id(), "Alice"));
        assert_eq!((hit.snippet.as_str(), &hit.matches[..]), ("Первая встреча в пять", &[Span { start: 7, length: 7 }][..]));
        assert_eq!(alice.finds("ВСТРЕЧЕ").await, ["О встречах под Ёлкой", "Первая встреча в пять"], "newest first");
        assert_eq!(vera.finds("елка").await, ["О встречах под Ёлкой"]);
        assert_eq!(bob.finds("meet fiv").await.len(), 1, "the last may go on");
        assert_eq!(bob.finds("fiv meet").await.len(), 0);
        assert_eq!(bob.finds("fiv* meet").await.len(), 1);
        assert_eq!(bob.finds("meet seven").await.len(), 0, "all must be there");
        for nothing in ["", "  ", "!"] {
            assert!(bob.finds(nothing).await.is_empty());
        }
    }

    async fn filters_narrow_it_down(world: World) {
        let [alice, bob, anna] = world.people(["Alice", "Bob", "Anna-Belova"]).await;
        let direct = alice.starts_chat_with(&bob).await;
        let three = alice.starts_group_chat("Big plans", &[&bob, &anna]).await;
        alice.sends(direct, "plan one").await;
        bob.sends(three, "plan two").await;
        anna.sends(three, "plan three").await;
        for (query, texts) in [
            ("plan from:bob", &["plan two"][..]),
            ("plan from:\"belova anna\"", &["plan three"]),
            ("from:me", &["plan one"]),
            ("in:\"big plan\"", &["plan three", "plan two"]),
            ("in:bob plan", &["plan one"]),
            ("from:nobody plan", &[]),
            ("in:nowhere plan", &[]),
            ("plan before:2001-01-01", &[]),
            ("two after:2001-01-01", &["plan two"]),
        ] {
            assert_eq!(alice.finds(query).await, texts, "{query}");
        }
        let three = three.to_string();
        let found: Found = alice.searches(&[("q", "plan"), ("chat_id", &three)]).await.gives(200);
        assert_eq!(found.hits.len(), 2);
    }

    async fn pages_follow_each_other_while_the_index_does(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut expected = Vec::new();
        for n in 0..25 {
            expected.insert(0, alice.sends(chat, &format!("word {n}")).await.seq);
            alice.sends(chat, "other").await;
        }
        // What is not indexed yet and what is give the same pages.
        for indexed in [false, true] {
            if indexed {
                world.index_follows(50).await;
            }
            let (mut cursor, mut seen) = (None::<String>, Vec::new());
            loop {
                let from: Vec<(&str, &str)> = cursor.iter().map(|cursor| ("cursor", cursor.as_str())).collect();
                let query = [&[("q", "word"), ("limit", "7")], &from[..]].concat();
                let found: Found = bob.searches(&query).await.gives(200);
                assert!(found.hits.len() <= 7 && !found.indexing);
                seen.extend(found.hits.iter().map(|hit| hit.seq));
                cursor = found.cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen, expected);
        }
    }
}
