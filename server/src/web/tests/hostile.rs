//! C4: what people type is shown as text, wherever it is shown.

use protocol::{
    Conversation, ConversationKind, Found, Hit, LastMessage, Member, Mention, Reaction, Span, User,
    request::SearchMessages,
};

use super::sample::{
    client_id, conversation, forwarded, frame, group, id, list, me, message_saying, messages, quote, reader,
};
use crate::web::{
    frame::Frame,
    language::Language::En,
    page::{
        conversation::{Asked, Content, Page},
        messenger::{Findings, Messenger},
        plain::{Login, Register},
        search::Results,
        settings::Settings,
    },
};

const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "\u{202e}gnp.exe\u{2066}",
    "a\u{200b}b\u{feff}c\u{ad}",
    "' onmouseover='alert(1)",
];

/// The tags and attributes of a page; what people typed must not add one.
fn markup(html: &str) -> Vec<String> {
    html.split('<')
        .skip(1)
        .map(|tag| tag.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect())
        .collect()
}

fn shown(render: &dyn Fn(&str) -> String) {
    let calm = markup(&render("calm"));
    for text in HOSTILE {
        let html = render(text);
        assert_eq!(markup(&html), calm, "{text} became markup");
        assert!(!html.contains(text) || !text.contains(['<', '"', '\'']), "{text} is not escaped");
        assert!(!html.contains("49"), "{text} was computed");
        assert!(!html.contains("href=\"javascript:"), "{text} leads somewhere");
    }
}

fn conversation_page(kind: ConversationKind, title: &str, name: &str, text: &str) -> String {
    let message = LastMessage {
        text: text.into(),
        sender_name: name.into(),
        ..list()[0].last_message.clone().unwrap()
    };
    let one = Conversation { last_message: Some(message), ..conversation(10, kind, title) };
    let list = [one.clone()];
    let mut messages = messages();
    messages[2] = message_saying(text, name);
    messages[3].quote = Some(Box::new(quote(text, name)));
    messages[3].forwarded = Some(Box::new(forwarded(name)));
    // The server takes no such sign; a page would show even this as text.
    messages[3].reactions = vec![Reaction { emoji: text.into(), count: 1, mine: true }];
    let span = Span { start: 0, length: 3 };
    messages[2].mentions = vec![Mention { user_id: None, span }];
    let member = Member { id: id(2), name: name.into(), role: protocol::Role::Admin, read_seq: None };
    let content = Content {
        list: &list,
        conversation: &one,
        messages: &messages,
        members: std::slice::from_ref(&member),
        client_id: client_id(),
        asked: Asked { reply: Some(3), actions: Some(3), ..Asked::default() },
    };
    Page::of_member(&content, me(), &reader(En)).render(&frame(En, "/chat/x", true)).unwrap()
}

#[test]
fn c4_a_message() {
    shown(&|text| conversation_page(ConversationKind::PersonalChat, "calm", "calm", text));
}

#[test]
fn c4_a_name() {
    shown(&|name| conversation_page(ConversationKind::GroupChat, "calm", name, "calm"));
}

#[test]
fn c4_a_title() {
    shown(&|title| conversation_page(ConversationKind::PublicGroup, title, "calm", "calm"));
    shown(&|title| {
        let group = group(title, None);
        Page::of_guest(&[], &group, me(), &reader(En)).render(&frame(En, "/group/x", true)).unwrap()
    });
}

#[test]
fn c4_what_is_looked_for_and_found() {
    shown(&|text| {
        let findings = Findings {
            show_new: true,
            query: text.into(),
            people: vec![User { id: id(2), name: text.into() }],
            groups_query: text.into(),
            directory: vec![group(text, None)],
        };
        Messenger::new(&[], findings, me(), &reader(En)).render(&frame(En, "/messenger", true)).unwrap()
    });
}

#[test]
fn c4_what_a_search_finds() {
    shown(&|text| {
        let list = [conversation(10, ConversationKind::GroupChat, text)];
        let wish = SearchMessages { q: text.into(), chat_id: Some(id(10)), ..SearchMessages::default() };
        let hit = Hit {
            message_id: id(1003),
            conversation_id: id(10),
            kind: ConversationKind::GroupChat,
            title: text.into(),
            seq: 3,
            sender_id: id(2),
            sender_name: "Борис".into(),
            created_at: super::sample::at(0),
            forwarded: Some(Box::new(forwarded(text))),
            snippet: text.into(),
            matches: vec![Span { start: 1, length: 2 }],
        };
        let found = Found { hits: vec![hit], cursor: Some(text.into()), indexing: true };
        let page = Results::new(&list, &wish, &found, me(), &reader(En));
        page.render(&frame(En, "/messenger/search", true)).unwrap()
    });
}

#[test]
fn c4_what_was_typed_in_a_form() {
    shown(&|text| {
        let text = text.to_owned();
        let page = Register {
            name: text.clone(),
            email: text.clone(),
            problem: Some(text.clone()),
            wrong: vec![text],
        };
        page.render(&frame(En, "/register", false)).unwrap()
    });
    shown(&|text| {
        let page = Login { email: text.into(), next: Some(text.into()), problem: Some(text.into()) };
        page.render(&frame(En, "/login", false)).unwrap()
    });
}

#[test]
fn c4_a_device_and_an_address() {
    shown(&|text| {
        let mut sessions = super::sample::sessions();
        sessions[1].user_agent = text.into();
        let page = Settings::new(&[], &sessions, &super::sample::profile(), &reader(En));
        page.render(&Frame { path: text.into(), ..frame(En, "", true) }).unwrap()
    });
}

#[test]
fn c14_a_link_in_a_message_leads_out_without_a_trace() {
    let html =
        conversation_page(ConversationKind::PersonalChat, "calm", "calm", "see https://example.com/\"><b>");
    assert!(
        html.contains(
            r#"<a href="https://example.com/" rel="noopener noreferrer nofollow" target="_blank">"#
        )
    );
}
