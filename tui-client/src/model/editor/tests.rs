//! The editor: what people expect of it, and what holds whatever they press.

use proptest::{prelude::*, sample::Index};
use unicode_segmentation::UnicodeSegmentation;

use super::*;

#[derive(Clone, Debug)]
enum Press {
    Write(String),
    Edit(Edit),
    Row(usize, bool),
    Complete(usize, String),
    Take,
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        4 => "[a-яё \n🙂👩\u{200d}\u{301}日\u{1b}🇷🇺]{0,6}".prop_map(Press::Write),
        6 => prop::sample::select(Edit::all().collect::<Vec<_>>()).prop_map(Press::Edit),
        1 => (2_usize..20, any::<bool>()).prop_map(|(columns, down)| Press::Row(columns, down)),
        1 => (0_usize..30, "[a-я🙂]{0,4}").prop_map(|(from, text)| Press::Complete(from, text)),
        1 => Just(Press::Take),
    ]
}

fn does(editor: &mut Editor, press: &Press) {
    match press {
        Press::Write(text) => editor.insert(text),
        Press::Edit(edit) => editor.edit(*edit),
        Press::Row(columns, down) => drop(editor.move_row(*columns, *down)),
        Press::Complete(from, text) => editor.complete(*from, text),
        Press::Take => drop(editor.take()),
    }
}

proptest! {
    #[test]
    fn the_caret_always_stands_between_whole_characters(presses in prop::collection::vec(press(), 0..40)) {
        let mut editor = Editor::default();
        for press in presses {
            does(&mut editor, &press);
            let mut boundaries = editor.text().grapheme_indices(true).map(|(at, _)| at);
            prop_assert!(editor.caret() == editor.text().len() || boundaries.any(|at| at == editor.caret()));
            prop_assert!(editor.text().chars().all(|c| c == '\n' || !c.is_control()));
            let (row, column) = editor.position(7);
            prop_assert!(column <= 7 && row < editor.lines(7).len());
            let wrapped = crate::text::wrap(editor.text(), 7);
            prop_assert_eq!(&*editor.lines(7), wrapped.as_slice(), "the kept lines are those of the text");
        }
    }

    #[test]
    fn lines_that_are_kept_are_those_of_the_text(
        text in "[a-c  日👩❤\u{200d}\u{301}\u{fe0f}🇷🇺\n]{0,120}",
        columns in 2_usize..12,
        changes in prop::collection::vec((any::<[Index; 2]>(), "[a-c 日❤\u{200d}\u{301}\u{fe0f}🇷\n]{0,9}"), 1..8),
    ) {
        let mut editor = Editor::with(&text);
        for (ends, with) in changes {
            drop(editor.lines(columns));
            let places: Vec<usize> = editor.text.char_indices().map(|(at, _)| at).chain([editor.text.len()]).collect();
            let from = ends[0].index(places.len());
            // Much is removed seldom.
            let most = if ends[1].index(4) == 0 { places.len() } else { from + 4 }.min(places.len() - 1);
            let to = from + ends[1].index(most.max(from) - from + 1);
            editor.replace(places[from]..places[to], &with, false);
            let wrapped = crate::text::wrap(editor.text(), columns);
            prop_assert_eq!(&*editor.lines(columns), wrapped.as_slice(), "{:?}", editor.text);
        }
    }

    #[test]
    fn everything_can_be_undone_and_done_again(presses in prop::collection::vec(press(), 0..40)) {
        let mut editor = Editor::default();
        for press in &presses {
            does(&mut editor, press);
        }
        let end = editor.text().to_owned();
        for _ in 0..=2 * presses.len() {
            editor.edit(Edit::Undo);
        }
        // Presses among which were undoings may have left steps to do again only.
        prop_assert_eq!(editor.text(), "");
        if !presses.iter().any(|press| matches!(press, Press::Edit(Edit::Undo))) {
            for _ in 0..=2 * presses.len() {
                editor.edit(Edit::Redo);
            }
            prop_assert_eq!(editor.text(), end);
        }
    }
}

fn typed(text: &str) -> Editor {
    let mut editor = Editor::default();
    for letter in text.graphemes(true) {
        editor.insert(letter);
    }
    editor
}

fn after(mut editor: Editor, edits: &[Edit]) -> String {
    for edit in edits {
        editor.edit(*edit);
    }
    let (left, right) = editor.text().split_at(editor.caret());
    format!("{left}|{right}")
}

#[test]
fn one_press_removes_one_character_as_people_see_it() {
    assert_eq!(after(Editor::with("a👨‍👩‍👧e\u{301}"), &[Edit::Backspace]), "a👨‍👩‍👧|");
    assert_eq!(after(Editor::with("a👨‍👩‍👧"), &[Edit::Backspace]), "a|");
    assert_eq!(after(Editor::with("🇷🇺🇫🇮"), &[Edit::Backspace]), "🇷🇺|");
}

#[test]
fn what_was_cut_can_be_put_back() {
    let words = || Editor::with("привет мир");
    assert_eq!(after(words(), &[Edit::DeleteWord]), "привет |");
    assert_eq!(
        after(words(), &[Edit::DeleteWord, Edit::KillToStart, Edit::Yank]),
        "привет мир|",
        "cuts in a row are one"
    );
    assert_eq!(after(words(), &[Edit::DeleteWord, Edit::Left, Edit::KillToStart, Edit::Yank]), "привет| ");
    let older = [Edit::DeleteWord, Edit::Left, Edit::KillToStart, Edit::Yank, Edit::YankOlder];
    assert_eq!(after(words(), &older), "мир| ");
    assert_eq!(
        after(words(), &[Edit::TextStart, Edit::DeleteWordRight, Edit::TextEnd, Edit::Yank]),
        " мирпривет|"
    );
    assert_eq!(after(Editor::with("a\nb\nc"), &[Edit::Left, Edit::Left, Edit::KillLine]), "a\n|c");
}

#[test]
fn typing_is_undone_word_by_word() {
    assert_eq!(after(typed("one two"), &[Edit::Undo]), "one |");
    assert_eq!(after(typed("one two"), &[Edit::Undo, Edit::Undo]), "|");
    assert_eq!(after(typed("one two"), &[Edit::Undo, Edit::Undo, Edit::Redo, Edit::Redo]), "one two|");
    assert_eq!(after(typed("abc"), &[Edit::Backspace, Edit::Backspace, Edit::Undo]), "abc|");
    let mut taken = typed("sent by mistake");
    assert_eq!(taken.take(), "sent by mistake");
    assert_eq!(after(taken, &[Edit::Undo]), "sent by mistake|");
}

#[test]
fn words_and_lines_are_walked_as_in_a_shell() {
    let text = || Editor::with("one, two\nthree");
    assert_eq!(after(text(), &[Edit::WordLeft, Edit::WordLeft]), "one, |two\nthree");
    assert_eq!(after(text(), &[Edit::TextStart, Edit::WordRight]), "one|, two\nthree");
    assert_eq!(after(text(), &[Edit::TextStart, Edit::NextWord]), "one, |two\nthree");
    assert_eq!(after(text(), &[Edit::LineStart, Edit::Left, Edit::LineStart]), "|one, two\nthree");
}

#[test]
fn rows_follow_the_wrapped_text() {
    let mut editor = Editor::with("one two three");
    assert_eq!(editor.position(8), (1, 5));
    assert!(editor.move_row(8, false));
    assert_eq!(editor.position(8), (0, 5));
    assert!(!editor.move_row(8, false));
}

#[test]
fn a_field_of_one_line_takes_no_line_end_along() {
    let mut editor = Editor::default();
    editor.insert_line("se cret \r\n\n");
    assert_eq!(editor.text(), "se cret ");
    editor.insert_line("one\ntwo");
    assert_eq!(editor.text(), "se cret one two");
}
