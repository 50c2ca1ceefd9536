//! The key map: no key means two things at once, everything that can be done has a key, and the page about the keys is fresh.

use std::collections::HashSet;

use tui_client::keymap::{Action, Binding, Chord, Code, Context, Found, Key, Keymap, Profile, book};

/// Everything that is bound where a context is the narrowest.
fn chords(keymap: &Keymap, place: Context) -> Vec<(Chord, Action)> {
    let bound = keymap.within(place).flat_map(|b| b.chords.iter().map(|chord| (chord.clone(), b.action)));
    bound.collect()
}

/// Both profiles, and all places in which somebody can be.
fn everywhere() -> impl Iterator<Item = (Keymap, Context)> {
    Profile::ALL
        .into_iter()
        .flat_map(|profile| Context::places().map(move |place| (Keymap::of(profile), place)))
}

/// What can be completed lies over the chat, the menu over a message: they take some of their keys on purpose.
fn lies_over(place: Context) -> bool {
    matches!(place, Context::Complete | Context::Menu)
}

#[test]
fn no_key_means_two_things_in_the_same_place() {
    for (keymap, place) in everywhere() {
        let mut seen = HashSet::new();
        let over = |binding: &&Binding| !lies_over(place) || binding.context == place;
        for chord in keymap.within(place).filter(over).flat_map(|binding| &binding.chords) {
            assert!(seen.insert(chord), "{chord} means two things in {place:?}");
        }
    }
}

#[test]
fn no_chord_begins_another_one() {
    for (keymap, place) in everywhere() {
        let chords = chords(&keymap, place);
        for (chord, _) in &chords {
            let other = chords.iter().find(|(other, _)| other.goes_on_after(chord.keys()));
            assert!(other.is_none(), "{chord} begins {other:?} in {place:?}");
        }
    }
}

#[test]
fn every_binding_is_reached_by_each_of_its_chords() {
    for (keymap, place) in everywhere() {
        for (chord, action) in chords(&keymap, place) {
            let taken = keymap.find(place, chord.keys()) != Found::Action(action);
            let over = [Context::Chat, Context::Message].map(|place| keymap.find(place, chord.keys()));
            assert!(
                !taken || (lies_over(place) && over.contains(&Found::Action(action))),
                "{chord} in {place:?}"
            );
            for some in 1..chord.keys().len() {
                assert_eq!(keymap.find(place, &chord.keys()[..some]), Found::Prefix, "{chord} in {place:?}");
            }
        }
    }
}

#[test]
fn everything_that_can_be_done_has_a_key() {
    for profile in Profile::ALL {
        let keymap = Keymap::of(profile);
        let bound: Vec<Action> =
            Context::places().flat_map(|place| chords(&keymap, place)).map(|bound| bound.1).collect();
        for action in Action::all().filter(|action| profile == Profile::Vim || !action.is_modal()) {
            assert!(bound.contains(&action), "{action:?} has no key in {profile:?}");
        }
    }
}

#[test]
fn no_key_that_writes_does_anything_where_text_is_written() {
    for (keymap, place) in everywhere().filter(|(_, place)| place.writes()) {
        for (chord, _) in chords(&keymap, place) {
            assert!(chord.keys()[0].writes().is_none(), "{chord} in {place:?}");
        }
    }
}

#[test]
fn the_footer_says_nothing_twice() {
    for (keymap, place) in everywhere() {
        let actions: Vec<Action> = keymap.footer(place).map(|binding| binding.action).collect();
        let twice: Vec<_> =
            actions.iter().enumerate().filter(|(i, action)| actions[..*i].contains(action)).collect();
        assert!(twice.is_empty(), "{place:?}: {twice:?}");
    }
}

#[test]
fn a_russian_layout_quits_with_the_same_key() {
    let keymap = Keymap::default();
    let cyrillic = keymap.find(Context::Chat, &[Key::ctrl(Code::Char('й'))]);
    assert_eq!(cyrillic, Found::Action(Action::Quit));
}

#[test]
fn the_page_about_the_keys_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/keys.md");
    let page = book();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs")).unwrap();
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, page, "run UPDATE_DOCS=1 cargo test -p tui-client --test keys");
}
