//! While the disk takes nothing: what would be lost is asked about, and whoever signs in again loses nothing of it.

use protocol::request::ChangeSettings;
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{AccountNews, Cached, Event, Net, Snapshot},
    model::{Draft, Editor, Entry, Link, Listed, Login, Pending, PendingEdit, PendingState},
};

use crate::{keeping::in_chat, support::*};

/// Andrey, whose disk is full.
fn on_a_full_disk() -> Bench {
    let mut bench = in_chat();
    bench.happens(Event::Cache(Cached::Failed("database or disk is full".into())));
    bench
}

fn pending(number: u128, text: &str) -> Pending {
    Pending {
        client_id: id(number),
        conversation_id: id(CHAT),
        text: text.into(),
        reply_to: None,
        forward: None,
        written_at: time(0),
        state: PendingState::Waiting(time(0)),
    }
}

fn opened(snapshot: Snapshot) -> Event {
    Event::Cache(Cached::Opened(Box::new(snapshot)))
}

#[test]
fn leaving_asks_while_the_disk_takes_nothing_of_what_was_written() {
    let quit = Key::ctrl(Code::Char('q'));
    assert_eq!(on_a_full_disk().press(quit), [Effect::Quit], "nothing would be lost");
    let mut bench = on_a_full_disk();
    bench.types("half a thou");
    assert!(bench.press(quit).is_empty());
    assert!(bench.screen().contains("The disk takes nothing"), "{}", bench.screen());
    assert!(bench.enter().is_empty(), "Enter alone loses nothing");
    assert!(bench.screen().contains("half a thou") && bench.model.overlay.is_none());
    bench.press(quit);
    assert_eq!(bench.press(Key::plain(Code::Char('y'))), [Effect::Quit]);
    bench.happens(Event::Cache(Cached::Mended));
    assert_eq!(bench.press(quit), [Effect::Quit]);
}

#[test]
fn going_to_another_account_asks_as_well() {
    let mut bench = on_a_full_disk();
    bench.net(Net::Link(Link::Offline));
    bench.types("not sent");
    bench.enter();
    let login = |email: &str| Login { server: "http://127.0.0.1:8000".into(), email: email.into() };
    let listed = |email| Listed { login: login(email), signed_in: true, elsewhere: false };
    let known =
        || Event::Accounts(AccountNews::Known(vec![listed("a@example.com"), listed("b@example.com")]));
    bench.happens(known());
    assert!(bench.enter().is_empty());
    assert!(bench.screen().contains("The disk takes nothing"), "{}", bench.screen());
    assert!(bench.press(Key::plain(Code::Esc)).is_empty());
    bench.happens(known());
    bench.enter();
    assert_eq!(bench.press(Key::plain(Code::Char('y'))), [Effect::UseAccount(Some(login("b@example.com")))]);
}

#[test]
fn whoever_signs_in_again_goes_on_with_what_the_disk_did_not_take() {
    let mut bench = on_a_full_disk();
    bench.net(Net::Link(Link::Offline));
    bench.types("not sent");
    bench.enter();
    let edit = PendingEdit::new(id(CHAT), id(CHAT * 1_000_000 + 4), "changed".into());
    bench.model.deeds.edits.put(edit);
    bench.types("newer");
    bench.waits(500);
    let not_sent = bench.model.outbox.iter().next().unwrap().client_id;
    bench.net(Net::SessionOver);
    bench.kept.clear();
    let older = Draft { text: "older".into(), reply_to: None, change: None };
    let muted = ChangeSettings { muted: Some(true), ..ChangeSettings::default() };
    bench.happens_alone(opened(Snapshot {
        life: Some((id(1), andrey())),
        drafts: vec![(chat_id(CHAT), older)],
        outbox: vec![pending(77, "has arrived since")],
        wishes: vec![(id(CHAT), muted)],
        edits: vec![PendingEdit::new(id(CHAT), id(66), "was done since".into())],
        ..Snapshot::default()
    }));
    bench.waits(500);
    let texts: Vec<&str> = bench.model.outbox.iter().map(|pending| pending.text.as_str()).collect();
    assert_eq!(texts, ["not sent"]);
    assert_eq!(bench.model.drafts.get(&id(CHAT)).map(Editor::text), Some("newer"));
    let keeps = |wanted: &dyn Fn(&Entry) -> bool| bench.kept.iter().any(wanted);
    assert!(keeps(&|entry| matches!(entry, Entry::Pending(pending) if pending.client_id == not_sent)));
    assert!(keeps(&|entry| *entry == Entry::Sent(id(77))));
    assert!(keeps(&|entry| matches!(entry, Entry::Edit(edit) if edit.text == "changed")));
    assert!(keeps(&|entry| *entry == Entry::Edited(id(66))));
    assert!(keeps(&|entry| *entry == Entry::Wished(id(CHAT), ChangeSettings::default())));
    assert!(keeps(&|entry| matches!(entry, Entry::Draft { draft, .. } if draft.text == "newer")));
}

#[test]
fn a_file_that_knows_nobody_is_told_what_whoever_signs_in_again_has_written() {
    let mut bench = on_a_full_disk();
    bench.net(Net::Link(Link::Offline));
    bench.types("not sent");
    bench.enter();
    bench.types("half a thou");
    bench.waits(500);
    bench.net(Net::SessionOver);
    bench.kept.clear();
    bench.happens_alone(opened(Snapshot::default()));
    assert!(bench.kept.is_empty(), "perhaps it is of somebody else");
    bench.net(Net::SignedIn(andrey()));
    bench.waits(500);
    assert!(bench.kept.iter().any(|entry| matches!(entry, Entry::Pending(p) if p.text == "not sent")));
    assert!(
        bench
            .kept
            .iter()
            .any(|entry| matches!(entry, Entry::Draft { draft, .. } if draft.text == "half a thou"))
    );
}
