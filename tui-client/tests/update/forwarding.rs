//! Sending a message on: to the chat that is chosen, with the name of who wrote it, while the reader stays where they are.

use protocol::{ClientCommand, ErrorCode, Forwarded, Message, ServerEvent};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::Net,
    model::{Errand, Link, Overlay, Page, Pending},
    words::Lang,
};

use crate::{
    amending::{letter, picks},
    support::*,
};

/// In the chat with Boris; beside it there are a chat of three and a group that Andrey only reads.
fn in_chat(messages: Vec<Message>) -> Bench {
    let others = [TEAM, NEWS].map(|chat| conversation(chat, Some(&says(chat, 1, SASHA, "x"))));
    let all = [conversation(CHAT, messages.last())].into_iter().chain(others).collect();
    let mut bench = Bench::online(Lang::En, (80, 24), all);
    bench.opens(CHAT, messages);
    bench
}

fn by_sasha(message: Message) -> Message {
    let first = Forwarded { user_id: id(SASHA), name: "Саша".into() };
    Message { forwarded: Some(Box::new(first)), ..message }
}

fn sent(effects: &[Effect]) -> Vec<ClientCommand> {
    let sends = effects.iter().filter_map(|effect| match effect {
        Effect::Say(command @ ClientCommand::Send { .. }) => Some(command.clone()),
        _ => None,
    });
    sends.collect()
}

/// Chooses the chat of three for the message at a place.
fn forwards(bench: &mut Bench, seq: i64) -> Vec<ClientCommand> {
    picks(bench, seq);
    letter(bench, 'f');
    bench.types("team");
    sent(&bench.enter())
}

/// Opens the chat of three.
fn goes_there(bench: &mut Bench) {
    while bench.model.chats.open != Some(chat_id(TEAM)) {
        bench.press(Key::alt(Code::Down));
    }
    bench.page(TEAM, Page::Newest, vec![says(TEAM, 1, SASHA, "x")]);
}

fn pending(bench: &Bench) -> Pending {
    bench.model.outbox.iter().next().cloned().unwrap()
}

#[test]
fn it_goes_to_the_chat_that_is_chosen_and_the_reader_stays() {
    let mut bench = in_chat(talk(CHAT, 4));
    picks(&mut bench, 3);
    let before = bench.screen();
    letter(&mut bench, 'f');
    let screen = bench.screen();
    assert!(screen.contains("Forward the message to …") && screen.contains("Forward to > "), "{screen}");
    assert!(screen.contains("& Team") && screen.contains("@ Борис"), "{screen}");
    assert!(
        !screen.contains("# Test Group") && !screen.contains("> quit"),
        "neither readers' groups nor deeds"
    );
    bench.press(Key::plain(Code::Esc));
    assert_eq!(bench.screen(), before);
    letter(&mut bench, 'f');
    bench.types("taem");
    assert!(bench.screen().contains("> & Team"), "{}", bench.screen());
    let sent = sent(&bench.enter());
    let [ClientCommand::Send { conversation_id, text, reply_to: None, forward_of, .. }] = &sent[..] else {
        panic!("{sent:?}")
    };
    assert_eq!((*conversation_id, text.as_str()), (chat_id(TEAM), ""), "the server takes the words");
    assert_eq!(*forward_of, Some(says(CHAT, 3, BORIS, "").id));
    assert!(bench.screen().contains("Forwarded to Team"), "{}", bench.screen());
    assert_eq!((bench.model.chats.open, bench.model.picked), (Some(chat_id(CHAT)), at(3)));
    bench.waits(6_000);
    let messages = |screen: &str| {
        let rows = screen.lines().filter_map(|row| Some(row.split_once('│')?.1.to_owned()));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(messages(&bench.screen()), messages(&before));
}

#[test]
fn it_stands_there_at_once_with_the_name_and_becomes_what_the_server_has() {
    let mut bench = in_chat(talk(CHAT, 4));
    forwards(&mut bench, 3);
    goes_there(&mut bench);
    let header = |bench: &Bench, tick: &str| {
        let screen = bench.screen();
        let row = screen.lines().find(|row| row.contains("Forwarded from Борис")).map(str::to_owned);
        assert!(row.is_some_and(|row| row.ends_with(tick)) && screen.contains("message 3"), "{screen}");
    };
    header(&bench, "↑");
    let client_id = pending(&bench).client_id;
    let (message_id, created_at) = (id(5_000), time(0));
    let ack =
        ServerEvent::Ack { client_id, conversation_id: id(TEAM), message_id, seq: 2, version: 2, created_at };
    bench.server(ack);
    header(&bench, "✓");
    // What Boris says in it now is what the server has copied.
    let first = Forwarded { user_id: id(BORIS), name: "Борис".into() };
    let copy = Message {
        id: message_id,
        client_id: Some(client_id),
        forwarded: Some(Box::new(first)),
        ..says(TEAM, 2, ANDREY, "message 3, edited")
    };
    bench.receives(copy);
    header(&bench, "✓");
    assert!(bench.screen().contains("message 3, edited"), "{}", bench.screen());
}

#[test]
fn without_a_connection_it_waits_like_all_that_is_written() {
    let mut bench = in_chat(talk(CHAT, 4));
    bench.net(Net::Link(Link::Offline));
    assert_eq!(forwards(&mut bench, 3), []);
    assert!(bench.screen().contains("It goes to Team when the connection is back"), "{}", bench.screen());
    let others = [TEAM, NEWS].map(|chat| conversation(chat, Some(&says(chat, 1, SASHA, "x"))));
    let all = [conversation(CHAT, talk(CHAT, 4).last())].into_iter().chain(others).collect();
    let sent = sent(&bench.hello(all));
    assert!(matches!(&sent[..], [ClientCommand::Send { forward_of: Some(_), .. }]), "{sent:?}");
}

#[test]
fn one_that_is_refused_says_so_where_one_is_and_is_tried_again_or_dropped() {
    let mut bench = in_chat(talk(CHAT, 4));
    forwards(&mut bench, 3);
    let client_id = Some(pending(&bench).client_id);
    let (code, detail) = (ErrorCode::NotFound, "Message not found".to_owned());
    bench.server(ServerEvent::Error { code, detail, client_id, request_id: None, retry_after: None });
    assert!(bench.screen().contains("Not forwarded to Team: It is not there any more"), "{}", bench.screen());
    goes_there(&mut bench);
    assert!(bench.screen().contains("Alt+R retry · Alt+X discard"), "{}", bench.screen());
    bench.press(Key::alt(Code::Char('e')));
    assert!(bench.screen().contains("somebody else's words"), "{}", bench.screen());
    assert_eq!(sent(&bench.press(Key::alt(Code::Char('r')))).len(), 1);
    bench.server(ServerEvent::Error {
        code: ErrorCode::NotFound,
        detail: String::new(),
        client_id,
        request_id: None,
        retry_after: None,
    });
    bench.press(Key::alt(Code::Char('x')));
    assert_eq!(bench.model.outbox.iter().count(), 0);
}

#[test]
fn what_was_deleted_is_not_forwarded_and_says_so() {
    let mut all = talk(CHAT, 4);
    (all[2].deleted, all[2].text) = (true, String::new());
    let mut bench = in_chat(all);
    picks(&mut bench, 3);
    letter(&mut bench, 'f');
    assert!(bench.model.overlay.is_none() && bench.screen().contains("It has been deleted"));
    // It may be taken back while one looks for the chat.
    bench.press(Key::plain(Code::Down));
    letter(&mut bench, 'f');
    let mut gone = says(CHAT, 4, ANDREY, "");
    (gone.deleted, gone.version) = (true, 5);
    bench.receives(gone);
    assert_eq!(sent(&bench.enter()), []);
    assert!(bench.screen().contains("It has been deleted"), "{}", bench.screen());
}

#[test]
fn a_forward_of_a_forward_keeps_the_first_name() {
    let mut all = talk(CHAT, 4);
    all[2] = by_sasha(all[2].clone());
    let mut bench = in_chat(all);
    assert!(bench.screen().contains("Forwarded from Саша"), "{}", bench.screen());
    forwards(&mut bench, 3);
    let forward = pending(&bench).forward.unwrap();
    assert_eq!((forward.first.name.as_str(), forward.text.as_str()), ("Саша", "message 3"));
}

#[test]
fn ones_own_forward_is_answered_copied_and_deleted_but_not_edited() {
    let mut all = talk(CHAT, 4);
    all[3] = by_sasha(all[3].clone());
    let mut bench = in_chat(all);
    bench.press(Key::ctrl(Code::Char('p')));
    assert_eq!(bench.model.drafts[&id(CHAT)].text(), "message 2", "the other one was not written by Andrey");
    bench.press(Key::ctrl(Code::Char('u')));
    bench.press(Key::alt(Code::Char('a')));
    assert_eq!(bench.model.drafts[&id(CHAT)].text(), "message 2");
    bench.press(Key::alt(Code::Char('q')));
    picks(&mut bench, 4);
    assert_eq!(letter(&mut bench, 'c'), [Effect::Copy("message 4".into())]);
    letter(&mut bench, 'e');
    assert!(bench.screen().contains("somebody else's words"), "{}", bench.screen());
    bench.enter();
    let menu = bench.screen();
    for offered in ["reply ", "react ", "forward ", "delete "] {
        assert!(menu.contains(offered), "{offered}: {menu}");
    }
    assert!(!menu.contains("> edit ") && !menu.contains("  edit "), "{menu}");
    letter(&mut bench, 'f');
    assert!(
        matches!(&bench.model.overlay, Some(Overlay::Palette(found)) if found.errand == Errand::Forward(chat_id(CHAT), 4))
    );
}

#[test]
fn the_palette_forwards_too_and_ends_when_the_chat_is_gone() {
    let mut bench = in_chat(talk(CHAT, 4));
    picks(&mut bench, 3);
    bench.press(Key::ctrl(Code::Char('k')));
    bench.types("forwa");
    bench.enter();
    assert!(bench.screen().contains("Forward to > "), "{}", bench.screen());
    bench.types(">quit");
    assert!(bench.screen().contains("Nothing found"), "{}", bench.screen());
    bench.server(ServerEvent::ConversationRemoved { conversation_id: id(CHAT) });
    assert!(bench.model.overlay.is_none());
}

#[test]
fn whoever_is_put_out_of_where_it_goes_is_told_what_becomes_of_it() {
    let mut bench = in_chat(talk(CHAT, 4));
    let gone = ServerEvent::ConversationRemoved { conversation_id: id(TEAM) };
    bench.net(Net::Link(Link::Offline));
    forwards(&mut bench, 3);
    bench.server(gone.clone());
    let screen = bench.screen();
    assert!(
        screen.contains("You are no longer in") && screen.contains("Alt+W shows what you wrote"),
        "{screen}"
    );

    // The same while the palette still offers it.
    let mut bench = in_chat(talk(CHAT, 4));
    picks(&mut bench, 3);
    letter(&mut bench, 'f');
    bench.types("team");
    bench.server(gone);
    assert!(sent(&bench.enter()).is_empty() && bench.model.outbox.iter().next().is_none());
}
