//! The accounts that are not shown are told of and counted.

use protocol::{
    Conversation, Message, Profile, ServerEvent,
    event::{Change, Changed},
};
use tui_client::{
    desk::Notification,
    effect::Effect,
    keymap::{Code, Key},
    message::{AccountNews, Event, Look, Net, OtherNews},
    model::{Link, Listed, Login},
    words::Lang,
};

use crate::support::*;

pub(crate) const SIZE: (u16, u16) = (80, 24);

fn boris() -> Login {
    Login { server: "http://127.0.0.1:8000".into(), email: "b@example.com".into() }
}

/// Nothing is muted there, nothing is locked, and nobody else tells.
pub(crate) fn free() -> Look {
    Look { elsewhere: false, shut: false, muted: Some(Vec::new()) }
}

/// Andrey's account is shown, and Boris's is listened to: two chats with all read but one message.
pub(crate) struct Pair {
    pub(crate) bench: Bench,
}

impl Pair {
    pub(crate) fn new(size: (u16, u16)) -> Self {
        let mut bench = Bench::online(Lang::En, size, vec![conversation(CHAT, talk(CHAT, 4).last())]);
        bench.happens(Event::Accounts(AccountNews::Watched(vec![boris()])));
        let mut pair = Self { bench };
        pair.looks(free());
        pair.hello(chats(5));
        pair
    }

    fn other(&mut self, news: OtherNews) -> Vec<Effect> {
        self.bench.happens(Event::Other(boris(), news))
    }

    pub(crate) fn server(&mut self, event: ServerEvent) -> Vec<Effect> {
        self.other(OtherNews::Net(Net::Said(Box::new(event))))
    }

    pub(crate) fn hello(&mut self, conversations: Vec<Conversation>) {
        let user = Profile { id: id(BORIS), email: "b@example.com".into(), ..andrey() };
        let (epoch, now, session_id) = (id(1), time(0), id(9));
        self.server(ServerEvent::Hello { epoch, now, user, session_id, conversations });
    }

    pub(crate) fn receives(&mut self, message: Message) {
        let (conversation_id, version) = (message.conversation_id, message.version);
        let changed = Changed::Message { message };
        self.server(ServerEvent::Change(Change { conversation_id, version, changed }));
    }

    pub(crate) fn looks(&mut self, look: Look) -> Vec<Effect> {
        self.other(OtherNews::Looked(look))
    }

    /// Time passes, the world is looked at if that is asked for, and this is told.
    pub(crate) fn tells_after(&mut self, millis: i64, look: Look) -> Vec<(String, String)> {
        let asked = self.bench.waits(millis);
        if !asked.contains(&Effect::Look(boris())) {
            assert!(asked.iter().all(|effect| !matches!(effect, Effect::Notify(_))), "{asked:?}");
            return Vec::new();
        }
        assert!(self.bench.waits(1_000).is_empty(), "it is asked once");
        let told = self.looks(look).into_iter().filter_map(|effect| match effect {
            Effect::Notify(Notification { title, body, .. }) => Some((title, body)),
            _ => None,
        });
        told.collect()
    }
}

/// The chat with Sasha is read but for what is beyond place 4, the group chat is all read.
fn chats(last: i64) -> Vec<Conversation> {
    let mut chat = conversation(CHAT, Some(&says(CHAT, last, SASHA, "old")));
    (chat.title, chat.read_seq) = ("Саша".into(), 4);
    vec![chat, conversation(TEAM, Some(&says(TEAM, 7, SASHA, "old")))]
}

pub(crate) fn said(title: &str, body: &str) -> Vec<(String, String)> {
    vec![(title.into(), body.into())]
}

#[test]
fn what_comes_to_another_account_is_told_with_its_name_and_a_burst_once() {
    let mut pair = Pair::new(SIZE);
    assert_eq!(pair.tells_after(10_000, free()), [], "what is old is never told");
    pair.receives(says(CHAT, 6, SASHA, "hi\nthere"));
    assert_eq!(pair.tells_after(500, free()), said("Саша (for b@example.com)", "hi there"));
    pair.receives(says(TEAM, 8, SASHA, "one"));
    pair.receives(says(TEAM, 9, SASHA, "two"));
    assert_eq!(pair.tells_after(1_000, free()), [], "it rests");
    assert_eq!(pair.tells_after(5_000, free()), said("2 new messages (for b@example.com)", "Team"));
    pair.receives(says(TEAM, 10, BORIS, "my own, from elsewhere"));
    pair.receives(says(TEAM, 9, SASHA, "two, changed"));
    assert_eq!(pair.tells_after(10_000, free()), []);
}

#[test]
fn what_is_read_elsewhere_meanwhile_is_not_told() {
    let mut pair = Pair::new(SIZE);
    pair.receives(says(CHAT, 6, SASHA, "hi"));
    pair.server(ServerEvent::Read { conversation_id: id(CHAT), user_id: id(BORIS), seq: 6 });
    assert_eq!(pair.tells_after(10_000, free()), []);
    assert_eq!(pair.bench.model.unread_elsewhere(), 0);
}

#[test]
fn another_process_that_shows_it_tells_it_itself() {
    let mut pair = Pair::new(SIZE);
    pair.receives(says(CHAT, 6, SASHA, "hi"));
    assert_eq!(pair.tells_after(500, Look { elsewhere: true, ..free() }), []);
    assert_eq!(pair.tells_after(60_000, free()), [], "it is not kept for later");
    assert_eq!(pair.bench.model.unread_elsewhere(), 2, "but it is counted");
}

#[test]
fn what_was_missed_without_a_connection_is_one_word() {
    let mut pair = Pair::new(SIZE);
    pair.other(OtherNews::Net(Net::Link(Link::Offline)));
    pair.hello(chats(60));
    assert_eq!(pair.tells_after(10_000, free()), said("55 new messages (for b@example.com)", ""));
}

#[test]
fn what_waits_is_counted_in_the_top_row_where_there_is_room_and_in_the_list() {
    let mut pair = Pair::new(SIZE);
    assert!(pair.bench.screen().contains("F12 (1)  ● online"), "{}", pair.bench.screen());
    pair.bench.press(Key::plain(Code::F(12)));
    let listed = |email: &str| Listed {
        login: Login { email: email.into(), ..boris() },
        signed_in: true,
        elsewhere: false,
    };
    let known = vec![listed("a@example.com"), listed("0@example.com"), listed("b@example.com")];
    pair.bench.happens(Event::Accounts(AccountNews::Known(known)));
    let row = "> b@example.com · http://127.0.0.1:8000 · 1 unread";
    assert!(pair.bench.screen().contains(row), "{}", pair.bench.screen());
    pair.receives(says(CHAT, 6, SASHA, "hi"));
    assert!(pair.bench.screen().contains("· 2 unread"), "it is counted on: {}", pair.bench.screen());
    pair.other(OtherNews::Net(Net::Link(Link::Offline)));
    assert!(pair.bench.screen().contains("· 2 unread · no connection"), "{}", pair.bench.screen());
    pair.bench.happens(Event::Resize(40, 20));
    assert!(pair.bench.screen().contains("… · 2 unread · no"), "{}", pair.bench.screen());

    let pair = Pair::new((32, 10));
    assert!(!pair.bench.screen().contains("F12"), "{}", pair.bench.screen());
    assert!(pair.bench.screen().contains("Messenger · Андрей"), "{}", pair.bench.screen());
}

#[test]
fn a_session_that_is_ended_is_said_once_and_the_account_stays_listed() {
    let mut pair = Pair::new(SIZE);
    pair.receives(says(CHAT, 6, SASHA, "hi"));
    pair.other(OtherNews::Net(Net::SessionOver));
    let screen = pair.bench.screen();
    assert!(screen.contains("b@example.com is signed out: its session was ended; F12 signs in"), "{screen}");
    assert_eq!(pair.tells_after(10_000, free()), []);
    assert!(!pair.bench.screen().contains("F12 ("), "{}", pair.bench.screen());
    pair.bench.happens(Event::Accounts(AccountNews::Watched(Vec::new())));
    pair.bench.press(Key::plain(Code::F(12)));
    pair.bench.happens(Event::Accounts(AccountNews::Known(Vec::new())));
    assert!(pair.bench.screen().contains("http://127.0.0.1:8000 · signed out"), "{}", pair.bench.screen());
    pair.bench.press(Key::plain(Code::Esc));
    pair.bench.happens(Event::Accounts(AccountNews::Watched(vec![boris()])));
    pair.hello(chats(5));
    assert!(pair.bench.screen().contains("F12 (1)"), "somebody has signed in again: {}", pair.bench.screen());
}

#[test]
fn the_one_that_is_left_is_listened_to_from_where_it_was() {
    let mut pair = Pair::new(SIZE);
    let andreys = Login { email: "a@example.com".into(), ..boris() };
    pair.bench.happens(Event::Accounts(AccountNews::Opening(Some(boris()))));
    pair.bench.happens(Event::Accounts(AccountNews::Watched(vec![andreys.clone()])));
    let hello = ServerEvent::Hello {
        epoch: id(1),
        now: time(0),
        user: andrey(),
        session_id: id(9),
        conversations: vec![Conversation {
            read_seq: 4,
            ..conversation(CHAT, Some(&says(CHAT, 5, BORIS, "meanwhile")))
        }],
    };
    pair.bench.happens(Event::Other(andreys.clone(), OtherNews::Net(Net::Said(Box::new(hello)))));
    assert_eq!(pair.bench.waits(500), [Effect::Look(andreys.clone())]);
    let told = pair.bench.happens(Event::Other(andreys, OtherNews::Looked(free())));
    let [Effect::Notify(told)] = &told[..] else { panic!("{told:?}") };
    assert_eq!(told.title, "1 new message (for a@example.com)");
    assert_eq!(pair.bench.model.unread_elsewhere(), 1, "what comes to the one that is shown is its own");
}

#[test]
fn nobody_is_woken_for_accounts_of_which_nothing_is_to_be_told() {
    let mut pair = Pair::new(SIZE);
    assert_eq!(pair.bench.model.deadline(), None);
    pair.receives(says(CHAT, 6, SASHA, "hi"));
    assert!(pair.bench.model.deadline().is_some());
    pair.bench.waits(500);
    assert_eq!(pair.bench.model.deadline(), None, "while the world is asked nothing is due");
}

#[test]
fn what_is_written_or_seen_here_is_not_told_for_the_other_account() {
    let mut pair = Pair::new(SIZE);
    pair.bench.opens(CHAT, talk(CHAT, 4));
    pair.receives(says(TEAM, 8, ANDREY, "written here"));
    pair.receives(says(CHAT, 6, SASHA, "seen here"));
    assert_eq!(pair.tells_after(10_000, free()), []);
    assert_eq!(pair.bench.model.unread_elsewhere(), 3, "but it is counted");
    pair.bench.happens(Event::Focus(false));
    pair.receives(says(CHAT, 7, SASHA, "nobody looks"));
    assert_eq!(pair.tells_after(10_000, free()), said("Саша (for b@example.com)", "nobody looks"));
}

#[test]
fn what_is_being_written_into_a_form_is_not_here() {
    let mut pair = Pair::new(SIZE);
    pair.bench.happens(Event::Accounts(AccountNews::Opening(None)));
    pair.bench.types("b@example.com");
    pair.bench.happens(Event::Accounts(AccountNews::Watched(vec![boris()])));
    assert_eq!(pair.bench.model.unread_elsewhere(), 1);
}
