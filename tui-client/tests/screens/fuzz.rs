//! Nothing that a server says, and nothing that is pasted, makes it fall or gets at the terminal.

use proptest::prelude::*;
use protocol::{
    ServerEvent,
    event::{Change, Changed},
};
use serde_json::Value;
use tui_client::{
    message::{Clusters, Event},
    words::Lang,
};

use crate::support::*;

/// What a server says, of most kinds.
fn sayings() -> Vec<ServerEvent> {
    let message = says(TEAM, 6, BORIS, "**hello** https://example.com\n> and");
    let mut answer = says(TEAM, 7, SASHA, "@Андрей");
    answer.reply_to = Some(message.id);
    answer.mentions =
        vec![protocol::Mention { user_id: Some(id(ANDREY)), span: protocol::Span { start: 0, length: 7 } }];
    answer.reactions = vec![protocol::Reaction { emoji: "👍".into(), count: 1, mine: true }];
    let change = |message: protocol::Message| {
        ServerEvent::Change(Change {
            conversation_id: id(TEAM),
            version: message.version,
            changed: Changed::Message { message },
        })
    };
    let user = id(BORIS);
    vec![
        ServerEvent::Hello {
            epoch: id(1),
            now: time(0),
            user: andrey(),
            session_id: id(9),
            conversations: vec![conversation(TEAM, Some(&message)), conversation(CHAT, None)],
        },
        change(message),
        change(answer),
        ServerEvent::ConversationAdded { conversation: conversation(NEWS, None) },
        ServerEvent::ConversationRemoved { conversation_id: id(CHAT) },
        ServerEvent::Typing { conversation_id: id(TEAM), user_id: user, user_name: "Борис".into() },
        ServerEvent::Read { conversation_id: id(TEAM), user_id: user, seq: 5 },
    ]
}

/// Values that nobody expects.
fn evil() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::from),
        "[\u{1b}\u{9b}\u{7}\u{202e}\u{200f}\u{200d}\u{fe0f}\n日🙂a]{0,40}".prop_map(Value::from),
        prop::sample::select(vec![i64::MIN, -1, 0, 1, 5, 1 << 40, i64::MAX - 1, i64::MAX])
            .prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        Just(Value::Array(Vec::new())),
    ]
}

/// Puts a value at one of the leaves.
fn put(value: &mut Value, at: &mut usize, evil: &Value) {
    match value {
        Value::Array(all) if !all.is_empty() => all.iter_mut().for_each(|one| put(one, at, evil)),
        Value::Object(all) if !all.is_empty() => {
            // The kind of the event stays, or it would be none.
            let rest = all.iter_mut().filter(|(name, _)| *name != "event" && *name != "kind");
            rest.for_each(|(_, one)| put(one, at, evil));
        }
        leaf => {
            if *at == 0 {
                evil.clone_into(leaf);
            }
            *at = at.wrapping_sub(1);
        }
    }
}

fn leaves(value: &Value) -> usize {
    match value {
        Value::Array(all) if !all.is_empty() => all.iter().map(leaves).sum(),
        Value::Object(all) if !all.is_empty() => all
            .iter()
            .filter(|(name, _)| *name != "event" && *name != "kind")
            .map(|(_, one)| leaves(one))
            .sum(),
        _ => 1,
    }
}

fn is_harmless(screen: &str) -> bool {
    screen
        .chars()
        .all(|c| c == '\n' || !(c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200f}')))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_a_server_says_is_survived(
        said in prop::collection::vec((0_usize..7, any::<prop::sample::Index>(), evil()), 1..8),
        columns in 20_u16..120,
        counts_whole in any::<bool>(),
    ) {
        let mut bench = Bench::online(Lang::En, (columns, 20), vec![conversation(TEAM, talk(TEAM, 5).last())]);
        bench.model.terminal.clusters = if counts_whole { Clusters::Whole } else { Clusters::default() };
        bench.opens(TEAM, talk(TEAM, 5));
        for (which, place, evil) in said {
            let mut frame = serde_json::to_value(&sayings()[which]).unwrap();
            let mut at = place.index(leaves(&frame).max(1));
            put(&mut frame, &mut at, &evil);
            if let Ok(event) = serde_json::from_value::<ServerEvent>(frame) {
                bench.server(event);
            }
            let screen = bench.screen();
            prop_assert!(is_harmless(&screen), "{:?}", screen);
            bench.waits(700);
        }
    }

    #[test]
    fn whatever_is_pasted_sends_nothing_and_stays_in_its_place(text in any::<String>(), lines in 0_usize..40) {
        let mut bench = Bench::online(Lang::En, (60, 16), vec![conversation(TEAM, talk(TEAM, 5).last())]);
        bench.model.terminal.clusters = Clusters::default();
        bench.opens(TEAM, talk(TEAM, 5));
        let pasted = format!("{text}{}", "\nline".repeat(lines));
        let effects = bench.happens(Event::Paste(pasted));
        let sent = effects.iter().any(|effect| {
            matches!(effect, tui_client::effect::Effect::Say(protocol::ClientCommand::Send { .. }))
        });
        prop_assert!(!sent);
        prop_assert!(is_harmless(&bench.screen()));
    }
}
