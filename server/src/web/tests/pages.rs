//! Snapshots of every page.

use protocol::{
    Conversation, ConversationKind, Found, Hit, Member, Message, Role, Span, request::SearchMessages,
};

use super::sample::{
    client_id, conversation, forwarded, frame, full_message, group, list, me, members, messages, people,
    profile, reader, sessions,
};
use crate::{
    error::Error,
    web::{
        language::Language::{self, En, Ru},
        page::{
            conversation::{Asked, Content, Page},
            messenger::{Findings, Messenger},
            plain::{Home, Login, Register},
            problem::Problem,
            search::Results,
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
    asked(conversation, (&list, &messages, &members), Asked::default(), language)
}

fn asked(
    conversation: &Conversation,
    (list, messages, members): (&[Conversation], &[Message], &[Member]),
    asked: Asked,
    language: Language,
) -> String {
    let content = Content { list, conversation, messages, members, client_id: client_id(), asked };
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

/// The part of a page between two marks.
fn part<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let from = html.find(start).unwrap_or_else(|| panic!("{start} is not on {html}"));
    &html[from..from + html[from..].find(end).unwrap()]
}

#[test]
fn a_message_with_everything() {
    let (list, members) = (list(), members());
    let html = asked(&list[1], (&list, &[full_message()], &members), Asked::default(), En);
    insta::assert_snapshot!(part(&html, "<li class=\"message", "</li>"));
}

#[test]
fn a_forwarded_message_says_whose_words_it_bears_and_is_not_for_its_sender_to_change() {
    let (list, members) = (list(), members());
    let first = Some(Box::new(forwarded("Саша")));
    let forward = |message| Message { forwarded: first.clone(), ..message };
    let messages: Vec<_> = messages().into_iter().map(forward).collect();
    let shown = |language| {
        let asked_for = Asked { actions: Some(2), ..Asked::default() };
        let html = asked(&list[0], (&list, &messages, &members), asked_for, language);
        part(&html, "id=\"m2\"", "</li>").to_owned()
    };
    let html = shown(En);
    let header = "<span class=\"forwarded\">Forwarded from <b class=\"ink-";
    assert!(html.contains(header) && html.contains("<bdi>Саша</bdi></b></span>"), "{html}");
    assert!(html.contains("/delete\"") && !html.contains("data-act=\"edit\""), "{html}");
    assert!(shown(Ru).contains(">Переслано от <b"));
}

#[test]
fn what_can_be_done_is_shown_where_it_was_asked_for() {
    let (list, messages, members) = (list(), messages(), members());
    let shown = |actions| {
        let asked_for = Asked { actions: Some(actions), ..Asked::default() };
        let html = asked(&list[0], (&list, &messages, &members), asked_for, Ru);
        part(&html, &format!("id=\"m{actions}\""), "</li>").to_owned()
    };
    insta::assert_snapshot!(shown(2));
    let of_another = shown(3);
    assert!(of_another.contains("data-act=\"reply\"") && of_another.contains("class=\"signs\""));
    assert!(!of_another.contains("data-act=\"edit\"") && !of_another.contains("/delete\""));
}

#[test]
fn the_composer_says_what_is_answered_or_changed() {
    let (list, messages, members) = (list(), messages(), members());
    let composer = |asked_for| {
        let html = asked(&list[0], (&list, &messages, &members), asked_for, En);
        part(&html, "<form class=\"compose\"", "</form>").to_owned()
    };
    insta::assert_snapshot!(composer(Asked { reply: Some(3), ..Asked::default() }));
    let edit = composer(Asked { edit: Some(2), ..Asked::default() });
    assert!(edit.contains("/edit\"") && edit.contains("required>Как дела?") && !edit.contains("reply_to"));
    let nothing = composer(Asked { reply: Some(77), ..Asked::default() });
    assert!(nothing.contains("role=\"status\" hidden") && !nothing.contains("reply_to"));
}

#[test]
fn who_leads_a_group_can_add_people_and_change_their_roles() {
    let one = conversation(12, ConversationKind::PrivateGroup, "Test Group");
    let panel = |role| {
        let html = shown(&Conversation { role, ..one.clone() }, En);
        part(&html, "<details class=\"members\"", "</section>").to_owned()
    };
    let owner = panel(Role::Owner);
    assert!(owner.contains("name=\"participants\"") && owner.contains("name=\"role\" value=\"owner\""));
    let admin = panel(Role::Admin);
    assert!(admin.contains("name=\"participants\"") && !admin.contains("name=\"role\""));
    let member = panel(Role::Member);
    assert!(!member.contains("name=\"participants\"") && !member.contains("name=\"role\""));
}

#[test]
fn who_leads_removes_those_below_and_changes_the_name() {
    let panel = |kind, role| {
        let html = shown(&Conversation { role, ..conversation(12, kind, "Test Group") }, En);
        part(&html, "<details class=\"members\"", "</section>").to_owned()
    };
    let offered = |html: &str| {
        let forms = html.split("<form class=\"remove\"").skip(1);
        forms.filter(|form| !form[..form.find('>').unwrap()].contains("hidden")).count()
    };
    // Of the sample's members one is the owner, one an admin and one the reader; the mould is another page's part.
    let owner = panel(ConversationKind::GroupChat, Role::Owner);
    assert!(
        owner.contains("/rename\" class=\"line\"") && owner.contains("value=\"Test Group\" maxlength=\"50\"")
    );
    assert!(!owner.contains("name=\"role\""), "in a chat all have one role");
    assert_eq!(offered(&owner), 1, "the admin");
    assert_eq!(offered(&panel(ConversationKind::PublicGroup, Role::Admin)), 0, "nobody is below");
    for (kind, role) in
        [(ConversationKind::PublicGroup, Role::Member), (ConversationKind::PersonalChat, Role::Member)]
    {
        let html = panel(kind, role);
        assert!(!html.contains("/rename") && !html.contains("/remove"), "{kind:?}");
    }
}

#[test]
fn mentions_are_counted_beside_what_is_unread() {
    let mut list = list();
    list[1].unread_mentions = 2;
    let html = Messenger::new(&list, Findings::default(), me(), &reader(En));
    let html = html.render(&frame(En, "/messenger", true)).unwrap();
    assert_eq!(html.matches("<span class=\"mentions\">").count(), 1);
    assert!(html.contains("<span class=\"mentions-count\">2</span>"));
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
    let html = asked(&one, (&list, &messages, &[]), Asked::default(), En);
    assert!(html.contains("?before=2") && html.contains("?after=4") && html.contains("data-old-page"));
}

#[test]
fn search() {
    let (list, message) = (list(), full_message());
    let wish = SearchMessages { q: "верёвка & мост".into(), ..SearchMessages::default() };
    let hit = Hit {
        message_id: message.id,
        conversation_id: list[1].id,
        kind: list[1].kind,
        title: list[1].title.clone(),
        seq: message.seq,
        sender_id: message.sender_id,
        sender_name: message.sender_name,
        created_at: message.created_at,
        forwarded: message.forwarded,
        snippet: "…возьму верёвку, см. https://example.com".into(),
        matches: vec![Span { start: 8, length: 7 }],
    };
    let found = Found { hits: vec![hit], cursor: Some("next&1".into()), indexing: true };
    let html = Results::new(&list, &wish, &found, me(), &reader(Ru));
    let html = html.render(&frame(Ru, "/messenger/search?q=x", true)).unwrap();
    insta::assert_snapshot!(part(&html, "<section class=\"sheet\" id=\"search\"", "</main>"));
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
