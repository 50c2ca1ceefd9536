//! Snapshots of every page.

use protocol::{Conversation, ConversationKind, Role};

use super::sample::{
    client_id, conversation, frame, group, list, me, members, messages, people, profile, reader, sessions,
};
use crate::{
    error::Error,
    web::{
        language::Language::{self, En, Ru},
        page::{
            conversation::{Content, Page},
            messenger::{Findings, Messenger},
            plain::{Home, Login, Register},
            problem::Problem,
            settings::Settings,
        },
    },
};

const fn other(language: Language) -> Language {
    match language {
        En => Ru,
        Ru => En,
    }
}

#[test]
fn home() {
    let home = Home { public_url: "http://127.0.0.1:8000".into() };
    insta::assert_snapshot!(home.render(&frame(En, "/", false)).unwrap());
}

#[test]
fn register_keeps_what_was_typed_but_for_the_password() {
    let page = Register {
        name: "Анна".into(),
        email: "a@example.com".into(),
        problem: Some("Пароль: слишком коротко.".into()),
        wrong: vec!["password".into()],
    };
    insta::assert_snapshot!(page.render(&frame(Ru, "/register", false)).unwrap());
}

#[test]
fn login_comes_back_to_where_one_was() {
    let page = Login { next: Some("/chat/1?before=3&x=\"".into()), ..Login::default() };
    insta::assert_snapshot!(page.render(&frame(En, "/login?next=/chat/1", false)).unwrap());
}

#[test]
fn messenger() {
    let findings = Findings {
        show_new: true,
        query: "б".into(),
        people: people(),
        groups_query: String::new(),
        directory: vec![group("Test Group", Some(Role::Member)), group("News", None)],
    };
    let page = Messenger::new(&list(), findings, me(), &reader(Ru));
    insta::assert_snapshot!(page.render(&frame(Ru, "/messenger?query=%D0%B1", true)).unwrap());
}

fn shown(conversation: &Conversation, language: Language) -> String {
    let (list, messages, members) = (list(), messages(), members());
    let content =
        Content { list: &list, conversation, messages: &messages, members: &members, client_id: client_id() };
    Page::of_member(&content, me(), &reader(language)).render(&frame(language, "/chat/x", true)).unwrap()
}

#[test]
fn chat() {
    insta::assert_snapshot!(shown(&list()[0], En));
}

#[test]
fn group_of_a_poster_and_of_a_reader() {
    let one = conversation(12, ConversationKind::PublicGroup, "Test Group");
    let reader = shown(&one, Ru);
    assert!(reader.contains("Публиковать могут") && !reader.contains("<textarea"));
    assert!(reader.contains("leave\""), "a reader can leave");
    let owner = shown(&Conversation { role: Role::Owner, ..one }, En);
    assert!(owner.contains("<textarea") && owner.contains("post\""));
    assert!(!owner.contains("leave\""), "an owner hands over first");
}

#[test]
fn public_group_of_a_guest() {
    let group = group("News", None);
    let page = Page::of_guest(&list(), &group, me(), &reader(En));
    insta::assert_snapshot!(page.render(&frame(En, "/group/x", true)).unwrap());
}

#[test]
fn pages_in_the_middle_lead_both_ways() {
    let (list, mut messages) = (list(), messages());
    messages.remove(0);
    let one = Conversation { last_seq: 9, ..list[0].clone() };
    let content = Content {
        list: &list,
        conversation: &one,
        messages: &messages,
        members: &[],
        client_id: client_id(),
    };
    let html = Page::of_member(&content, me(), &reader(En)).render(&frame(En, "/chat/x", true)).unwrap();
    assert!(html.contains("?before=2") && html.contains("?after=4") && html.contains("data-old-page"));
}

#[test]
fn settings() {
    let page = Settings::new(&list(), &sessions(), &profile(), &reader(En));
    insta::assert_snapshot!(page.render(&frame(En, "/settings", true)).unwrap());
}

#[test]
fn problem() {
    let frame = frame(Ru, "/chat/x", false);
    let page = Problem::new(&Error::not_found("Chat not found"), 404, Ru, "").with_request("0190-request");
    insta::assert_snapshot!(page.render(&frame).unwrap());
}

#[test]
fn no_page_has_a_script_or_a_style_of_its_own() {
    for language in [En, other(En)] {
        let html = shown(&list()[0], language);
        assert!(
            !html.contains("<style") && !html.contains(" style=") && !html.contains(" on"),
            "{language:?}"
        );
        assert_eq!(
            html.matches("<script").count(),
            html.matches("<script type=\"module\" src=\"/static/").count()
        );
    }
}
