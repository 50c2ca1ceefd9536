//! Who is in a conversation, and what can be done about them.

use protocol::{
    ConversationKind, ErrorCode, Member, Role, ServerEvent, User,
    event::{Change, Changed},
};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key},
    message::{Failure, Net},
    words::Lang,
};

use crate::support::*;

fn member(user: u128, role: Role) -> Member {
    Member { id: id(user), name: name(user).into(), role, read_seq: None }
}

/// Who is in the group is on the screen; Andrey owns it.
fn looking() -> Bench {
    let mut group = conversation(NEWS, None);
    group.role = Role::Owner;
    let mut bench = Bench::online(Lang::En, (80, 24), vec![group]);
    bench.opens(NEWS, Vec::new());
    let asked = bench.press(Key::alt(Code::Char('i')));
    assert!(matches!(&asked[..], [Effect::Ask(Request::Members(..))]), "{asked:?}");
    assert!(bench.screen().contains("loading…"));
    let all = vec![member(SASHA, Role::Member), member(BORIS, Role::Admin), member(ANDREY, Role::Owner)];
    bench.net(Net::Members(id(NEWS), Ok(all)));
    bench
}

fn letter(bench: &mut Bench, c: char) -> Vec<Effect> {
    bench.press(Key::plain(Code::Char(c)))
}

#[test]
fn who_may_do_most_comes_first_and_each_has_a_role() {
    let bench = looking();
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn only_what_one_may_do_has_its_key_below() {
    let mut bench = looking();
    let below = |bench: &Bench| bench.screen().lines().last().unwrap_or_default().to_owned();
    bench.press(Key::plain(Code::End));
    let of_another = below(&bench);
    assert!(["write to", "add", "remove"].iter().all(|what| of_another.contains(what)), "{of_another}");
    bench.press(Key::plain(Code::Home));
    let of_oneself = below(&bench);
    assert!(of_oneself.contains("add") && !of_oneself.contains("remove"), "{of_oneself}");
    bench.model.chats.change(id(NEWS), |news| news.role = Role::Member);
    bench.press(Key::plain(Code::End));
    let of_a_member = below(&bench);
    assert!(of_a_member.contains("write to"), "{of_a_member}");
    assert!(
        ["add", "remove", "role", "hand"].iter().all(|what| !of_a_member.contains(what)),
        "{of_a_member}"
    );
}

#[test]
fn one_writes_to_a_member_with_one_key() {
    let mut bench = looking();
    bench.press(Key::plain(Code::Down));
    let asked = bench.enter();
    assert!(
        matches!(&asked[..], [Effect::Ask(Request::CreateChat { people, group: false, .. })]
            if people == &[user_id(BORIS).to_string()]),
        "{asked:?}"
    );
}

#[test]
fn a_role_is_changed_and_what_the_server_says_is_shown() {
    let mut bench = looking();
    bench.press(Key::plain(Code::End));
    let asked = letter(&mut bench, 'r');
    assert_eq!(asked, [Effect::Ask(Request::Appoint(id(NEWS), id(SASHA), Role::Admin))]);
    let refusal = Failure::Refused(ErrorCode::Forbidden, "Only the owner".into());
    bench.net(Net::MembersChanged(id(NEWS), Err(refusal)));
    let screen = bench.screen();
    assert!(screen.contains("Only the owner") && screen.contains("Саша"), "{screen}");
    let all = vec![member(SASHA, Role::Admin), member(BORIS, Role::Admin), member(ANDREY, Role::Owner)];
    bench.net(Net::MembersChanged(id(NEWS), Ok(all)));
    let sasha = bench.screen().lines().find(|row| row.contains("Саша")).unwrap().to_owned();
    assert!(sasha.contains("admin"), "{sasha}");
}

#[test]
fn a_group_is_handed_over_only_after_a_question() {
    let mut bench = looking();
    bench.press(Key::plain(Code::Down));
    assert!(letter(&mut bench, 'o').is_empty());
    assert!(bench.screen().contains("Hand the group over to Борис?"), "{}", bench.screen());
    let asked = bench.enter();
    assert!(asked.contains(&Effect::Ask(Request::Appoint(id(NEWS), id(BORIS), Role::Owner))), "{asked:?}");
}

#[test]
fn somebody_is_added_by_name_or_by_address() {
    let mut bench = looking();
    letter(&mut bench, 'a');
    bench.types("sa");
    assert_eq!(bench.waits(300), [Effect::Ask(Request::People("sa".into()))]);
    let found = || Ok(vec![User { id: id(SASHA), name: "Саша".into() }]);
    bench.net(Net::People("sa".into(), found()));
    // Where the reason stands why nobody was found, nobody is chosen.
    bench.types("s");
    bench.waits(300);
    bench.net(Net::People("sas".into(), Err(Failure::NotNow(ErrorCode::RateLimited, 3))));
    let asked = bench.enter();
    assert!(
        !asked.contains(&Effect::Ask(Request::Invite(id(NEWS), vec![user_id(SASHA).to_string()]))),
        "{asked:?}"
    );
    bench.press(Key::plain(Code::Backspace));
    bench.waits(300);
    bench.net(Net::People("sa".into(), found()));
    let asked = bench.enter();
    assert_eq!(asked, [Effect::Ask(Request::Invite(id(NEWS), vec![user_id(SASHA).to_string()]))]);
    bench.net(Net::MembersChanged(id(NEWS), Ok(vec![member(SASHA, Role::Member)])));
    assert!(bench.screen().contains("Who is in it") && bench.screen().contains("Саша"), "{}", bench.screen());
}

#[test]
fn who_comes_and_goes_meanwhile_is_seen() {
    let mut bench = looking();
    let joined = Changed::MemberJoined {
        member: Member { name: "Zoë".into(), ..member(9, Role::Member) },
        member_count: 4,
    };
    bench.server(ServerEvent::Change(Change { conversation_id: id(NEWS), version: 1, changed: joined }));
    assert!(bench.screen().contains("Zoë"), "{}", bench.screen());
    bench.server(ServerEvent::Typing { conversation_id: id(NEWS), user_id: id(9), user_name: "Zoë".into() });
    let left = Changed::MemberLeft { user_id: id(9), member_count: 3 };
    bench.server(ServerEvent::Change(Change { conversation_id: id(NEWS), version: 2, changed: left }));
    assert!(!bench.screen().contains("Zoë"), "{}", bench.screen());
}

#[test]
fn a_chat_of_people_does_not_grow_and_says_so() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(TEAM, None)]);
    bench.opens(TEAM, Vec::new());
    bench.types("/add");
    bench.enter();
    assert!(bench.screen().contains("People are added to groups"), "{}", bench.screen());
}

#[test]
fn somebody_is_removed_only_after_a_question() {
    let mut bench = looking();
    bench.press(Key::plain(Code::End));
    assert!(letter(&mut bench, 'd').is_empty());
    assert!(bench.screen().contains("Remove Саша? What they wrote stays"), "{}", bench.screen());
    let asked = bench.enter();
    let remove = Effect::Ask(Request::Remove(id(NEWS), ConversationKind::PublicGroup, id(SASHA)));
    assert!(asked.contains(&remove), "{asked:?}");
    bench.net(Net::MembersChanged(id(NEWS), Ok(vec![member(ANDREY, Role::Owner)])));
    let screen = bench.screen();
    assert!(screen.contains("Who is in it") && !screen.contains("Саша"), "{screen}");
}

#[test]
fn nobody_is_offered_to_remove_their_equals_or_themselves() {
    let mut bench = looking();
    assert!(letter(&mut bench, 'd').is_empty());
    assert!(bench.screen().contains("leave: F8"), "{}", bench.screen());
    let joined = Changed::MemberJoined { member: member(ANDREY, Role::Admin), member_count: 3 };
    bench.server(ServerEvent::Change(Change { conversation_id: id(NEWS), version: 1, changed: joined }));
    for key in [Code::Home, Code::Down] {
        bench.press(Key::plain(key));
        if !bench.screen().contains("> Борис") {
            continue;
        }
        assert!(bench.press(Key::plain(Code::Delete)).is_empty());
        assert!(bench.screen().contains("nobody their equals"), "{}", bench.screen());
    }
}

#[test]
fn who_is_removed_meanwhile_has_nothing_open_of_it() {
    let mut bench = looking();
    bench.server(ServerEvent::ConversationRemoved { conversation_id: id(NEWS) });
    let screen = bench.screen();
    assert!(screen.contains("You are no longer in") && !screen.contains("Who is in it"), "{screen}");
}

#[test]
fn a_name_is_changed_where_it_stands() {
    let mut bench = looking();
    letter(&mut bench, 'n');
    assert!(bench.screen().contains("Another name"), "{}", bench.screen());
    bench.press(Key::ctrl(Code::Char('u')));
    bench.types("Harbour");
    let asked = bench.enter();
    let kind = ConversationKind::PublicGroup;
    assert_eq!(asked, [Effect::Ask(Request::Rename(id(NEWS), kind, "Harbour".into()))]);
    assert!(bench.enter().is_empty(), "once is enough");
    let refusal = Failure::Refused(ErrorCode::Forbidden, "Only those who lead".into());
    bench.net(Net::Renamed(id(NEWS), Err(refusal)));
    assert!(bench.screen().contains("Only those who lead"), "{}", bench.screen());
    assert_eq!(bench.enter().len(), 1);
    bench.net(Net::Renamed(id(NEWS), Ok("Harbour".into())));
    let changed = Changed::Renamed { title: "Harbour".into() };
    bench.server(ServerEvent::Change(Change { conversation_id: id(NEWS), version: 1, changed }));
    let screen = bench.screen();
    assert!(screen.contains("Harbour") && !screen.contains("Another name"), "{screen}");
}

#[test]
fn a_name_is_given_with_a_command_and_only_by_those_who_may() {
    let mut team = conversation(TEAM, None);
    team.role = Role::Owner;
    let mut bench = Bench::online(Lang::En, (80, 24), vec![team]);
    bench.opens(TEAM, Vec::new());
    bench.types("/rename Crew");
    bench.enter();
    let asked = bench.enter();
    assert_eq!(asked, [Effect::Ask(Request::Rename(id(TEAM), ConversationKind::GroupChat, "Crew".into()))]);
    for (chat, why) in [(NEWS, "change the name"), (CHAT, "after the other person")] {
        let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(chat, None)]);
        bench.opens(chat, Vec::new());
        bench.press(Key::alt(Code::Char('t')));
        assert!(bench.screen().contains(why), "{}", bench.screen());
    }
}
