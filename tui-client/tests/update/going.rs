//! Going somewhere and doing something: the palette, commands.

use protocol::{ClientCommand, Conversation};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key},
    message::{Event, Mouse, MouseDeed},
    model::{Overlay, Pane, Setting, Target},
    words::Lang,
};

use crate::support::*;

fn in_chat() -> Bench {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench
}

fn written(bench: &Bench) -> String {
    bench.model.drafts.get(&id(CHAT)).map(|draft| draft.text().to_owned()).unwrap_or_default()
}

fn sent(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Say(ClientCommand::Send { .. }))).count()
}

fn palette(bench: &mut Bench, query: &str) -> Vec<Effect> {
    bench.press(Key::ctrl(Code::Char('k')));
    bench.types(query);
    bench.enter()
}

#[test]
fn the_palette_goes_to_chats_however_they_are_written() {
    for query in ["борис", "boris", ",jhbc", "brois", "бор"] {
        let team = conversation(TEAM, Some(&says(TEAM, 6, BORIS, "hi")));
        let mut bench =
            Bench::online(Lang::En, (80, 24), vec![team, conversation(CHAT, talk(CHAT, 4).last())]);
        bench.opens(TEAM, talk(TEAM, 6));
        palette(&mut bench, query);
        assert_eq!(bench.model.chats.open, Some(id(CHAT)), "{query}");
        assert!(bench.model.overlay.is_none());
    }
}

#[test]
fn the_palette_offers_the_unread_first_and_then_where_one_was() {
    let mut unread = conversation(NEWS, Some(&says(NEWS, 3, BORIS, "news")));
    unread.read_seq = 1;
    let team = conversation(TEAM, Some(&says(TEAM, 6, BORIS, "hi")));
    let mut bench =
        Bench::online(Lang::En, (80, 24), vec![team, unread, conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    palette(&mut bench, "team");
    palette(&mut bench, "");
    assert_eq!(bench.model.chats.open, Some(id(NEWS)));
    bench.model.chats.change(id(NEWS), |news| news.read_seq = 3);
    palette(&mut bench, "");
    assert_eq!(bench.model.chats.open, Some(id(TEAM)), "where one was before");
}

#[test]
fn the_mouse_chooses_where_to_go() {
    let chats =
        |n: u128| (1..=n).map(|n| Conversation { title: format!("Chat {n:02}"), ..conversation(n, None) });
    let mut bench = Bench::online(Lang::En, (80, 24), chats(40).collect());
    let mouse =
        |bench: &mut Bench, deed, column, row| bench.happens(Event::Mouse(Mouse { deed, column, row }));
    let row_of = |bench: &Bench, text: &str| {
        let at = bench.screen().lines().position(|row| row.contains(text));
        u16::try_from(at.unwrap_or_else(|| panic!("{}", bench.screen()))).unwrap()
    };
    bench.press(Key::ctrl(Code::Char('k')));
    // Away from the rows nothing is chosen, and the wheel goes beyond the last one that shows.
    mouse(&mut bench, MouseDeed::Press, 40, 3);
    assert!(matches!(&bench.model.overlay, Some(Overlay::Palette(palette)) if palette.selected == 0));
    for _ in 0..30 {
        mouse(&mut bench, MouseDeed::WheelDown, 40, 12);
    }
    let row = row_of(&bench, "& Chat 25");
    mouse(&mut bench, MouseDeed::Press, 40, row);
    assert_eq!(bench.model.chats.open, Some(id(25)));
    bench.press(Key::ctrl(Code::Char('k')));
    mouse(&mut bench, MouseDeed::Press, 2, 12);
    assert!(bench.model.overlay.is_none(), "a click beside it closes it");
}

#[test]
fn whoever_is_named_goes_before_what_is_unread_or_was_opened_last() {
    let mut unread = Conversation { title: "Саша, Борис".into(), ..conversation(NEWS, None) };
    (unread.last_seq, unread.read_seq) = (3, 1);
    let mut bench = Bench::online(Lang::En, (80, 24), vec![unread, conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(NEWS, talk(NEWS, 3));
    bench.press(Key::plain(Code::Esc));
    palette(&mut bench, "борис");
    assert_eq!(bench.model.chats.open, Some(id(CHAT)));
}

#[test]
fn the_palette_does_everything_in_both_languages() {
    let mut bench = in_chat();
    for query in [">sign out", "выйти из", "sign-out", ">ышпт щге"] {
        palette(&mut bench, query);
        assert!(bench.screen().contains("Sign out on this device?"), "{query}\n{}", bench.screen());
        bench.press(Key::plain(Code::Esc));
    }
    palette(&mut bench, "all keys");
    assert!(matches!(bench.model.overlay, Some(Overlay::Help { .. })));
}

#[test]
fn the_palette_goes_to_a_setting_by_its_name() {
    let mut bench = in_chat();
    for (query, setting) in
        [("theme", Setting::Theme), ("язык", Setting::Language), (">mouse", Setting::Mouse)]
    {
        palette(&mut bench, query);
        let Some(Overlay::Settings { selected, .. }) = bench.model.overlay else {
            panic!("{}", bench.screen())
        };
        assert_eq!(Setting::ALL[selected], setting, "{query}");
        bench.press(Key::plain(Code::Esc));
    }
    bench.press(Key::ctrl(Code::Char('k')));
    bench.types("theme");
    assert!(bench.screen().contains("settings: Theme"), "{}", bench.screen());
}

#[test]
fn commands_are_obeyed_and_not_sent() {
    let mut bench = in_chat();
    bench.types("/join sail");
    assert_eq!(sent(&bench.enter()), 0);
    let asked = bench.waits(300);
    assert!(asked.contains(&Effect::Ask(Request::Directory("sail".into()))), "{asked:?}");
    bench.press(Key::plain(Code::Esc));
    bench.types("/group Crew");
    bench.enter();
    assert!(bench.screen().contains("New group") && bench.screen().contains("Crew"), "{}", bench.screen());
    bench.press(Key::plain(Code::Esc));
    bench.types("/op");
    bench.press(Key::plain(Code::Tab));
    assert_eq!(written(&bench), "/open ");
    bench.press(Key::ctrl(Code::Char('u')));
    bench.types("/joni sail");
    assert_eq!(sent(&bench.enter()), 0);
    assert!(bench.screen().contains("There is no /joni; perhaps /join is meant"), "{}", bench.screen());
    assert_eq!(written(&bench), "/joni sail", "what is wrong can be mended");
}

#[test]
fn what_only_looks_like_a_command_is_sent() {
    for (text, message) in [
        ("//join is a command", "/join is a command"),
        ("///join", "//join"),
        ("// TODO: mend", "// TODO: mend"),
        ("/// Words.", "/// Words."),
        ("/usr/bin/env", "/usr/bin/env"),
        ("/ hm", "/ hm"),
    ] {
        let mut bench = in_chat();
        bench.types(text);
        bench.press(Key::plain(Code::Esc));
        bench.model.pane = Pane::Chat;
        bench.enter();
        let texts: Vec<&str> = bench.model.outbox.iter().map(|pending| pending.text.as_str()).collect();
        assert_eq!(texts, [message]);
    }
}

#[test]
fn what_is_muted_does_not_wait_at_the_top_of_the_palette() {
    let team = conversation(TEAM, Some(&says(TEAM, 9, SASHA, "x")));
    let mut news = conversation(NEWS, Some(&says(NEWS, 70, BORIS, "x")));
    (news.read_seq, news.settings.muted) = (0, true);
    let mut chat = conversation(CHAT, Some(&says(CHAT, 1, BORIS, "x")));
    chat.read_seq = 0;
    let mut bench = Bench::online(Lang::En, (80, 24), vec![team, news, chat]);
    bench.press(Key::ctrl(Code::Char('k')));
    let Some(Overlay::Palette(palette)) = &bench.model.overlay else { panic!() };
    assert_eq!(palette.found.first(), Some(&Target::Chat(id(CHAT))));
}
