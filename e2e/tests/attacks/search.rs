//! B and E: what is found, by whom, and queries that mean harm.

use std::time::{Duration, Instant};

use e2e::{Actor, Options, World, stories};
use protocol::{Found, GroupType, Hit, limits, route};
use uuid::Uuid;

/// What a hostile query may cost: its matches are counted, not its combinations.
const ANSWERED_WITHIN: Duration = Duration::from_secs(10);

async fn hits(who: &Actor, query: &[(&str, &str)]) -> Vec<Hit> {
    who.searches(query).await.gives::<Found>(200).hits
}

stories! {
    #![options = Options::metrics()]

    async fn b1_b2_search_in_what_is_not_theirs_is_search_in_what_never_was(world: World) {
        let [alice, bob, carol, xenia] = world.people(["Alice", "Bob", "Carol", "Xenia"]).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[&bob, &xenia]).await;
        alice.posts(group, "secret plan").await;
        assert_eq!(xenia.finds("secret").await, ["secret plan"]);
        xenia.leaves(group).await;
        let (there, never) = (group.to_string(), Uuid::now_v7().to_string());
        for who in [&carol, &xenia] {
            let missing = who.searches(&[("q", "secret"), ("chat_id", &never)]).await;
            missing.refuses(404);
            who.searches(&[("q", "secret"), ("chat_id", &there)]).await.is_the_same_as(&missing);
            assert!(who.finds("secret").await.is_empty());
        }
        assert_eq!(bob.finds("secret").await, ["secret plan"]);
    }

    async fn b21_filters_open_nothing(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[&bob]).await;
        let public = alice.starts_group("Open", GroupType::Public, &[&bob]).await;
        alice.posts(group, "secret").await;
        alice.posts(public, "secret").await;
        for query in ["in:Hidden from:Alice", "in:Hidden secret", "from:Alice", "in:Open secret", "secret", "after:2000-01-01"] {
            let reply = carol.searches(&[("q", query)]).await;
            assert_eq!(reply.gives::<Found>(200), Found { hits: Vec::new(), cursor: None, indexing: false });
        }
        assert_eq!(bob.finds("in:Hidden from:Alice").await, ["secret"]);
    }

    async fn b23_what_is_edited_or_deleted_is_found_no_more_at_once(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_group_chat("Two", &[&bob]).await;
        let [edited, deleted] = [alice.sends(chat, "regrettable one").await, bob.sends(chat, "regrettable two").await];
        world.index_follows(2).await;
        assert_eq!(bob.finds("regrettable").await, ["regrettable two", "regrettable one"]);
        alice.edits(edited.id, "better").await.is(200);
        alice.deletes(deleted.id).await.is(200);
        assert!(bob.finds("regrettable").await.is_empty());
        assert_eq!(bob.finds("better").await, ["better"]);
        // The same while the index does not have it yet.
        let fresh = bob.sends(chat, "regrettable three").await;
        assert_eq!(bob.finds("regrettable").await, ["regrettable three"]);
        alice.deletes(fresh.id).await.is(200);
        assert!(bob.finds("regrettable").await.is_empty());
    }

    async fn e3_limits_and_cursors_that_lie(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for n in 0..60 {
            alice.sends(chat, &format!("word {n}")).await;
        }
        assert_eq!(hits(&alice, &[("q", "word"), ("limit", "1000000000")]).await.len(), limits::SEARCH_PAGE_MAX as usize);
        for limit in ["-1", "0"] {
            alice.searches(&[("q", "word"), ("limit", limit)]).await.refuses(422);
        }
        for broken in ["limit=abc", "limit=1e400", "chat_id=1", "before=abc&q=before:abc"] {
            let reply = alice.get(&format!("{}?q=word&{broken}", route::SEARCH)).await;
            assert!([400, 404, 422].contains(&reply.status), "{broken}: {reply:#?}");
        }
        let page: Found = alice.searches(&[("q", "word"), ("limit", "2")]).await.gives(200);
        let cursor = page.cursor.expect("there is more");
        for (q, cursor) in [("other", cursor.as_str()), ("word", "zz"), ("word", &"9".repeat(32))] {
            alice.searches(&[("q", q), ("cursor", cursor)]).await.refuses(400);
        }
        bob.searches(&[("q", "word"), ("cursor", &cursor)]).await.refuses(400);
        let in_chat = chat.to_string();
        alice.searches(&[("q", "word"), ("cursor", &cursor), ("chat_id", &in_chat)]).await.refuses(400);
    }

    async fn e4_hostile_queries_are_answered_in_time(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for n in 0..30 {
            alice.sends(chat, &format!("a b c near {n} 100% \"quoted\" OR and not")).await;
        }
        let (long, many, wide) = ("x".repeat(10_000), "a* OR b* ".repeat(500), "aa* OR bb* ".repeat(18));
        for query in ["%%%%%", "\"", "\"a", "\"\"\"", "NEAR(a b, 5)", "a AND", "NOT", "(((", "a:b:c", "terms:a", "*", "a^2",
            "'; drop table messages; --", "\\", "=a", "#", "@", "\u{0}", "\u{202e}a", "💥", "-a", "{terms}: a", "from:%", "in:_", &long, &many, &wide]
        {
            let begun = Instant::now();
            let reply = alice.searches(&[("q", query)]).await;
            assert!([200, 400].contains(&reply.status), "{query}: {reply:#?}");
            assert!(begun.elapsed() < ANSWERED_WITHIN, "{query}: {:?}", begun.elapsed());
        }
        assert_eq!(alice.finds("NEAR 100%").await.len(), 20);
        assert_eq!(alice.finds("drop").await.len(), 0);
    }
}
